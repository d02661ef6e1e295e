'use client';
import { useEffect, useEffectEvent } from 'react';
import { useClusterStore } from '@/lib/store/use-cluster';
import { useView } from '@/lib/store/use-view';

/** While armed, the first pod that appears becomes the one whose path is told; `born` is called just before. */
export function useNextPod(armed: boolean, born: () => void): void {
  const store = useClusterStore();
  const [, setView] = useView();
  const onBorn = useEffectEvent(born);
  useEffect(() => {
    if (!armed) return;
    const before = new Set(store.collection('pods').keys());
    return store.subscribe(() => {
      for (const key of store.collection('pods').keys()) {
        if (!before.has(key)) {
          onBorn();
          setView({ path: key, hop: undefined });
          return;
        }
      }
    });
  }, [armed, store, setView]);
}
