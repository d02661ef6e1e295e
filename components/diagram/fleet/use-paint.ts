'use client';
/** Repaints when the viewport moves or what is drawn changes: at most once a frame, and without React. */
import { useStoreApi } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { paint, paletteOf, type Scene } from './paint';

type Drawn = Omit<Scene, 'palette' | 'text' | 'font'>;

export function usePaint(canvas: HTMLCanvasElement | null, drawn: Drawn | undefined): void {
  const api = useStoreApi();
  const latest = useRef(drawn);
  latest.current = drawn;
  const ask = useRef(() => {});
  useEffect(() => {
    if (!canvas) return;
    let frame = 0;
    const look = () => {
      const { fontSize, fontFamily } = getComputedStyle(canvas);
      return { palette: paletteOf(canvas), text: Number.parseFloat(fontSize) * 0.92, font: fontFamily };
    };
    let theme = look();
    const draw = () => {
      frame = 0;
      const { transform } = api.getState();
      canvas.parentElement?.style.setProperty('--fleet-zoom', String(transform[2]));
      if (latest.current) paint(canvas, { ...latest.current, ...theme }, transform);
    };
    const soon = () => {
      frame ||= requestAnimationFrame(draw);
    };
    ask.current = soon;
    const again = () => {
      theme = look();
      soon();
    };
    const stopFollowing = api.subscribe(soon);
    const resized = new ResizeObserver(soon);
    resized.observe(canvas);
    const themed = new MutationObserver(again);
    themed.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'class'] });
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', again);
    // Type that comes late is drawn anew.
    void document.fonts.ready.then(again);
    soon();
    return () => {
      cancelAnimationFrame(frame);
      stopFollowing();
      resized.disconnect();
      themed.disconnect();
      dark.removeEventListener('change', again);
    };
  }, [canvas, api]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is drawn is another one
  useEffect(() => ask.current(), [drawn]);
}
