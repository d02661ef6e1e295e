/** What the filters can choose from, with how many pods each choice has. */
import {
  type ClusterSnapshot,
  HEALTHS,
  type Health,
  type NodeSummary,
  type PodCounts,
  type PodView,
} from '@/lib/model/cluster';
import { type Filters, podFilter, WITHOUT_NODE } from './filters';

export interface Facet {
  value: string;
  pods: number;
  /** For a word of kubectl's STATUS: how the most of its pods are. */
  health?: Health;
}
export interface Facets {
  namespaces: Facet[];
  nodes: Facet[];
  /** Our own words of state. */
  healths: Facet[];
  /** Words of kubectl's STATUS column. */
  statuses: Facet[];
}

function counted(names: Iterable<string>, pods: Iterable<PodView>, facetOf: (pod: PodView) => string): Facet[] {
  const counts = new Map<string, number>([...names].map((name) => [name, 0]));
  for (const pod of pods) {
    const value = facetOf(pod);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].map(([value, count]) => ({ value, pods: count }));
}

/** Every choice that exists, by name; those of state only where there is some pod in it. */
export function facetsOf(
  pods: ReadonlyMap<string, PodView>,
  namespaces: Iterable<string>,
  nodes: Iterable<string>,
): Facets {
  const all = [...pods.values()];
  const byName = (a: Facet, b: Facet) => (a.value < b.value ? -1 : 1);
  const healthOf = new Map<string, Health>(all.map((pod) => [pod.status, pod.health]));
  const healths = counted([], all, (pod) => pod.health);
  return {
    namespaces: counted(namespaces, all, (pod) => pod.namespace).sort(byName),
    nodes: counted(nodes, all, (pod) => pod.node ?? WITHOUT_NODE).sort(byName),
    healths: HEALTHS.flatMap((health) => healths.filter(({ value }) => value === health)),
    statuses: counted([], all, (pod) => pod.status)
      .map((facet) => ({ ...facet, health: healthOf.get(facet.value) ?? 'unknown' }))
      .sort((a, b) => b.pods - a.pods || byName(a, b)),
  };
}

const podsOf = (counts: PodCounts): number => Object.values(counts).reduce((sum, count) => sum + count, 0);

/** The same of a cluster that is not sent whole: what was counted for us. */
export function facetsFromFar(
  { fleet, facets }: Pick<ClusterSnapshot, 'fleet' | 'facets'>,
  summaries: ReadonlyMap<string, NodeSummary>,
  namespaces: Iterable<string>,
): Facets {
  const counts = new Map(Object.entries(facets.namespaces));
  const byName = (a: Facet, b: Facet) => (a.value < b.value ? -1 : 1);
  const all = [fleet.unscheduled, ...Array.from(summaries.values(), ({ pods }) => pods)];
  const withoutNode = podsOf(fleet.unscheduled);
  return {
    namespaces: [...new Set([...namespaces, ...counts.keys()])]
      .map((value) => ({ value, pods: counts.get(value) ?? 0 }))
      .sort(byName),
    nodes: [
      ...(withoutNode > 0 ? [{ value: WITHOUT_NODE, pods: withoutNode }] : []),
      ...Array.from(summaries.values(), ({ name, pods }) => ({ value: name, pods: podsOf(pods) })).sort(byName),
    ],
    healths: HEALTHS.flatMap((health) => {
      const pods = all.reduce((sum, one) => sum + (one[health] ?? 0), 0);
      return pods > 0 ? [{ value: health, pods }] : [];
    }),
    statuses: Object.entries(facets.statuses)
      .map(([value, { pods, health }]) => ({ value, pods, health }))
      .sort((a, b) => b.pods - a.pods || byName(a, b)),
  };
}

/** How many of how many pods the filters let through. */
export function countShown(pods: ReadonlyMap<string, PodView>, filters: Filters): { shown: number; total: number } {
  const passes = podFilter(filters);
  let shown = 0;
  for (const pod of pods.values()) if (passes(pod)) shown += 1;
  return { shown, total: pods.size };
}
