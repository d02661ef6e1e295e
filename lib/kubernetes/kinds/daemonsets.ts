import type { KindDefinition } from './definition';
import { pruneWorkload } from './workload';

export const daemonsets: KindDefinition<'daemonsets'> = {
  kind: 'daemonsets',
  kinds: ['DaemonSet'],
  namespaced: true,
  candidates: [{ apiVersion: 'apps/v1', resource: 'daemonsets', prune: pruneWorkload('DaemonSet') }],
};
