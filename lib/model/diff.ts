/** What changed between two derivations, in the form the stream sends: sections whole, collections by key. */
import type { ClusterDelta, CollectionDelta, Component, NodeView } from './cluster';
import { keyOf } from './cluster';
import type { DerivedCluster } from './derive';
import { isEqual } from './equal';
import { newHeartbeat, newRenewal } from './renewals';

/** A delta before it is given its place in the stream. */
export type ClusterChange = Omit<ClusterDelta, 'revision' | 'previous' | 'at' | 'writes' | 'writesOmitted'>;

const SECTIONS = [
  'source',
  'connection',
  'server',
  'identity',
  'distribution',
  'components',
  'kinds',
  'events',
  'fleet',
  'attention',
  'facets',
] as const satisfies readonly (keyof NonNullable<ClusterDelta['sections']>)[];

function collectionDelta<T>(
  previous: readonly T[],
  next: readonly T[],
  key: (item: T) => string,
): CollectionDelta<T> | undefined {
  // Both are sorted and most items are the same objects: only what lies between the first and the last change is compared.
  const most = Math.min(previous.length, next.length);
  let start = 0;
  while (start < most && previous[start] === next[start]) start += 1;
  let tail = 0;
  while (tail < most - start && previous.at(-1 - tail) === next.at(-1 - tail)) tail += 1;
  if (start === next.length && start === previous.length) return undefined;
  const before = new Map(previous.slice(start, previous.length - tail).map((item) => [key(item), item]));
  const set: T[] = [];
  for (const item of next.slice(start, next.length - tail)) {
    const name = key(item);
    const old = before.get(name);
    before.delete(name);
    if (old === undefined || !isEqual(old, item)) set.push(item);
  }
  const gone = [...before.keys()];
  if (set.length === 0 && gone.length === 0) return undefined;
  return { ...(set.length > 0 ? { set } : {}), ...(gone.length > 0 ? { gone } : {}) };
}

function sectionsDelta(
  previous: DerivedCluster,
  next: DerivedCluster,
  renewed: boolean,
): ClusterChange['sections'] | undefined {
  const changed = SECTIONS.filter(
    (name) => !(renewed && name === 'components') && !isEqual(previous[name], next[name]),
  );
  if (changed.length === 0) return undefined;
  return Object.fromEntries(changed.map((name) => [name, next[name]]));
}

/** Renewals of leaders, where nothing else is new of any component. */
function leaderBeatsOf(previous: readonly Component[], next: readonly Component[]): ClusterChange['leaderBeats'] {
  const beats: NonNullable<ClusterChange['leaderBeats']> = [];
  if (previous.length !== next.length) return undefined;
  for (const [place, component] of next.entries()) {
    const before = previous[place];
    if (!before) return undefined;
    if (isEqual(before, component)) continue;
    const at = before.id === component.id ? newRenewal(before, component) : undefined;
    if (at === undefined) return undefined;
    beats.push([component.id, at]);
  }
  return beats.length > 0 ? beats : undefined;
}

/** Takes the nodes of which only the heartbeat is new out of those that changed. */
function heartbeatsApart(previous: readonly NodeView[], delta: CollectionDelta<NodeView> | undefined) {
  if (!delta?.set) return { ...(delta ? { nodes: delta } : {}) };
  const wanted = new Set(delta.set.map(({ name }) => name));
  const before = new Map(previous.flatMap((node) => (wanted.has(node.name) ? [[node.name, node] as const] : [])));
  const beats: NonNullable<ClusterChange['beats']> = [];
  const set = delta.set.filter((node) => {
    const old = before.get(node.name);
    const at = old && newHeartbeat(old, node);
    if (at !== undefined) beats.push([node.name, at]);
    return at === undefined;
  });
  const { gone } = delta;
  return {
    ...(set.length > 0 || gone ? { nodes: { ...(set.length > 0 ? { set } : {}), ...(gone ? { gone } : {}) } } : {}),
    ...(beats.length > 0 ? { beats } : {}),
  };
}

/**
 * The change from one derivation to the next; undefined when nothing changed.
 * A section that is gone (identity) is set to undefined: present as a key, so that `{...sections, ...delta.sections}` clears it.
 */
export function diffSnapshots(previous: DerivedCluster, next: DerivedCluster): ClusterChange | undefined {
  const leaderBeats = leaderBeatsOf(previous.components, next.components);
  const sections = sectionsDelta(previous, next, leaderBeats !== undefined);
  const nodes = heartbeatsApart(previous.nodes, collectionDelta(previous.nodes, next.nodes, keyOf.nodes));
  const summaries = collectionDelta(previous.summaries, next.summaries, keyOf.summaries);
  const namespaces = collectionDelta(previous.namespaces, next.namespaces, keyOf.namespaces);
  const pods = collectionDelta(previous.pods, next.pods, keyOf.pods);
  const workloads = collectionDelta(previous.workloads, next.workloads, keyOf.workloads);
  const services = collectionDelta(previous.services, next.services, keyOf.services);
  const change: ClusterChange = {
    ...(sections ? { sections } : {}),
    ...(leaderBeats ? { leaderBeats } : {}),
    ...nodes,
    ...(summaries ? { summaries } : {}),
    ...(namespaces ? { namespaces } : {}),
    ...(pods ? { pods } : {}),
    ...(workloads ? { workloads } : {}),
    ...(services ? { services } : {}),
  };
  return Object.keys(change).length > 0 ? change : undefined;
}
