import { cronJob } from '../protobuf/messages/workloads';
import type { KindDefinition } from './definition';
import { transformWorkload } from './workload';

/** batch/v1 from 1.21; v1beta1 until 1.24. */
export const cronjobs: KindDefinition<'cronjobs'> = {
  kind: 'cronjobs',
  kinds: ['CronJob'],
  namespaced: true,
  groupVersionResources: [
    { apiVersion: 'batch/v1', resource: 'cronjobs', message: cronJob, transform: transformWorkload('CronJob') },
    { apiVersion: 'batch/v1beta1', resource: 'cronjobs', message: cronJob, transform: transformWorkload('CronJob') },
  ],
};
