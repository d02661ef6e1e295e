import { daemonSet } from '../protobuf/messages/workloads';
import type { KindDefinition } from './definition';
import { transformWorkload } from './workload';

export const daemonsets: KindDefinition<'daemonsets'> = {
  kind: 'daemonsets',
  kinds: ['DaemonSet'],
  namespaced: true,
  groupVersionResources: [
    { apiVersion: 'apps/v1', resource: 'daemonsets', message: daemonSet, transform: transformWorkload('DaemonSet') },
  ],
};
