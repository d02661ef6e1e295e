/** Where everything stands. Pure: the same cluster, options and memory always give the same picture. */

import { edgesOf } from './edges';
import { chooseGrid, type Surroundings } from './grid';
import { columnHeight, frameAround, placeClient, placeColumn } from './lanes';
import { layoutGroupsOf } from './layout-groups';
import { placeMachines } from './machines';
import { type Metrics, metricsFor } from './metrics';
import { layoutNarrow } from './narrow';
import { allocate } from './slots';
import { footHeight, placeFoot } from './tray';
import type { DiagramNode, Layout, LayoutInput, LayoutMemory, LayoutOptions, Slots } from './types';

/** A canvas narrower than this, in pixels at a text of 13, has its lanes one under the other. */
export const NARROW = 700;

/** Lays a cluster out. Give back `memory` with the next call and nothing that is already placed moves, while there is room. */
export function layout(input: LayoutInput, options: LayoutOptions): Layout {
  const { arrangement, unit, canvas } = options;
  const groups = layoutGroupsOf(input, arrangement);
  const byRole = arrangement === 'role';
  const key = `${arrangement} ${unit} ${options.floor} ${canvas.width}x${canvas.height}`;
  const memory = options.memory?.key === key ? options.memory : undefined;
  if (canvas.width < NARROW * unit) return layoutNarrow(metricsFor(unit), groups, options, key, memory);
  const column = byRole ? groups.control : groups.outside;

  const around = (m: Metrics): Surroundings => ({
    canvas,
    beside: {
      width: m.lane.client + (column.length ? m.lane.control + m.lane.tie : 0) + m.lane.channel,
      height:
        m.lane.head +
        Math.max(columnHeight(m, column), columnHeight(m, [...groups.client, ...groups.notes])) +
        m.component.gap,
    },
    foot: footHeight(m, groups),
    floor: options.floor,
  });
  const grid = memory?.grid ?? chooseGrid(unit, groups, around);
  const tight = grid.density === 'tight';
  const m = metricsFor(unit, tight);
  const s = metricsFor(unit * grid.scale, tight);

  const x = { client: 0, column: s.lane.client + s.lane.tie, machines: 0 };
  x.machines = s.lane.client + (column.length ? s.lane.tie + s.lane.control : 0) + s.lane.channel;
  const top = s.lane.head;
  const tray = allocate(groups.pending, memory?.slots.get(''));
  const room = canvas.height / grid.zoom - top - footHeight(s, groups) - s.tray.gap;
  const placed = placeMachines(m, groups, grid, { x: x.machines, y: top }, room, memory);
  const bottom = Math.max(placed.bottom, top + room);

  const height = bottom - top;
  // Beside machines that reach beyond the canvas, the control plane stays where it is seen first.
  const first = Math.min(height, Math.max(columnHeight(s, column), canvas.height / grid.zoom - top));
  const controls = placeColumn(s, column, { x: x.column, y: top, w: s.lane.control, h: first }, grid.scale);
  const api = [...controls, ...placed.diagramNodes].find((diagramNode) => diagramNode.component === 'kube-apiserver');
  const level = api ? api.y + Math.round(Math.min(api.h * 0.42, api.h - 12)) : top + Math.round(height / 2);
  const clientLane = { x: x.client, y: top, w: s.lane.client, h: height };
  const client = placeClient(s, groups.client, groups.notes, clientLane, level, grid.scale);
  const foot = placeFoot(
    s,
    tray,
    groups.nowhere,
    { x: x.machines, y: placed.bottom + s.tray.gap, w: placed.right - x.machines },
    grid.scale,
  );
  const lowest = Math.max(
    bottom,
    ...[...controls, ...client, ...foot].map((diagramNode) => diagramNode.y + diagramNode.h),
  );
  const lane = (id: string, laneX: number, w: number): DiagramNode => ({
    id: `lane:${id}`,
    kind: 'lane',
    title: id,
    x: laneX,
    y: 0,
    w,
    h: lowest,
    scale: grid.scale,
  });
  const lanes = [
    lane('client', x.client, s.lane.client),
    ...(column.length ? [lane(byRole ? 'control' : 'outside', x.column, s.lane.control)] : []),
    lane(byRole ? 'nodes' : 'machines', x.machines, placed.right - x.machines),
    ...frameAround(s, controls, column),
  ];
  const diagramNodes = [...client, ...controls, ...placed.diagramNodes, ...foot];

  const slots = new Map<string, Slots>(placed.slots);
  slots.set('', tray);
  const next: LayoutMemory = { key, grid, slots, machines: placed.machines, rows: placed.rows };
  return {
    diagramNodes,
    lanes,
    edges: edgesOf(s, m, diagramNodes, placed, grid, {
      groups,
      reading: options.reading,
      byRole,
      machinesX: x.machines,
      columnX: column.length ? x.column : undefined,
    }),
    bounds: { x: 0, y: 0, w: placed.right, h: lowest },
    memory: next,
    grid,
  };
}
