/** The shape of the machines' lane: how many columns of machines and of pods let the canvas be read best. */
import type { LayoutGroups, Machine } from './layout-groups';
import { podNamePixels } from './legibility';
import { chainWidth, type Metrics, metricsFor } from './metrics';
import { leastLetters } from './pod-name';
import type { Grid } from './types';

/** Beyond this the type of one machine need not grow. */
const LARGEST = 1.3;
/** How much a pod whose namespace cannot be read is worth beside one with two lines. */
const ONE_LINE_IS_WORTH = 0.84;
/** Below this zoom the second line of a pod is too small to read. */
const TWO_LINES = 0.92;

/** Below this zoom machines are read as tiles, and flat ones have no room for a word. */
const TILES = 0.4;

const FARTHEST = 0.001;
/** On the screen: width of a letter of a pod's name, what stands beside it, and how many letters tell pods apart. */
const LETTERS = { width: 6.6, beside: 46, enough: 18 };
/** The same with the least margins, where a name is as large as any word. */
const TIGHT = { width: 7.8, beside: 26 };

export interface Surroundings {
  canvas: { width: number; height: number };
  /** Width of the lanes beside the machines, and the height they need, at scale 1. */
  beside: { width: number; height: number };
  /** Height of what stands under the machines. */
  foot: number;
  /** Pixels under which a name cannot be read. */
  floor: number;
}

export const podHeight = (m: Metrics, density: Grid['density']) => m.pod[density];

/** Columns of components inside a machine that hosts the control plane. */
export function hostedColumns(m: Metrics, width: number, hosted: number): number {
  const inner = width - 2 * m.machine.pad;
  // A machine as narrow as a phone stacks them.
  const least = width < Math.round(400 * m.unit) ? 1 : 2;
  return Math.max(
    least,
    Math.min(hosted, Math.floor((inner + m.lane.tie * 0.45) / (Math.round(190 * m.unit) + m.lane.tie * 0.45))),
  );
}
/** Height of the components inside a machine, with the channel their edges run in. */
export function hostedHeight(m: Metrics, width: number, hosted: number): number {
  if (!hosted) return 0;
  return Math.ceil(hosted / hostedColumns(m, width, hosted)) * (cellHeight(m) + cellChannel(m));
}
export const cellHeight = (m: Metrics) => Math.round(78 * m.unit);
export const cellChannel = (m: Metrics) => Math.round(24 * m.unit);

/** Height of what stands between the head of a machine and its host: components, then `rows` rows of pods. */
export function bodyHeight(m: Metrics, grid: Pick<Grid, 'density' | 'machineWidth'>, rows: number, hosted: number) {
  return hostedHeight(m, grid.machineWidth, hosted) + rows * (podHeight(m, grid.density) + m.pod.gap) - m.pod.gap;
}

/** Height of a machine with a body of this height. */
export const machineHeight = (m: Metrics, body: number) => m.machine.head + body + 2 * m.machine.pad + m.machine.host;

/** Rows that hold the pods and one more, so that the next pod moves nothing; with the least margins, the pods. */
const rowsFor = (pods: number, { podColumns, density }: Pick<Grid, 'podColumns' | 'density'>) =>
  Math.max(1, Math.ceil((density === 'tight' ? pods : pods + 1) / podColumns));

type Shelf = Pick<Grid, 'machineColumns' | 'podColumns' | 'density' | 'machineWidth'>;

/** Height of body that each row of machines needs: that of its fullest machine. */
export function gridRows(
  m: Metrics,
  machines: readonly (Pick<Machine, 'pods' | 'hosted'> | undefined)[],
  grid: Shelf,
): number[] {
  const rows: number[] = [];
  machines.forEach((machine, index) => {
    const at = Math.floor(index / grid.machineColumns);
    const pods = rowsFor(machine?.pods.length ?? 0, grid);
    rows[at] = Math.max(rows[at] ?? 0, bodyHeight(m, grid, pods, machine?.hosted.length ?? 0));
  });
  return rows;
}

