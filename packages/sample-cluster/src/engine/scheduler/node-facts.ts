import { isFinished } from '../pods.ts';
import { type Amounts, podRequests, quantity } from '../quantity.ts';
import type { Node, Pod } from '../types.ts';

/** What the scheduler knows of one node: itself, the pods on it (bound or assumed) and what they ask for. */
export interface NodeFacts {
  node: Node;
  pods: Pod[];
  requested: Amounts;
  /** `protocol/hostIP/port` in use. */
  ports: Set<string>;
}

/** Ports of the host a pod takes, as `TCP/8080`. */
export function hostPorts(pod: Pod): string[] {
  return pod.spec.containers.flatMap((container) =>
    (container.ports ?? [])
      .filter((port) => (port.hostPort ?? 0) > 0)
      .map((port) => `${port.protocol ?? 'TCP'}/${port.hostPort}`),
  );
}

/** The picture of all nodes for one scheduling cycle. `assumed`: bindings of ours that the watch has not told yet. */
export function nodeFacts(nodes: Node[], pods: Iterable<Pod>, assumed: ReadonlyMap<string, string>): NodeFacts[] {
  const byName = new Map(
    nodes.map((node) => [
      node.metadata.name,
      { node, pods: [], requested: {}, ports: new Set<string>() } satisfies NodeFacts,
    ]),
  );
  const all: Map<string, NodeFacts> = byName;
  for (const pod of pods) {
    if (isFinished(pod)) continue;
    const facts = all.get(pod.spec.nodeName ?? assumed.get(pod.metadata.uid) ?? '');
    if (facts === undefined) continue;
    facts.pods.push(pod);
    for (const [name, amount] of Object.entries(podRequests(pod.spec))) {
      facts.requested[name] = (facts.requested[name] ?? 0) + amount;
    }
    for (const port of hostPorts(pod)) facts.ports.add(port);
  }
  return Array.from(all.values());
}

/** What a node can give, by resource. */
export const allocatable = (node: Node, name: string): number => quantity(node.status.allocatable?.[name]);
