'use client';
import { useEffect, useEffectEvent } from 'react';
import { useClusterStore } from '@/lib/hooks/use-cluster';
import { useView } from '@/lib/hooks/use-view';

/** While armed, the first pod that appears becomes the one whose path is told; `born` is called just before. */
export function useNextPod(armed: boolean, born: () => void): void {
  const store = useClusterStore();
  const [, setView] = useView();
  const onBorn = useEffectEvent(born);
  useEffect(() => {
    if (!armed) return;
    // A pod created again under the name of another is another: its uid tells them apart.
    const before = new Map(Array.from(store.collection('pods'), ([key, pod]) => [key, pod.uid]));
    return store.subscribe(() => {
      for (const [key, pod] of store.collection('pods')) {
        if (!before.has(key) || before.get(key) !== pod.uid) {
          onBorn();
          setView({ path: key, hop: undefined });
          return;
        }
      }
    });
  }, [armed, store, setView]);
}
