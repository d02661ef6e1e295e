import type { KindDefinition } from './definition';
import { pruneWorkload } from './workload';

export const replicasets: KindDefinition<'replicasets'> = {
  kind: 'replicasets',
  kinds: ['ReplicaSet'],
  namespaced: true,
  candidates: [{ apiVersion: 'apps/v1', resource: 'replicasets', prune: pruneWorkload('ReplicaSet') }],
};
