import 'server-only';
import type { KindName } from '@/lib/model/cluster';
import { reportedAt } from '@/lib/model/event-time';
import type { EventObject, KubernetesObject, PodObject } from '@/lib/model/objects';
import { isEventOfPod, isPod, markOfEvent, marksOfChange } from '@/lib/model/path/marks';
import type { SeenMark } from '@/lib/model/path/types';

/** What was seen of one pod: since it was born under our eyes, or since it first changed. */
export interface PodMemory {
  /** As it was last, even after it is gone. */
  pod: PodObject;
  /** The first of each kind: how it was born, if that was seen, and what followed. */
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
  /** How far the clock of a node is ahead of the API server's, milliseconds; undefined before either renewed a lease. */
  nodeClockAheadMs(node: string): number | undefined;
  /** How far the clock of the control plane is ahead of ours, milliseconds. */
  serverClockAheadMs(): number | undefined;
  /** All that is remembered, by `namespace/name`, oldest first. */
  readonly pods: ReadonlyMap<string, PodMemory>;
  /** When the creation of workloads arrived, by uid. */
  readonly owners: ReadonlyMap<string, string>;
}

/** Pods remembered; beyond it the oldest is forgotten. About 2 kB each. */
const MOST_PODS = 2000;
/** Clocks drift: how long a least delay is believed. */
const DELAY_HOLDS_MS = 10 * 60_000;
/** Clocks that are kept in step go back by less. */
const CLOCK_SET_MS = 1_000;
/** Marks of one pod, the first of each kind: more only come from names that are not its containers'. */
const MOST_MARKS = 600;
/** Who renews leases on the control plane, whatever its machine is called. */
const SERVER = '';

const OWNER_KINDS: ReadonlySet<KindName> = new Set<KindName>([
  'deployments',
  'replicasets',
  'daemonsets',
  'statefulsets',
  'jobs',
  'cronjobs',
]);

type LeastDelays = Map<string, { ms: number; from: number; until: number }>;

/** The least delay of a host of late, this one counted: what is left of it are the clocks, and the way of the fastest. */
function leastDelay(delays: LeastDelays, host: string, happened: number, at: string): number {
  const arrived = Date.parse(at);
  const known = delays.get(host);
  // Also forgotten when somebody has set our clock back: what was measured is of another clock.
  const isFresh = known && arrived >= known.from - CLOCK_SET_MS && arrived < known.until;
  const { ms, from, until } = isFresh ? known : { ms: Infinity, from: arrived, until: arrived + DELAY_HOLDS_MS };
  const least = Math.min(arrived - happened, ms);
  delays.set(host, { ms: least, from, until });
  return least;
}

const isSameKind = (one: SeenMark, other: SeenMark) =>
  one.mark === other.mark && one.container === other.container && Boolean(one.stamp) === Boolean(other.stamp);

/** A kubelet whose containers have ended deletes with a grace of 0, which writes over what had been asked for. */
function asLastAsked(before: PodObject, pod: PodObject): PodObject {
  const { deletionTimestamp, deletionGracePeriodSeconds } = before.metadata;
  const isAlive = pod.status?.containerStatuses?.some((status) => status.state?.running);
  if (!deletionTimestamp || !deletionGracePeriodSeconds || pod.metadata.deletionGracePeriodSeconds || isAlive)
    return pod;
  return { ...pod, metadata: { ...pod.metadata, deletionTimestamp, deletionGracePeriodSeconds } };
}

function renewTimeOf(lease: KubernetesObject): string | undefined {
  const spec: unknown = 'spec' in lease ? lease.spec : undefined;
  const renewed = typeof spec === 'object' && spec && 'renewTime' in spec ? spec.renewTime : undefined;
  return typeof renewed === 'string' ? renewed : undefined;
}

