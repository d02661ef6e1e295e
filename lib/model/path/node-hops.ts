import { configAnnotation, staticProofs, type TraceContext, trueSince } from './context';
import { eventEvidence, type Report } from './events';
import { apiInstant, earlier, type Instant } from './instant';
import { firstSeen } from './marks';
import { type Milestone, milestone, span } from './milestone';
import { boundMilestone } from './scheduler-hop';
import { durationMs } from './statistics';
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
      return [
        { ...hop, ...span(boundMilestone(context), accepted), evidenceLevel: 'observed', evidence: accepted.evidence },
      ];
    if (!parts.some((part) => part.hops.length)) return [];
    return [{ ...hop, clock: 'none', evidenceLevel: 'inferred', reason: { code: 'time-not-known' }, evidence: [] }];
  }
  const seen = configAnnotation(pod, 'seen');
  const read = apiInstant(seen);
  const start = firstStart(context);
  // A kubelet that restarts reads its files again and stamps them anew; the containers live on.
  const again = read && start && start.ms + start.precisionMs < read.ms;
  return [
    {
      ...hop,
      ...span(undefined, milestone(context.onNode(read), undefined, [])),
      evidenceLevel: 'observed',
      reason: { code: again ? 'file-read-again' : 'file-read' },
      evidence: [
        ...staticProofs(context),
        ...(seen ? [proof('metadata.annotations["kubernetes.io/config.seen"]', seen)] : []),
      ],
    },
  ];
}

/** Volumes: only where an event speaks of them. One that could not be mounted held back the sandbox, whose beginning ends the wait. */
export function volumesHop(context: TraceContext): Hop[] {
  const { report, at, isStatic, accepted, parts, restarted } = context;
  const done = report('SuccessfulAttachVolume') ?? report('SuccessfulMountVolume');
  const failed = report('FailedMount') ?? report('FailedAttachVolume');
  if (!done && !failed) return [];
  const lasting = failed !== undefined && !parts.some((part) => part.hops.length);
  const isHeld = heldByVolumes(context) !== undefined;
  const end = isHeld ? sandboxMilestone(context) : done && !restarted ? milestone(done.last, undefined, []) : undefined;
  const time = span(isStatic ? undefined : accepted, lasting ? undefined : end);
  const waitedMs = isHeld ? durationMs(time) : undefined;
  return [
    {
      id: 'volumes',
      actor: failed || done?.by !== 'attachdetach-controller' ? 'kubelet' : 'kube-controller-manager',
      ...at,
      ...time,
      ...(waitedMs ? { waitedMs } : {}),
      evidenceLevel: 'observed',
      ...(lasting || (time.endedAt && !isHeld)
        ? {}
        : { reason: { code: time.endedAt ? 'until-sandbox' : 'time-not-known' } }),
      evidence: [done, failed].filter((one) => one !== undefined).map((one) => eventEvidence(one)),
      ...(failed ? { failure: failureOf(failed, lasting) } : {}),
    },
  ];
}

/** The report of a mount that failed at first and did not stay so. */
function heldByVolumes({ report, parts }: TraceContext): Report | undefined {
  return parts.some((part) => part.hops.length) ? report('FailedMount') : undefined;
}

/** A kubelet looks at its containers once a second before it writes what it saw. */
const STATUS_LATE_MS = 1000;

/** When the sandbox was there. The kubelet writes the condition with its next status, often after the first image event: whichever is first bounds it. */
function sandboxMilestone({
  condition,
  onNode,
  seen,
  isStatic,
  parts,
  restarted,
}: TraceContext): Milestone | undefined {
  const reached = parts[0]?.reached;
  const written = onNode(trueSince(condition('PodReadyToStartContainers') ?? condition('PodHasNetwork')));
  const ready = written && { ...written, precisionMs: written.precisionMs + STATUS_LATE_MS };
  const api = restarted || isStatic ? undefined : earlier(reached?.api, ready);
  // The pod's IP alone may come a second late; what was done in the sandbox next is told at once.
  return milestone(api, reached?.seen && earlier(firstSeen(seen, 'sandbox'), reached.seen), []);
}

/** The sandbox: the pause container and its network, before any other. */
export function sandboxHop(context: TraceContext): Hop[] {
  const { pod, report, condition, at, actors, isStatic, accepted, parts, proof } = context;
  const failed = report('FailedCreatePodSandBox');
  const reached = parts.some((part) => part.hops.length > 0);
  const ready = condition('PodReadyToStartContainers') ?? condition('PodHasNetwork');
  if (!failed && !reached && ready?.status !== 'True') return [];
  // When the volumes let it begin is not known.
  const begun = isStatic || heldByVolumes(context) ? undefined : accepted;
  const time = span(begun, failed && !reached ? undefined : sandboxMilestone(context));
  return [
    {
      id: 'sandbox',
      actor: actors.create,
      ...at,
      ...time,
      evidenceLevel: ready || failed ? 'observed' : 'inferred',
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

/** The sandbox made anew for containers that start again: its machine was restarted, or the sandbox had died. */
export function sandboxAgainHop({ reports, report, at, actors, parts }: TraceContext): Hop | undefined {
  const changed = report('SandboxChanged');
  const noticed = changed?.last;
  if (!changed || !noticed || !parts.some((part) => part.restarts > 0)) return undefined;
  // It was there when the kubelet turned to an image again.
  const turned = reports
    .filter((one) => one.reason === 'Pulled' || one.reason === 'Pulling')
    .flatMap((one) => [one.first, one.last])
    .filter((one) => one !== undefined && one.ms >= noticed.ms)
    .reduce<Instant | undefined>((first, one) => earlier(first, one), undefined);
  return {
    id: 'sandbox',
    actor: actors.create,
    attempt: 1,
    ...at,
    ...span(milestone(noticed, undefined, []), milestone(turned, undefined, [])),
    evidenceLevel: 'observed',
    reason: { code: 'sandbox-again' },
    evidence: [eventEvidence(changed)],
  };
}
