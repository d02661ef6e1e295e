import { type TraceContext, traceContext } from './context';
import { readyHop, readyMilestone, wayOutHops } from './end-hops';
import { apiInstant, isApart } from './instant';
import { latest, type Milestone, milestone, span } from './milestone';
import { firstStart, kubeletHop, sandboxAgainHop, sandboxHop, volumesHop } from './node-hops';
import { objectiveOf } from './objective';
import { orderHops } from './order-hops';
import { nodeChain, podChain } from './pod-chain';
import { schedulerHop } from './scheduler-hop';
import { durationMs, endedAfter } from './statistics';
import type { Hop, PathInput, PodPath } from './types';

/** Containers' hops, with the sandbox that was made anew before what happened in it. */
function withSandboxAgain(context: TraceContext): Hop[] {
  const hops = context.parts.flatMap((part) => part.hops);
  const again = sandboxAgainHop(context);
  if (!again?.startedAt) return hops;
  const noticed = Date.parse(again.startedAt);
  const isAfter = (hop: Hop) =>
    (hop.id === 'stop' || (hop.attempt ?? 0) > 0) && Date.parse(hop.endedAt ?? '') >= noticed;
  const first = hops.findIndex(isAfter);
  return hops.toSpliced(first < 0 ? hops.length : first, 0, again);
}

/** Containers' hops; a static pod's also has its mirror, which appears in the API before or after them. */
function containerHops(context: TraceContext): Hop[] {
  const hops = withSandboxAgain(context);
  const { created, isStatic } = context;
  if (!isStatic || !created) return hops;
  const mirror: Hop = {
    id: 'apiserver',
    actor: 'kube-apiserver',
    ...span(undefined, created),
    evidenceLevel: 'observed',
    reason: { code: 'mirror' },
    evidence: created.evidence,
  };
  const start = firstStart(context);
  const isLate = start && created.api && created.api.ms > start.ms;
  return isLate ? [...hops, mirror] : [mirror, ...hops];
}

/** A process that ended because the pod is deleted ended after that was asked for; one that had ended before, before. */
function splitAtDeletion(hops: readonly Hop[], out: readonly Hop[]): { before: Hop[]; after: Hop[] } {
  const asked = out.find((hop) => hop.id === 'delete');
  // What started again had not been told to end for good.
  const isLast = ({ container, attempt = 0 }: Hop) =>
    hops.every((hop) => hop.container !== container || (hop.attempt ?? 0) <= attempt);
  const isAfter = (hop: Hop) => asked !== undefined && hop.id === 'stop' && isLast(hop) && endedAfter(hop, asked);
  return { before: hops.filter((hop) => !isAfter(hop)), after: hops.filter(isAfter) };
}

/** Ready after all that came before it; a start that came later than the last time it became ready stands after that. */
function withReady(hops: readonly Hop[], ready: readonly Hop[]): Hop[] {
  const since = ready[0]?.endedAt;
  const isLater = ({ attempt = 0, endedAt }: Hop) =>
    attempt > 0 && since !== undefined && endedAt !== undefined && Date.parse(endedAt) > Date.parse(since);
  const first = hops.findIndex(isLater);
  return hops.toSpliced(first < 0 ? hops.length : first, 0, ...ready);
}

/** When a pod that has work to finish had finished it. A server that ended well because it was deleted has not. */
function finishedMilestone({ pod, parts }: TraceContext, out: readonly Hop[]): Milestone | undefined {
  if (pod.status?.phase !== 'Succeeded') return undefined;
  const stops = parts.map((part) => part.hops.findLast((hop) => hop.id === 'stop'));
  const asked = out.find((hop) => hop.id === 'delete');
  const isFinished = (stop: Hop | undefined) => stop?.endedAt !== undefined && !(asked && endedAfter(stop, asked));
  return stops.every(isFinished)
    ? latest(stops.map((stop) => milestone(apiInstant(stop?.endedAt), undefined, [])))
    : undefined;
}

/** From the order to ready or finished; undefined when either end is not known, and for restarted and static pods. */
function totalSpan({ owner, order, created, restarted, isStatic }: TraceContext, end: Milestone | undefined) {
  if (restarted || isStatic) return undefined;
  const { isCreation, isSure } = owner?.trigger ?? {};
  const start = isCreation && isSure ? order : created;
  return start && end ? span(start, end) : undefined;
}

/**
 * The path of a pod from whatever evidence there is. Pure and total: missing, repeated, unordered or contradictory evidence
 * makes a hop say "not known"; it never makes one up. The clock and precision of every time are told.
 */
export function tracePod(input: PathInput): PodPath {
  const context = traceContext(input);
  const { pod, condition, owner, at, isStatic } = context;
  const out = wayOutHops(context);
  const { before, after } = splitAtDeletion(containerHops(context), out);
  const hops = [
    ...orderHops(context),
    schedulerHop(context),
    ...kubeletHop(context),
    ...volumesHop(context),
    ...sandboxHop(context),
    ...withReady(before, readyHop(context)),
    ...out.filter((hop) => hop.id === 'delete'),
    ...after,
    ...out.filter((hop) => hop.id !== 'delete'),
  ];
  // One with work to finish arrives when it has; that it was ready meanwhile is by the way.
  const finished = finishedMilestone(context, out);
  const end = finished ?? readyMilestone(context);
  const total = totalSpan(context, end);
  // Stamps that contradict each other somewhere on the way make no length of the whole.
  const isTold = total && !total.skewed && !hops.some((hop) => hop.skewed);
  const totalMs = isTold ? durationMs(total) : undefined;
  const objective = objectiveOf(context);
  const arrived = end !== undefined || condition('Ready')?.status === 'True';
  return {
    pod: {
      namespace: pod.metadata.namespace ?? '',
      name: pod.metadata.name,
      ...(pod.metadata.uid ? { uid: pod.metadata.uid } : {}),
    },
    // etcd stamps no time at all, so it is not asked for one.
    complete:
      arrived && hops.every((hop) => hop.evidenceLevel === 'absent' || hop.id === 'etcd' || hop.clock !== 'none'),
    origin: isStatic ? 'static' : owner ? 'controller' : 'direct',
    ...at,
    chain: podChain(nodeChain(input.chain, pod), pod, input.runtimeClass),
    ...(totalMs === undefined
      ? {}
      : { totalMs, totalPrecisionMs: total?.precisionMs ?? 0, totalTo: finished ? 'finished' : 'ready' }),
    ...(objective ? { objectiveMs: objective.ms, objectivePrecisionMs: objective.precisionMs } : {}),
    ...(isApart(input.nodeClockAheadMs) ? { nodeClockAheadMs: input.nodeClockAheadMs } : {}),
    hops,
  };
}
