import { statefulSet } from '../protobuf/messages/workloads';
import type { KindDefinition } from './definition';
import { transformWorkload } from './workload';

export const statefulsets: KindDefinition<'statefulsets'> = {
  kind: 'statefulsets',
  kinds: ['StatefulSet'],
  namespaced: true,
  groupVersionResources: [
    {
      apiVersion: 'apps/v1',
      resource: 'statefulsets',
      message: statefulSet,
      transform: transformWorkload('StatefulSet'),
    },
  ],
};
