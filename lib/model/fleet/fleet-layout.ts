/** Where the groups and nodes of a large cluster stand. Pure, and arithmetic: nothing is searched to know what is in view. */
import { allocate } from '../layout/slots';
import type { Box, Slots } from '../layout/types';
import type { FleetGroup } from './group';

/** A group with its room. */
export interface PlacedGroup extends Box {
  group: FleetGroup;
  /** Unique among groups, and stable. */
  key: string;
  columns: number;
  /** Who stands where: index is the place, row by row. */
  slots: Slots;
}
export interface FleetLayout {
  groups: PlacedGroup[];
  /** Size of a node. */
  cell: { w: number; h: number };
  /** Height of the words over a group. */
  caption: number;
  bounds: Box;
  memory: FleetMemory;
}
/** Gives who has a place the same one again. */
export type FleetMemory = ReadonlyMap<string, Slots>;

/** A node is as wide for its height at any distance. */
const ASPECT = 4 / 3;
const GAP = 16;
/** Room a caption needs, in captions' heights. */
const LEAST_WIDTH = 4.6;
const STEPS = 24;

const keyOfGroup = ({ id, isControlPlane }: FleetGroup) => `${isControlPlane ? 'control-plane' : 'nodes'} ${id}`;

interface Block {
  columns: number;
  w: number;
  h: number;
}

/** One group as wide as it is high, or so, and never wider than all the room. */
function blockOf(places: number, cell: number, width: number, caption: number): Block {
  const most = Math.max(1, Math.floor(width / cell));
  const columns = Math.min(most, Math.max(1, Math.ceil(Math.sqrt((places * 2) / ASPECT))));
  const rows = Math.ceil(places / columns);
  return { columns, w: Math.max(columns * cell, caption * LEAST_WIDTH), h: caption + (rows * cell) / ASPECT };
}

/** Blocks in rows, as words in lines; the bottom of the last. */
function pack(blocks: readonly Block[], width: number): { at: { x: number; y: number }[]; bottom: number } {
  let x = 0;
  let y = 0;
  let tallest = 0;
  const at = blocks.map(({ w, h }) => {
    if (x > 0 && x + w > width) {
      x = 0;
      y += tallest + GAP;
      tallest = 0;
    }
    const place = { x, y };
    x += w + GAP;
    tallest = Math.max(tallest, h);
    return place;
  });
  return { at, bottom: y + tallest };
}

/**
 * Places groups in `room`, nodes as large as that allows. Give `memory` back with the next call: nodes keep their places, who
 * comes takes the first free one.
 */
export function layoutFleet(
  groups: readonly FleetGroup[],
  room: Box,
  caption: number,
  memory: FleetMemory = new Map(),
): FleetLayout {
  const slots = groups.map((group) =>
    allocate(
      group.nodes.map(({ name }) => name),
      memory.get(keyOfGroup(group)),
    ),
  );
  const blocks = (cell: number) => slots.map(({ length }) => blockOf(length, cell, room.w, caption));
  let low = 1;
  let high = Math.min(room.w, 240);
  for (let step = 0; step < STEPS; step += 1) {
    const middle = (low + high) / 2;
    if (pack(blocks(middle), room.w).bottom <= room.h) low = middle;
    else high = middle;
  }
  const made = blocks(low);
  const { at, bottom } = pack(made, room.w);
  const placed = groups.flatMap((group, index) => {
    const [block, place] = [made[index], at[index]];
    if (!block || !place) return [];
    return [
      {
        group,
        key: keyOfGroup(group),
        columns: block.columns,
        slots: slots[index] ?? [],
        x: room.x + place.x,
        y: room.y + place.y,
        w: block.w,
        h: block.h,
      },
    ];
  });
  return {
    groups: placed,
    cell: { w: low, h: low / ASPECT },
    caption,
    bounds: { ...room, h: Math.max(room.h, bottom) },
    memory: new Map(placed.map(({ key, slots: taken }) => [key, taken])),
  };
}

/** The box of a place in a group. */
export function cellAt({ cell, caption }: FleetLayout, group: PlacedGroup, place: number): Box {
  return {
    x: group.x + (place % group.columns) * cell.w,
    y: group.y + caption + Math.floor(place / group.columns) * cell.h,
    ...cell,
  };
}

/** Calls back for each node in `view`: only rows and columns that lie in it are looked at. */
export function forEachInView(
  layout: FleetLayout,
  view: Box,
  each: (name: string, box: Box, group: PlacedGroup) => void,
): void {
  const { cell, caption } = layout;
  for (const group of layout.groups) {
    const top = group.y + caption;
    const rows = Math.ceil(group.slots.length / group.columns);
    const firstRow = Math.max(0, Math.floor((view.y - top) / cell.h));
    const lastRow = Math.min(rows - 1, Math.floor((view.y + view.h - top) / cell.h));
    const firstColumn = Math.max(0, Math.floor((view.x - group.x) / cell.w));
    const lastColumn = Math.min(group.columns - 1, Math.floor((view.x + view.w - group.x) / cell.w));
    for (let row = firstRow; row <= lastRow; row += 1) {
      for (let column = firstColumn; column <= lastColumn; column += 1) {
        const place = row * group.columns + column;
        const name = group.slots[place];
        if (name !== undefined) each(name, cellAt(layout, group, place), group);
      }
    }
  }
}

/** Where a node stands; undefined for one that is not placed. */
export function boxOfNode(layout: FleetLayout, name: string): Box | undefined {
  for (const group of layout.groups) {
    const place = group.slots.indexOf(name);
    if (place >= 0) return cellAt(layout, group, place);
  }
  return undefined;
}
