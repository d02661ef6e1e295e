import type { ComponentId, Evidence } from '../cluster';
import type { ContainerState, ContainerStateTerminated, ContainerStatus, PodObject } from '../objects';
import { eventEvidence, type Report } from './events';
import { apiInstant, type Instant } from './instant';
import { firstSeen, firstStamp } from './marks';
import { type Milestone, milestone } from './milestone';
import { neverRan } from './never-ran';
import type { SeenMark } from './types';

export type ContainerRole = 'init' | 'sidecar' | 'app';

export interface ContainerContext {
  pod: PodObject;
  reports: readonly Report[];
  seen: readonly SeenMark[];
  /** See TraceContext. */
  onNode: (stamp: Instant | undefined) => Instant | undefined;
  /** Whether it was measured how far the node's clock is ahead: only then its stamps can be held against our clock. */
  isClockKnown: boolean;
  node?: string;
  /** When the deletion of the pod was asked for and when its grace is over, milliseconds since 1970. */
  deletion?: { askedMs: number; overMs: number } | undefined;
  /** Who fetches images, who creates containers, who starts the process, on this node. */
  actors: { image: ComponentId; create: ComponentId; start: ComponentId };
}

/** All that is known of one container's part of the path. */
export interface ContainerFacts {
  name: string;
  role: ContainerRole;
  status: ContainerStatus | undefined;
  restarts: number;
  /** `state.waiting.reason`, or empty. */
  waiting: string;
  /** Which start ended in `lastState`, 0 the first: while the next one is waited for, `restartCount` does not count it yet. */
  lastAttempt: number;
  /** A process of this container ran at some time, whether or not we know when. */
  hasStarted: boolean;
  report: (reason: string, topic?: Report['topic']) => Report | undefined;
  proof: (field: string, value: string) => Evidence;
  /** Of the first start only. */
  pulling: Milestone | undefined;
  pulled: Milestone | undefined;
  created: Milestone | undefined;
  started: Milestone | undefined;
  /** The oldest reports that are left, where it is not sure that they are of the first start. */
  oldest: Readonly<Record<'pulling' | 'pulled' | 'created' | 'started', Milestone | undefined>>;
  /** Reports of the newest start, after at least one restart. */
  newest: Readonly<Record<'pulling' | 'pulled' | 'created', Milestone | undefined>>;
  /** The newest start is in a sandbox made anew: what came before it was no waiting of the container's. */
  inNewSandbox: boolean;
  onNode: ContainerContext['onNode'];
  isClockKnown: boolean;
  deletion: ContainerContext['deletion'];
  /** When the process that ended last had ended. */
  stoppedSeen: Instant | undefined;
}

/** When the process of a state began, running or not. */
export function beginning(state: ContainerState | undefined): { at: string; field: string } | undefined {
  const { running, terminated } = state ?? {};
  if (running?.startedAt) return { at: running.startedAt, field: 'running.startedAt' };
  if (terminated?.startedAt && !neverRan(terminated))
    return { at: terminated.startedAt, field: 'terminated.startedAt' };
  return undefined;
}

