import type { ComponentId } from '../../cluster';
import { STORY_NUMBER } from '../../path/story';
import type { DiagramNode, Point } from '../types';
import { type Draw, evidenceLevelOf, isThere, nearest, right } from './draw';

const LOOP_NUMBER: ReadonlyMap<ComponentId, number> = new Map([
  ['kube-controller-manager', STORY_NUMBER.controllers],
  ['kube-scheduler', STORY_NUMBER.scheduler],
]);
const LOOPS: readonly ComponentId[] = ['kube-controller-manager', 'kube-scheduler', 'cloud-controller-manager'];

/** Scheduler and controllers to the API server. */
export function loops(draw: Draw): void {
  LOOPS.forEach((id, order) => {
    for (const diagramNode of draw.diagramNodes.filter((each) => each.component === id)) {
      if (!isThere(diagramNode) || diagramNode.evidenceLevel === 'forbidden') continue;
      const own = nearest(draw, diagramNode);
      const together = own.parent !== undefined && own.parent === diagramNode.parent && !draw.grid.narrow;
      const points = together ? inside(diagramNode, own, order, draw.z) : around(diagramNode, own, order, draw.z);
      const role = 'branch';
      const step = draw.story && own === draw.api ? LOOP_NUMBER.get(id) : undefined;
      const shared = {
        id: `edge:${diagramNode.id}`,
        protocol: 'watch',
        evidenceLevel: evidenceLevelOf(diagramNode, own),
        role,
        step,
      } as const;
      if (draw.story)
        draw.add({ ...shared, from: own.id, to: diagramNode.id, points: points.reverse(), scale: diagramNode.scale });
      else draw.add({ ...shared, from: diagramNode.id, to: own.id, points, scale: diagramNode.scale });
    }
  });
}

/** Around the right side of the column, outer for who stands further away. */
function around(diagramNode: DiagramNode, api: DiagramNode, order: number, z: (n: number) => number): Point[] {
  const x = api.x + api.w + z(14 + order * 14);
  const entry = diagramNode.y < api.y ? right(api, 0.36 - order * 0.16) : right(api, 0.94);
  return [right(diagramNode, 0.5), { x, y: right(diagramNode, 0.5).y }, { x, y: entry.y }, entry];
}

/** Inside a machine: by the channel under the row of the API server. */
function inside(diagramNode: DiagramNode, api: DiagramNode, order: number, z: (n: number) => number): Point[] {
  const x = api.x + Math.round(api.w * (0.45 + order * 0.25));
  const foot = { x, y: api.y + api.h };
  const middle = diagramNode.x + Math.round(diagramNode.w / 2);
  const channel = foot.y + z(8 + order * 6);
  if (diagramNode.y === api.y)
    return [{ x: middle, y: diagramNode.y + diagramNode.h }, { x: middle, y: channel }, { x, y: channel }, foot];
  const top = { x: diagramNode.x === api.x ? x : middle, y: diagramNode.y };
  return [top, { x: top.x, y: channel }, { x, y: channel }, foot];
}
