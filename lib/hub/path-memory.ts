import 'server-only';
import type { KindName } from '@/lib/model/cluster';
import type { EventObject, KubernetesObject, PodObject } from '@/lib/model/objects';
import { isEventOfPod, isPod, markOfEvent, marksOfChange, reportedAt } from '@/lib/model/path/marks';
import type { SeenMark } from '@/lib/model/path/types';

/** What was seen of one pod since it was born under our eyes. */
export interface PodMemory {
  /** As it was last, even after it is gone. */
  pod?: PodObject;
  marks: SeenMark[];
  /** ADDED came with spec.nodeName: nobody had to schedule it. */
  bornWithNode: boolean;
}

/** Remembers when each change of a pod arrived, for the newest pods; the API itself keeps no such times. */
export interface PathMemory {
  /** A change that a watch told of; lists tell no times. `at` is RFC 3339 with milliseconds. */
  note(
    kind: KindName,
    type: 'ADDED' | 'MODIFIED' | 'DELETED',
    previous: KubernetesObject | undefined,
    object: KubernetesObject,
    at: string,
  ): void;
  of(namespace: string, name: string): PodMemory | undefined;
  /** All that is remembered, by `namespace/name`, oldest first. */
  readonly pods: ReadonlyMap<string, PodMemory>;
  /** When the creation of workloads arrived, by uid. */
  readonly owners: ReadonlyMap<string, string>;
}

/** Pods remembered; beyond it the oldest is forgotten. About 2 kB each. */
const MOST_PODS = 2000;
/** Clocks drift: how long a least delay is believed. */
const DELAY_HOLDS_MS = 10 * 60_000;
/** Marks of one pod; a crash loop must not fill the memory. */
const MOST_MARKS = 200;

const OWNER_KINDS: ReadonlySet<KindName> = new Set<KindName>([
  'deployments',
  'replicasets',
  'daemonsets',
  'statefulsets',
  'jobs',
  'cronjobs',
]);

/** An empty memory of at most `most` pods. */
export function createPathMemory(most = MOST_PODS): PathMemory {
  const pods = new Map<string, PodMemory>();
  const owners = new Map<string, string>();
  /** By host: the least time between a report and its arrival, ms by two clocks. */
  const delays = new Map<string, { ms: number; until: number }>();

  /** Keeps a Map to its measure by forgetting the oldest entry. */
  function trim(map: Map<string, unknown>) {
    const [oldest] = map.keys();
    if (map.size > most && oldest !== undefined) map.delete(oldest);
  }

  function add(memory: PodMemory, marks: readonly SeenMark[]) {
    memory.marks.push(...marks.slice(0, MOST_MARKS - memory.marks.length));
  }

  function noteBirth(key: string, pod: PodObject, at: string) {
    pods.delete(key);
    pods.set(key, { pod, marks: marksOfChange(undefined, pod, at), bornWithNode: Boolean(pod.spec.nodeName) });
    trim(pods);
  }

  function noteChange(key: string, previous: KubernetesObject | undefined, pod: PodObject | undefined, at: string) {
    const memory = pods.get(key);
    if (!memory) return;
    if (!pod) return add(memory, [{ mark: 'gone', at }]);
    const before = previous && isPod(previous) ? previous : memory.pod;
    memory.pod = pod;
    add(memory, marksOfChange(before, pod, at));
  }

  /**
   * A kubelet sends at most five events a second and queues the rest. Its reports carry its own clock; the least that one
   * took to reach us is how far the two clocks are apart, and a little: none can have happened later than that says.
   */
  function arrivalOf(event: EventObject, at: string): string {
    const reported = reportedAt(event);
    const host = event.source?.host;
    if (reported === undefined || !host) return at;
    const arrived = Date.parse(at);
    const known = delays.get(host);
    const { ms, until } = known && arrived < known.until ? known : { ms: Infinity, until: arrived + DELAY_HOLDS_MS };
    const least = Math.min(arrived - reported, ms);
    delays.set(host, { ms: least, until });
    trim(delays);
    return new Date(Math.round(reported + least)).toISOString();
  }

  function noteEvent(event: EventObject, at: string) {
    const { namespace, name, uid } = event.involvedObject;
    const memory = pods.get(`${namespace ?? ''}/${name ?? ''}`);
    const known = memory?.pod?.metadata.uid;
    if (!memory || (known && uid && known !== uid)) return;
    const mark = markOfEvent(event, arrivalOf(event, at));
    if (mark) add(memory, [mark]);
  }

  return {
    note(kind, type, previous, object, at) {
      if (kind === 'pods' && isPod(object)) {
        const key = `${object.metadata.namespace ?? ''}/${object.metadata.name}`;
        if (type === 'ADDED' && !previous) noteBirth(key, object, at);
        else noteChange(key, previous, type === 'DELETED' ? undefined : object, at);
      } else if (kind === 'events' && type !== 'DELETED' && isEventOfPod(object)) noteEvent(object, at);
      else if (OWNER_KINDS.has(kind) && type === 'ADDED' && !previous && object.metadata.uid) {
        owners.set(object.metadata.uid, at);
        trim(owners);
      }
    },
    owners,
    pods,
    of: (namespace, name) => pods.get(`${namespace}/${name}`),
  };
}
