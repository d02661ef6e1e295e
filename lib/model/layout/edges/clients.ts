import { STORY_NUMBER } from '../../path/story';
import type { DiagramNode, Point } from '../types';
import { approach, type Draw, evidenceLevelOf, left, right, under } from './draw';

/** kubectl and Kubeplano to the API server. */
export function clients(draw: Draw): void {
  const { diagramNodes, api, story } = draw;
  for (const id of ['kubectl', 'kubeplano'] as const) {
    const diagramNode = diagramNodes.find((each) => each.component === id);
    if (!diagramNode) continue;
    const orders = id === 'kubectl';
    draw.add({
      id: `edge:${id}`,
      from: diagramNode.id,
      to: api.id,
      points: clientPath(draw, diagramNode, orders),
      protocol: orders ? 'https' : 'watch',
      evidenceLevel: evidenceLevelOf(diagramNode, api),
      role: orders ? 'trunk' : 'branch',
      step: story && orders ? STORY_NUMBER.client : undefined,
      scale: diagramNode.scale,
      label: api.parent !== undefined || draw.grid.narrow ? undefined : orders ? 'above' : 'below',
    });
  }
}

/** From a client to the left side of the API server: straight for who gives orders, one step below for who only reads. */
function clientPath(draw: Draw, diagramNode: DiagramNode, orders: boolean): Point[] {
  const { api, scene, bus, z } = draw;
  if (draw.grid.narrow) {
    // Down the left margin: the one who orders outside, so that the two never cross.
    const entry = left(api, orders ? 0.5 : 0.26);
    if (orders)
      return [left(diagramNode, 0.5), { x: z(15), y: left(diagramNode, 0.5).y }, { x: z(15), y: entry.y }, entry];
    const foot = under(diagramNode, diagramNode.w / 2);
    const below = foot.y + z(10);
    return [foot, { x: foot.x, y: below }, { x: z(22), y: below }, { x: z(22), y: entry.y }, entry];
  }
  const start = right(diagramNode, 0.5);
  const entry = left(api, orders ? 0.4 : 0.72).y;
  const straight = orders && (api.parent === undefined || Math.abs(start.y - entry) < z(8));
  const y = straight ? start.y : entry;
  const beside = scene.byRole || scene.columnX !== undefined;
  const turn = beside ? start.x + z(24) : bus - z(orders ? 24 : 12);
  const inset = beside && api.parent === undefined ? [left({ ...api, y }, 0)] : approach(draw, turn, y);
  return [start, { x: turn, y: start.y }, { x: turn, y: inset[0]?.y ?? y }, ...inset];
}
