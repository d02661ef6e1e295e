import { type TraceContext, trueSince } from './context';
import { eventEvidence } from './events';
import { apiInstant } from './instant';
import { firstSeen } from './marks';
import { latest, type Milestone, milestone, span } from './milestone';
import { durationMs } from './statistics';
import type { Hop } from './types';

/** When the pod became ready, if it is and has been since its first start. */
export function readyMilestone({ condition, seen, restarted }: TraceContext): Milestone | undefined {
  if (restarted) return undefined;
  const since = trueSince(condition('Ready'));
  return since ? milestone(since, firstSeen(seen, 'ready'), []) : undefined;
}

/** Probes → Ready → EndpointSlice; or why it is not ready. */
export function readyHop(context: TraceContext): Hop[] {
  const { pod, reports, condition, at, parts, restarted, isStatic, proof } = context;
  const ready = condition('Ready');
  const phase = pod.status?.phase;
  if (!ready || phase === 'Succeeded' || phase === 'Failed') return [];
  const hop = { id: 'ready', actor: 'kubelet', ...at, degree: 'observed' } as const;
  const apps = parts.filter((part) => part.role === 'app');
  const allStarted = apps.every((part) => part.started);
  const running = restarted || !allStarted ? undefined : latest(apps.map((part) => part.started));
  const unhealthy = reports.find((one) => one.reason === 'Unhealthy' && /Readiness|Startup/i.test(one.message));
  const said = unhealthy ? [eventEvidence(unhealthy)] : [];
  if (ready.status === 'True') {
    const time = span(running, restarted ? milestone(trueSince(ready), undefined, []) : readyMilestone(context));
    const probed = pod.spec.containers.some((container) => container.readinessProbe || container.startupProbe);
    const waitedMs = probed && !isStatic ? durationMs(time) : undefined;
    // The API keeps only the last time it became ready: it may have been ready before.
    const code = restarted ? 'ready-again' : time.clock === 'seen' ? undefined : 'last-transition';
    return [
      {
        ...hop,
        ...time,
        ...(waitedMs ? { waitedMs } : {}),
        ...(code ? { reason: { code } } : {}),
        evidence: [
          ...(ready.lastTransitionTime
            ? [proof('status.conditions[Ready].lastTransitionTime', ready.lastTransitionTime)]
            : []),
          ...said,
        ],
        ...(unhealthy
          ? { failure: { reason: 'Unhealthy', message: unhealthy.message, count: unhealthy.count, lasting: false } }
          : {}),
      },
    ];
  }
  if (!allStarted || pod.metadata.deletionTimestamp) return [];
  return [
    {
      ...hop,
      ...span(running, undefined),
      reason: { code: 'not-yet' },
      evidence: [proof('status.conditions[Ready].status', ready.status), ...said],
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
  const ms = ends && ends.ms - (deletionGracePeriodSeconds ?? 0) * 1000;
  const asked = ends && ms !== undefined ? { ...ends, ms, at: new Date(ms).toISOString() } : undefined;
  const disruption = condition('DisruptionTarget');
  const cause = causeOf(report);
  const by = cause?.reason ?? (disruption?.status === 'True' ? disruption.reason : undefined);
  // Killing is also said of a container that failed its liveness probe: that is no way out.
  const killing = reports.find((one) => one.reason === 'Killing' && /^Stopping container/.test(one.message));
  return [
    {
      id: 'delete',
      actor: 'kube-apiserver',
      ...at,
      ...span(milestone(asked, firstSeen(seen, 'delete-requested'), []), milestone(undefined, gone, [])),
      degree: 'observed',
      ...reasonOf(),
      evidence: [
        ...(deletionTimestamp ? [proof('metadata.deletionTimestamp', deletionTimestamp)] : []),
        ...(deletionGracePeriodSeconds === undefined
          ? []
          : [proof('metadata.deletionGracePeriodSeconds', String(deletionGracePeriodSeconds))]),
        ...(cause ? [eventEvidence(cause)] : []),
        ...(killing ? [eventEvidence(killing)] : []),
        ...(disruption ? [proof('status.conditions[DisruptionTarget].reason', disruption.reason ?? '')] : []),
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
  const { pod, at, proof } = context;
  const { reason, message, phase } = pod.status ?? {};
  const hops = deleteHop(context);
  if (!reason || phase !== 'Failed') return hops;
  return [
    ...hops,
    {
      id: 'stop',
      actor: 'kubelet',
      ...at,
      clock: 'none',
      degree: 'observed',
      reason: { code: 'pod-failed' },
      evidence: [proof('status.reason', reason)],
      failure: { reason, message: message ?? '', lasting: true },
    },
  ];
}
