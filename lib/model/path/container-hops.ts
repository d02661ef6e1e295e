import type { ContainerStateTerminated } from '../objects';
import { beginning, type ContainerContext, type ContainerFacts } from './container-facts';
import { eventEvidence } from './events';
import { parsePulled } from './image-message';
import { apiInstant } from './instant';
import { milestone, span } from './milestone';
import { durationMs } from './statistics';
import type { Hop, HopFailure } from './types';

const IMAGE_TROUBLE = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
  'ImageInspectError',
  'RegistryUnavailable',
  'SignatureValidationFailed',
]);
const CREATE_TROUBLE = new Set([
  'CreateContainerConfigError',
  'CreateContainerError',
  'PreCreateHookError',
  'PreStartHookError',
]);

/** A hop before it is told where it happened. */
export type BareHop = Omit<Hop, 'node' | 'container' | 'containerKind'>;

const unknownTime = { reason: { code: 'time-not-known' } };

function imageFailure({ waiting, status, pulled, hasStarted, report }: ContainerFacts): HopFailure | undefined {
  const failed = report('Failed', 'pull') ?? report('BackOff', 'pull');
  const count = failed ? { count: failed.count } : {};
  if (IMAGE_TROUBLE.has(waiting)) {
    return {
      reason: waiting,
      message: failed?.message ?? status?.state?.waiting?.message ?? '',
      lasting: true,
      ...count,
    };
  }
  if (!failed) return undefined;
  return { reason: failed.reason, message: failed.message, lasting: !pulled && !hasStarted, ...count };
}

/** kubelet → runtime: the image is fetched, or is there, or cannot be had. */
export function imageHop(facts: ContainerFacts, actors: ContainerContext['actors']): BareHop[] {
  const { pulling, pulled, report, status, hasStarted, proof, waiting } = facts;
  const failure = imageFailure(facts);
  if (!pulling && !pulled && !failure && !hasStarted) return [];
  const message = pulled && report('Pulled')?.message;
  const said = message ? parsePulled(message) : undefined;
  const time = span(said?.present ? pulled : pulling, failure?.lasting ? undefined : pulled);
  const failed = report('Failed', 'pull') ?? report('BackOff', 'pull');
  const evidence = [
    ...(pulling?.evidence ?? []),
    ...(pulled?.evidence ?? []),
    ...(failed ? [eventEvidence(failed)] : []),
  ];
  if (status?.imageID) evidence.push(proof('imageID', status.imageID));
  if (failure?.lasting && !failed) evidence.push(proof('state.waiting.reason', waiting));
  return [
    {
      id: 'image',
      actor: actors.image,
      attempt: 0,
      ...time,
      ...(said?.pullMs === undefined ? {} : { reportedMs: said.pullMs }),
      ...(said?.waitedMs === undefined ? {} : { waitedMs: said.waitedMs }),
      ...(said?.bytes === undefined ? {} : { bytes: said.bytes }),
      degree: evidence.length ? 'observed' : 'inferred',
      ...(said?.present ? { reason: { code: 'image-present' } } : time.clock === 'none' ? unknownTime : {}),
      evidence,
      ...(failure ? { failure } : {}),
    },
  ];
}

/** runtime: the container is made from the image. */
export function createHop(facts: ContainerFacts, actors: ContainerContext['actors']): BareHop[] {
  const { created, pulled, hasStarted, waiting, status, restarts, report, proof } = facts;
  const fails = CREATE_TROUBLE.has(waiting);
  if (!created && !fails && !hasStarted) return [];
  const evidence = [...(created?.evidence ?? [])];
  if (status?.containerID && restarts === 0) evidence.push(proof('containerID', status.containerID));
  if (fails) evidence.push(proof('state.waiting.reason', waiting));
  const time = span(pulled, fails ? undefined : created);
  const message = status?.state?.waiting?.message ?? report('Failed', 'run')?.message ?? '';
  return [
    {
      id: 'create',
      actor: actors.create,
      attempt: 0,
      ...time,
      degree: evidence.length ? 'observed' : 'inferred',
      ...(time.endedAt || fails ? {} : unknownTime),
      evidence,
      ...(fails ? { failure: { reason: waiting, message, lasting: true } } : {}),
    },
  ];
}

