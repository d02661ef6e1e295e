import type { ObjectOf } from '../kinds.ts';
import { AGE, column, labelsText, NAME, since, type TableKind } from './table.ts';

function externalIP({ spec, status }: ObjectOf<'services'>): string {
  const given = spec.externalIPs ?? [];
  if (spec.type === 'ExternalName') return spec.externalName ?? '';
  if (spec.type !== 'LoadBalancer') return given.join(',') || '<none>';
  const ingress = (status.loadBalancer?.ingress ?? []).map(({ ip, hostname }) => ip ?? hostname ?? '');
  return [...ingress, ...given].join(',') || '<pending>';
}

const portsText = ({ spec }: ObjectOf<'services'>): string =>
  (spec.ports ?? [])
    .map(({ port, nodePort, protocol }) => `${port}${nodePort ? `:${nodePort}` : ''}/${protocol}`)
    .join(',') || '<none>';

export const services: TableKind<'services'> = {
  columns: [
    NAME,
    column('Type', ['V1ServiceSpec', 'type']),
    column('Cluster-IP', ['V1ServiceSpec', 'clusterIP']),
    column('External-IP', ['V1ServiceSpec', 'externalIPs']),
    column('Port(s)', ['V1ServiceSpec', 'ports']),
    AGE,
    column('Selector', ['V1ServiceSpec', 'selector'], { wide: true }),
  ],
  row: (service, now) => [
    service.metadata.name,
    service.spec.type ?? '',
    service.spec.clusterIPs?.[0] ?? (service.spec.clusterIP || '<none>'),
    externalIP(service),
    portsText(service),
    since(service.metadata.creationTimestamp, now),
    labelsText(service.spec.selector),
  ],
};

/** The first three, and how many more there are. */
function firstThree(words: string[]): string {
  if (words.length <= 3) return words.join(',');
  return `${words.slice(0, 3).join(',')} + ${words.length - 3} more...`;
}

export const endpoints: TableKind<'endpoints'> = {
  columns: [NAME, column('Endpoints', ['V1Endpoints', 'subsets']), AGE],
  row: ({ metadata, subsets = [] }, now) => {
    const all = subsets.flatMap(({ addresses = [], ports = [] }) =>
      ports.length === 0
        ? addresses.map(({ ip }) => ip)
        : ports.flatMap(({ port }) => addresses.map(({ ip }) => `${ip}:${port}`)),
    );
    return [metadata.name, firstThree(all) || '<none>', since(metadata.creationTimestamp, now)];
  },
};

export const endpointslices: TableKind<'endpointslices'> = {
  columns: [
    NAME,
    column('AddressType', ['V1EndpointSlice', 'addressType']),
    column('Ports', ['V1EndpointSlice', 'ports']),
    column('Endpoints', ['V1EndpointSlice', 'endpoints']),
    AGE,
  ],
  row: ({ metadata, addressType, ports, endpoints: all = [] }, now) => {
    const numbers = (ports ?? []).map(({ name, port }) => (port ? `${port}` : (name ?? '*')));
    const addresses = all.flatMap((endpoint) => endpoint.addresses);
    return [
      metadata.name,
      addressType,
      ports?.length ? firstThree(numbers) : '<unset>',
      firstThree(addresses) || '<unset>',
      since(metadata.creationTimestamp, now),
    ];
  },
};
