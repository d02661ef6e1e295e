'use client';
import type { SampleState } from '@kubeplano/sample-cluster/controls';
import { useEffect } from 'react';
import { useSection } from '@/lib/hooks/use-cluster';
import { clock } from '@/lib/hooks/use-now';

/** While the time of the sample cluster stands still, so do all ages of the page: nobody misses a heartbeat. */
export function useStoppedTime(state: SampleState | undefined): void {
  const ahead = useSection('server')?.clockAheadMs ?? 0;
  const stoppedAt = state?.paused ? Date.parse(state.now) : undefined;
  useEffect(() => {
    if (stoppedAt === undefined) return;
    clock.freeze('sample', stoppedAt - ahead);
    return () => clock.freeze('sample', undefined);
  }, [stoppedAt, ahead]);
}
