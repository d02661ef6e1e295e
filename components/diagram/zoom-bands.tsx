'use client';
/** Writes on the diagram's element what can be read at this zoom, as style and attributes: nothing re-renders for it. */
import { useStore } from '@xyflow/react';
import { useEffect } from 'react';
import { type Band, bandFor, counterScale, type Grid, podNameEm } from '@/lib/model/layout';
import { useDiagramState } from './diagram-store';

const useCounterScale = (): number => useStore((state) => counterScale(state.transform[2]));

/** The band of the zoom, with the names of this theme. */
export function useBand(): Band {
  const { density, unit, floor } = useDiagramState((state) => state.type);
  return useStore((state) => bandFor(density, state.transform[2], unit, floor));
}

/** Size of a pod's name drawn in this way, in em. */
export function useNameEm(density: Grid['density']): number {
  const { unit } = useDiagramState((state) => state.type);
  return useStore((state) => podNameEm(density, state.transform[2], unit));
}

/** Beyond this the words on the short arrows of a machine cannot be read. */
const SMALL = 1.3;

/** Writes the band, the counter-scale and the size of pods' names on the map's element. */
export function ZoomBands({ map }: { map: HTMLElement | null }) {
  const band = useBand();
  const scale = useCounterScale();
  const { density } = useDiagramState((state) => state.type);
  const name = useNameEm(density);
  useEffect(() => {
    if (!map) return;
    map.dataset.band = band;
    map.dataset.density = density;
    map.toggleAttribute('data-small', scale > SMALL);
    map.style.setProperty('--counter', String(scale));
    map.style.setProperty('--pod-name', `${name || 0.85}em`);
  }, [map, band, density, scale, name]);
  return null;
}
