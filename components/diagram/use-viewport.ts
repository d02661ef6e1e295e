'use client';
/**
 * Where the diagram lies. It is ours to place while nobody has moved it: all of it is shown again when its room changes.
 * What is selected or asked about is kept in sight by the least movement; otherwise nothing moves.
 */
import { useReactFlow } from '@xyflow/react';
import { type RefObject, useCallback, useEffect, useEffectEvent, useRef } from 'react';
import { prefersReducedMotion } from '@/components/ui/motion';
import { type Box, type DiagramNode, type Layout, readableZoom } from '@/lib/model/layout';
import type { Room } from './use-frame';
import { marginOf, NARROW_MARGIN } from './use-layout';
import { broughtInto, isSamePlace, scrolledTo, showFrom, showWidth, type Viewport, zoomOfAll } from './viewport';

const MOVE_MS = 450;

/** The part of a diagram node a person thinks of as its place: a machine is as tall as its pods. */
export const faceOf = ({ x, y, w, h, head }: DiagramNode): Box => ({ x, y, w, h: head ?? h });

/** Pixels of the canvas that banners lie over. */
function covered(element: HTMLElement): number {
  const over = document.querySelector('[data-over-diagram]')?.getBoundingClientRect();
  return over ? Math.max(0, over.bottom - element.getBoundingClientRect().top) : 0;
}

interface Given {
  drawn: Layout | undefined;
  room: Room | undefined;
  element: HTMLElement | null;
  /** Changes with what the diagram is placed anew for. */
  shape: string;
  isMoved: RefObject<boolean>;
  /** What is to be in sight. */
  piece: DiagramNode | undefined;
}

export function useViewport({ drawn, room, element, shape, isMoved, piece }: Given) {
  const { setViewport, getViewport } = useReactFlow();
  const bounds = drawn?.bounds;
  const grid = drawn?.grid;
  const frame = room?.frame;

  /** All of it, or as much as can be read. */
  const whole = useCallback(
    (first?: DiagramNode): Viewport | undefined => {
      if (!bounds || !grid || !frame || !element) return undefined;
      const plain = marginOf(frame);
      const margin = { ...plain, top: plain.top + covered(element) };
      if (grid.narrow) {
        const there = showWidth(bounds, frame, NARROW_MARGIN, margin.top);
        return first ? scrolledTo(there, first, frame.height * 0.15) : there;
      }
      const all = zoomOfAll(bounds, frame, margin);
      return showFrom(bounds, frame, margin, readableZoom(grid, all, frame.unit, frame.floor) ?? all);
    },
    [bounds, grid, frame, element],
  );

  const inSight = useCallback(
    (there: Viewport, box: Box): Viewport => {
      if (!element) return there;
      // Measured now: what has just opened beside it or under it counts.
      const { width, height } = element.getBoundingClientRect();
      return broughtInto(there, box, { width, height, top: covered(element) });
    },
    [element],
  );

  const go = useCallback(
    (place: Viewport, duration: number) => {
      if (!isSamePlace(place, getViewport()))
        void setViewport(place, { duration: prefersReducedMotion() ? 0 : duration });
    },
    [getViewport, setViewport],
  );

  const placed = useRef('');
  const roomSeen = useRef('');
  const seen = room ? `${room.seen.width}x${room.seen.height}` : '';
  const settle = useEffectEvent(() => {
    if (!shape || !room) return;
    const isAnew = placed.current !== shape;
    const hasOtherRoom = roomSeen.current !== seen;
    const isAllSeen = room.seen.width >= room.frame.width && room.seen.height >= room.frame.height;
    // On a phone all of it is never seen at once: there the place where one reads is kept.
    const again = isAnew || (hasOtherRoom && isAllSeen && !isMoved.current && !grid?.narrow);
    if (isAnew) isMoved.current = false;
    const there = (again ? whole(piece) : undefined) ?? getViewport();
    go(piece ? inSight(there, faceOf(piece)) : there, placed.current ? MOVE_MS : 0);
    placed.current = shape;
    roomSeen.current = seen;
  });
  const pieceId = piece?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: they are what it is placed anew for
  useEffect(() => settle(), [shape, seen, pieceId]);

  /** Brings what is walked to or told into sight; where not all of it has room, the last. */
  const bringIntoView = useCallback(
    (boxes: readonly Box[], duration = 0) => go(boxes.reduce(inSight, getViewport()), duration),
    [go, inSight, getViewport],
  );
  const showAll = useCallback(() => {
    isMoved.current = false;
    const place = whole();
    if (place) go(place, MOVE_MS);
  }, [whole, go, isMoved]);
  return { bringIntoView, showAll };
}
