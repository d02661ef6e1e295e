'use client';
/** What can be read at this zoom: bands, not values, so that moving and zooming re-render nothing. */
import { useStore } from '@xyflow/react';
import { useEffect } from 'react';

export type Band = 'far' | 'marks' | 'mid' | 'near' | 'close';

export function bandOf(zoom: number): Band {
  if (zoom < 0.28) return 'far';
  if (zoom < 0.5) return 'marks';
  if (zoom < 0.92) return 'mid';
  return zoom < 1.7 ? 'near' : 'close';
}

/** Steps of a quarter: type far out grows against the zoom in steps, by one style property on the diagram. */
const STEP = 1.25;
export const counterScale = (zoom: number) =>
  STEP ** Math.floor(0.7 + Math.log(1 / Math.min(zoom, 1)) / Math.log(STEP));

/** Names of pods grow up to here; beyond it they are marks. */
export const MOST_COUNTER = 1.25 ** 3;
/** And up to here in a box of one line with thick edges. */
export const MOST_COUNTER_THICK = 1.6;

export const useCounterScale = (): number => useStore((state) => counterScale(state.transform[2]));

export const useBand = (): Band => useStore((state) => bandOf(state.transform[2]));

/** Beyond this the words on the short arrows of a machine cannot be read. */
const SMALL = 1.3;

/** Writes the band and the counter-scale on the diagram's element. */
export function ZoomBands({ map }: { map: HTMLElement | null }) {
  const band = useBand();
  const scale = useCounterScale();
  useEffect(() => {
    if (!map) return;
    map.dataset.band = band;
    map.toggleAttribute('data-small', scale > SMALL);
    map.style.setProperty('--counter', String(scale));
  }, [map, band, scale]);
  return null;
}
