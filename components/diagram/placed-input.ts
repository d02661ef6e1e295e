/** The part of the model that decides places: most changes (a status, a heartbeat) leave it as it was, and nothing is laid out again. */
import type { Component, NodeView, PodView } from '@/lib/model/cluster';
import type { LayoutInput } from '@/lib/model/layout';

const componentSays = ({ id, evidenceLevel, instances, checks, lastLeader }: Component) =>
  `${id} ${evidenceLevel} ${checks?.length ?? 0} ${instances.map(({ node, pod }) => `${node}/${pod}`).join()} ${lastLeader?.node}`;
const nodeSays = ({ name, roles, chain }: NodeView) =>
  `${name} ${roles.join()} ${chain.map((link) => `${link.name}${link.evidenceLevel}${link.protocol}`).join()}`;

function samePods(a: readonly PodView[], b: ReadonlyMap<string, PodView>): boolean {
  if (a.length !== b.size) return false;
  let index = 0;
  for (const pod of b.values()) {
    const old = a[index++];
    if (old === pod) continue;
    if (old?.name !== pod.name || old.namespace !== pod.namespace || old.node !== pod.node) return false;
    if (old.component !== pod.component || old.static !== pod.static) return false;
  }
  return true;
}

/** Gives the same object as long as no place can have changed. */
export function createPlacedInput() {
  let last: { says: string; input: LayoutInput } | undefined;
  return (
    components: readonly Component[],
    nodes: ReadonlyMap<string, NodeView>,
    pods: ReadonlyMap<string, PodView>,
  ): LayoutInput => {
    const says = [...components.map(componentSays), ...[...nodes.values()].map(nodeSays)].join('\n');
    if (!last || last.says !== says || !samePods([...last.input.pods], pods)) {
      last = { says, input: { components, nodes: [...nodes.values()], pods: [...pods.values()] } };
    }
    return last.input;
  };
}
