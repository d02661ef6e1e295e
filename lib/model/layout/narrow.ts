/** The diagram on a canvas as narrow as a phone: client, control plane and machines one under the other, read by moving upwards. */

import type { Component } from '../cluster';
import { idOf } from '../diagram-id';
import { edgesOf } from './edges';
import { narrowGrid } from './grid';
import { columnHeight, componentHeight, frameAround, placeColumn } from './lanes';
import type { LayoutGroups } from './layout-groups';
import { placeMachines } from './machines';
import type { Metrics } from './metrics';
import { allocate } from './slots';
import { placeFoot } from './tray';
import type { DiagramNode, Layout, LayoutMemory, LayoutOptions, Slots } from './types';

/** Lays a cluster out in one column; all lengths are those of zoom 1, at which the words keep their size. */
export function layoutNarrow(
  m: Metrics,
  groups: LayoutGroups,
  options: LayoutOptions,
  key: string,
  memory: LayoutMemory | undefined,
): Layout {
  const u = (n: number) => Math.round(n * m.unit);
  const byRole = options.arrangement === 'role';
  const column = byRole ? groups.control : groups.outside;
  // The edges to the API server come down at the left of everything.
  const left = u(28);
  const grid = memory?.grid ?? narrowGrid(m, groups, options.canvas.width - left);
  const width = grid.machineWidth;
  const lanes: DiagramNode[] = [];
  let y = 0;
  const open = (id: string, inset = 0) => {
    lanes.push({ id: `lane:${id}`, kind: 'lane', title: id, x: left + inset, y, w: width - inset, h: 0, scale: 1 });
    y += m.lane.head;
  };
  const close = (bottom: number) => {
    const lane = lanes[lanes.length - 1];
    if (lane) lane.h = bottom - lane.y;
    y = bottom + u(30);
  };

  open('client');
  const client = pairs(m, [...groups.client, ...groups.notes], { x: left, y, w: width });
  close(bottomOf(client, y));

  let controls: DiagramNode[] = [];
  if (column.length) {
    const inset = u(24);
    open(byRole ? 'control' : 'outside', inset);
    const w = Math.min(m.lane.control, width - inset - u(48));
    controls = placeColumn(m, column, { x: left + inset, y, w, h: columnHeight(m, column) }, 1);
    close(bottomOf(controls, y));
  }

  open(byRole ? 'nodes' : 'machines');
  const placed = placeMachines(m, groups, grid, { x: left, y }, 0, memory);
  const tray = allocate(groups.pending, memory?.slots.get(''));
  const foot = placeFoot(m, tray, groups.nowhere, { x: left, y: placed.bottom + m.tray.gap, w: width }, 1);
  const bottom = bottomOf(foot, placed.bottom);
  close(bottom);

  const diagramNodes = [...client, ...controls, ...placed.diagramNodes, ...foot];
  const slots = new Map<string, Slots>(placed.slots);
  slots.set('', tray);
  const scene = {
    groups,
    reading: options.reading,
    byRole,
    machinesX: left,
    columnX: column.length ? left : undefined,
  };
  return {
    diagramNodes,
    lanes: [...lanes, ...frameAround(m, controls, column)],
    edges: edgesOf(m, m, diagramNodes, placed, grid, scene),
    bounds: { x: 0, y: 0, w: left + width, h: bottom },
    memory: { key, grid, slots, machines: placed.machines, rows: placed.rows },
    grid,
  };
}

const bottomOf = (diagramNodes: readonly DiagramNode[], least: number) =>
  Math.max(least, ...diagramNodes.map((diagramNode) => diagramNode.y + diagramNode.h));

/** Components in two columns. */
function pairs(m: Metrics, components: readonly Component[], at: { x: number; y: number; w: number }): DiagramNode[] {
  const gap = Math.round(14 * m.unit);
  const w = Math.floor((at.w - gap) / 2);
  let y = at.y;
  return components.map((component, index): DiagramNode => {
    const two = components.slice(index - (index % 2), index - (index % 2) + 2);
    const h = Math.round(componentHeight(m, component));
    const id = idOf.component(component.id);
    const x = at.x + (index % 2) * (w + gap);
    const diagramNode = { id, component: component.id, evidenceLevel: component.evidenceLevel, x, y, w, h, scale: 1 };
    if (index % 2) y += Math.max(...two.map((each) => Math.round(componentHeight(m, each)))) + gap;
    return { ...diagramNode, kind: 'component' };
  });
}
