import type { ClusterSnapshot } from '@/lib/model/cluster';
import type { ClusterStore } from './cluster-store';

/** What a store holds, as the snapshot that would make another one equal; undefined before the first. */
export function snapshotOf(store: ClusterStore): ClusterSnapshot | undefined {
  const sections = store.sections();
  if (!sections) return undefined;
  return {
    ...sections,
    nodes: [...store.collection('nodes').values()],
    namespaces: [...store.collection('namespaces').values()],
    pods: [...store.collection('pods').values()],
    workloads: [...store.collection('workloads').values()],
    services: [...store.collection('services').values()],
    summaries: [...store.collection('summaries').values()],
  };
}
