import type { KindDefinition } from './definition';
import { pruneWorkload } from './workload';

export const statefulsets: KindDefinition<'statefulsets'> = {
  kind: 'statefulsets',
  kinds: ['StatefulSet'],
  namespaced: true,
  candidates: [{ apiVersion: 'apps/v1', resource: 'statefulsets', prune: pruneWorkload('StatefulSet') }],
};
