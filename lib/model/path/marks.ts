import { containerOf } from '../event-view';
import type { ContainerStatus, EventObject, KubernetesObject, PodObject } from '../objects';
import { API_SECOND_MS, apiInstant, earlier, type Instant, SEEN_MS, seenInstant } from './instant';
import { neverRan } from './never-ran';
import type { SeenMark } from './types';

const EVENT_MARKS: ReadonlyMap<string, SeenMark['mark']> = new Map([
  ['Scheduled', 'bound'],
  ['Pulling', 'pulling'],
  ['Pulled', 'pulled'],
  ['Created', 'container-created'],
  ['Started', 'container-started'],
]);

const statusesOf = (pod: PodObject | undefined): ContainerStatus[] => [
  ...(pod?.status?.initContainerStatuses ?? []),
  ...(pod?.status?.containerStatuses ?? []),
];
const readyCondition = (pod: PodObject | undefined) =>
  pod?.status?.conditions?.find((condition) => condition.type === 'Ready');
const isReady = (pod: PodObject | undefined) => readyCondition(pod)?.status === 'True';
const stamped = (stamp: string | null | undefined) => (stamp ? { stamp } : {});

/** What a change of a pod tells about its path, stamped with the moment it arrived. `previous` is absent when the pod was just added. */
export function marksOfChange(previous: PodObject | undefined, next: PodObject, at: string): SeenMark[] {
  const marks: SeenMark[] = [];
  const mark = (name: SeenMark['mark'], before: unknown, after: unknown, more: Omit<SeenMark, 'mark' | 'at'> = {}) => {
    if (!before && after) marks.push({ mark: name, at, ...more });
  };
  mark('created', previous, true);
  mark('bound', previous?.spec.nodeName, next.spec.nodeName);
  mark('accepted', previous?.status?.startTime, next.status?.startTime, stamped(next.status?.startTime));
  mark('sandbox', previous?.status?.podIP, next.status?.podIP);
  const ready = readyCondition(next);
  mark('ready', isReady(previous), isReady(next), stamped(ready?.lastTransitionTime));
  mark('delete-requested', previous?.metadata.deletionTimestamp, next.metadata.deletionTimestamp);
  const before = new Map(statusesOf(previous).map((status) => [status.name, status]));
  for (const status of statusesOf(next)) {
    const was = before.get(status.name)?.state;
    const { running, terminated } = status.state ?? {};
    const begun = running ?? (neverRan(terminated) ? undefined : terminated);
    const of = { container: status.name };
    mark('container-started', was?.running ?? was?.terminated, begun, { ...of, ...stamped(begun?.startedAt) });
    mark('container-stopped', was?.terminated, terminated, { ...of, ...stamped(terminated?.finishedAt) });
  }
  return marks;
}

/** What an event that just arrived tells about the path of the pod it is about. */
export function markOfEvent(event: EventObject, at: string): SeenMark | undefined {
  const mark = EVENT_MARKS.get(event.reason ?? '');
  if (!mark || event.involvedObject.kind !== 'Pod') return undefined;
  const container = containerOf(event);
  return { mark, at, ...(container ? { container } : {}) };
}

/** The API's own stamp that came with the first mark of a kind. */
export function firstStamp(seen: readonly SeenMark[], mark: SeenMark['mark'], container?: string): Instant | undefined {
  return seen
    .filter((one) => one.mark === mark && one.container === container)
    .reduce<Instant | undefined>((first, one) => earlier(first, apiInstant(one.stamp)), undefined);
}

/**
 * When a mark was seen. What a kubelet wrote into a status it wrote when it found the time: it happened between the second of
 * its stamp and its arrival, and no better is it known.
 */
function instantOf({ at, stamp }: SeenMark): Instant | undefined {
  const seen = seenInstant(at);
  const stamped = apiInstant(stamp);
  if (!seen || !stamped) return seen;
  const late = Math.max(SEEN_MS, Math.min(seen.ms - stamped.ms, API_SECOND_MS));
  return { ...seen, precisionMs: late };
}

/** When a mark was first seen; duplicates and order do not matter. */
export function firstSeen(seen: readonly SeenMark[], mark: SeenMark['mark'], container?: string): Instant | undefined {
  return seen
    .filter((one) => one.mark === mark && one.container === container)
    .reduce<Instant | undefined>((first, one) => better(first, instantOf(one)), undefined);
}

/** The earlier of two; of one moment that which is known better. */
function better(one: Instant | undefined, other: Instant | undefined): Instant | undefined {
  const isSame = one && other && one.ms === other.ms;
  return isSame ? (other.precisionMs < one.precisionMs ? other : one) : earlier(one, other);
}

/** Whether an object has what a pod has. */
export function isPod(object: KubernetesObject): object is PodObject {
  return 'spec' in object && typeof object.spec === 'object' && object.spec !== null && 'containers' in object.spec;
}

/** Whether an object is an event about a pod. */
export function isEventOfPod(object: KubernetesObject): object is EventObject {
  if (!('involvedObject' in object)) return false;
  const about = object.involvedObject;
  return typeof about === 'object' && about !== null && 'kind' in about && about.kind === 'Pod';
}
