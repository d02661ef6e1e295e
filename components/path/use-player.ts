'use client';
/** Telling a path hop by hop: the hop is in the URL, the clock here. */
import { useEffect, useEffectEvent, useState } from 'react';
import { useView } from '@/lib/hooks/use-view';
import type { Hop } from '@/lib/model/path/types';

/** Milliseconds a hop is shown at ×1: long enough to be read aloud. */
const STEP_MS = 1800;
export const SPEEDS = [0.5, 1, 2, 4] as const;

const BY_KEY = new Map([
  ['PageUp', -1],
  ['PageDown', 1],
]);
/** There the keys mean something else. */
const BUSY = '[role="dialog"], [role="menu"], textarea, select';

export interface Player {
  /** Hops told so far: 0 before the telling, `total` at its end. */
  step: number;
  total: number;
  playing: boolean;
  speed: number;
  go: (step: number) => void;
  toggle: () => void;
  setSpeed: (speed: number) => void;
}

/** `hops` are those told; skipped ones are told too: that they are skipped is the lesson. */
export function usePlayer(hops: readonly Hop[]): Player {
  const [{ hop }, setView] = useView();
  const [playing, setPlaying] = useState(false);
  const [speed, setSpeed] = useState(1);
  const total = hops.length;
  const step = Math.min(hop ?? 0, total);
  const go = (next: number) => {
    const bounded = Math.max(0, Math.min(total, next));
    setView({ hop: bounded || undefined });
  };
  useEffect(() => {
    if (!playing) return;
    if (step >= total) {
      setPlaying(false);
      return;
    }
    const timer = setTimeout(() => setView({ hop: step + 1 }), STEP_MS / speed);
    return () => clearTimeout(timer);
  }, [playing, step, total, speed, setView]);
  // Wherever the focus is: the keys of a clicker.
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const by = BY_KEY.get(event.key);
    if (by === undefined || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.target instanceof Element && event.target.closest(BUSY)) return;
    event.preventDefault();
    setPlaying(false);
    go(step + by);
  });
  useEffect(() => {
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return {
    step,
    total,
    playing,
    speed,
    go: (next) => {
      setPlaying(false);
      go(next);
    },
    toggle: () => {
      if (!playing && step >= total) go(0);
      setPlaying(!playing);
    },
    setSpeed,
  };
}
