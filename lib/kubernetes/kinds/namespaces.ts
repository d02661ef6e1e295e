import { namespace } from '../protobuf/messages/nodes';
import type { KindDefinition } from './definition';
import { pick, transformMetadata } from './transform';

export const namespaces: KindDefinition<'namespaces'> = {
  kind: 'namespaces',
  kinds: ['Namespace'],
  namespaced: false,
  groupVersionResources: [
    {
      apiVersion: 'v1',
      resource: 'namespaces',
      message: namespace,
      transform: (raw) => ({
        kind: 'Namespace',
        metadata: transformMetadata(raw.metadata),
        spec: pick(raw.spec ?? {}, ['finalizers']),
        status: pick(raw.status ?? {}, ['phase', 'conditions']),
      }),
    },
  ],
};
