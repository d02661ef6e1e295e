import 'server-only';
import type { ClusterSnapshot, CollectionDelta, KindName } from '@/lib/model/cluster';
import { keyOf } from '@/lib/model/cluster';
import { type ClusterFacts, type DerivedCluster, derive } from '@/lib/model/derive';
import { type ClusterChange, diffSnapshots } from '@/lib/model/diff';
import type { ObjectStore } from '@/lib/model/objects';
import {
  COLLECTIONS,
  type CollectionName,
  type Dirty,
  type Keys,
  noDirty,
  type ScopedName,
  type SectionName,
} from './dirty';
import { nextLeaseEnd } from './lease-ends';
import { createObjectStore } from './object-store';
import { relatedKeys } from './related';

/** The snapshot but its collections and its place in time. */
export type ModelSections = Omit<DerivedCluster, CollectionName>;
/** What a viewer of a collection holds. */
export type ViewOf<N extends CollectionName> = ClusterSnapshot[N][number];

/** The model of a cluster, as the hub and its channels ask it. */
export interface ClusterModel {
  /** The objects it is made of. */
  store: ReturnType<typeof createObjectStore>;
  /** Undefined until the first flush. */
  sections(): ModelSections | undefined;
  item<N extends CollectionName>(name: N, key: string): ViewOf<N> | undefined;
  all<N extends CollectionName>(name: N): { values(): Iterable<ViewOf<N>> };
  podsOnNode(name: string): Iterable<string>;
  /** What the card of a selection shows. */
  related(selection: string): Keys<ScopedName>;
  /** Takes in what changed of the objects. */
  flush(facts: Omit<ClusterFacts, 'objects' | 'kinds'> & { kinds: ClusterFacts['kinds'] }): Dirty;
  /** Puts one section in the place of what was made: what is said while nothing can be made. */
  say(section: Pick<ModelSections, 'connection'>): Dirty;
  /** When time alone changes something: the next lease runs out. Milliseconds, by the clock of the API server. */
  nextAt(now: number): number | undefined;
  snapshot(): DerivedCluster | undefined;
  objects(): ObjectStore;
}

/** Keys of a change, and what it is made of put in its place. */
function taken<T>(
  map: Map<string, T>,
  delta: CollectionDelta<T> | undefined,
  key: (item: T) => string,
  dirty: Set<string>,
) {
  for (const gone of delta?.gone ?? []) {
    map.delete(gone);
    dirty.add(gone);
  }
  for (const item of delta?.set ?? []) {
    map.set(key(item), item);
    dirty.add(key(item));
  }
}

/** A model that is derived anew at each flush. */
export function createClusterModel(): ClusterModel {
  const store = createObjectStore();
  let derived: DerivedCluster | undefined;
  const maps: { [N in CollectionName]: Map<string, ViewOf<N>> } = {
    nodes: new Map(),
    namespaces: new Map(),
    pods: new Map(),
    workloads: new Map(),
    services: new Map(),
    summaries: new Map(),
  };
  const onNode = new Map<string, Set<string>>();

  function placePods(change: CollectionDelta<ViewOf<'pods'>> | undefined) {
    const leave = (key: string) => {
      const node = maps.pods.get(key)?.node ?? '';
      const pods = onNode.get(node);
      if (pods?.delete(key) && pods.size === 0) onNode.delete(node);
    };
    for (const key of change?.gone ?? []) leave(key);
    for (const pod of change?.set ?? []) {
      const key = keyOf.pods(pod);
      leave(key);
      const node = pod.node ?? '';
      onNode.set(node, (onNode.get(node) ?? new Set()).add(key));
    }
  }
  function take(change: ClusterChange): Dirty {
    const dirty = noDirty();
    const patch = <N extends CollectionName>(name: N) =>
      taken(
        maps[name] as Map<string, ViewOf<N>>,
        change[name] as CollectionDelta<ViewOf<N>> | undefined,
        keyOf[name] as (item: ViewOf<N>) => string,
        dirty.keys[name],
      );
    placePods(change.pods);
    for (const name of COLLECTIONS) patch(name);
    for (const name of Object.keys(change.sections ?? {}) as SectionName[]) dirty.sections.add(name);
    for (const [node, at] of change.beats ?? []) dirty.beats.set(node, at);
    for (const [component, at] of change.leaderBeats ?? []) dirty.leaderBeats.set(component, at);
    return dirty;
  }
  /** Views with the heartbeats of this moment: what is looked up later is what it is then. */
  function takeBeats(next: DerivedCluster, dirty: Dirty) {
    if (dirty.beats.size === 0) return;
    for (const node of next.nodes) if (dirty.beats.has(node.name)) maps.nodes.set(node.name, node);
  }
  function everything(next: DerivedCluster): ClusterChange {
    const { nodes, namespaces, pods, workloads, services, summaries, ...sections } = next;
    return {
      sections,
      nodes: { set: nodes },
      namespaces: { set: namespaces },
      pods: { set: pods },
      workloads: { set: workloads },
      services: { set: services },
      summaries: { set: summaries },
    };
  }

  return {
    store,
    sections: () => derived,
    item: (name, key) => maps[name].get(key),
    all: (name) => maps[name],
    podsOnNode: (name) => onNode.get(name) ?? [],
    related: (selection) => relatedKeys(maps, selection, (node) => onNode.get(node) ?? []),
    flush(facts) {
      const next = derive({ ...facts, objects: store.publish() });
      const dirty = take((derived ? diffSnapshots(derived, next) : everything(next)) ?? {});
      takeBeats(next, dirty);
      derived = next;
      return dirty;
    },
    say(section) {
      if (!derived) return noDirty();
      const next = { ...derived, ...section };
      const dirty = take(diffSnapshots(derived, next) ?? {});
      derived = next;
      return dirty;
    },
    nextAt: (now) => nextLeaseEnd(store.publish().leases.values(), now),
    snapshot: () => derived,
    objects: () => store.publish(),
  };
}

/** Of which kinds there are how many objects. */
export const countOf = ({ store }: ClusterModel, kind: KindName): number => store.size(kind);
