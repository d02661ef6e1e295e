'use client';
/** Real writes counted as they come: how many this page saw in the last minute, or since it was opened. */
import { useEffect, useState } from 'react';
import { useClusterStore } from '@/lib/hooks/use-cluster';

const STEP = 5_000;
const STEPS = 12;

export function useChanges(): { count: number; seconds: number } | undefined {
  const store = useClusterStore();
  const [changes, setChanges] = useState<{ count: number; seconds: number }>();
  useEffect(() => {
    const steps: number[] = [];
    let now = 0;
    const stop = store.onWrites((writes, omitted) => {
      now += writes.length + omitted;
    });
    const timer = setInterval(() => {
      steps.push(now);
      now = 0;
      if (steps.length > STEPS) steps.shift();
      setChanges({ count: steps.reduce((sum, each) => sum + each, 0), seconds: (steps.length * STEP) / 1_000 });
    }, STEP);
    return () => {
      stop();
      clearInterval(timer);
    };
  }, [store]);
  return changes;
}
