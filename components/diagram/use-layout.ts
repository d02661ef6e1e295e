'use client';
/** The layout of what the store holds, for a frame; placed things keep their places. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { useCollection, useSection } from '@/lib/hooks/use-cluster';
import { useView } from '@/lib/hooks/use-view';
import { type Layout, type LayoutMemory, layout, NARROW } from '@/lib/model/layout';
import { createPlacedInput } from './placed-input';
import type { Frame } from './use-frame';

export const NARROW_MARGIN = 10;
/** On a smaller canvas the drawing is laid out for this one and panned; at a text of 13. */
const LEAST = { width: 720, height: 330 };

/** Room that the drawing leaves at the edges; less where every name is to be large. */
export const marginOf = ({ unit }: Pick<Frame, 'unit'>) =>
  unit > 1 ? { top: 8, right: 14, bottom: 8, left: 14 } : { top: 18, right: 24, bottom: 10, left: 28 };

export function useLayout(frame: Frame | undefined): Layout | undefined {
  const components = useSection('components');
  const nodes = useCollection('nodes');
  const pods = useCollection('pods');
  const [{ arrangement, reading }] = useView();
  const memories = useRef(new Map<string, LayoutMemory>());
  const [placed] = useState(createPlacedInput);
  const input = components ? placed(components, nodes, pods) : undefined;
  const drawn = useMemo(() => {
    if (!frame || !input) return undefined;
    const { unit, floor } = frame;
    const margin = marginOf(frame);
    // As narrow as a phone it is one column of lanes; between that and the least it is panned.
    const width = frame.width - 2 * NARROW_MARGIN;
    const canvas = {
      width: width < NARROW * unit ? width : Math.max(LEAST.width * unit, frame.width - margin.left - margin.right),
      height: Math.max(LEAST.height * unit, frame.height - margin.top - margin.bottom),
    };
    return layout(input, { arrangement, reading, canvas, unit, floor, memory: memories.current.get(arrangement) });
  }, [frame, input, arrangement, reading]);
  useEffect(() => {
    if (drawn) memories.current.set(arrangement, drawn.memory);
  }, [drawn, arrangement]);
  return drawn;
}
