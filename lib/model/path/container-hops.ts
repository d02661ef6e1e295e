import type { ContainerStateTerminated } from '../objects';
import type { ContainerContext, ContainerFacts } from './container-facts';
import { beginning } from './container-state';
import { eventEvidence, type Report } from './events';
import { type PulledMessage, parsePulled } from './image-message';
import { API_SECOND_MS, apiInstant, type Instant, SEEN_MS } from './instant';
import { type Milestone, milestone, span } from './milestone';
import { neverRan } from './never-ran';
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

/** Words of a runtime that had made the container and could not run it. */
const START_TROUBLE = /containerd task|start container|OCI runtime|runc/i;

const isBefore = ({ first }: Report, { api }: Milestone) =>
  first !== undefined && api !== undefined && first.ms < api.ms;

/** A hop before it is told where it happened. */
export type BareHop = Omit<Hop, 'node' | 'container' | 'containerKind'>;

const unknownTime = { reason: { code: 'time-not-known' } } as const;
/** The oldest report left gives a time, but it may be of a later start: a guess is never told as observed. */
const guessed = { evidenceLevel: 'inferred', reason: { code: 'first-report' } } as const;

const failedPull = ({ report }: ContainerFacts) =>
  report('Failed', 'pull') ?? report('Failed', 'pull-state') ?? report('BackOff', 'pull');