/** Width of the longest chain. */
export function longestChain(m: Metrics, groups: LayoutGroups): number {
  let longest = 0;
  for (const { chain } of groups.machines) {
    const names = chain.map((link) => link.name);
    longest = Math.max(longest, chainWidth(m, names));
  }
  return longest;
}

function candidate(
  m: Metrics,
  groups: LayoutGroups,
  around: Surroundings,
  chain: number,
  names: readonly number[],
  shape: Shape,
): Candidate {
  const { machineColumns, podColumns, density } = shape;
  const { canvas, beside } = around;
  const hosts = groups.machines.some((machine) => machine.hosted.length) ? Math.round(440 * m.unit) : 0;
  const smallest = density === 'full' ? m.pod.min : m.pod.minCompact;
  const letter = density === 'tight' ? TIGHT : LETTERS;
  const inner = (podWidth: number) =>
    Math.max(podColumns * (podWidth + m.pod.gap) - m.pod.gap, chain, hosts) + 2 * m.machine.pad;
  const gaps = (machineColumns - 1) * m.machine.gap;
  const narrow = machineColumns * inner(smallest) + gaps;
  const heights = gridRows(m, groups.machines, { ...shape, machineWidth: inner(smallest) }).map((body) =>
    machineHeight(m, body),
  );
  const machines = heights.reduce((a, b) => a + b + m.machine.gap, 0);
  const fixed = m.lane.head + around.foot;
  const fits = {
    wide: zoomFor(canvas.width, beside.width, narrow),
    high: zoomFor(canvas.height, fixed, machines),
  };
  const fit = Math.max(FARTHEST, Math.min(fits.wide, fits.high, LARGEST));
  // With the least margins nothing is drawn smaller than it can be read: what has no room is out of sight.
  const least = Math.min(1, around.floor / (13 * m.unit));
  const zoom = density !== 'tight' ? fit : shape.grown ? Math.max(fit, least) : least;
  // What can be read need not grow further: whole names are worth more.
  const size = density === 'tight' ? least + Math.max(0, zoom - least) * 0.2 : zoom;
  const part = density === 'tight' && zoom > fit ? seenPart(canvas, beside.width + narrow, fixed + machines, zoom) : 1;
  // The lanes beside are drawn at the size of their words, unless they are then taller than the canvas; never unreadable.
  const scale = Math.max(Math.min(Math.max(zoom, 1), canvas.height / beside.height), least) / zoom;
  const room = (canvas.width / zoom - beside.width * scale - gaps) / machineColumns - 2 * m.machine.pad;
  const podWidth = Math.floor(Math.min(m.pod.max, Math.max(smallest, (room + m.pod.gap) / podColumns - m.pod.gap)));
  const machineWidth = Math.max(inner(podWidth), Math.min(Math.floor(room) + 2 * m.machine.pad, inner(m.pod.max)));
  // With the least margins names grow with their boxes; otherwise they keep their size.
  const grows = density === 'tight' ? Math.max(zoom, 1) : 1;
  const letters = (podWidth * zoom - letter.beside * m.unit * grows) / (letter.width * m.unit * grows);
  const legible =
    density === 'tight' ? whole(names, letters) : 0.4 + 0.6 * Math.max(0, Math.min(1, letters / LETTERS.enough));
  const tallest = Math.max(...heights);
  const squareness = Math.min(1, (2.2 * tallest) / machineWidth);
  const worth = density === 'full' && zoom >= TWO_LINES ? 1 : ONE_LINE_IS_WORTH;
  const spread = Math.floor((machineWidth - 2 * m.machine.pad + m.pod.gap) / podColumns - m.pod.gap);
  return {
    density,
    machineColumns,
    podColumns,
    podWidth: Math.min(spread, m.pod.max),
    machineWidth,
    scale,
    zoom,
    gap: m.machine.gap,
    score: size * part * worth * legible * (zoom < TILES ? squareness : 1) * (1 - machineColumns * 0.002),
    name: podNamePixels(density, zoom, m.unit),
    fit,
  };
}
/** Zoom at which `fixed`, which is never drawn smaller than its own size, and `rest` fill `size`. */
function zoomFor(size: number, fixed: number, rest: number): number {
  const all = size / (fixed + rest);
  return all >= 1 ? all : (size - fixed) / rest;
}
/** A drawing that is seen in part is worth this much less: better to see all of it than to read the longest name. */
const IN_PART = 0.5;

