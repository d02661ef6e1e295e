/**
 * The browser's copy of the model: fed by the stream, read by components through `use-cluster`.
 * Lists are ids, items are looked up one by one, so a change of one pod wakes only who shows that pod.
 */
import {
  type ClusterDelta,
  type ClusterSnapshot,
  type CollectionDelta,
  keyOf,
  type NamespaceView,
  type NodeView,
  type PodView,
  type ServiceView,
  type WorkloadView,
  type Write,
} from '@/lib/model/cluster';

export interface Collections {
  nodes: NodeView;
  namespaces: NamespaceView;
  pods: PodView;
  workloads: WorkloadView;
  services: ServiceView;
}
export type CollectionName = keyof Collections;
export type Sections = Omit<ClusterSnapshot, CollectionName>;
type Listener = () => void;

const COLLECTIONS: readonly CollectionName[] = ['nodes', 'namespaces', 'pods', 'workloads', 'services'];

export interface ClusterStore {
  /** Undefined until the first snapshot has come. */
  sections(): Sections | undefined;
  /** The same Map object until the collection changes; then a new one. */
  collection<N extends CollectionName>(name: N): ReadonlyMap<string, Collections[N]>;
  /** Called after each applied batch. */
  subscribe(listener: Listener): () => void;
  /** Called once for each batch of real writes. */
  onWrites(listener: (writes: readonly Write[], omitted: number) => void): () => void;
  applySnapshot(snapshot: ClusterSnapshot): void;
  /** False when the delta does not follow what we have: ask for a snapshot again. */
  applyDelta(delta: ClusterDelta): boolean;
  /** Several in order, telling the listeners once. Stops, false, at the first that does not follow. */
  applyDeltas(deltas: readonly ClusterDelta[]): boolean;
}

function indexBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T> {
  return new Map(items.map((item) => [key(item), item]));
}

function patched<T>(
  current: ReadonlyMap<string, T>,
  delta: CollectionDelta<T>,
  key: (item: T) => string,
): Map<string, T> {
  const next = new Map(current);
  for (const gone of delta.gone ?? []) next.delete(gone);
  for (const item of delta.set ?? []) next.set(key(item), item);
  return next;
}

/** An empty store; nothing outside the module graph is touched. */
export function createClusterStore(): ClusterStore {
  let sections: Sections | undefined;
  const maps: { [N in CollectionName]: ReadonlyMap<string, Collections[N]> } = {
    nodes: new Map(),
    namespaces: new Map(),
    pods: new Map(),
    workloads: new Map(),
    services: new Map(),
  };
  const listeners = new Set<Listener>();
  const writeListeners = new Set<(writes: readonly Write[], omitted: number) => void>();
  const notify = () => {
    for (const listener of listeners) listener();
  };
  // One generic step for all collections: TypeScript cannot relate maps[name] and delta[name] across a union.
  const replace = <N extends CollectionName>(name: N, map: ReadonlyMap<string, Collections[N]>) => {
    maps[name] = map as (typeof maps)[N];
  };
  const patch = <N extends CollectionName>(name: N, delta: CollectionDelta<Collections[N]>) => {
    const key = keyOf[name] as unknown as (item: Collections[N]) => string;
    replace(name, patched(maps[name] as ReadonlyMap<string, Collections[N]>, delta, key));
  };

  const applyDeltas = (deltas: readonly ClusterDelta[]) => {
    const applied: ClusterDelta[] = [];
    for (const delta of deltas) {
      if (!sections || delta.revision !== sections.revision + 1) break;
      sections = { ...sections, ...delta.sections, revision: delta.revision, at: delta.at };
      for (const name of COLLECTIONS) {
        const change = delta[name];
        if (change) patch(name, change as CollectionDelta<Collections[typeof name]>);
      }
      applied.push(delta);
    }
    if (applied.length) notify();
    const writes = applied.flatMap((delta) => delta.writes ?? []);
    const omitted = applied.reduce((sum, delta) => sum + (delta.writesOmitted ?? 0), 0);
    if (writes.length || omitted) for (const listener of writeListeners) listener(writes, omitted);
    return applied.length === deltas.length;
  };

  return {
    sections: () => sections,
    collection: (name) => maps[name],
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onWrites(listener) {
      writeListeners.add(listener);
      return () => writeListeners.delete(listener);
    },
    applySnapshot(snapshot) {
      const { nodes, namespaces, pods, workloads, services, ...rest } = snapshot;
      sections = rest;
      replace('nodes', indexBy(nodes, keyOf.nodes));
      replace('namespaces', indexBy(namespaces, keyOf.namespaces));
      replace('pods', indexBy(pods, keyOf.pods));
      replace('workloads', indexBy(workloads, keyOf.workloads));
      replace('services', indexBy(services, keyOf.services));
      notify();
    },
    applyDelta: (delta) => applyDeltas([delta]),
    applyDeltas,
  };
}
