import { service } from '../protobuf/messages/network';
import type { KindDefinition } from './definition';
import { pick, transformMetadata } from './transform';

export const services: KindDefinition<'services'> = {
  kind: 'services',
  kinds: ['Service'],
  namespaced: true,
  groupVersionResources: [
    {
      apiVersion: 'v1',
      resource: 'services',
      message: service,
      transform: (raw) => ({
        kind: 'Service',
        metadata: transformMetadata(raw.metadata),
        spec: pick(raw.spec ?? {}, [
          'type',
          'clusterIP',
          'clusterIPs',
          'externalIPs',
          'externalName',
          'selector',
          'ports',
        ]),
        status: pick(raw.status ?? {}, ['loadBalancer']),
      }),
    },
  ],
};
