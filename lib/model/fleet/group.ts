/** How the nodes of a large cluster are grouped: by a label that several of them share. Pure. */
import { own } from '../own';
import type { FleetSection, NodeSummary, PodCounts } from './types';

/** Nodes that go together. */
export interface FleetGroup {
  /** Value of the label; empty for those without it. */
  id: string;
  isControlPlane: boolean;
  nodes: NodeSummary[];
  pods: number;
}
/** The groups, and why these. */
export interface Grouping {
  /** The label; undefined where nothing divides the nodes, and all are one group. */
  label: string | undefined;
  groups: FleetGroup[];
  /** Labels that could be chosen instead, with how many groups they give. */
  choices: { label: string; groups: number }[];
}

const CONTROL_PLANE = ['node-role.kubernetes.io/control-plane', 'node-role.kubernetes.io/master'];
/** What a person means by "which nodes": pools first, then places, then sizes. */
const PREFERRED: readonly RegExp[] = [
  /(^|[./-])(node-?pool|nodegroup|agentpool|pool|instancegroup)(-name)?$/i,
  /^topology\.kubernetes\.io\/zone$/,
  /^failure-domain\.beta\.kubernetes\.io\/zone$/,
  /^node\.kubernetes\.io\/instance-type$/,
  /^beta\.kubernetes\.io\/instance-type$/,
  /^kubernetes\.io\/arch$/,
];
/** Beyond these nobody reads their captions. */
const MOST_GROUPS = 40;

/** How many pods there are, in whatever state. */
export const podsIn = (counts: PodCounts): number => Object.values(counts).reduce((sum, count) => sum + count, 0);

function choicesOf(labelSets: FleetSection['labelSets']): Grouping['choices'] {
  const values = new Map<string, Set<string>>();
  for (const set of labelSets)
    for (const [label, value] of Object.entries(set)) values.set(label, (values.get(label) ?? new Set()).add(value));
  return [...values]
    .map(([label, { size }]) => ({ label, groups: size }))
    .filter(({ groups }) => groups > 1 && groups <= MOST_GROUPS)
    .sort((a, b) => (a.label < b.label ? -1 : 1));
}

/**
 * Groups nodes by `wanted`, or by the label that divides them as people speak of them. Nodes of the control plane stand
 * apart, first; groups and the nodes in them come by name.
 */
export function groupNodes(
  nodes: Iterable<NodeSummary>,
  labelSets: FleetSection['labelSets'],
  wanted?: string | undefined,
): Grouping {
  const choices = choicesOf(labelSets);
  const usual = PREFERRED.map((test) => choices.find(({ label }) => test.test(label))).find(Boolean);
  const label = choices.find((choice) => choice.label === wanted)?.label ?? usual?.label;
  const groups = new Map<string, FleetGroup>();
  for (const node of nodes) {
    const labels = labelSets[node.labels] ?? {};
    const isControlPlane = CONTROL_PLANE.some((name) => Object.hasOwn(labels, name));
    const id = (label && own(labels, label)) ?? '';
    const key = `${isControlPlane ? 0 : 1} ${id}`;
    const group = groups.get(key) ?? { id, isControlPlane, nodes: [], pods: 0 };
    groups.set(key, group);
    group.nodes.push(node);
    group.pods += podsIn(node.pods);
  }
  const sorted = [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
  for (const group of sorted) group.nodes.sort((a, b) => (a.name < b.name ? -1 : 1));
  return { label, groups: sorted, choices };
}
