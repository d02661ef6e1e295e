/** What changed between two derivations, in the form the stream sends: sections whole, collections by key. */
import type { ClusterDelta, CollectionDelta } from './cluster';
import { keyOf } from './cluster';
import type { DerivedCluster } from './derive';
import { isEqual } from './equal';

/** A delta before it is given its place in the stream. */
export type ClusterChange = Omit<ClusterDelta, 'revision' | 'at' | 'writes' | 'writesOmitted'>;

const SECTIONS = [
  'source',
  'connection',
  'server',
  'identity',
  'distribution',
  'components',
  'kinds',
  'events',
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

function sectionsDelta(previous: DerivedCluster, next: DerivedCluster): ClusterChange['sections'] {
  const changed = SECTIONS.filter((name) => !isEqual(previous[name], next[name]));
  if (changed.length === 0) return undefined;
  return Object.fromEntries(changed.map((name) => [name, next[name]]));
}

/**
 * The change from one derivation to the next; undefined when nothing changed.
 * A section that is gone (identity) is set to undefined: present as a key, so that `{...sections, ...delta.sections}` clears it.
 */
export function diffSnapshots(previous: DerivedCluster, next: DerivedCluster): ClusterChange | undefined {
  const sections = sectionsDelta(previous, next);
  const nodes = collectionDelta(previous.nodes, next.nodes, keyOf.nodes);
  const namespaces = collectionDelta(previous.namespaces, next.namespaces, keyOf.namespaces);
  const pods = collectionDelta(previous.pods, next.pods, keyOf.pods);
  const workloads = collectionDelta(previous.workloads, next.workloads, keyOf.workloads);
  const services = collectionDelta(previous.services, next.services, keyOf.services);
  const change: ClusterChange = {
    ...(sections ? { sections } : {}),
    ...(nodes ? { nodes } : {}),
    ...(namespaces ? { namespaces } : {}),
    ...(pods ? { pods } : {}),
    ...(workloads ? { workloads } : {}),
    ...(services ? { services } : {}),
  };
  return Object.keys(change).length > 0 ? change : undefined;
}
