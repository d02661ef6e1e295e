'use client';
/** The shared clock for components. */
import { useSyncExternalStore } from 'react';
import { createClock } from '@/lib/store/clock';
import { leasesKnownUntil } from '@/lib/store/picture-time';
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

/** Now, as far as leases are known: a renewal that we could not hear is not one that is missing. */
export function useLeaseNow(): number {
  const ahead = useSection('server')?.clockAheadMs ?? 0;
  return leasesKnownUntil(useSection('kinds'), useNow() - ahead) + ahead;
}
