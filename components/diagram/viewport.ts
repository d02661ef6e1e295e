/** Where the diagram must lie for all of the diagram to be seen. */
import type { Box } from '@/lib/model/layout';

interface Viewport {
  x: number;
  y: number;
  zoom: number;
}

export interface Margin {
  top: number;
  right: number;
  bottom: number;
  left: number;
}

/** Whether two places of the diagram are the same to the eye. */
export const isSamePlace = (a: Viewport, b: Viewport): boolean =>
  Math.hypot(a.x - b.x, a.y - b.y) < 1 && Math.abs(a.zoom / b.zoom - 1) < 0.001;

/** Bounds from side to side, hung from the top: what is below is reached by moving the diagram. */
export function showWidth(bounds: Box, canvas: { width: number }, margin: number, top: number) {
  const zoom = Math.min(1.6, (canvas.width - 2 * margin) / bounds.w);
  return { x: (canvas.width - bounds.w * zoom) / 2 - bounds.x * zoom, y: top - bounds.y * zoom, zoom };
}

/** The same place, moved up until the top of a box is `top` pixels under the edge; never down. */
export function scrolledTo<Place extends { y: number; zoom: number }>(there: Place, box: Box, top: number): Place {
  return { ...there, y: Math.min(there.y, top - box.y * there.zoom) };
}

/** Bounds centred across and hung from the top, as large as they fit, never larger than `most`. */
export function showAll(bounds: Box, canvas: { width: number; height: number }, margin: Margin, most = 1.4) {
  const width = canvas.width - margin.left - margin.right;
  const height = canvas.height - margin.top - margin.bottom;
  const zoom = Math.max(0.02, Math.min(width / bounds.w, height / bounds.h, most));
  return {
    x: margin.left + (width - bounds.w * zoom) / 2 - bounds.x * zoom,
    y: margin.top + Math.max(0, (height - bounds.h * zoom) / 2) - bounds.y * zoom,
    zoom,
  };
}
