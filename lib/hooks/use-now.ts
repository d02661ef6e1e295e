'use client';
/** The shared clock for components. */
import { useSyncExternalStore } from 'react';
import { createClock } from '@/lib/store/clock';
import { useServerStart } from './server-start';
import { useSection } from './use-cluster';

/** The page's one clock; the stream corrects it. */
export const clock = createClock({
  now: () => Date.now(),
  setInterval: (tick, milliseconds) => setInterval(tick, milliseconds),
  clearInterval: (handle) => clearInterval(handle as ReturnType<typeof setInterval>),
});

/** Now by the clock of the cluster that is shown, milliseconds since the epoch; changes once a second for all at once. Use it only in what shows an age. */
export function useNow(): number {
  const start = useServerStart();
  const ahead = useSection('server')?.clockAheadMs ?? 0;
  return useSyncExternalStore(clock.subscribe, clock.now, () => start.now) + ahead;
}
