/** Nodes as marks: what is said of each without being near, and the labels that groups are made of. */
import type { Health } from '../basics';
import type { NodeView, PodView } from '../object-views';
import type { FleetSection, NodeSummary, PodCounts, Pressure } from './types';

const PRESSURES: ReadonlyMap<string, Pressure> = new Map([
  ['MemoryPressure', 'memory'],
  ['DiskPressure', 'disk'],
  ['PIDPressure', 'pid'],
  ['NetworkUnavailable', 'network'],
]);
/** Every node has its own. */
const OWN_LABELS = new Set(['kubernetes.io/hostname', 'beta.kubernetes.io/hostname']);

/** What presses on a node. */
export const pressuresOf = ({ conditions }: Pick<NodeView, 'conditions'>): Pressure[] =>
  conditions.flatMap(({ type, status }) => (status === 'True' ? (PRESSURES.get(type) ?? []) : []));

/** How many of the pods are in each state. */
export function countPods(pods: Iterable<{ health: Health }>): PodCounts {
  const counts: PodCounts = {};
  for (const { health } of pods) counts[health] = (counts[health] ?? 0) + 1;
  return counts;
}

/** Labels of nodes by name, as they were read. */
export type NodeLabels = (node: string) => Readonly<Record<string, string>>;

/** The labels that several nodes share, each set once, and which set each node wears. */
export function labelSetsOf(
  nodes: readonly Pick<NodeView, 'name'>[],
  labelsOf: NodeLabels,
): { sets: FleetSection['labelSets']; wornBy: ReadonlyMap<string, number> } {
  const wearers = new Map<string, number>();
  const pairs = (name: string) => Object.entries(labelsOf(name)).filter(([key]) => !OWN_LABELS.has(key));
  for (const { name } of nodes) {
    for (const [key, value] of pairs(name)) {
      const pair = `${key}=${value}`;
      wearers.set(pair, (wearers.get(pair) ?? 0) + 1);
    }
  }
  const sets: FleetSection['labelSets'] = [];
  const places = new Map<string, number>();
  const wornBy = new Map<string, number>();
  for (const { name } of nodes) {
    const shared = pairs(name)
      .filter(([key, value]) => (wearers.get(`${key}=${value}`) ?? 0) > 1)
      .toSorted(([a], [b]) => (a < b ? -1 : 1));
    const text = JSON.stringify(shared);
    const place = places.get(text) ?? sets.push(Object.fromEntries(shared)) - 1;
    places.set(text, place);
    wornBy.set(name, place);
  }
  return { sets, wornBy };
}

/** A node as a mark. */
export function summaryOf(node: NodeView, pods: PodCounts, labels: number): NodeSummary {
  const most = Number(node.allocatable.pods);
  const pressure = pressuresOf(node);
  return {
    name: node.name,
    status: node.status,
    health: node.health,
    pods,
    ...(Number.isInteger(most) && most > 0 ? { most } : {}),
    ...(node.unschedulable ? { cordoned: true } : {}),
    ...(pressure.length > 0 ? { pressure } : {}),
    labels,
  };
}

/** Pods by the name of their node; those without one under `''`. */
export const podsByNode = (pods: readonly PodView[]): ReadonlyMap<string, PodView[]> =>
  Map.groupBy(pods, ({ node }) => node ?? '');
