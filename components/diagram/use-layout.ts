'use client';
/** The layout of what the store holds, for a canvas size that only the person changes; placed things keep their places. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { useCollection, useSection } from '@/lib/hooks/use-cluster';
import { useView } from '@/lib/hooks/use-view';
import { type Layout, type LayoutMemory, layout, NARROW } from '@/lib/model/layout';
import { createPlacedInput } from './placed-input';

/** Room on the canvas that the diagram leaves to the legend, the title block and the edge of the diagram. */
export const MARGIN = { top: 18, right: 24, bottom: 66, left: 28 };
/** On a smaller canvas the diagram is laid out for this one and panned. */
export const NARROW_MARGIN = 10;
const LEAST = { width: 900, height: 560 };

export interface Frame {
  width: number;
  height: number;
  /** Text size over 13 pixels. */
  unit: number;
}

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
    // As narrow as a phone it is one column of lanes; between that and the least it is panned.
    const width = frame.width - 2 * NARROW_MARGIN;
    const canvas = {
      width: width < NARROW * frame.unit ? width : Math.max(LEAST.width, frame.width - MARGIN.left - MARGIN.right),
      height: Math.max(LEAST.height, frame.height - MARGIN.top - MARGIN.bottom),
    };
    return layout(input, { arrangement, reading, canvas, unit: frame.unit, memory: memories.current.get(arrangement) });
  }, [frame, input, arrangement, reading]);
  useEffect(() => {
    if (drawn) memories.current.set(arrangement, drawn.memory);
  }, [drawn, arrangement]);
  return drawn;
}

const SETTLE = 250;

/** Size of the canvas when it first appears, and again when the window or the type changes: never when a panel opens beside it. */
export function useFrame(element: HTMLElement | null): { frame: Frame | undefined; measure: () => void } {
  const [frame, setFrame] = useState<Frame>();
  const measure = useRef(() => undefined as undefined);
  useEffect(() => {
    if (!element) return;
    const read = () => {
      const { width, height } = element.getBoundingClientRect();
      const unit = Number.parseFloat(getComputedStyle(element).fontSize) / 13;
      if (width && height)
        setFrame((old) =>
          old && old.width === width && old.height === height && old.unit === unit ? old : { width, height, unit },
        );
    };
    measure.current = () => void read();
    read();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(read, SETTLE);
    };
    window.addEventListener('resize', later);
    const theme = new MutationObserver(read);
    theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'class'] });
    // A canvas that was hidden (outline shown instead) is measured when it appears.
    let seen = false;
    const appear = new ResizeObserver(() => {
      if (!seen) read();
      seen = element.clientWidth > 0;
    });
    appear.observe(element);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('resize', later);
      theme.disconnect();
      appear.disconnect();
    };
  }, [element]);
  return { frame, measure: () => measure.current() };
}
