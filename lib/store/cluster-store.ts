/**
 * The browser's copy of the model: fed by the stream, read by components through `use-cluster`.
 * Items are changed in place and have listeners of their own: a change of one pod wakes who shows that pod, and who
 * shows all of them, however many there are.
 */
import {
  type ClusterDelta,
  type ClusterSnapshot,
  type CollectionDelta,
  type Component,
  type ComponentId,
  keyOf,
  type NamespaceView,
  type NodeView,
  type PodView,
  type ScopeDelta,
  type ServiceView,
  type WorkloadView,
  type Write,
} from '@/lib/model/cluster';
import type { NodeSummary } from '@/lib/model/fleet/types';
import { withHeartbeat, withRenewal } from '@/lib/model/renewals';
import { createKeyedItems, type KeyedItems } from './keyed-items';
import { createTopics } from './topics';

export interface Collections {
  nodes: NodeView;
  namespaces: NamespaceView;
  pods: PodView;
  workloads: WorkloadView;
  services: ServiceView;
  /** Each node as a mark: all of them, whatever is in view. */
  summaries: NodeSummary;
}
export type CollectionName = keyof Collections;
export type Sections = Omit<ClusterSnapshot, CollectionName>;
type Listener = () => void;

const COLLECTIONS: readonly CollectionName[] = ['nodes', 'namespaces', 'pods', 'workloads', 'services', 'summaries'];

export interface ClusterStore {
  /** Undefined until the first snapshot has come. */
  sections(): Sections | undefined;
  /** The same Map object until the collection changes; then a new one. */
  collection<N extends CollectionName>(name: N): ReadonlyMap<string, Collections[N]>;
  /** One member as it is now. */
  item<N extends CollectionName>(name: N, key: string): Collections[N] | undefined;
  /** Called after each applied batch. */
  subscribe(listener: Listener): () => void;
  /** Called when this section is another one. */
  onSection(name: keyof Sections, listener: Listener): () => void;
  /** Called when any member changes, comes or goes. */
  onCollection(name: CollectionName, listener: Listener): () => void;
  /** Called when this member changes, comes or goes. */
  onItem(name: CollectionName, key: string, listener: Listener): () => void;
  /** Called once for each batch of real writes. */
  onWrites(listener: (writes: readonly Write[], omitted: number) => void): () => void;
  applySnapshot(snapshot: ClusterSnapshot): void;
  /** False when the delta does not follow what we have: ask for a snapshot again. */
  applyDelta(delta: ClusterDelta): boolean;
  /** Several in order, telling the listeners once. Stops, false, at the first that does not follow. */
  applyDeltas(deltas: readonly ClusterDelta[]): boolean;
  /** What comes into view, changes in it and leaves it: of no revision, the collections alone. */
  applyScope(delta: ScopeDelta): void;
}

const EVERYTHING = 'everything';
const topicOf = {
  section: (name: string) => `section ${name}`,
  collection: (name: CollectionName) => `all ${name}`,
  item: (name: CollectionName, key: string) => `${name} ${key}`,
};

