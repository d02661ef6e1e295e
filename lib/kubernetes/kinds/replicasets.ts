import { replicaSet } from '../protobuf/messages/workloads';
import type { KindDefinition } from './definition';
import { transformWorkload } from './workload';

export const replicasets: KindDefinition<'replicasets'> = {
  kind: 'replicasets',
  kinds: ['ReplicaSet'],
  namespaced: true,
  groupVersionResources: [
    { apiVersion: 'apps/v1', resource: 'replicasets', message: replicaSet, transform: transformWorkload('ReplicaSet') },
  ],
};
