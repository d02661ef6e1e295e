import type { ChainLink, ComponentId, Evidence } from '../cluster';
import type { Condition, PodObject } from '../objects';
import { isStaticPod, staticProof } from '../pod/static-pod';
import { boundByWhatFollowed } from './causality';
import { type ContainerPath, containerPaths } from './containers';
import { type OwnerChain, ownerChain } from './controllers';
import { type Report, reportsOf } from './events';
import { apiInstant, earlier, type Instant, seenInstant, withoutLead } from './instant';
import { firstSeen } from './marks';
import { type Milestone, milestone } from './milestone';
import { nodeChain } from './pod-chain';
import type { PathInput, SeenMark } from './types';

/** What every hop looks at: the evidence, read once. */
export interface TraceContext {
  pod: PodObject;
  input: PathInput;
  seen: readonly SeenMark[];
  reports: readonly Report[];
  /** Report about the pod itself, not about one of its containers. */
  report: (reason: string) => Report | undefined;
  condition: (type: string) => Condition | undefined;
  /** A stamp of the pod's node; how far its clock is known to be ahead is taken off. Reports of its kubelet come so. */
  onNode: (stamp: Instant | undefined) => Instant | undefined;
  proof: (field: string, value: string) => Evidence;
  /** Spread into the hops that happen on the pod's node. */
  at: { node?: string };
  actors: { image: ComponentId; create: ComponentId; start: ComponentId };
  isStatic: boolean;
  owner: OwnerChain | undefined;
  created: Milestone | undefined;
  /** The write that set the controllers going. */
  order: Milestone | undefined;
  accepted: Milestone | undefined;
  parts: readonly ContainerPath[];
  restarted: boolean;
}

/** Value of annotation `kubernetes.io/config.<name>`: `source`, `mirror`, `seen`, `hash`. */
export const configAnnotation = (pod: PodObject, name: string): string | undefined =>
  pod.metadata.annotations?.[`kubernetes.io/config.${name}`];

/** Since when a condition holds; undefined while it does not. */
export const trueSince = (condition: Condition | undefined): Instant | undefined =>
  condition?.status === 'True' ? apiInstant(condition.lastTransitionTime) : undefined;

/** Actors on the node: the nearest runtime keeps images, the last daemon creates, the link after it starts the process. */
function actorsOf(chain: readonly ChainLink[]): TraceContext['actors'] {
  const daemons = chain.filter((link) => link.id === 'dockerd' || link.id === 'containerd' || link.id === 'cri-o');
  const last = chain.at(-1);
  return {
    image: daemons[0]?.id ?? 'containerd',
    create: daemons.at(-1)?.id ?? 'containerd',
    // On Windows nothing like runC is there: the shim starts the process itself.
    start: last && last.id !== daemons.at(-1)?.id && last.id !== 'kubelet' ? last.id : 'runc',
  };
}

/** When a deletion was asked for and when its grace is over. deletionTimestamp is the latter; the request came that much earlier. */
export function deletionOf({ metadata }: PodObject): { askedMs: number; overMs: number } | undefined {
  const over = apiInstant(metadata.deletionTimestamp);
  return over && { askedMs: over.ms - (metadata.deletionGracePeriodSeconds ?? 0) * 1000, overMs: over.ms };
}

/** Reads the evidence of a path once, for all hops. */
export function traceContext(input: PathInput): TraceContext {
  const { pod, owners = [], events = [] } = input;
  const onNode = (stamp: Instant | undefined) => withoutLead(stamp, input.nodeClockAheadMs);
  const reports = reportsOf(events, pod).map((one) =>
    one.by === 'kubelet' ? { ...one, first: onNode(one.first), last: onNode(one.last) } : one,
  );
  const title = `Pod ${pod.metadata.namespace ?? ''}/${pod.metadata.name}`;
  const proof = (field: string, value: string): Evidence => ({ object: title, field, value });
  const isStatic = isStaticPod(pod);
  const seen = boundByWhatFollowed(input.seen ?? [], pod, isStatic);
  const owner = isStatic ? undefined : ownerChain(pod, owners, events);
  const at = pod.spec.nodeName ? { node: pod.spec.nodeName } : {};
  const actors = actorsOf(nodeChain(input.chain, pod));
  const stamp = pod.metadata.creationTimestamp;
  const startTime = pod.status?.startTime;
  const orderAt = owner?.trigger?.uid && input.ownersSeen?.get(owner.trigger.uid);
  const createdSeen = firstSeen(seen, 'created');
  // Its own watch may tell of the owner later than of the pod it had made.
  const orderSeen = orderAt ? earlier(seenInstant(orderAt), createdSeen) : undefined;
  const parts = containerPaths({
    pod,
    reports,
    seen,
    actors,
    onNode,
    isClockKnown: input.nodeClockAheadMs !== undefined,
    deletion: deletionOf(pod),
    ...at,
  });
  return {
    pod,
    input,
    seen,
    reports,
    report: (reason) => reports.find((one) => one.reason === reason && !one.container),
    condition: (type) => pod.status?.conditions?.find((one) => one.type === type),
    proof,
    onNode,
    at,
    actors,
    isStatic,
    owner,
    created: milestone(apiInstant(stamp), createdSeen, stamp ? [proof('metadata.creationTimestamp', stamp)] : []),
    order: owner?.trigger ? milestone(owner.trigger.at, orderSeen, [owner.trigger.evidence]) : undefined,
    accepted: milestone(
      onNode(apiInstant(startTime)),
      firstSeen(seen, 'accepted'),
      startTime ? [proof('status.startTime', startTime)] : [],
    ),
    parts,
    restarted: parts.some((part) => part.restarts > 0),
  };
}

/** The proof that a pod came from a file; none of other pods. */
export function staticProofs({ pod }: TraceContext): Evidence[] {
  const found = staticProof(pod);
  return found ? [found] : [];
}
