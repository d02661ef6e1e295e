/** What the routes of arrows share: the picture they run in, and the lines they run along. */
import type { EvidenceLevel } from '../../cluster';
import type { LayoutGroups } from '../layout-groups';
import type { Placed } from '../machines';
import type { Metrics } from '../metrics';
import type { Box, DiagramNode, Grid, Point } from '../types';
import type { Draft } from './finish';

/** What is drawn, and how it is read. */
export interface Scene {
  groups: LayoutGroups;
  reading: 'story' | 'calls';
  byRole: boolean;
  machinesX: number;
  columnX: number | undefined;
}

/** More machines than this: their watchers are not drawn one by one. */
export const FEW = 12;

type Boxes = ReadonlyMap<string | undefined, DiagramNode>;

/** What every route needs to know. */
export interface Draw {
  s: Metrics;
  m: Metrics;
  diagramNodes: readonly DiagramNode[];
  placed: Placed;
  grid: Grid;
  scene: Scene;
  story: boolean;
  boxes: Boxes;
  /** The API server the arrows of machines meet. */
  api: DiagramNode;
  /** x of the line they share, and of the line for calls the other way. */
  bus: number;
  back: number;
  z: (n: number) => number;
  add: (edge: Draft) => void;
}

/** Points on the sides of a box, at a part of its height; under it, some way from its left. */
export const right = (box: Box, part: number): Point => ({ x: box.x + box.w, y: Math.round(box.y + box.h * part) });
export const left = (box: Box, part: number): Point => ({ x: box.x, y: Math.round(box.y + box.h * part) });
export const under = (box: Box, dx: number): Point => ({ x: Math.round(box.x + dx), y: box.y + box.h });

/** An arrow is as well known as its two ends. */
export const evidenceLevelOf = (a: DiagramNode, b: DiagramNode): EvidenceLevel =>
  a.evidenceLevel === 'observed' && b.evidenceLevel === 'observed' ? 'observed' : 'inferred';

/** The API server beside a component: its own machine's where there is one. */
export const nearest = (draw: Draw, diagramNode: DiagramNode) =>
  draw.diagramNodes.find((each) => each.component === 'kube-apiserver' && each.parent === diagramNode.parent) ??
  draw.api;

/** Nothing is drawn to what was not found. */
export const isThere = ({ evidenceLevel }: DiagramNode) => evidenceLevel !== 'absent' && evidenceLevel !== 'unknown';

/** From the shared line to the API server, entering at this part of its height. */
export function toApi(draw: Draw, x: number, part: number): Point[] {
  const { api } = draw;
  if (draw.grid.narrow) {
    const entry = left(api, 0.6 + part * 0.38);
    return [{ x, y: entry.y }, entry];
  }
  if (api.parent === undefined) return [{ x, y: right(api, part).y }, right(api, part)];
  return approach(draw, x, left(api, part - 0.06).y);
}

/** From the shared line into an API server that stands inside a machine, to its left side. */
export function approach(draw: Draw, x: number, y: number): Point[] {
  const { api } = draw;
  const place = api.node === undefined ? undefined : draw.placed.places.get(api.node);
  const box = draw.boxes.get(api.node);
  if (!place || !box || place.column === 0)
    return [
      { x, y },
      { x: api.x, y },
    ];
  const gutter = box.x - Math.round(draw.m.machine.gap / 2);
  const below = place.bottom + Math.round(draw.grid.gap / 2);
  return [
    { x, y: below },
    { x: gutter, y: below },
    { x: gutter, y },
    { x: api.x, y },
  ];
}

/** From a point in a machine to the shared line, by the gutters between machines. */
export function lead(draw: Draw, node: string, from: Point, bus: number): Point[] {
  const place = draw.placed.places.get(node);
  const box = draw.boxes.get(node);
  if (!place || !box || place.column === 0) return [from, { x: bus, y: from.y }];
  const gutter = box.x - Math.round(draw.m.machine.gap / 2);
  const below = place.bottom + Math.round(draw.grid.gap / 2);
  return [from, { x: gutter, y: from.y }, { x: gutter, y: below }, { x: bus, y: below }];
}
