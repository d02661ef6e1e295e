import type { KindDefinition } from './definition';
import { pruneWorkload } from './workload';

export const jobs: KindDefinition<'jobs'> = {
  kind: 'jobs',
  kinds: ['Job'],
  namespaced: true,
  candidates: [{ apiVersion: 'batch/v1', resource: 'jobs', prune: pruneWorkload('Job') }],
};
