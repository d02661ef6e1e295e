'use client';
/** What the person has said once and need not say again in this browser: that they have read a hint. */
import { useSyncExternalStore } from 'react';

const PREFIX = 'kubeplano-';
const listeners = new Set<() => void>();
/** For a browser that keeps nothing for us: until the page is closed. */
const here = new Set<string>();

function read(name: string): boolean {
  if (here.has(name)) return true;
  try {
    return localStorage.getItem(PREFIX + name) === 'yes';
  } catch {
    return false;
  }
}

function remember(name: string): void {
  here.add(name);
  try {
    localStorage.setItem(PREFIX + name, 'yes');
  } catch {
    // Then it is asked again on the next visit.
  }
  for (const listener of listeners) listener();
}

/** Whether it was said, and how to say it. `before` is taken for the answer until the browser can be asked. */
export function useRemembered(name: string, before = true): readonly [boolean, () => void] {
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const said = useSyncExternalStore(
    subscribe,
    () => read(name),
    () => before,
  );
  return [said, () => remember(name)];
}