/** Reads one container's evidence; what belongs to which start is only said where it is sure. */
export function containerFacts(
  { pod, reports, seen, onNode, isClockKnown, deletion }: ContainerContext,
  name: string,
  role: ContainerRole,
): ContainerFacts {
  const field = role === 'app' ? 'containerStatuses' : 'initContainerStatuses';
  const status = pod.status?.[field]?.find((one) => one.name === name);
  const restarts = status?.restartCount ?? 0;
  const object = `Pod ${pod.metadata.namespace ?? ''}/${pod.metadata.name}`;
  const proof = (path: string, value: string): Evidence => ({
    object,
    field: `status.${field}[${name}].${path}`,
    value,
  });
  const report: ContainerFacts['report'] = (reason, topic) =>
    reports.find((one) => one.reason === reason && one.container === name && one.topic === topic);
  // Of one born under our eyes the first mark of each kind is of the first start, however often it has started since.
  const isBornSeen = firstSeen(seen, 'created') !== undefined;
  const firstArrival = (mark: SeenMark['mark']) =>
    restarts === 0 || isBornSeen ? firstSeen(seen, mark, name) : undefined;

  // Events live equally long: while the one of the binding is there, none after it has run out.
  const isWhole = reports.some((one) => one.reason === 'Scheduled');
  // Each start reports once, so the first report is of the first start only if the reports of all starts are there.
  const ofFirstStart = (one: Report | undefined) => {
    if (!one) return undefined;
    return (status ? restarts === 0 || one.count === restarts + 1 : isWhole && one.count === 1) ? one.first : undefined;
  };
  // What failed once the image was there failed after it: an image first told of later is of another try.
  const refusal = report('Failed', 'run')?.first;
  const isOfFirstTry = (one: Instant | undefined) => !one || !refusal || one.ms < refusal.ms + refusal.precisionMs;
  // An image may have been tried for before the oldest report that is left.
  const ofFirstTry = (one: Report | undefined) => {
    const first = isWhole ? ofFirstStart(one) : undefined;
    return isOfFirstTry(first) ? first : undefined;
  };
  const point = (reason: string, mark: SeenMark['mark']) => {
    const one = report(reason);
    const isImage = mark === 'pulling' || mark === 'pulled';
    const arrival = firstArrival(mark);
    return milestone(
      isImage ? ofFirstTry(one) : ofFirstStart(one),
      isImage && !isOfFirstTry(arrival) ? undefined : arrival,
      one ? [eventEvidence(one)] : [],
    );
  };

  const last: ContainerStateTerminated | undefined = status?.lastState?.terminated;
  const begun = beginning(status?.state);
  const lastAttempt = last && status?.state?.waiting ? restarts : restarts - 1;
  const first =
    restarts === 0 && begun
      ? { at: begun.at, field: `state.${begun.field}` }
      : lastAttempt === 0 && last?.startedAt && !neverRan(last)
        ? { at: last.startedAt, field: 'lastState.terminated.startedAt' }
        : undefined;
  // What is lost of a crash loop is its end (kubelets let a burst of 25 through): while none has run out the oldest is most
  // likely the first. It is not told as sure.
  const oldestOf = (reason: string) => {
    const one = report(reason);
    const isLikely = isWhole ? !ofFirstStart(one) : restarts === 0 && /^Pull/.test(reason);
    return one && isLikely ? milestone(one.first, undefined, [eventEvidence(one)]) : undefined;
  };
  // A report of the newest start was made after the one before it had ended.
  const lastEnd = onNode(apiInstant(last?.finishedAt));
  const isNewer = (one: Report | undefined) => Boolean(one?.last && lastEnd && begun && one.last.ms >= lastEnd.ms);
  const newestOf = (reason: string) => {
    const one = report(reason);
    return one && isNewer(one) ? milestone(one.last, undefined, [eventEvidence(one)]) : undefined;
  };
  const saidStarted = report('Started');
  const rememberedStart = isBornSeen ? firstStamp(seen, 'container-started', name) : undefined;
  const started = milestone(
    onNode(apiInstant(first?.at) ?? rememberedStart) ?? ofFirstStart(saidStarted),
    firstArrival('container-started'),
    [...(first ? [proof(first.field, first.at)] : []), ...(saidStarted ? [eventEvidence(saidStarted)] : [])],
  );
  return {
    name,
    role,
    status,
    restarts,
    waiting: status?.state?.waiting?.reason ?? '',
    lastAttempt,
    hasStarted:
      started !== undefined ||
      begun !== undefined ||
      report('Started') !== undefined ||
      (last !== undefined && !neverRan(last)) ||
      (restarts > 0 && !neverRan(last) && !neverRan(status?.state?.terminated)),
    report,
    proof,
    pulling: point('Pulling', 'pulling'),
    pulled: point('Pulled', 'pulled'),
    created: point('Created', 'container-created'),
    started,
    oldest: {
      pulling: oldestOf('Pulling'),
      pulled: oldestOf('Pulled'),
      created: oldestOf('Created'),
      started: oldestOf('Started'),
    },
    newest: { pulling: newestOf('Pulling'), pulled: newestOf('Pulled'), created: newestOf('Created') },
    inNewSandbox: isNewer(reports.find((one) => one.reason === 'SandboxChanged')),
    onNode,
    isClockKnown,
    deletion,
    stoppedSeen: firstArrival('container-stopped'),
  };
}
