/** Puts machines in their cells and everything of a machine inside it. */

import { idOf } from '../diagram-id';
import {
  bodyHeight,
  cellChannel,
  cellHeight,
  gridRows,
  hostedColumns,
  hostedHeight,
  machineHeight,
  podHeight,
} from './grid';
import type { LayoutGroups, Machine } from './layout-groups';
import { chainWidth, linkWidth, type Metrics } from './metrics';
import { allocate } from './slots';
import type { DiagramNode, Grid, LayoutMemory, Slots } from './types';

export interface Placed {
  diagramNodes: DiagramNode[];
  /** Where each machine stands in the cells. */
  places: Map<string, { column: number; row: number; bottom: number }>;
  /** Bottom of the last row. */
  bottom: number;
  right: number;
  slots: Map<string, Slots>;
  machines: Slots;
  rows: number[];
}

/** Machines at (x, y); what `memory` already placed stays where it was. */
export function placeMachines(
  m: Metrics,
  groups: LayoutGroups,
  grid: Grid,
  corner: { x: number; y: number },
  room: number,
  memory: LayoutMemory | undefined,
): Placed {
  const byName = new Map(groups.machines.map((machine) => [machine.name, machine]));
  const cells = allocate([...byName.keys()], memory?.machines);
  const slots = new Map(groups.machines.map(({ name, pods }) => [name, allocate(pods, memory?.slots.get(name))]));
  const standing = cells.map((name) => (name === undefined ? undefined : byName.get(name)));
  const rows = bodiesOf(m, standing, slots, grid, room, memory?.rows);
  const diagramNodes: DiagramNode[] = [];
  const places: Placed['places'] = new Map();
  let y = corner.y;
  rows.forEach((body, row) => {
    const h = machineHeight(m, body);
    for (let column = 0; column < grid.machineColumns; column++) {
      const name = cells[row * grid.machineColumns + column];
      const machine = name === undefined ? undefined : byName.get(name);
      if (!machine) continue;
      const x = corner.x + column * (grid.machineWidth + m.machine.gap);
      places.set(machine.name, { column, row, bottom: y + h });
      placeMachineContents(
        m,
        grid,
        machine,
        { x, y, w: grid.machineWidth, h },
        slots.get(machine.name) ?? [],
        diagramNodes,
      );
    }
    y += h + grid.gap;
  });
  const columns = Math.min(grid.machineColumns, Math.max(1, cells.length));
  const right = corner.x + columns * (grid.machineWidth + m.machine.gap) - m.machine.gap;
  return { diagramNodes, places, bottom: Math.max(corner.y, y - grid.gap), right, slots, machines: cells, rows };
}

/** Height of body each row of machines gets: what it had, what it needs, and, on the first day, a row of pods more. */
function bodiesOf(
  m: Metrics,
  machines: readonly (Machine | undefined)[],
  slots: ReadonlyMap<string, Slots>,
  grid: Grid,
  room: number,
  before: readonly number[] | undefined,
): number[] {
  const needed = gridRows(m, machines, grid);
  if (before) {
    // A slot far out may be held while nearer ones are free.
    machines.forEach((machine, index) => {
      const row = Math.floor(index / grid.machineColumns);
      const used = Math.ceil((slots.get(machine?.name ?? '')?.length ?? 0) / grid.podColumns);
      const body = bodyHeight(m, grid, used, machine?.hosted.length ?? 0);
      needed[row] = Math.max(needed[row] ?? 0, before[row] ?? 0, body);
    });
    return needed;
  }
  const step = podHeight(m, grid.density) + m.pod.gap;
  const tall = needed.reduce((sum, body) => sum + machineHeight(m, body), 0);
  const free = room - tall - (needed.length - 1) * grid.gap;
  return needed.map((body) => body + (free >= needed.length * step ? step : 0));
}

function placeMachineContents(
  m: Metrics,
  grid: Grid,
  machine: Machine,
  box: Box,
  slots: Slots,
  diagramNodes: DiagramNode[],
): void {
  const id = idOf.node(machine.name);
  const own = { parent: id, node: machine.name, scale: 1 };
  diagramNodes.push({
    ...box,
    id,
    kind: 'machine',
    node: machine.name,
    evidenceLevel: machine.evidenceLevel,
    scale: 1,
    host: m.machine.host,
    head: m.machine.head,
    caption: freeIron(m, machine, box.w) >= m.link.caption,
  });
  const left = box.x + m.machine.pad;
  let y = box.y + m.machine.head + m.machine.pad;
  const across = hostedColumns(m, box.w, machine.hosted.length);
  const tie = Math.round(m.lane.tie * 0.45);
  // One under the other, they leave their edges a way down at the right.
  const inner = box.w - 2 * m.machine.pad - (across === 1 ? Math.round(44 * m.unit) : (across - 1) * tie);
  const cell = Math.floor(inner / across);
  machine.hosted.forEach(({ component, id: diagramNode }, index) => {
    const x = left + (index % across) * (cell + tie);
    const top = y + Math.floor(index / across) * (cellHeight(m) + cellChannel(m));
    diagramNodes.push({
      ...own,
      id: diagramNode,
      kind: 'component',
      x,
      y: top,
      w: cell,
      h: cellHeight(m),
      component: component.id,
      evidenceLevel: component.evidenceLevel,
    });
  });
  y += hostedHeight(m, box.w, machine.hosted.length);
  const h = podHeight(m, grid.density);
  slots.forEach((key, slot) => {
    if (key === undefined) return;
    const x = left + (slot % grid.podColumns) * (grid.podWidth + m.pod.gap);
    const top = y + Math.floor(slot / grid.podColumns) * (h + m.pod.gap);
    diagramNodes.push({
      ...own,
      id: idOf.pod(key),
      kind: 'pod',
      pod: key,
      unit: m.unit,
      density: grid.density,
      x,
      y: top,
      w: grid.podWidth,
      h,
    });
  });
  placeChain(m, machine, box, diagramNodes);
}
interface Box {
  x: number;
  y: number;
  w: number;
  h: number;
}

/** What of the host band's width is left beside the boxes of the chain and the least gaps. */
function freeIron(m: Metrics, machine: Machine, width: number): number {
  const names = machine.chain.map((link) => link.name);
  return width - 2 * m.machine.pad - chainWidth(m, names);
}

function placeChain(m: Metrics, machine: Machine, box: Box, diagramNodes: DiagramNode[]): void {
  const widths = machine.chain.map((link) => linkWidth(m, link.name));
  const gaps = Math.max(1, widths.length - 1);
  const free = freeIron(m, machine, box.w);
  const spare = free >= m.link.caption ? free - m.link.caption : free;
  const gap = Math.floor(Math.min(m.link.maxGap, m.link.gap + Math.max(0, spare) / gaps));
  let x = box.x + m.machine.pad;
  const y = box.y + box.h - m.machine.host + Math.round((m.machine.host - m.link.h) / 2);
  const seen = new Set<string>();
  machine.chain.forEach((link, index) => {
    const w = widths[index] as number;
    const base = idOf.component(link.id, machine.name);
    const id = seen.has(base) ? `${base}#${link.name}` : base;
    seen.add(base);
    diagramNodes.push({
      id,
      kind: 'link',
      parent: idOf.node(machine.name),
      node: machine.name,
      component: link.id,
      name: link.name,
      evidenceLevel: link.evidenceLevel,
      scale: 1,
      x,
      y,
      w,
      h: m.link.h,
    });
    x += w + gap;
  });
}
