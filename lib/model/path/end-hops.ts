import { deletionOf, type TraceContext, trueSince } from './context';
import { eventEvidence } from './events';
import { apiInstant, type Instant } from './instant';
import { firstSeen, firstStamp } from './marks';
import { latest, type Milestone, milestone, span } from './milestone';
import { durationMs } from './statistics';
import type { Hop } from './types';

/**
 * When the pod became ready for the first time. That we saw; else the API's last transition is all there is, and it is no
 * first one after a restart.
 */
export function readyMilestone(context: TraceContext): Milestone | undefined {
  const { condition, seen, restarted, isStatic, onNode } = context;
  // A static pod may have been ready long before its mirror came.
  const first = isStatic ? undefined : firstSeen(seen, 'ready');
  // The stamp that came with it: of one that is no longer ready, or is again, the API has another by now, or none.
  if (first && firstSeen(seen, 'created')) return milestone(onNode(firstStamp(seen, 'ready')), first, []);
  const since = onNode(trueSince(condition('Ready')));
  return since && !restarted && isLikelyFirst(context, since) ? milestone(since, first, []) : undefined;
}

/** Beyond this after all its containers ran, milliseconds, a last transition is most likely not the first. */
const READY_WITHIN_MS = { alone: 60_000, probed: 600_000 };

/** Ready's last transition may be of any day: a node that was lost and came back, a probe that failed for a while. */
function isLikelyFirst(context: TraceContext, since: Instant): boolean {
  const running = allRunning(context)?.api;
  const { containers, readinessGates = [] } = context.pod.spec;
  const isProbed = readinessGates.length > 0 || containers.some((one) => one.readinessProbe ?? one.startupProbe);
  return !running || since.ms - running.ms <= READY_WITHIN_MS[isProbed ? 'probed' : 'alone'];
}

/** Readiness or start-up probes that failed before the pod was ready; later ones are no part of its path. */
function probesFailed({ reports }: TraceContext, until: Milestone | undefined) {
  const unhealthy = reports.find((one) => one.reason === 'Unhealthy' && /Readiness|Startup/i.test(one.message));
  const end = until?.api ?? until?.seen;
  return end && unhealthy?.first && unhealthy.first.ms >= end.ms + end.precisionMs ? undefined : unhealthy;
}

const READY = { id: 'ready', actor: 'kubelet', evidenceLevel: 'observed' } as const;

/** When the last container of the application was running for the first time. */
function allRunning({ parts }: TraceContext): Milestone | undefined {
  const apps = parts.filter((part) => part.role === 'app');
  return apps.every((part) => part.started) ? latest(apps.map((part) => part.started)) : undefined;
}

/** It became ready: for the first time, or again, when the first was not kept. */
function becameReadyHop(context: TraceContext, first: Milestone | undefined): Hop {
  const { pod, condition, at, isStatic, onNode, proof, restarted } = context;
  const ready = condition('Ready');
  const moment = first ?? milestone(onNode(trueSince(ready)), undefined, []);
  const time = span(first && allRunning(context), moment);
  const unhealthy = probesFailed(context, moment);
  const probed = pod.spec.containers.some((container) => container.readinessProbe || container.startupProbe);
  const waitedMs = probed && !isStatic ? durationMs(time) : undefined;
  // The API keeps only the last time it became ready: it may have been ready before.
  const code = !first
    ? restarted
      ? 'ready-again'
      : 'ready-since'
    : time.clock === 'seen'
      ? undefined
      : 'last-transition';
  const stamp = !first || first.api ? ready?.lastTransitionTime : undefined;
  const failure = unhealthy && {
    reason: 'Unhealthy',
    message: unhealthy.message,
    count: unhealthy.count,
    lasting: false,
  };
  return {
    ...READY,
    ...at,
    ...time,
    ...(waitedMs ? { waitedMs } : {}),
    ...(code ? { reason: { code } } : {}),
    evidence: [
      ...(stamp ? [proof('status.conditions[Ready].lastTransitionTime', stamp)] : []),
      ...(first?.evidence ?? []),
      ...(unhealthy ? [eventEvidence(unhealthy)] : []),
    ],
    ...(failure ? { failure } : {}),
  };
}

