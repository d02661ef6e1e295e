import type { KindDefinition } from './definition';
import { pruneWorkload } from './workload';

export const deployments: KindDefinition<'deployments'> = {
  kind: 'deployments',
  kinds: ['Deployment'],
  namespaced: true,
  candidates: [{ apiVersion: 'apps/v1', resource: 'deployments', prune: pruneWorkload('Deployment') }],
};