/** An empty memory of at most `most` pods. */
export function createPathMemory(most = MOST_PODS): PathMemory {
  const pods = new Map<string, PodMemory>();
  const owners = new Map<string, string>();
  /** By host: the least time between a report and its arrival, ms by two clocks. */
  const delays: LeastDelays = new Map();
  /** The same of the renewals of leases: of nodes, and of the control plane. */
  const renewals: LeastDelays = new Map();

  /** Keeps a Map to its measure by forgetting the oldest entry. */
  function trim(map: Map<string, unknown>) {
    const [oldest] = map.keys();
    if (map.size > most && oldest !== undefined) map.delete(oldest);
  }

  function add(memory: PodMemory, marks: readonly SeenMark[]) {
    for (const mark of marks) {
      // By an event and by a status the same may arrive twice; each tells the moment in its own way.
      const known = memory.marks.findIndex((one) => isSameKind(one, mark));
      const earlier = memory.marks[known];
      if (!earlier && memory.marks.length < MOST_MARKS) memory.marks.push(mark);
      else if (earlier && mark.at < earlier.at) memory.marks[known] = mark;
    }
  }

  function noteBirth(key: string, pod: PodObject, at: string) {
    pods.delete(key);
    pods.set(key, { pod, marks: marksOfChange(undefined, pod, at), bornWithNode: Boolean(pod.spec.nodeName) });
    trim(pods);
  }

  /** Also of a pod that was there before us: its way out begins with a change. */
  function noteChange(
    key: string,
    previous: KubernetesObject | undefined,
    pod: PodObject,
    at: string,
    isGone: boolean,
  ) {
    const known = pods.get(key);
    const memory =
      known && known.pod.metadata.uid === pod.metadata.uid ? known : { pod, marks: [], bornWithNode: false };
    if (memory !== known) {
      pods.delete(key);
      pods.set(key, memory);
      trim(pods);
    }
    const before = previous && isPod(previous) ? previous : memory.pod;
    memory.pod = asLastAsked(memory === known ? memory.pod : before, pod);
    add(memory, marksOfChange(before, pod, at));
    if (isGone) add(memory, [{ mark: 'gone', at }]);
  }

  /**
   * A kubelet sends at most five events a second and queues the rest. Its reports carry its own clock; the least that one
   * took to reach us is how far the two clocks are apart, and a little: none can have happened later than that says.
   */
  function arrivalOf(event: EventObject, at: string): string {
    const reported = reportedAt(event);
    const host = event.source?.host;
    if (reported === undefined || !host) return at;
    // A lease is renewed past that queue: where its news was faster, the queue was never empty yet.
    const least = Math.min(leastDelay(delays, host, reported, at), renewals.get(host)?.ms ?? Infinity);
    trim(delays);
    return new Date(Math.round(reported + least)).toISOString();
  }

  /** A lease tells the microsecond of its renewal by the clock of who renewed it. */
  function noteRenewal(lease: KubernetesObject, at: string) {
    const renewed = Date.parse(renewTimeOf(lease) ?? '');
    const { namespace, name } = lease.metadata;
    if (Number.isNaN(renewed)) return;
    if (namespace === 'kube-node-lease') leastDelay(renewals, name, renewed, at);
    else if (namespace === 'kube-system' && /^(kube-scheduler|kube-controller-manager|apiserver-.*)$/.test(name))
      leastDelay(renewals, SERVER, renewed, at);
    trim(renewals);
  }

  function noteEvent(event: EventObject, at: string) {
    const { namespace, name, uid } = event.involvedObject;
    const memory = pods.get(`${namespace ?? ''}/${name ?? ''}`);
    if (!memory || (uid && memory.pod.metadata.uid !== uid)) return;
    const mark = markOfEvent(event, arrivalOf(event, at));
    if (mark) add(memory, [mark]);
  }

  return {
    note(kind, type, previous, object, at) {
      if (kind === 'pods' && isPod(object)) {
        const key = `${object.metadata.namespace ?? ''}/${object.metadata.name}`;
        if (type === 'ADDED' && !previous) noteBirth(key, object, at);
        else noteChange(key, previous, object, at, type === 'DELETED');
      } else if (kind === 'leases' && type === 'MODIFIED') noteRenewal(object, at);
      else if (kind === 'events' && type !== 'DELETED' && isEventOfPod(object)) noteEvent(object, at);
      else if (OWNER_KINDS.has(kind) && type === 'ADDED' && !previous && object.metadata.uid) {
        owners.set(object.metadata.uid, at);
        trim(owners);
      }
    },
    owners,
    pods,
    of: (namespace, name) => pods.get(`${namespace}/${name}`),
    nodeClockAheadMs(node) {
      const [own, server] = [renewals.get(node), renewals.get(SERVER)];
      return own && server ? server.ms - own.ms : undefined;
    },
    serverClockAheadMs() {
      const server = renewals.get(SERVER);
      return server && -server.ms;
    },
  };
}