function imageFailure(facts: ContainerFacts): HopFailure | undefined {
  const { waiting, status, pulled, hasStarted } = facts;
  const failed = failedPull(facts);
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

/** What came before the container of the first start, or the oldest that is left of it. */
function imageMilestones({ pulling, pulled, oldest }: ContainerFacts) {
  const isGuess = pulled ? false : (oldest.pulled ?? (pulling ? undefined : oldest.pulling)) !== undefined;
  return { isGuess, pulled: pulled ?? oldest.pulled, pulling: pulling ?? (isGuess ? oldest.pulling : undefined) };
}

/** Where the image hop begins and ends, and how much of it was waiting: in the puller's queue, or for another try. */
function imageTimes(facts: ContainerFacts, said: PulledMessage | undefined, failure: HopFailure | undefined) {
  const { pulled, pulling } = imageMilestones(facts);
  const failed = failedPull(facts);
  // One that had to be tried again began with the first try, whatever was found on the machine in the end.
  const time = span(said?.present && !failed ? pulled : pulling, failure?.lasting ? undefined : pulled);
  const whole = durationMs(time);
  const isRetried = failure && !failure.lasting && whole !== undefined;
  const waitedMs = isRetried ? Math.max(0, whole - (said?.pullMs ?? 0)) : said?.waitedMs;
  return { ...time, ...(waitedMs === undefined ? {} : { waitedMs }) };
}

/** kubelet → runtime: the image is fetched, or is there, or cannot be had. */
export function imageHop(facts: ContainerFacts, actors: ContainerContext['actors']): BareHop[] {
  const { status, hasStarted, proof, waiting } = facts;
  const failure = imageFailure(facts);
  const { isGuess, pulled, pulling } = imageMilestones(facts);
  if (!pulling && !pulled && !failure && !hasStarted) return [];
  const said = pulled?.message ? parsePulled(pulled.message) : undefined;
  const failed = failedPull(facts);
  const evidence = [
    ...(pulling?.evidence ?? []),
    ...(pulled?.evidence ?? []),
    ...(failed ? [eventEvidence(failed)] : []),
  ];
  if (status?.imageID) evidence.push(proof('imageID', status.imageID));
  if (failure?.lasting && !failed) evidence.push(proof('state.waiting.reason', waiting));
  const time = imageTimes(facts, said, failure);
  return [
    {
      id: 'image',
      actor: actors.image,
      attempt: 0,
      ...time,
      ...(said?.pullMs === undefined ? {} : { reportedMs: said.pullMs }),
      ...(said?.bytes === undefined ? {} : { bytes: said.bytes }),
      evidenceLevel: evidence.length ? 'observed' : 'inferred',
      ...(isGuess ? guessed : {}),
      ...(said?.present && !failed ? { reason: { code: 'image-present' } } : time.clock === 'none' ? unknownTime : {}),
      evidence,
      ...(failure ? { failure } : {}),
    },
  ];
}

/** runtime: the container is made from the image. */
export function createHop(facts: ContainerFacts, actors: ContainerContext['actors']): BareHop[] {
  const { hasStarted, waiting, status, restarts, report, proof } = facts;
  const fails = CREATE_TROUBLE.has(waiting);
  const isGuess = !facts.created && facts.oldest.created !== undefined;
  const created = facts.created ?? facts.oldest.created;
  if (!created && !fails && !hasStarted) return [];
  const evidence = [...(created?.evidence ?? [])];
  if (status?.containerID && restarts === 0) evidence.push(proof('containerID', status.containerID));
  if (fails) evidence.push(proof('state.waiting.reason', waiting));
  const time = span(facts.pulled ?? (isGuess ? facts.oldest.pulled : undefined), fails ? undefined : created);
  const failed = report('Failed', 'run');
  // What failed before the container was there, and no longer does: a ConfigMap that was missing.
  const isPast = !fails && failed && created && isBefore(failed, created) && !START_TROUBLE.test(failed.message);
  const past = isPast ? failed : undefined;
  if (past) evidence.push(eventEvidence(past));
  const waitedMs = past && durationMs(time);
  const message = failed?.message ?? status?.state?.waiting?.message ?? '';
  const reason = fails ? waiting : past?.reason;
  return [
    {
      id: 'create',
      actor: actors.create,
      attempt: 0,
      ...time,
      ...(waitedMs ? { waitedMs } : {}),
      evidenceLevel: evidence.length ? 'observed' : 'inferred',
      ...(time.endedAt || fails ? {} : unknownTime),
      ...(isGuess ? guessed : {}),
      evidence,
      ...(reason ? { failure: { reason, message, lasting: fails, ...(past ? { count: past.count } : {}) } } : {}),
    },
  ];
}

/** runC: the process begins, for the first time. */
export function firstStartHop(facts: ContainerFacts, actors: ContainerContext['actors']): BareHop[] {
  const { hasStarted, waiting, status, restarts, report, proof } = facts;
  const failed = report('Failed', 'run');
  const refused = [status?.state?.terminated, status?.lastState?.terminated].find(neverRan);
  const isRefused = refused !== undefined || waiting === 'RunContainerError';
  const isToldOf =
    failed && (facts.created?.api ? !isBefore(failed, facts.created) : START_TROUBLE.test(failed.message));
  const fails = !hasStarted && (isRefused || Boolean(isToldOf && !CREATE_TROUBLE.has(waiting)));
  if (!hasStarted && !fails) return [];
  const isGuess = !facts.started && facts.oldest.started !== undefined;
  const started = facts.started ?? facts.oldest.started;
  const time = span(facts.created ?? (isGuess ? facts.oldest.created : undefined), fails ? undefined : started);
  const message = failed?.message ?? status?.state?.waiting?.message ?? refused?.message ?? '';
  const state = refused === status?.state?.terminated ? 'state' : 'lastState';
  const whyNot = refused
    ? proof(`${state}.terminated.reason`, refused.reason ?? '')
    : proof('state.waiting.reason', waiting);
  const evidence = started?.evidence ?? (restarts > 0 ? [proof('restartCount', String(restarts))] : []);
  return [
    {
      id: 'start',
      actor: actors.start,
      attempt: 0,
      ...time,
      evidenceLevel: started || fails ? 'observed' : 'inferred',
      ...(time.endedAt || fails ? {} : unknownTime),
      ...(isGuess ? guessed : {}),
      evidence: fails ? [...evidence, failed ? eventEvidence(failed) : whyNot] : evidence,
      ...(fails ? { failure: { reason: waiting || refused?.reason || 'Failed', message, lasting: true } } : {}),
    },
  ];
}

/** A process that ended after its pod's deletion was asked for, as far as stamps cut to the second can tell. */
function endedByDeletion(deletion: ContainerFacts['deletion'], finished: Instant | undefined): boolean {
  return deletion !== undefined && finished !== undefined && finished.ms + finished.precisionMs >= deletion.askedMs;
}

/** What an exit code says by convention: 128 and the number of the signal that ended the process. */
function endingOf(reason: string, code: number, finished: Instant | undefined, deletion: ContainerFacts['deletion']) {
  if (reason === 'OOMKilled') return 'ended-oom';
  // The kubelet lost sight of it; the code it writes then is its own.
  if (reason === 'ContainerStatusUnknown') return 'ended-unknown';
  if (code === 143) return 'ended-sigterm';
  const isAsked = endedByDeletion(deletion, finished);
  if (code === 137) {
    const isOver = isAsked && deletion && finished && finished.ms + finished.precisionMs >= deletion.overMs;
    return isOver ? 'ended-grace-over' : 'ended-sigkill';
  }
  return code === 0 && isAsked ? 'ended-asked' : undefined;
}

/**
 * A stamp that is known better because its news had come by then. When a process ended its kubelet sees by looking, once a
 * second: the arrival itself is no time of it.
 */
function notAfter(stamp: Instant | undefined, arrival: Instant | undefined): Instant | undefined {
  const within = stamp && arrival ? arrival.ms - stamp.ms : undefined;
  // One that had a lead taken off is not known well enough to be held against our clock.
  if (!stamp || within === undefined || within < 0 || stamp.precisionMs > API_SECOND_MS) return stamp;
  return { ...stamp, precisionMs: Math.min(stamp.precisionMs, within + SEEN_MS) };
}

/** How long after it decided to end a container a kubelet may say so, and the process take to end beyond its grace. */
const ENDS_WITHIN_MS = 40_000;

/** Who had a process ended that was to start again: its kubelet says so in an event, of a probe or of a hook that failed. */
function killedBy({ report }: ContainerFacts, finished: Instant | undefined) {
  const killing = report('Killing');
  const said = killing?.last;
  if (!killing || !said || !finished) return undefined;
  const within = finished.ms + finished.precisionMs - said.ms;
  if (within < 0 || within > ENDS_WITHIN_MS) return undefined;
  const probe = /failed (liveness|startup) probe/.exec(killing.message)?.[1];
  if (probe) return { report: killing, code: 'ended-by-probe', values: { probe } } as const;
  const isHook = /PostStartHook/.test(killing.message);
  return isHook ? ({ report: killing, code: 'ended-by-hook', values: {} } as const) : undefined;
}

/** The process ended: exit code, signal, reason. Asked to by a deletion, it began to end when the kubelet said so. */
function stopHop(
  facts: ContainerFacts,
  actors: ContainerContext['actors'],
  terminated: ContainerStateTerminated,
  at: { field: string; attempt: number; isLast: boolean },
): BareHop {
  const { deletion, onNode, proof, report } = facts;
  const reason = terminated.reason ?? (terminated.exitCode === 0 ? 'Completed' : 'Error');
  const finished = onNode(apiInstant(terminated.finishedAt));
  const evidence = [proof(`${at.field}.exitCode`, String(terminated.exitCode))];
  if (terminated.finishedAt) evidence.push(proof(`${at.field}.finishedAt`, terminated.finishedAt));
  const isAsked = at.isLast && endedByDeletion(deletion, finished);
  const killing = isAsked ? report('Killing') : undefined;
  const asked = killing?.last && deletion && killing.last.ms + killing.last.precisionMs >= deletion.askedMs;
  if (killing && asked) evidence.push(eventEvidence(killing));
  // Told to stop, a process may well exit with a signal: that is no failure.
  const failed = terminated.exitCode !== 0 && !isAsked;
  const code = endingOf(reason, terminated.exitCode, finished, at.isLast ? deletion : undefined);
  const end = at.attempt === 0 && facts.isClockKnown ? notAfter(finished, facts.stoppedSeen) : finished;
  const ordered = isAsked ? undefined : killedBy(facts, finished);
  if (ordered) evidence.push(eventEvidence(ordered.report));
  const told = asked ? killing.last : ordered?.report.last;
  const time = span(told && milestone(told, undefined, []), milestone(end, undefined, []));
  const reasonOf = (): Pick<BareHop, 'reason'> => {
    if (ordered) return { reason: { code: ordered.code, values: { code: terminated.exitCode, ...ordered.values } } };
    if (code) return { reason: { code } };
    return time.clock === 'none' ? unknownTime : {};
  };
  return {
    id: 'stop',
    actor: actors.create,
    attempt: at.attempt,
    ...time,
    evidenceLevel: 'observed',
    ...reasonOf(),
    evidence,
    exit: { code: terminated.exitCode, ...(terminated.signal ? { signal: terminated.signal } : {}), reason },
    ...(failed ? { failure: { reason, message: terminated.message ?? '', lasting: at.isLast } } : {}),
  };
}

/** The newest start after a restart, step by step as far as it was reported; or the wait for it. */
function restartHops(facts: ContainerFacts, actors: ContainerContext['actors']): BareHop[] {
  const { status, waiting, lastAttempt, report, proof, onNode, newest } = facts;
  const attempt = lastAttempt + 1;
  const begun = beginning(status?.state);
  const ended = milestone(onNode(apiInstant(status?.lastState?.terminated?.finishedAt)), undefined, []);
  const again = milestone(onNode(apiInstant(begun?.at)), undefined, []);
  const backOff = report('BackOff', 'run');
  const { waiting: wait, terminated: now } = status?.state ?? {};
  const message = wait?.message ?? now?.message ?? backOff?.message ?? '';
  const steps: BareHop[] = [];
  if (newest.pulled && newest.created) {
    const said = parsePulled(newest.pulled.message ?? '');
    const time = span(facts.inNewSandbox ? (newest.pulling ?? newest.pulled) : ended, newest.pulled);
    const waitedMs = Math.max(0, (durationMs(time) ?? 0) - (said.pullMs ?? 0));
    steps.push(
      {
        id: 'image',
        actor: actors.image,
        attempt,
        ...time,
        ...(waitedMs ? { waitedMs } : {}),
        ...(said.pullMs === undefined ? {} : { reportedMs: said.pullMs }),
        evidenceLevel: 'observed',
        ...(said.present ? { reason: { code: 'image-present' } } : {}),
        evidence: newest.pulled.evidence,
      },
      {
        id: 'create',
        actor: actors.create,
        attempt,
        ...span(newest.pulled, newest.created),
        evidenceLevel: 'observed',
        evidence: newest.created.evidence,
      },
    );
  }
  const trouble = waiting || (neverRan(now) ? now?.reason : undefined);
  const time = span(steps.length ? newest.created : ended, again);
  const waitedMs = steps.length ? undefined : durationMs(time);
  return [
    ...steps,
    {
      id: 'start',
      actor: actors.start,
      attempt,
      ...time,
      ...(waitedMs ? { waitedMs } : {}),
      evidenceLevel: again || trouble ? 'observed' : 'inferred',
      ...(time.endedAt || trouble ? {} : unknownTime),
      evidence: [
        proof('restartCount', String(facts.restarts)),
        ...(begun ? [proof(`state.${begun.field}`, begun.at)] : []),
        ...(backOff ? [eventEvidence(backOff)] : []),
      ],
      ...(trouble ? { failure: { reason: trouble, message, lasting: true, count: attempt } } : {}),
    },
  ];
}

/** A process that could not be started, for another time than the first. */
function refusedHop(
  facts: ContainerFacts,
  actors: ContainerContext['actors'],
  ended: ContainerStateTerminated,
): BareHop {
  const reason = ended.reason ?? '';
  return {
    id: 'start',
    actor: actors.start,
    attempt: facts.lastAttempt,
    clock: 'none',
    evidenceLevel: 'observed',
    ...unknownTime,
    evidence: [facts.proof('lastState.terminated.reason', reason)],
    failure: { reason, message: ended.message ?? '', lasting: true },
  };
}

/** How earlier processes ended, the restart that followed, and the end of the present one. */
export function afterStartHops(facts: ContainerFacts, actors: ContainerContext['actors']): BareHop[] {
  const { status, restarts, lastAttempt } = facts;
  const hops: BareHop[] = [];
  const last = status?.lastState?.terminated;
  if (restarts > 0 || (last && status?.state?.waiting)) {
    const at = { field: 'lastState.terminated', attempt: lastAttempt, isLast: false };
    if (last && !neverRan(last)) hops.push(stopHop(facts, actors, last, at));
    if (last && neverRan(last) && lastAttempt > 0) hops.push(refusedHop(facts, actors, last));
    hops.push(...restartHops(facts, actors));
  }
  const now = status?.state?.terminated;
  if (now && !neverRan(now))
    hops.push(stopHop(facts, actors, now, { field: 'state.terminated', attempt: restarts, isLast: true }));
  return hops;
}
