import { configAnnotation, staticProof, type TraceContext, trueSince } from './context';
import { eventEvidence, type Report } from './events';
import { apiInstant, earlier, type Instant } from './instant';
import { firstSeen } from './marks';
import { milestone, span } from './milestone';
import { boundMilestone } from './scheduler-hop';
import type { Hop, HopFailure } from './types';

const failureOf = (report: Report, lasting: boolean): HopFailure => ({
  reason: report.reason,
  message: report.message,
  count: report.count,
  lasting,
});

/** When the first process of the pod was running, by the API's clock. */
export const firstStart = ({ parts }: TraceContext): Instant | undefined =>
  parts.reduce<Instant | undefined>((first, part) => earlier(first, part.started?.api), undefined);

/** The kubelet takes the pod: it saw it in its watch, or read its file. */
export function kubeletHop(context: TraceContext): Hop[] {
  const { pod, at, accepted, parts, proof } = context;
  const hop = { id: 'kubelet', actor: 'kubelet', ...at } as const;
  if (!context.isStatic) {
    if (accepted)
      return [{ ...hop, ...span(boundMilestone(context), accepted), degree: 'observed', evidence: accepted.evidence }];
    if (!parts.some((part) => part.hops.length)) return [];
    return [{ ...hop, clock: 'none', degree: 'inferred', reason: { code: 'time-not-known' }, evidence: [] }];
  }
  const seen = configAnnotation(pod, 'seen');
  const read = apiInstant(seen);
  const start = firstStart(context);
  // A kubelet that restarts reads its files again and stamps them anew; the containers live on.
  const again = context.restarted || (read && start && start.ms + start.precisionMs < read.ms);
  return [
    {
      ...hop,
      ...span(undefined, milestone(read, undefined, [])),
      degree: 'observed',
      reason: { code: again ? 'file-read-again' : 'file-read' },
      evidence: [
        staticProof(context),
        ...(seen ? [proof('metadata.annotations["kubernetes.io/config.seen"]', seen)] : []),
      ],
    },
  ];
}

/** Volumes: only where an event speaks of them. */
export function volumesHop({ report, at, isStatic, accepted, parts, restarted }: TraceContext): Hop[] {
  const done = report('SuccessfulAttachVolume') ?? report('SuccessfulMountVolume');
  const failed = report('FailedMount') ?? report('FailedAttachVolume');
  if (!done && !failed) return [];
  return [
    {
      id: 'volumes',
      actor: 'kubelet',
      ...at,
      ...span(isStatic ? undefined : accepted, done && !restarted ? milestone(done.last, undefined, []) : undefined),
      degree: 'observed',
      evidence: [done, failed].filter((one) => one !== undefined).map(eventEvidence),
      ...(failed ? { failure: failureOf(failed, !parts.some((part) => part.hops.length)) } : {}),
    },
  ];
}

/** The sandbox: the pause container and its network, before any other. */
export function sandboxHop({
  pod,
  report,
  condition,
  seen,
  at,
  actors,
  isStatic,
  accepted,
  parts,
  restarted,
  proof,
}: TraceContext): Hop[] {
  const failed = report('FailedCreatePodSandBox');
  const reached = parts.find((part) => part.hops.length > 0);
  const ready = condition('PodReadyToStartContainers') ?? condition('PodHasNetwork');
  if (!failed && !reached && ready?.status !== 'True') return [];
  // The kubelet writes the condition with its next status, often after the first image event: whichever is first bounds it.
  const api = restarted || isStatic ? undefined : earlier(trueSince(ready), reached?.reached?.api);
  const arrived = restarted ? undefined : earlier(firstSeen(seen, 'sandbox'), reached?.reached?.seen);
  const time = span(isStatic ? undefined : accepted, failed && !reached ? undefined : milestone(api, arrived, []));
  return [
    {
      id: 'sandbox',
      actor: actors.create,
      ...at,
      ...time,
      degree: ready || failed ? 'observed' : 'inferred',
      ...(time.endedAt || failed ? {} : { reason: { code: 'time-not-known' } }),
      evidence: [
        ...(ready?.lastTransitionTime
          ? [proof(`status.conditions[${ready.type}].lastTransitionTime`, ready.lastTransitionTime)]
          : []),
        ...(pod.status?.podIP ? [proof('status.podIP', pod.status.podIP)] : []),
        ...(failed ? [eventEvidence(failed)] : []),
      ],
      ...(failed ? { failure: failureOf(failed, !reached) } : {}),
    },
  ];
}
