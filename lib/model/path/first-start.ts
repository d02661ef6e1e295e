/** What belongs to the first start of a container, and what is likely to: only what is sure is told as observed. */
import type { Evidence } from '../cluster';
import type { ContainerStatus, PodObject } from '../objects';
import { beginning } from './container-state';
import { eventEvidence, type Report } from './events';
import { apiInstant, type Instant } from './instant';
import { firstSeen, firstStamp } from './marks';
import { type Milestone, milestone } from './milestone';
import { neverRan } from './never-ran';
import type { SeenMark } from './types';

/** What is read of one container. */
export interface ContainerReader {
  pod: PodObject;
  name: string;
  status: ContainerStatus | undefined;
  restarts: number;
  /** Which start ended in `lastState`. */
  lastAttempt: number;
  /** All reports about the pod. */
  reports: readonly Report[];
  report: (reason: string, topic?: Report['topic']) => Report | undefined;
  seen: readonly SeenMark[];
  onNode: (stamp: Instant | undefined) => Instant | undefined;
  proof: (field: string, value: string) => Evidence;
}

/** A milestone with the message of the event it was read from. */
export interface ToldMilestone extends Milestone {
  message?: string;
}

const told = (point: Milestone | undefined, message: string | undefined): ToldMilestone | undefined =>
  point && { ...point, ...(message ? { message } : {}) };

/** The reports of the first start, and the oldest that are left where it is not sure that they are. */
export function firstStartOf(reader: ContainerReader) {
  const { name, status, restarts, lastAttempt, reports, report, seen, onNode, proof } = reader;
  // Of one born under our eyes the first mark of each kind is of the first start, however often it has started since.
  const isBornSeen = firstSeen(seen, 'created') !== undefined;
  const arrival = (mark: SeenMark['mark']) => (restarts === 0 || isBornSeen ? firstSeen(seen, mark, name) : undefined);

  // Events live equally long: while the one of the binding is there, none after it has run out.
  const isWhole = reports.some((one) => one.reason === 'Scheduled');
  // Each start reports once, so the first report is of the first start only if the reports of all starts are there.
  const isOfFirstStart = (one: Report) =>
    status ? restarts === 0 || one.count === restarts + 1 : isWhole && one.count === 1;
  // An image is fetched before the first process can run, and a pull that ended well is told with its duration.
  const isFirstPull = (one: Report) =>
    isWhole && /^Pull/.test(one.reason) && /^(Pulling|Successfully pulled) image/.test(one.firstMessage);
  // What failed once the image was there failed after it: an image first told of later is of another try.
  const refusal = report('Failed', 'run')?.first;
  const isOfFirstTry = (one: Instant | undefined) => !one || !refusal || one.ms < refusal.ms + refusal.precisionMs;
  // An image may have been tried for before the oldest report that is left.
  const ofFirstTry = (one: Report) =>
    isWhole && (isOfFirstStart(one) || isFirstPull(one)) && isOfFirstTry(one.first) ? one.first : undefined;

  const point = (reason: string, mark: SeenMark['mark']) => {
    const one = report(reason);
    const isImage = mark === 'pulling' || mark === 'pulled';
    const came = arrival(mark);
    const stamp = one && (isImage ? ofFirstTry(one) : isOfFirstStart(one) ? one.first : undefined);
    return told(
      milestone(stamp, isImage && !isOfFirstTry(came) ? undefined : came, one ? [eventEvidence(one, 'first')] : []),
      one?.firstMessage,
    );
  };

  const last = status?.lastState?.terminated;
  const begun = beginning(status?.state);
  const first =
    restarts === 0 && begun
      ? { at: begun.at, field: `state.${begun.field}` }
      : lastAttempt === 0 && last?.startedAt && !neverRan(last)
        ? { at: last.startedAt, field: 'lastState.terminated.startedAt' }
        : undefined;
  // What is lost of a crash loop is its end (kubelets let a burst of 25 through): while none has run out the oldest is most
  // likely the first. It is not told as sure.
  const oldest = (reason: string) => {
    const one = report(reason);
    const isLikely = isWhole ? one && !isOfFirstStart(one) : restarts === 0 && /^Pull/.test(reason);
    return one && isLikely
      ? told(milestone(one.first, undefined, [eventEvidence(one, 'first')]), one.firstMessage)
      : undefined;
  };
  const saidStarted = report('Started');
  const rememberedStart = isBornSeen ? firstStamp(seen, 'container-started', name) : undefined;
  const saidFirst = saidStarted && isOfFirstStart(saidStarted) ? saidStarted.first : undefined;
  return {
    pulling: point('Pulling', 'pulling'),
    pulled: point('Pulled', 'pulled'),
    created: point('Created', 'container-created'),
    started: milestone(onNode(apiInstant(first?.at) ?? rememberedStart) ?? saidFirst, arrival('container-started'), [
      ...(first ? [proof(first.field, first.at)] : []),
      ...(saidStarted ? [eventEvidence(saidStarted, 'first')] : []),
    ]),
    oldest: {
      pulling: oldest('Pulling'),
      pulled: oldest('Pulled'),
      created: oldest('Created'),
      started: oldest('Started'),
    },
    stoppedSeen: arrival('container-stopped'),
  };
}
