import { controllerOf } from '../owners.ts';
import { matchesTerm } from '../pods.ts';
import { podRequests, quantity } from '../quantity.ts';
import { tolerates } from '../taints.ts';
import type { Pod } from '../types.ts';
import { allocatable, type NodeFacts } from './node-facts.ts';

/** Requests assumed for containers that ask for nothing, so that they too spread (scheduler util `non_zero.go`). */
const DEFAULT_REQUEST: ReadonlyMap<string, number> = new Map(Object.entries({ cpu: 0.1, memory: 200 * 2 ** 20 }));

/** Points from 0 to 100 for the share of cpu and memory left free (NodeResourcesFit, LeastAllocated). */
function leastAllocated(pod: Pod, facts: NodeFacts): number {
  const shares = ['cpu', 'memory'].map((name) => {
    const most = allocatable(facts.node, name);
    const used = [...facts.pods, pod].reduce(
      (sum, one) => sum + (podRequests(one.spec)[name] || (DEFAULT_REQUEST.get(name) ?? 0)),
      0,
    );
    return most === 0 ? 0 : Math.max(0, (most - used) / most);
  });
  return (100 * shares.reduce((sum, share) => sum + share, 0)) / shares.length;
}

/** Points for each preferred node affinity term that matches. */
function preferredAffinity(pod: Pod, { node }: NodeFacts): number {
  const terms = pod.spec.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
  return terms.filter((term) => matchesTerm(term.preference, node)).reduce((sum, term) => sum + term.weight, 0);
}

/** Taints that would rather not have the pod. */
function unpreferredTaints(pod: Pod, { node }: NodeFacts): number {
  return (node.spec.taints ?? []).filter(
    (taint) =>
      taint.effect === 'PreferNoSchedule' && !(pod.spec.tolerations ?? []).some((one) => tolerates(one, taint)),
  ).length;
}

/** Pods of the same controller already there: the default soft spreading over hosts. */
function siblings(pod: Pod, { pods }: NodeFacts): number {
  const owner = controllerOf(pod)?.uid;
  return owner === undefined ? 0 : pods.filter((other) => controllerOf(other)?.uid === owner).length;
}

/** Share of the pod's image bytes that are on the node (ImageLocality, simplified to all or nothing per image). */
function imageLocality(pod: Pod, { node }: NodeFacts): number {
  const images = node.status.images ?? [];
  const bytes = pod.spec.containers.map(
    (container) =>
      images.find((image) =>
        image.names?.some((name) => name === container.image || name.endsWith(`/${container.image}`)),
      )?.sizeBytes ?? 0,
  );
  return Math.min(100, (100 * bytes.reduce((sum, size) => sum + quantity(size), 0)) / 1e9);
}

/** Brings raw values to 0…100 over the nodes compared; `reverse` when less is better. */
function normalised(values: number[], reverse = false): number[] {
  const most = Math.max(...values, 0);
  return values.map((value) => {
    const share = most === 0 ? 0 : (100 * value) / most;
    return reverse ? 100 - share : share;
  });
}

/** Total points of each node, with the weights of the default profile. */
export function scores(pod: Pod, nodes: NodeFacts[]): number[] {
  const taints = normalised(
    nodes.map((facts) => unpreferredTaints(pod, facts)),
    true,
  );
  const affinity = normalised(nodes.map((facts) => preferredAffinity(pod, facts)));
  const spread = normalised(
    nodes.map((facts) => siblings(pod, facts)),
    true,
  );
  return nodes.map(
    (facts, index) =>
      leastAllocated(pod, facts) +
      imageLocality(pod, facts) +
      3 * (taints[index] ?? 0) +
      2 * (affinity[index] ?? 0) +
      2 * (spread[index] ?? 0),
  );
}
