import type { ObjectOf } from '../../api/kinds.ts';
import { selects } from '../../labels.ts';
import type { Pod } from '../types.ts';
import { type Refusal, refusal, type World } from './filters.ts';
import { type NodeFacts, nodeFacts } from './node-facts.ts';

type Budget = ObjectOf<'poddisruptionbudgets'>;

/** A node on which a pod would fit once these pods of less importance are gone. */
export interface Candidate {
  node: string;
  victims: Pod[];
  /** Victims whose disruption budget does not allow it. */
  violations: number;
}

export const priorityOf = (pod: Pod): number => pod.spec.priority ?? 0;

const startOf = (pod: Pod): string => pod.status.startTime ?? pod.metadata.creationTimestamp;

/** First those with more importance: higher priority, then longer at work. */
const byImportance = (a: Pod, b: Pod): number =>
  priorityOf(b) - priorityOf(a) || (startOf(a) < startOf(b) ? -1 : startOf(a) > startOf(b) ? 1 : 0);

/**
 * Where a pod that fits nowhere would fit if pods of lower priority went, the best node first chosen as the
 * DefaultPreemption plugin does: fewest violated budgets, least important victims, fewest of them, youngest.
 */
export function candidateFor(
  pod: Pod,
  refusals: (Refusal | undefined)[],
  world: World,
  budgets: Budget[],
): Candidate | undefined {
  const candidates = world.nodes.flatMap((facts, index) =>
    refusals[index]?.unresolvable === false ? (victimsOn(pod, facts, world, budgets) ?? []) : [],
  );
  const highest = ({ victims }: Candidate) => Math.max(...victims.map(priorityOf));
  const sum = ({ victims }: Candidate) => victims.reduce((total, one) => total + priorityOf(one), 0);
  const since = (one: Candidate) =>
    one.victims
      .filter((victim) => priorityOf(victim) === highest(one))
      .map(startOf)
      .sort()[0] ?? '';
  return candidates.toSorted(
    (a, b) =>
      a.violations - b.violations ||
      highest(a) - highest(b) ||
      sum(a) - sum(b) ||
      a.victims.length - b.victims.length ||
      (since(a) > since(b) ? -1 : since(a) < since(b) ? 1 : 0),
  )[0];
}

function victimsOn(pod: Pod, facts: NodeFacts, world: World, budgets: Budget[]): Candidate | undefined {
  const lower = facts.pods.filter((one) => priorityOf(one) < priorityOf(pod));
  if (lower.length === 0) return undefined;
  const node = facts.node.metadata.name;
  const fitsBeside = (stay: Pod[]): boolean => {
    const on = new Map(stay.map((one) => [one.metadata.uid, node]));
    const [left] = nodeFacts([facts.node], stay, on);
    if (left === undefined) return false;
    const nodes = world.nodes.map((one) => (one === facts ? left : one));
    return refusal(pod, left, { ...world, nodes }) === undefined;
  };
  let stay = facts.pods.filter((one) => !lower.includes(one));
  if (!fitsBeside(stay)) return undefined;
  const { protectedPods, others } = byBudget(lower.toSorted(byImportance), budgets);
  const victims: Pod[] = [];
  let violations = 0;
  // Each that may stay stays, those whose budgets would be violated first.
  for (const one of [...protectedPods, ...others]) {
    if (fitsBeside([...stay, one])) stay = [...stay, one];
    else {
      victims.push(one);
      if (protectedPods.includes(one)) violations += 1;
    }
  }
  return { node, victims, violations };
}

function byBudget(pods: Pod[], budgets: Budget[]): { protectedPods: Pod[]; others: Pod[] } {
  const allowed = new Map(budgets.map((one) => [one, one.status?.disruptionsAllowed ?? 0]));
  const protectedPods: Pod[] = [];
  const others: Pod[] = [];
  for (const pod of pods) {
    const mine = budgets.filter(
      ({ metadata, spec }) =>
        metadata.namespace === pod.metadata.namespace && selects(spec.selector, pod.metadata.labels),
    );
    for (const one of mine) allowed.set(one, (allowed.get(one) ?? 0) - 1);
    (mine.some((one) => (allowed.get(one) ?? 0) < 0) ? protectedPods : others).push(pod);
  }
  return { protectedPods, others };
}
