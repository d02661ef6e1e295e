import type { KindDefinition } from './definition';
import { pruneMeta } from './prune';

export const namespaces: KindDefinition<'namespaces'> = {
  kind: 'namespaces',
  kinds: ['Namespace'],
  namespaced: false,
  candidates: [
    {
      apiVersion: 'v1',
      resource: 'namespaces',
      prune: (raw) => ({
        kind: 'Namespace',
        metadata: pruneMeta(raw.metadata),
        status: { ...(raw.status?.phase ? { phase: raw.status.phase } : {}) },
      }),
    },
  ],
};
