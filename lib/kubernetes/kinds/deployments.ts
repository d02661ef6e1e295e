import { deployment } from '../protobuf/messages/workloads';
import type { KindDefinition } from './definition';
import { transformWorkload } from './workload';

export const deployments: KindDefinition<'deployments'> = {
  kind: 'deployments',
  kinds: ['Deployment'],
  namespaced: true,
  groupVersionResources: [
    { apiVersion: 'apps/v1', resource: 'deployments', message: deployment, transform: transformWorkload('Deployment') },
  ],
};
