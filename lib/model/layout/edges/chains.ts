import type { DiagramNode } from '../types';
import { left, right, type Scene } from './draw';
import type { Draft } from './finish';

/** kubelet → runtime → … → runC on each machine. */
export function chains(diagramNodes: readonly DiagramNode[], scene: Scene, add: (edge: Draft) => void): void {
  const byMachine = new Map(scene.groups.machines.map((machine) => [machine.name, machine.chain]));
  let before: DiagramNode | undefined;
  let index = 0;
  for (const diagramNode of diagramNodes) {
    if (diagramNode.kind !== 'link' || diagramNode.node === undefined) continue;
    if (before?.node === diagramNode.node) {
      index++;
      add({
        id: `edge:${before.id}>${diagramNode.id}`,
        from: before.id,
        to: diagramNode.id,
        points: [right(before, 0.5), left(diagramNode, 0.5)],
        words: shortProtocol(byMachine.get(diagramNode.node)?.[index]?.protocol),
        evidenceLevel: diagramNode.evidenceLevel ?? 'inferred',
        role: 'chain',
        scale: 1,
        node: diagramNode.node,
        label: 'middle',
      });
    } else index = 0;
    before = diagramNode;
  }
}

/** What fits on a short arrow; the inspector has the whole of it. */
function shortProtocol(protocol: string | undefined): string | undefined {
  if (protocol === undefined) return undefined;
  if (/CRI/.test(protocol)) return 'gRPC CRI';
  if (/OCI/.test(protocol)) return 'OCI';
  if (/Docker/.test(protocol)) return 'HTTP';
  return protocol.length <= 9 ? protocol : undefined;
}
