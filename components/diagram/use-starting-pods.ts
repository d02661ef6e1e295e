'use client';
/** Where containers are being started: pods that say so, and containers seen to start just now. */
import { useEffect, useState } from 'react';
import { useClusterStore } from '@/lib/hooks/use-cluster';
import type { PodView } from '@/lib/model/cluster';
import { isStarting } from '@/lib/model/layout';

/** How long a start that is already over is shown, because runC takes some 40 ms. */
const MOMENT = 2_500;
const MOST = 12;

const starts = (pod: PodView) => pod.containers.map((container) => container.startedAt ?? '').join();

/** Keys of the pods that runC is working for. The same array while nothing changed. */
export function useStartingPods(): readonly string[] {
  const store = useClusterStore();
  const [starting, setHot] = useState<readonly string[]>([]);
  useEffect(() => {
    let before = store.collection('pods');
    const moments = new Map<string, ReturnType<typeof setTimeout>>();
    const publish = () => {
      const now: string[] = [];
      for (const [key, pod] of store.collection('pods')) {
        if (now.length < MOST && pod.node && (isStarting(pod) || moments.has(key))) now.push(key);
      }
      setHot((old) => (old.length === now.length && old.every((key, index) => key === now[index]) ? old : now));
    };
    const read = () => {
      const pods = store.collection('pods');
      if (pods === before) return;
      for (const [key, pod] of pods) {
        const old = before.get(key);
        if (!old || old === pod || starts(old) === starts(pod)) continue;
        clearTimeout(moments.get(key));
        moments.set(
          key,
          setTimeout(() => {
            moments.delete(key);
            publish();
          }, MOMENT),
        );
      }
      before = pods;
      publish();
    };
    publish();
    const stop = store.subscribe(read);
    return () => {
      stop();
      for (const timer of moments.values()) clearTimeout(timer);
    };
  }, [store]);
  return starting;
}
