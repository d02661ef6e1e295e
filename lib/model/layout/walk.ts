/** Where an arrow key leads: along a edge when one goes that way, else to the nearest diagram node on that side. */
import type { Box, DiagramEdge, DiagramNode, Point } from './types';

export type Direction = 'up' | 'down' | 'left' | 'right';

const VECTOR: Record<Direction, Point> = {
  up: { x: 0, y: -1 },
  down: { x: 0, y: 1 },
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
};
/** A edge makes what it leads to seem this much nearer. */
const WIRED = 0.45;
/** Sideways counts more than ahead, so that rows and columns are followed. */
const SIDEWAYS = 2.2;

/** The part of a diagram node a person thinks of as its place: of a machine, its head. */
const face = (diagramNode: DiagramNode): Box =>
  diagramNode.head === undefined ? diagramNode : { ...diagramNode, h: diagramNode.head };
const middle = (box: Box): Point => ({ x: box.x + box.w / 2, y: box.y + box.h / 2 });

function distance(from: Box, to: Box, direction: Direction): number | undefined {
  const { x, y } = VECTOR[direction];
  const [a, b] = [middle(from), middle(to)];
  const ahead = (b.x - a.x) * x + (b.y - a.y) * y;
  if (ahead <= 2) return undefined;
  // Between edges, so that a wide machine is not far from the small pod under its end.
  const gap = x === 0 ? apart(from.x, from.w, to.x, to.w) : apart(from.y, from.h, to.y, to.h);
  const side = x === 0 ? Math.abs(b.x - a.x) * 0.15 : Math.abs(b.y - a.y) * 0.15;
  return ahead + gap * SIDEWAYS + side;
}

const apart = (a: number, aSize: number, b: number, bSize: number) => Math.max(0, b - (a + aSize), a - (b + bSize));

/** The id of the next diagram node, or undefined at the edge of the diagram. */
export function walk(
  diagramNodes: readonly DiagramNode[],
  edges: readonly DiagramEdge[],
  from: string,
  direction: Direction,
): string | undefined {
  const start = diagramNodes.find((diagramNode) => diagramNode.id === from);
  if (!start) return undefined;
  const wired = new Set(
    edges.flatMap((edge) => (edge.from === from ? [edge.to] : edge.to === from ? [edge.from] : [])),
  );
  let best: { id: string; length: number } | undefined;
  for (const diagramNode of diagramNodes) {
    if (diagramNode.id === from || !canFocus(diagramNode)) continue;
    const length = distance(face(start), face(diagramNode), direction);
    if (length === undefined) continue;
    const seems = wired.has(diagramNode.id) ? length * WIRED : length;
    if (!best || seems < best.length) best = { id: diagramNode.id, length: seems };
  }
  return best?.id;
}

/** Lanes, frames and trays are read, not walked to. */
export const canFocus = (diagramNode: DiagramNode) =>
  diagramNode.kind !== 'lane' && diagramNode.kind !== 'frame' && diagramNode.kind !== 'tray';
