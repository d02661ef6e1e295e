'use client';
/** The room the diagram has: what it is laid out for, and what of it is seen now. */
import { type RefObject, useEffect, useRef, useState } from 'react';

export interface Frame {
  /** Room in pixels, that of the inspector included: the diagram is not laid out again for what is selected. */
  width: number;
  height: number;
  /** Text size over 13 pixels. */
  unit: number;
  /** Pixels under which names cannot be read in this theme. */
  floor: number;
}
export interface Room {
  frame: Frame;
  /** Pixels that are seen now. */
  seen: { width: number; height: number };
}

const SETTLE = 250;

const isSame = (a: object, b: object) => JSON.stringify(a) === JSON.stringify(b);

/** The inspector beside the diagram, or under it. */
function roomOf(element: HTMLElement): Room {
  const { width, height } = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  const inspector = document.getElementById('inspector')?.getBoundingClientRect();
  const isBelow = inspector !== undefined && inspector.left <= element.getBoundingClientRect().left;
  const frame = {
    width: width + (inspector && !isBelow ? inspector.width : 0),
    height: height + (inspector && isBelow ? inspector.height : 0),
    unit: Number.parseFloat(style.fontSize) / 13,
    floor: Number.parseFloat(style.getPropertyValue('--name-floor')) || 0,
  };
  return { frame, seen: { width, height } };
}

/**
 * Measured when it appears and whenever it changes. The frame is kept while `isHeld` says that the person has moved the
 * diagram, save for a theme with other type: names must then be drawn anew.
 */
export function useRoom(element: HTMLElement | null, isHeld: RefObject<boolean>) {
  const [room, setRoom] = useState<Room>();
  const measure = useRef((_afresh: boolean): void => undefined);
  useEffect(() => {
    if (!element) return;
    let window_ = '';
    const read = (afresh: boolean) => {
      const now = roomOf(element);
      // Hidden, as under the outline: it is measured when it appears.
      if (!now.seen.width || !now.seen.height) return;
      window_ = `${innerWidth}x${innerHeight}`;
      setRoom((old) => {
        const hold = old && !afresh && isHeld.current && old.frame.unit === now.frame.unit;
        const next = hold || (old && isSame(old.frame, now.frame)) ? { ...now, frame: old.frame } : now;
        return old && isSame(old, next) ? old : next;
      });
    };
    measure.current = read;
    read(false);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const resize = new ResizeObserver(() => {
      clearTimeout(timer);
      // A window that is being dragged is laid out for when it rests; a panel that opens, at once.
      if (window_ === `${innerWidth}x${innerHeight}`) read(false);
      else timer = setTimeout(() => read(false), window_ ? SETTLE : 0);
    });
    resize.observe(element);
    const theme = new MutationObserver(() => read(false));
    theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'class'] });
    return () => {
      clearTimeout(timer);
      theme.disconnect();
      resize.disconnect();
    };
  }, [element, isHeld]);
  return { room, measure: () => measure.current(true) };
}
