/** Where the diagram must lie for all of it, or for one thing in it, to be seen. */
import type { Box } from '@/lib/model/layout';

export interface Viewport {
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
interface Size {
  width: number;
  height: number;
}

/** Whether two places of the diagram are the same to the eye. */
export const isSamePlace = (a: Viewport, b: Viewport): boolean =>
  Math.hypot(a.x - b.x, a.y - b.y) < 1 && Math.abs(a.zoom / b.zoom - 1) < 0.001;

/** Bounds from side to side, hung from the top: what is below is reached by moving the diagram. */
export function showWidth(bounds: Box, canvas: { width: number }, margin: number, top: number): Viewport {
  const zoom = Math.min(1.6, (canvas.width - 2 * margin) / bounds.w);
  return { x: (canvas.width - bounds.w * zoom) / 2 - bounds.x * zoom, y: top - bounds.y * zoom, zoom };
}

/** The same place, moved up until the top of a box is `top` pixels under the edge; never down. */
export function scrolledTo(there: Viewport, box: Box, top: number): Viewport {
  return { ...there, y: Math.min(there.y, top - box.y * there.zoom) };
}

/** Never larger than this: type of one small cluster need not grow further. */
const MOST = 1.4;

/** The zoom at which all of the bounds is seen. */
export function zoomOfAll(bounds: Box, canvas: Size, margin: Margin): number {
  const width = canvas.width - margin.left - margin.right;
  const height = canvas.height - margin.top - margin.bottom;
  return Math.max(0.02, Math.min(width / bounds.w, height / bounds.h, MOST));
}

/** Bounds at this zoom, centred; in a direction in which not all of it is seen, from its beginning. */
export function showFrom(bounds: Box, canvas: Size, margin: Margin, zoom: number): Viewport {
  const width = canvas.width - margin.left - margin.right;
  const height = canvas.height - margin.top - margin.bottom;
  return {
    x: margin.left + Math.max(0, (width - bounds.w * zoom) / 2) - bounds.x * zoom,
    y: margin.top + Math.max(0, (height - bounds.h * zoom) / 2) - bounds.y * zoom,
    zoom,
  };
}

/** The area of the canvas that nothing lies over. */
export interface Area extends Size {
  /** Pixels at the top that something lies over. */
  top: number;
}
/** Pixels between what is brought into sight and the edge of the area. */
const EDGE = 48;

/** The same zoom, moved as little as brings a box into the area, and not at all while all of it is there. */
export function broughtInto(there: Viewport, box: Box, area: Area): Viewport {
  const { zoom } = there;
  const [left, top] = [box.x * zoom + there.x, box.y * zoom + there.y];
  const [w, h] = [box.w * zoom, box.h * zoom];
  const isSeen = left >= 0 && top >= area.top && left + w <= area.width && top + h <= area.height;
  if (isSeen) return there;
  const wide = Math.min(w, area.width - 2 * EDGE);
  const high = Math.min(h, area.height - area.top - 2 * EDGE);
  const dx = Math.max(0, EDGE - left) - Math.max(0, left + wide - (area.width - EDGE));
  const dy = Math.max(0, area.top + EDGE - top) - Math.max(0, top + high - (area.height - EDGE));
  return { x: there.x + dx, y: there.y + dy, zoom };
}
