import type { EndpointSliceObject, ObjectReference } from '@/lib/model/objects';
import { betaEndpointSlice, endpointSlice, endpoints } from '../protobuf/messages/network';
import type { KindDefinition } from './definition';
import { pick, transformMetadata } from './transform';

type Endpoint = NonNullable<EndpointSliceObject['endpoints']>[number];

const transformEndpoint = (raw: Endpoint): Endpoint => pick(raw, ['addresses', 'conditions', 'nodeName', 'targetRef']);

/** discovery.k8s.io/v1. */
export const transformSlice = (raw: EndpointSliceObject): EndpointSliceObject => ({
  kind: 'EndpointSlice',
  metadata: transformMetadata(raw.metadata),
  ...pick(raw, ['addressType', 'ports']),
  endpoints: (raw.endpoints ?? []).map(transformEndpoint),
});

/** v1beta1 (gone in 1.25) says the node in a topology map. */
export const transformBetaSlice = (raw: EndpointSliceObject): EndpointSliceObject => ({
  ...transformSlice(raw),
  endpoints: (raw.endpoints ?? []).map((endpoint: Endpoint & { topology?: Record<string, string> }) => {
    const nodeName = endpoint.nodeName ?? endpoint.topology?.['kubernetes.io/hostname'];
    return { ...transformEndpoint(endpoint), ...(nodeName ? { nodeName } : {}) };
  }),
});

interface OldAddress {
  ip: string;
  nodeName?: string;
  targetRef?: ObjectReference;
}
interface OldEndpoints extends EndpointSliceObject {
  subsets?: { addresses?: OldAddress[]; notReadyAddresses?: OldAddress[]; ports?: EndpointSliceObject['ports'] }[];
}

const fromAddress =
  (ready: boolean) =>
  (address: OldAddress): Endpoint => ({
    addresses: [address.ip],
    conditions: { ready },
    ...pick(address, ['nodeName', 'targetRef']),
  });

/** core/v1 Endpoints, as one slice of the service of the same name. */
export function transformEndpoints(raw: OldEndpoints): EndpointSliceObject {
  const metadata = transformMetadata(raw.metadata);
  const subsets = raw.subsets ?? [];
  return {
    kind: 'EndpointSlice',
    metadata: { ...metadata, labels: { ...metadata.labels, 'kubernetes.io/service-name': metadata.name } },
    addressType: 'IPv4',
    endpoints: subsets.flatMap((subset) => [
      ...(subset.addresses ?? []).map(fromAddress(true)),
      ...(subset.notReadyAddresses ?? []).map(fromAddress(false)),
    ]),
    ports: subsets.flatMap((subset) => subset.ports ?? []),
  };
}

export const endpointslices: KindDefinition<'endpointslices'> = {
  kind: 'endpointslices',
  kinds: ['EndpointSlice', 'Endpoints'],
  namespaced: true,
  groupVersionResources: [
    {
      apiVersion: 'discovery.k8s.io/v1',
      resource: 'endpointslices',
      message: endpointSlice,
      transform: transformSlice,
    },
    {
      apiVersion: 'discovery.k8s.io/v1beta1',
      resource: 'endpointslices',
      message: betaEndpointSlice,
      transform: transformBetaSlice,
    },
    { apiVersion: 'v1', resource: 'endpoints', message: endpoints, transform: transformEndpoints },
  ],
};
