import type { ClusterChange } from '@/lib/model/diff';

/** Collections of the snapshot. */
export const COLLECTIONS = ['nodes', 'namespaces', 'pods', 'workloads', 'services', 'summaries'] as const;
export type CollectionName = (typeof COLLECTIONS)[number];
/** Those that hold only what is in a viewer's scope, where not all of the cluster is sent. */
export const SCOPED = ['nodes', 'pods', 'workloads', 'services'] as const satisfies readonly CollectionName[];
export type ScopedName = (typeof SCOPED)[number];

/** Sections that change. */
export type SectionName = keyof NonNullable<ClusterChange['sections']>;
export type Keys<N extends string = CollectionName> = Record<N, Set<string>>;

/** What is not as it was, by name and key: its size is what changed, never what there is. */
export interface Dirty {
  sections: Set<SectionName>;
  keys: Keys;
  beats: Map<string, string>;
  leaderBeats: Map<NonNullable<ClusterChange['leaderBeats']>[number][0], string>;
}

/** No keys of what a scope holds. */
export const noScopedKeys = (): Keys<ScopedName> => ({
  nodes: new Set(),
  pods: new Set(),
  workloads: new Set(),
  services: new Set(),
});

/** Nothing changed. */
export const noDirty = (): Dirty => ({
  sections: new Set(),
  keys: { ...noScopedKeys(), namespaces: new Set(), summaries: new Set() },
  beats: new Map(),
  leaderBeats: new Map(),
});

/** Whether nothing changed. */
export const isClean = ({ sections, keys, beats, leaderBeats }: Dirty): boolean =>
  sections.size + beats.size + leaderBeats.size === 0 && COLLECTIONS.every((name) => keys[name].size === 0);

/** Adds what changed later. */
export function addDirty(dirty: Dirty, later: Dirty): void {
  for (const name of later.sections) dirty.sections.add(name);
  for (const name of COLLECTIONS) for (const key of later.keys[name]) dirty.keys[name].add(key);
  for (const [node, at] of later.beats) dirty.beats.set(node, at);
  for (const [component, at] of later.leaderBeats) dirty.leaderBeats.set(component, at);
}
