import type { KindDefinition } from './definition';
import { transformMetadata } from './transform';

export const namespaces: KindDefinition<'namespaces'> = {
  kind: 'namespaces',
  kinds: ['Namespace'],
  namespaced: false,
  groupVersionResources: [
    {
      apiVersion: 'v1',
      resource: 'namespaces',
      transform: (raw) => ({
        kind: 'Namespace',
        metadata: transformMetadata(raw.metadata),
        status: { ...(raw.status?.phase ? { phase: raw.status.phase } : {}) },
      }),
    },
  ],
};
