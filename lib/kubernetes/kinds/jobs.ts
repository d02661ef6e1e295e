import { job } from '../protobuf/messages/workloads';
import type { KindDefinition } from './definition';
import { transformWorkload } from './workload';

export const jobs: KindDefinition<'jobs'> = {
  kind: 'jobs',
  kinds: ['Job'],
  namespaced: true,
  groupVersionResources: [
    { apiVersion: 'batch/v1', resource: 'jobs', message: job, transform: transformWorkload('Job') },
  ],
};
