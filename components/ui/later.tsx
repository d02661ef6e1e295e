'use client';
/** Parts of the page whose code does not keep the first picture waiting. */
import dynamic from 'next/dynamic';
import type { ComponentType } from 'react';

type Load<P> = () => Promise<ComponentType<P>>;
const waiting = new Set<() => Promise<unknown>>();

/**
 * A component whose code comes when it is first shown, or once the picture stands (`loadTheRest`), whichever is sooner.
 * Nothing stands in its place meanwhile: what opens is there a moment later, and moves nothing that was there.
 */
export function later<P extends object>(load: Load<P>): ComponentType<P> {
  waiting.add(load);
  return dynamic(load, { ssr: false });
}

/** Fetches the code of all of them when the browser has nothing else to do: what is opened then is there at once. */
export function loadTheRest(): () => void {
  const fetchAll = () => {
    // What fails now is tried again when it is wanted.
    for (const load of waiting) load().catch(() => undefined);
    waiting.clear();
  };
  if (typeof window.requestIdleCallback !== 'function') {
    const timer = window.setTimeout(fetchAll, 1_000);
    return () => window.clearTimeout(timer);
  }
  const handle = window.requestIdleCallback(fetchAll, { timeout: 3_000 });
  return () => window.cancelIdleCallback(handle);
}