/** Probes → Ready → EndpointSlice; or why it is not ready. */
export function readyHop(context: TraceContext): Hop[] {
  const { pod, condition, at, restarted, proof } = context;
  const ready = condition('Ready');
  const first = readyMilestone(context);
  const isOver = pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
  if (first || (ready?.status === 'True' && !isOver)) return [becameReadyHop(context, first)];
  const running = allRunning(context);
  if (!ready || isOver || !running || pod.metadata.deletionTimestamp) return [];
  const unhealthy = probesFailed(context, undefined);
  return [
    {
      ...READY,
      ...at,
      ...span(restarted ? undefined : running, undefined),
      reason: { code: 'not-yet' },
      evidence: [
        proof('status.conditions[Ready].status', ready.status),
        ...(unhealthy ? [eventEvidence(unhealthy)] : []),
      ],
      failure: unhealthy
        ? { reason: 'Unhealthy', message: unhealthy.message, count: unhealthy.count, lasting: true }
        : { reason: ready.reason ?? 'NotReady', message: ready.message ?? '', lasting: true },
    },
  ];
}

function deleteHop({ pod, report, reports, condition, seen, at, proof }: TraceContext): Hop[] {
  const { deletionTimestamp, deletionGracePeriodSeconds } = pod.metadata;
  const gone = firstSeen(seen, 'gone');
  if (!deletionTimestamp && !gone) return [];
  // deletionTimestamp is when the grace period ends; the request came that much earlier.
  const ends = apiInstant(deletionTimestamp);
  const ms = deletionOf(pod)?.askedMs;
  const asked = ends && ms !== undefined ? { ...ends, ms, at: new Date(ms).toISOString() } : undefined;
  const disruption = condition('DisruptionTarget');
  const isBefore = (moment: Instant | undefined) => !asked || !moment || moment.ms <= asked.ms + asked.precisionMs;
  const told = causeOf(report);
  // One that came after the deletion had been asked for is not why.
  const cause = told && isBefore(told.first) ? told : undefined;
  const isDisrupted = disruption?.status === 'True' && isBefore(apiInstant(disruption.lastTransitionTime));
  const by = cause?.reason ?? (isDisrupted ? disruption.reason : undefined);
  // Killing is also said of a container that failed its liveness probe: that is no way out.
  const killing = reports.find((one) => one.reason === 'Killing' && /^Stopping container/.test(one.message));
  const from = milestone(asked, firstSeen(seen, 'delete-requested'), []);
  const to = milestone(undefined, gone, []);
  return [
    {
      id: 'delete',
      actor: 'kube-apiserver',
      ...at,
      ...span(from, to),
      evidenceLevel: 'observed',
      ...reasonOf(),
      evidence: [
        ...(deletionTimestamp ? [proof('metadata.deletionTimestamp', deletionTimestamp)] : []),
        ...(deletionGracePeriodSeconds === undefined
          ? []
          : [proof('metadata.deletionGracePeriodSeconds', String(deletionGracePeriodSeconds))]),
        ...(from?.evidence ?? []),
        ...(to?.evidence ?? []),
        ...(cause ? [eventEvidence(cause)] : []),
        ...(killing ? [eventEvidence(killing)] : []),
        ...(isDisrupted ? [proof('status.conditions[DisruptionTarget].reason', disruption.reason ?? '')] : []),
      ],
    },
  ];

  function reasonOf(): Pick<Hop, 'reason'> {
    if (by) return { reason: { code: 'evicted', values: { by } } };
    if (deletionGracePeriodSeconds === undefined) return {};
    return deletionGracePeriodSeconds === 0
      ? { reason: { code: 'forced' } }
      : { reason: { code: 'grace', values: { seconds: deletionGracePeriodSeconds } } };
  }
}

/** The event that says who had the pod deleted; a taint that was lifted in time evicts nobody. */
function causeOf(report: TraceContext['report']) {
  const tainted = report('TaintManagerEviction');
  return (
    report('Preempted') ?? (tainted && !/^Cancelling/.test(tainted.message) ? tainted : undefined) ?? report('Evicted')
  );
}

/** The way out: deletion with its grace period, or a pod that was failed as a whole (Evicted, DeadlineExceeded). */
export function wayOutHops(context: TraceContext): Hop[] {
  const { pod, at, proof, report, condition, onNode } = context;
  const { reason, message, phase } = pod.status ?? {};
  const hops = deleteHop(context);
  if (!reason || phase !== 'Failed') return hops;
  const said = report(reason);
  const disruption = condition('DisruptionTarget');
  const since = disruption?.status === 'True' ? disruption.lastTransitionTime : undefined;
  const time = span(undefined, milestone(said?.last ?? onNode(apiInstant(since)), undefined, []));
  return [
    ...hops,
    {
      id: 'stop',
      actor: 'kubelet',
      ...at,
      ...time,
      evidenceLevel: 'observed',
      reason: { code: 'pod-failed' },
      evidence: [
        proof('status.reason', reason),
        ...(said ? [eventEvidence(said)] : []),
        ...(since ? [proof('status.conditions[DisruptionTarget].lastTransitionTime', since)] : []),
      ],
      failure: { reason, message: message ?? '', lasting: true },
    },
  ];
}