/** An empty store; nothing outside the module graph is touched. */
export function createClusterStore(): ClusterStore {
  let sections: Sections | undefined;
  const items: { [N in CollectionName]: KeyedItems<Collections[N]> } = {
    nodes: createKeyedItems<NodeView>(keyOf.nodes),
    namespaces: createKeyedItems<NamespaceView>(keyOf.namespaces),
    pods: createKeyedItems<PodView>(keyOf.pods),
    workloads: createKeyedItems<WorkloadView>(keyOf.workloads),
    services: createKeyedItems<ServiceView>(keyOf.services),
    summaries: createKeyedItems<NodeSummary>(keyOf.summaries),
  };
  const topics = createTopics();
  const writeListeners = new Set<(writes: readonly Write[], omitted: number) => void>();

  /** What a batch touched, as topics. */
  function createTouched() {
    const touched = new Set<string>();
    return {
      sections(previous: Sections | undefined, next: Sections) {
        const names = Object.keys({ ...previous, ...next }) as (keyof Sections)[];
        for (const name of names) if (previous?.[name] !== next[name]) touched.add(topicOf.section(name));
      },
      keys(name: CollectionName, keys: ReadonlySet<string>) {
        if (keys.size > 0) touched.add(topicOf.collection(name));
        for (const key of keys) touched.add(topicOf.item(name, key));
      },
      tell: () => topics.tell(touched.add(EVERYTHING)),
    };
  }
  type Touched = ReturnType<typeof createTouched>;

  // One generic step for all collections: TypeScript cannot relate items[name] and delta[name] across a union.
  function patch<N extends CollectionName>(name: N, delta: Pick<ClusterDelta, CollectionName>, touched: Touched) {
    const change = delta[name] as CollectionDelta<Collections[N]> | undefined;
    if (!change) return;
    const keys = new Set<string>();
    items[name].apply(change, keys);
    touched.keys(name, keys);
  }
  function patchAll(delta: Pick<ClusterDelta, CollectionName | 'beats'>, touched: Touched) {
    for (const name of COLLECTIONS) patch(name, delta, touched);
    const beating = (delta.beats ?? []).flatMap(([name, at]) => {
      const node = items.nodes.get(name);
      return node ? [withHeartbeat(node, at)] : [];
    });
    if (beating.length > 0) patch('nodes', { nodes: { set: beating } }, touched);
  }
  function replace<N extends CollectionName>(name: N, members: readonly Collections[N][], touched: Touched) {
    const keys = new Set<string>();
    items[name].replace(members, keys);
    touched.keys(name, keys);
  }

  const applyDeltas = (deltas: readonly ClusterDelta[]) => {
    const applied: ClusterDelta[] = [];
    const touched = createTouched();
    for (const delta of deltas) {
      if (!sections || (delta.previous ?? delta.revision - 1) !== sections.revision) break;
      const { revision, at, leaderBeats } = delta;
      const next = { ...sections, ...delta.sections, revision, at };
      if (leaderBeats) next.components = renewed(next.components, new Map(leaderBeats));
      touched.sections(sections, next);
      sections = next;
      patchAll(delta, touched);
      applied.push(delta);
    }
    if (applied.length) touched.tell();
    const writes = applied.flatMap((delta) => delta.writes ?? []);
    const omitted = applied.reduce((sum, delta) => sum + (delta.writesOmitted ?? 0), 0);
    if (writes.length || omitted) for (const listener of writeListeners) listener(writes, omitted);
    return applied.length === deltas.length;
  };

  return {
    sections: () => sections,
    collection: (name) => items[name].view(),
    item: (name, key) => items[name].get(key),
    subscribe: (listener) => topics.on(EVERYTHING, listener),
    onSection: (name, listener) => topics.on(topicOf.section(name), listener),
    onCollection: (name, listener) => topics.on(topicOf.collection(name), listener),
    onItem: (name, key, listener) => topics.on(topicOf.item(name, key), listener),
    onWrites(listener) {
      writeListeners.add(listener);
      return () => writeListeners.delete(listener);
    },
    applySnapshot(snapshot) {
      const touched = createTouched();
      const { nodes, namespaces, pods, workloads, services, summaries, ...rest } = snapshot;
      touched.sections(sections, rest);
      sections = rest;
      replace('nodes', nodes, touched);
      replace('namespaces', namespaces, touched);
      replace('pods', pods, touched);
      replace('workloads', workloads, touched);
      replace('services', services, touched);
      replace('summaries', summaries, touched);
      touched.tell();
    },
    applyDelta: (delta) => applyDeltas([delta]),
    applyDeltas,
    applyScope(delta) {
      const touched = createTouched();
      patchAll(delta, touched);
      touched.tell();
    },
  };
}

const renewed = (components: readonly Component[], beats: ReadonlyMap<ComponentId, string>): Component[] =>
  components.map((component) => {
    const at = beats.get(component.id);
    return at === undefined ? component : withRenewal(component, at);
  });
