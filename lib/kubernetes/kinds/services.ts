import type { KindDefinition } from './definition';
import { pick, pruneMeta } from './prune';

export const services: KindDefinition<'services'> = {
  kind: 'services',
  kinds: ['Service'],
  namespaced: true,
  candidates: [
    {
      apiVersion: 'v1',
      resource: 'services',
      prune: (raw) => ({
        kind: 'Service',
        metadata: pruneMeta(raw.metadata),
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
