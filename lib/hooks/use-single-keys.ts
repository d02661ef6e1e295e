'use client';
/**
 * Shortcuts of one key can be switched off: they get in the way of speech input
 * (https://www.w3.org/WAI/WCAG22/Understanding/character-key-shortcuts.html).
 */
import { useSyncExternalStore } from 'react';

const STORAGE_KEY = 'kubeplano-single-keys';
const listeners = new Set<() => void>();

function read(): boolean {
  try {
    return localStorage.getItem(STORAGE_KEY) !== 'off';
  } catch {
    // A browser that keeps nothing for us: the keys work.
    return true;
  }
}

/** Switches the keys on or off, here and on the next visit. */
export function setSingleKeys(on: boolean): void {
  try {
    localStorage.setItem(STORAGE_KEY, on ? 'on' : 'off');
  } catch {
    // Then it is only not remembered; but it is not switched off either, and the box shows so.
  }
  for (const listener of listeners) listener();
}

/** Whether shortcuts of one key work. */
export function useSingleKeys(): boolean {
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return useSyncExternalStore(subscribe, read, () => true);
}
