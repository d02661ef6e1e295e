/** The last step of the story: from runC up to the container it starts, between the pods. */

import type { ClusterSnapshot } from '../cluster';
import { idOf } from '../diagram-id';
import { corners, roundedPath } from './route';
import type { DiagramEdge, Layout } from './types';

/** What a machine is doing when a container of one of these pods is being made. */
const STARTING = /^(ContainerCreating|PodInitializing|Init:\d)/;

/** A pod for which a container is being made now. */
export const isStarting = (pod: Pick<ClusterSnapshot['pods'][number], 'status' | 'node'>) =>
  pod.node !== undefined && STARTING.test(pod.status);

/** The edge from the runtime of the pod's machine to the pod; undefined when either is not drawn. */
export function edgeToPod(drawn: Layout, podId: string, unit: number): DiagramEdge | undefined {
  const pod = drawn.diagramNodes.find((diagramNode) => diagramNode.id === podId);
  if (pod?.node === undefined) return undefined;
  const machineId = idOf.node(pod.node);
  const links = drawn.diagramNodes.filter(
    (diagramNode) => diagramNode.kind === 'link' && diagramNode.node === pod.node,
  );
  const last = links[links.length - 1];
  const machine = drawn.diagramNodes.find((diagramNode) => diagramNode.id === machineId);
  if (!last || !machine?.host) return undefined;
  const half = Math.round(4 * unit);
  const x = Math.round(last.x + last.w / 2);
  const shelf = machine.y + machine.h - machine.host - half - 1;
  const below = pod.y + pod.h;
  const gutter = pod.x + pod.w + half;
  const foot = Math.round(pod.x + pod.w / 2);
  const points = corners([
    { x, y: last.y },
    { x, y: shelf },
    ...(shelf - below > pod.h
      ? [
          { x: gutter, y: shelf },
          { x: gutter, y: below + half },
          { x: foot, y: below + half },
        ]
      : [{ x: foot, y: shelf }]),
    { x: foot, y: below },
  ]);
  return {
    id: `edge:rise:${podId}`,
    from: last.id,
    to: podId,
    points,
    path: roundedPath(points, 4 * unit),
    evidenceLevel: 'inferred',
    role: 'trunk',
    node: pod.node,
    scale: 1,
  };
}
