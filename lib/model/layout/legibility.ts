/** What can be read at a zoom: bands, not values, so that moving and zooming re-render nothing; and how large names then are. */
import type { Grid } from './types';

export type Band = 'far' | 'marks' | 'mid' | 'near' | 'close';

/** The band of a zoom. */
export function bandOf(zoom: number): Band {
  if (zoom < 0.28) return 'far';
  if (zoom < 0.5) return 'marks';
  if (zoom < 0.92) return 'mid';
  return zoom < 1.7 ? 'near' : 'close';
}

/** Steps of a quarter: type far out grows against the zoom in steps, by one style property on the diagram. */
const STEP = 1.25;
/** By how much type grows against a zoom. */
export const counterScale = (zoom: number) =>
  STEP ** Math.floor(0.7 + Math.log(1 / Math.min(zoom, 1)) / Math.log(STEP));

/** Names of pods grow up to here; beyond it they are marks. */
const MOST = 1.66;
/** And up to here in a box of one line with thick edges. */
const MOST_THICK = 1.36;
/** Text size, in pixels, that names have where nothing makes them larger or smaller. */
const TEXT = 13;

/** Size of a pod's name in em of the diagram; larger type (`unit` over 1) comes with thicker edges. 0: it is a mark. */
export function podNameEm(density: Grid['density'], zoom: number, unit: number): number {
  const band = bandOf(zoom);
  if (band === 'far' || band === 'marks') return 0;
  if (density === 'tight') return 1;
  if (band === 'close') return density === 'compact' ? 0.47 : 0.6;
  if (band === 'near') return 0.85;
  return Math.min(0.85 * counterScale(zoom), density === 'compact' && unit > 1 ? MOST_THICK : MOST);
}

/** Zoom under which the head of a machine has no room for a name as large as the floor. */
const HEADS = 0.47;

/** The band of a zoom where names under `floor` pixels are not to be read: pods are marks, or machines tiles. */
export function bandFor(density: Grid['density'], zoom: number, unit: number, floor: number): Band {
  const band = bandOf(zoom);
  if (podNamePixels(density, zoom, unit) >= floor - 0.01) return band;
  return zoom < HEADS ? (floor >= TEXT ? 'far' : band) : 'marks';
}

/** Size of a pod's name on the screen, in pixels. */
export const podNamePixels = (density: Grid['density'], zoom: number, unit: number): number =>
  TEXT * unit * zoom * podNameEm(density, zoom, unit);

/**
 * The zoom at which all names of a drawing have `floor` pixels at least, no smaller than `zoom`. A drawing that would
 * have to be more than `TOO_FAR` times as large for it is read as tiles instead: undefined.
 */
export function readableZoom(
  grid: Pick<Grid, 'density' | 'scale'>,
  zoom: number,
  unit: number,
  floor: number,
): number | undefined {
  const beside = Math.max(zoom, floor / (TEXT * unit * grid.scale));
  for (let nearer = beside; nearer <= zoom * TOO_FAR; nearer *= 1.01)
    if (podNamePixels(grid.density, nearer, unit) >= floor - 0.01) return nearer;
  return undefined;
}
const TOO_FAR = 2;
