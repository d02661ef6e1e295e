'use client';
/**
 * Shortcuts of one key can be switched off: they get in the way of speech input
 * (https://www.w3.org/WAI/WCAG22/Understanding/character-key-shortcuts.html).
 */
import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';

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

/** There a letter is text, or means something else. */
const BUSY = 'input, textarea, select, [contenteditable], [role="dialog"], [role="menu"]';

/** What one key does while this is on the page, unless such keys are switched off. */
export function useSingleKey(key: string, run: () => void): void {
  const on = useSingleKeys();
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (!on || event.key !== key || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof Element && event.target.closest(BUSY)) return;
    event.preventDefault();
    run();
  });
  useEffect(() => {
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}