/** runC: the process begins, for the first time. */
export function firstStartHop(facts: ContainerFacts, actors: ContainerContext['actors']): BareHop[] {
  const { created, started, hasStarted, waiting, status, restarts, report, proof } = facts;
  const failed = report('Failed', 'run');
  const fails =
    !hasStarted && (waiting === 'RunContainerError' || (failed !== undefined && !CREATE_TROUBLE.has(waiting)));
  if (!hasStarted && !fails) return [];
  const time = span(created, fails ? undefined : started);
  const message = failed?.message ?? status?.state?.waiting?.message ?? '';
  const evidence = started?.evidence ?? (restarts > 0 ? [proof('restartCount', String(restarts))] : []);
  return [
    {
      id: 'start',
      actor: actors.start,
      attempt: 0,
      ...time,
      degree: started || fails ? 'observed' : 'inferred',
      ...(time.endedAt || fails ? {} : unknownTime),
      evidence: fails && failed ? [...evidence, eventEvidence(failed)] : evidence,
      ...(fails ? { failure: { reason: waiting || 'Failed', message, lasting: true } } : {}),
    },
  ];
}

/** What an exit code says by convention: 128 and the number of the signal that ended the process. */
function endingOf(reason: string, code: number, isDeleted: boolean): string | undefined {
  if (reason === 'OOMKilled') return 'ended-oom';
  if (code === 143) return 'ended-sigterm';
  if (code === 137) return isDeleted ? 'ended-grace-over' : 'ended-sigkill';
  return code === 0 && isDeleted ? 'ended-asked' : undefined;
}

/** The process ended: exit code, signal, reason. */
function stopHop(
  facts: ContainerFacts,
  actors: ContainerContext['actors'],
  terminated: ContainerStateTerminated,
  at: { field: string; attempt: number; isLast: boolean; isDeleted: boolean },
): BareHop {
  const reason = terminated.reason ?? (terminated.exitCode === 0 ? 'Completed' : 'Error');
  const finished = terminated.finishedAt;
  const evidence = [facts.proof(`${at.field}.exitCode`, String(terminated.exitCode))];
  if (finished) evidence.push(facts.proof(`${at.field}.finishedAt`, finished));
  // Told to stop, a process may well exit with a signal: that is no failure.
  const failed = terminated.exitCode !== 0 && !at.isDeleted;
  const code = endingOf(reason, terminated.exitCode, at.isDeleted);
  return {
    id: 'stop',
    actor: actors.create,
    attempt: at.attempt,
    ...span(undefined, milestone(apiInstant(finished), at.attempt === 0 ? facts.stoppedSeen : undefined, [])),
    degree: 'observed',
    ...(code ? { reason: { code } } : {}),
    evidence,
    exit: { code: terminated.exitCode, ...(terminated.signal ? { signal: terminated.signal } : {}), reason },
    ...(failed ? { failure: { reason, message: terminated.message ?? '', lasting: at.isLast } } : {}),
  };
}

/** The newest start after a restart; or the wait for it. */
function restartHop(facts: ContainerFacts, actors: ContainerContext['actors']): BareHop {
  const { status, restarts, waiting, report, proof } = facts;
  const begun = beginning(status?.state);
  const ended = milestone(apiInstant(status?.lastState?.terminated?.finishedAt), undefined, []);
  const again = milestone(apiInstant(begun?.at), undefined, []);
  const time = span(ended, again);
  const backOff = report('BackOff', 'run');
  const waitedMs = durationMs(time);
  const message = status?.state?.waiting?.message ?? backOff?.message ?? '';
  return {
    id: 'start',
    actor: actors.start,
    attempt: restarts,
    ...time,
    ...(waitedMs ? { waitedMs } : {}),
    degree: again || waiting ? 'observed' : 'inferred',
    ...(time.endedAt || waiting ? {} : unknownTime),
    evidence: [
      proof('restartCount', String(restarts)),
      ...(begun ? [proof(`state.${begun.field}`, begun.at)] : []),
      ...(backOff ? [eventEvidence(backOff)] : []),
    ],
    ...(waiting ? { failure: { reason: waiting, message, lasting: true, count: restarts } } : {}),
  };
}

/** How earlier processes ended, the restart that followed, and the end of the present one. */
export function afterStartHops(
  facts: ContainerFacts,
  actors: ContainerContext['actors'],
  isDeleted: boolean,
): BareHop[] {
  const { status, restarts } = facts;
  const hops: BareHop[] = [];
  const last = status?.lastState?.terminated;
  if (restarts > 0) {
    const at = { field: 'lastState.terminated', attempt: restarts - 1, isLast: false, isDeleted: false };
    if (last) hops.push(stopHop(facts, actors, last, at));
    hops.push(restartHop(facts, actors));
  }
  const now = status?.state?.terminated;
  if (now)
    hops.push(stopHop(facts, actors, now, { field: 'state.terminated', attempt: restarts, isLast: true, isDeleted }));
  return hops;
}
