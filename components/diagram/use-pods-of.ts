'use client';
/** The pods of one machine. All machines share one pass over all pods, and each wakes only when one of its own changed. */
import { useSyncExternalStore } from 'react';
import { useClusterStore } from '@/lib/hooks/use-cluster';
import type { PodView } from '@/lib/model/cluster';
import type { ClusterStore } from '@/lib/store/cluster-store';

type ByNode = ReadonlyMap<string, readonly PodView[]>;
const NONE: readonly PodView[] = [];
const known = new WeakMap<ClusterStore, { pods: unknown; byNode: ByNode }>();

const same = (a: readonly PodView[] | undefined, b: readonly PodView[]) =>
  a?.length === b.length && b.every((pod, index) => pod === a[index]);

function byNodeOf(store: ClusterStore): ByNode {
  const pods = store.collection('pods');
  const before = known.get(store);
  if (before?.pods === pods) return before.byNode;
  const next = new Map<string, PodView[]>();
  for (const pod of pods.values()) {
    if (pod.node === undefined) continue;
    const list = next.get(pod.node);
    if (list) list.push(pod);
    else next.set(pod.node, [pod]);
  }
  const byNode = new Map<string, readonly PodView[]>();
  for (const [node, list] of next) {
    const old = before?.byNode.get(node);
    byNode.set(node, old && same(old, list) ? old : list);
  }
  known.set(store, { pods, byNode });
  return byNode;
}

export function usePodsOf(node: string): readonly PodView[] {
  const store = useClusterStore();
  const get = () => byNodeOf(store).get(node) ?? NONE;
  return useSyncExternalStore(store.subscribe, get, get);
}