function seenPart(canvas: Surroundings['canvas'], width: number, height: number, zoom: number): number {
  const [wide, high] = [canvas.width / (width * zoom), canvas.height / (height * zoom)];
  const part = Math.min(1, wide) * Math.min(1, high);
  return part < 0.99 ? part * IN_PART : 1;
}
type Shape = Pick<Grid, 'machineColumns' | 'podColumns' | 'density'> & { grown: boolean };

type Candidate = Grid & { score: number; name: number; fit: number };

/** Letters that the name of each pod needs. */
const lettersOf = (groups: LayoutGroups): number[] =>
  groups.machines.flatMap(({ pods }) =>
    pods.map((key) => leastLetters(groups.pods.get(key) ?? { name: key, static: false })),
  );

/** What it is worth that some names are whole and others cut. */
function whole(names: readonly number[], letters: number): number {
  const cut = names.filter((needed) => needed > letters).length;
  return 0.1 + 0.9 * (1 - cut / Math.max(1, names.length)) ** 2;
}

function bestOf(
  m: Metrics,
  groups: LayoutGroups,
  around: Surroundings,
  densities: readonly Grid['density'][],
): Candidate {
  const count = Math.max(1, groups.machines.length);
  const chain = longestChain(m, groups);
  const columns = Math.min(count, Math.ceil(Math.sqrt(count * 4)));
  const names = densities.includes('tight') ? lettersOf(groups) : [];
  let best: Candidate | undefined;
  for (let machineColumns = 1; machineColumns <= columns; machineColumns++) {
    for (const podColumns of [2, 3, 4, 5, 6, 7, 8, 10]) {
      for (const density of densities) {
        // What has room for more can be larger, or hold longer names.
        for (const grown of density === 'tight' ? [true, false] : [true]) {
          const shape = candidate(m, groups, around, chain, names, { machineColumns, podColumns, density, grown });
          if (!best || shape.score > best.score) best = shape;
        }
      }
    }
  }
  if (!best) throw new Error('a grid needs at least one shape');
  return best;
}

/**
 * The best shape for this canvas. The same groups and canvas always give the same grid. Where names would be smaller
 * than the floor, they are drawn with the least margins, unless there are so many that machines are read as tiles.
 */
export function chooseGrid(unit: number, groups: LayoutGroups, around: (m: Metrics) => Surroundings): Grid {
  const roomy = metricsFor(unit);
  const wide = bestOf(roomy, groups, around(roomy), ['full', 'compact']);
  const { floor } = around(roomy);
  const m = metricsFor(unit, true);
  const tight = wide.name < floor ? bestOf(m, groups, around(m), ['tight']) : undefined;
  const { score: _, name: __, fit: ___, ...grid } = tight && tight.fit >= TILES ? tight : wide;
  return grid;
}

/** On a canvas as narrow as a phone: one column of machines as wide as the canvas, read by moving the diagram upwards. */
export function narrowGrid(m: Metrics, groups: LayoutGroups, width: number): Grid {
  const machineWidth = Math.max(Math.floor(width), longestChain(m, groups) + 2 * m.machine.pad);
  const podColumns = 2;
  const inner = machineWidth - 2 * m.machine.pad + m.pod.gap;
  const podWidth = Math.floor(inner / podColumns - m.pod.gap);
  return {
    density: 'full',
    machineColumns: 1,
    podColumns,
    podWidth,
    machineWidth,
    scale: 1,
    zoom: 1,
    gap: m.machine.gap,
    narrow: true,
  };
}
