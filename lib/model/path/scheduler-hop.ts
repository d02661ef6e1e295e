import { kubernetesMinor } from '../version';
import { staticProofs, type TraceContext, trueSince } from './context';
import { eventEvidence } from './events';
import { isApart } from './instant';
import { firstSeen } from './marks';
import { type Milestone, milestone, span } from './milestone';
import { namesItsNode } from './node-affinity';
import { setsNodeName } from './node-name-writer';
import { durationMs } from './statistics';
import type { Hop, HopFailure } from './types';

const HOP = { id: 'scheduler', actor: 'kube-scheduler' } as const;

function failureOf({ pod, report, condition }: TraceContext): HopFailure | undefined {
  const failed = report('FailedScheduling');
  const lasting = !pod.spec.nodeName;
  if (failed) return { reason: 'FailedScheduling', message: failed.message, count: failed.count, lasting };
  const scheduled = condition('PodScheduled');
  if (!lasting || scheduled?.status !== 'False') return undefined;
  return { reason: scheduled.reason ?? 'Unschedulable', message: scheduled.message ?? '', lasting };
}

/** Until 1.11 the DaemonSet controller set the node of its pods itself; since 1.12 it names it in their affinity, for the scheduler. */
function isBoundByController({ pod, report, input }: TraceContext): boolean {
  const isOfDaemonSet = pod.metadata.ownerReferences?.some((owner) => owner.kind === 'DaemonSet' && owner.controller);
  // A kubelet may be older than the controller; where the server does not say, it is the next best.
  const minor = kubernetesMinor(input.serverVersion ?? input.chain?.[0]?.version);
  if (!isOfDaemonSet || !pod.spec.nodeName || minor === undefined) return false;
  return minor <= 11 && !report('Scheduled') && !namesItsNode(pod);
}

/** When the pod was bound to its node. */
export function boundMilestone(context: TraceContext): Milestone | undefined {
  const { pod, input, report, condition, seen, proof, isStatic, created } = context;
  if (isStatic || !pod.spec.nodeName) return undefined;
  // It had its node from the first; the condition that says so was written by the kubelet, when it found the time.
  if (isBoundByController(context)) return created;
  const scheduled = report('Scheduled');
  const podScheduled = condition('PodScheduled');
  const since = podScheduled?.lastTransitionTime;
  // Of a pod created with its node the kubelet writes the condition: whose clock it is, only the event tells.
  const stamp = isApart(input.nodeClockAheadMs) ? undefined : trueSince(podScheduled);
  return milestone(scheduled?.first ?? stamp, firstSeen(seen, 'bound'), [
    ...(scheduled ? [eventEvidence(scheduled, 'first')] : []),
    ...(since ? [proof('status.conditions[PodScheduled].lastTransitionTime', since)] : []),
  ]);
}

/** The scheduler's hop: a node was found, is being looked for, or nobody had to look. */
export function schedulerHop(context: TraceContext): Hop {
  const { pod, input, report, condition, seen, created, proof } = context;
  const node = pod.spec.nodeName;
  if (context.isStatic) {
    return {
      ...HOP,
      clock: 'none',
      evidenceLevel: 'absent',
      reason: { code: 'static-file' },
      evidence: staticProofs(context),
    };
  }
  const scheduled = report('Scheduled');
  const writer = pod.metadata.managedFields?.find(setsNodeName)?.manager;
  if (node && !scheduled && (input.bornWithNode || writer)) {
    const field = 'metadata.managedFields[].fieldsV1.f:spec.f:nodeName';
    const evidence = [proof('spec.nodeName', node), ...(writer ? [proof(field, writer)] : [])];
    return { ...HOP, clock: 'none', evidenceLevel: 'absent', reason: { code: 'created-with-node' }, evidence };
  }
  if (isBoundByController(context)) {
    const evidence = [proof('metadata.ownerReferences[].kind', 'DaemonSet'), proof('spec.nodeName', node ?? '')];
    return { ...HOP, clock: 'none', evidenceLevel: 'absent', reason: { code: 'bound-by-controller' }, evidence };
  }
  const bound = boundMilestone(context);
  // Pods of lower priority are being removed there to make room for it.
  const nominated = node ? undefined : pod.status?.nominatedNodeName;
  const failed = report('FailedScheduling');
  const failure = failureOf(context);
  const podScheduled = condition('PodScheduled');
  const time = span(created, bound);
  const manager = scheduled?.by ?? pod.spec.schedulerName;
  const waitedMs = failed ? durationMs(time) : undefined;
  const evidence = [
    ...(bound?.evidence ?? (scheduled ? [eventEvidence(scheduled)] : [])),
    ...(failed ? [eventEvidence(failed)] : []),
  ];
  if (nominated) evidence.push(proof('status.nominatedNodeName', nominated));
  if (!bound && podScheduled) evidence.push(proof('status.conditions[PodScheduled].status', podScheduled.status));
  return {
    ...HOP,
    ...(manager ? { manager } : {}),
    ...time,
    ...(waitedMs ? { waitedMs } : {}),
    // Without its event, the condition alone cannot tell the scheduler's binding from a pod created with its node.
    evidenceLevel: scheduled || failed ? 'observed' : 'inferred',
    ...reasonOf(),
    evidence,
    ...(failure ? { failure } : {}),
  };

  function reasonOf(): Pick<Hop, 'reason'> {
    if (podScheduled?.reason === 'SchedulingGated') return { reason: { code: 'gated' } };
    if (nominated) return { reason: { code: 'nominated', values: { node: nominated } } };
    if (!node) return { reason: { code: failure ? 'no-node-fits' : 'not-yet' } };
    if (scheduled || firstSeen(seen, 'bound')) return {};
    return { reason: { code: bound ? 'no-event-left' : 'time-not-known' } };
  }
}
