/** Puts machines in their grid and everything of a machine inside it. */
import type { Ground, Machine } from './ground';
import { chainWidth, linkWidth, type Metrics } from './metrics';
import {
  bodyHeight,
  cellChannel,
  cellHeight,
  gridRows,
  hostedColumns,
  hostedHeight,
  machineHeight,
  podHeight,
} from './plan';
import { allocate } from './slots';
import type { LayoutMemory, Piece, Plan, Slots } from './types';

export interface Placed {
  pieces: Piece[];
  /** Where each machine stands in the grid. */
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
  ground: Ground,
  plan: Plan,
  corner: { x: number; y: number },
  room: number,
  memory: LayoutMemory | undefined,
): Placed {
  const byName = new Map(ground.machines.map((machine) => [machine.name, machine]));
  const grid = allocate([...byName.keys()], memory?.machines);
  const slots = new Map(ground.machines.map(({ name, pods }) => [name, allocate(pods, memory?.slots.get(name))]));
  const standing = grid.map((name) => (name === undefined ? undefined : byName.get(name)));
  const rows = bodiesOf(m, standing, slots, plan, room, memory?.rows);
  const pieces: Piece[] = [];
  const places: Placed['places'] = new Map();
  let y = corner.y;
  rows.forEach((body, row) => {
    const h = machineHeight(m, body);
    for (let column = 0; column < plan.machineColumns; column++) {
      const name = grid[row * plan.machineColumns + column];
      const machine = name === undefined ? undefined : byName.get(name);
      if (!machine) continue;
      const x = corner.x + column * (plan.machineWidth + m.machine.gap);
      places.set(machine.name, { column, row, bottom: y + h });
      furnish(m, plan, machine, { x, y, w: plan.machineWidth, h }, slots.get(machine.name) ?? [], pieces);
    }
    y += h + plan.gap;
  });
  const columns = Math.min(plan.machineColumns, Math.max(1, grid.length));
  const right = corner.x + columns * (plan.machineWidth + m.machine.gap) - m.machine.gap;
  return { pieces, places, bottom: Math.max(corner.y, y - plan.gap), right, slots, machines: grid, rows };
}

/** Height of body each row of machines gets: what it had, what it needs, and, on the first day, a row of pods more. */
function bodiesOf(
  m: Metrics,
  machines: readonly (Machine | undefined)[],
  slots: ReadonlyMap<string, Slots>,
  plan: Plan,
  room: number,
  before: readonly number[] | undefined,
): number[] {
  const needed = gridRows(m, machines, plan);
  if (before) {
    // A slot far out may be held while nearer ones are free.
    machines.forEach((machine, index) => {
      const row = Math.floor(index / plan.machineColumns);
      const used = Math.ceil((slots.get(machine?.name ?? '')?.length ?? 0) / plan.podColumns);
      const body = bodyHeight(m, plan, used, machine?.hosted.length ?? 0);
      needed[row] = Math.max(needed[row] ?? 0, before[row] ?? 0, body);
    });
    return needed;
  }
  const step = podHeight(m, plan.density) + m.pod.gap;
  const tall = needed.reduce((sum, body) => sum + machineHeight(m, body), 0);
  const free = room - tall - (needed.length - 1) * plan.gap;
  return needed.map((body) => body + (free >= needed.length * step ? step : 0));
}

function furnish(m: Metrics, plan: Plan, machine: Machine, box: Box, slots: Slots, pieces: Piece[]): void {
  const id = `node:${machine.name}`;
  const own = { parent: id, node: machine.name, scale: 1 };
  pieces.push({
    ...box,
    id,
    kind: 'machine',
    node: machine.name,
    degree: machine.degree,
    scale: 1,
    iron: m.machine.iron,
    head: m.machine.head,
    caption: freeIron(m, machine, box.w) >= m.link.caption,
  });
  const left = box.x + m.machine.pad;
  let y = box.y + m.machine.head + m.machine.pad;
  const across = hostedColumns(m, box.w, machine.hosted.length);
  const tie = Math.round(m.lane.tie * 0.45);
  // One under the other, they leave their wires a way down at the right.
  const inner = box.w - 2 * m.machine.pad - (across === 1 ? Math.round(44 * m.unit) : (across - 1) * tie);
  const cell = Math.floor(inner / across);
  machine.hosted.forEach(({ component, id: piece }, index) => {
    const x = left + (index % across) * (cell + tie);
    const top = y + Math.floor(index / across) * (cellHeight(m) + cellChannel(m));
    pieces.push({
      ...own,
      id: piece,
      kind: 'component',
      x,
      y: top,
      w: cell,
      h: cellHeight(m),
      component: component.id,
      degree: component.degree,
    });
  });
  y += hostedHeight(m, box.w, machine.hosted.length);
  const h = podHeight(m, plan.density);
  slots.forEach((key, slot) => {
    if (key === undefined) return;
    const x = left + (slot % plan.podColumns) * (plan.podWidth + m.pod.gap);
    const top = y + Math.floor(slot / plan.podColumns) * (h + m.pod.gap);
    pieces.push({ ...own, id: `pod:${key}`, kind: 'pod', pod: key, unit: m.unit, x, y: top, w: plan.podWidth, h });
  });
  placeChain(m, machine, box, pieces);
}
interface Box {
  x: number;
  y: number;
  w: number;
  h: number;
}

/** What of the iron's width is left beside the boxes of the chain and the least gaps. */
function freeIron(m: Metrics, machine: Machine, width: number): number {
  const names = machine.chain.map((link) => link.name);
  return width - 2 * m.machine.pad - chainWidth(m, names);
}

function placeChain(m: Metrics, machine: Machine, box: Box, pieces: Piece[]): void {
  const widths = machine.chain.map((link) => linkWidth(m, link.name));
  const gaps = Math.max(1, widths.length - 1);
  const free = freeIron(m, machine, box.w);
  const spare = free >= m.link.caption ? free - m.link.caption : free;
  const gap = Math.floor(Math.min(m.link.maxGap, m.link.gap + Math.max(0, spare) / gaps));
  let x = box.x + m.machine.pad;
  const y = box.y + box.h - m.machine.iron + Math.round((m.machine.iron - m.link.h) / 2);
  const seen = new Set<string>();
  machine.chain.forEach((link, index) => {
    const w = widths[index] as number;
    const base = `component:${link.id}@${machine.name}`;
    const id = seen.has(base) ? `${base}#${link.name}` : base;
    seen.add(base);
    pieces.push({
      id,
      kind: 'link',
      parent: `node:${machine.name}`,
      node: machine.name,
      component: link.id,
      name: link.name,
      degree: link.degree,
      scale: 1,
      x,
      y,
      w,
      h: m.link.h,
    });
    x += w + gap;
  });
}
