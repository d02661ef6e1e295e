/** A Service as the diagram shows it, with the endpoints its slices name. */
import type { ServiceView } from './cluster';
import type { EndpointSliceObject, ServiceObject } from './objects';

export interface Endpoints {
  ready: number;
  total: number;
}

const SERVICE_LABEL = 'kubernetes.io/service-name';

/** Endpoints by service key; dual-stack slices of one pod are counted once (by target, else by address). */
export function endpointsByService(slices: Iterable<EndpointSliceObject>): Map<string, Endpoints> {
  const seen = new Map<string, Map<string, boolean>>();
  for (const { metadata, endpoints } of slices) {
    const name =
      metadata.labels?.[SERVICE_LABEL] ?? metadata.ownerReferences?.find((one) => one.kind === 'Service')?.name;
    if (!name) continue;
    const key = `${metadata.namespace ?? ''}/${name}`;
    const members = seen.get(key) ?? new Map<string, boolean>();
    seen.set(key, members);
    for (const endpoint of endpoints ?? []) {
      const id = endpoint.targetRef?.uid ?? endpoint.targetRef?.name ?? (endpoint.addresses ?? []).join(',');
      // `ready` absent means ready: https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/#ready
      members.set(id, (members.get(id) ?? false) || endpoint.conditions?.ready !== false);
    }
  }
  return new Map(
    [...seen].map(([key, members]) => [
      key,
      { ready: [...members.values()].filter(Boolean).length, total: members.size },
    ]),
  );
}

/** PORT(S) as kubectl prints each: `80/TCP`, `80:30080/TCP`. */
export function servicePorts(service: ServiceObject): string[] {
  return (service.spec?.ports ?? []).map(
    ({ port, nodePort, protocol = 'TCP' }) => `${port}${nodePort ? `:${nodePort}` : ''}/${protocol}`,
  );
}

/** Builds the view of one service. */
export function serviceView(service: ServiceObject, endpoints: Endpoints | undefined): ServiceView {
  const { metadata, spec } = service;
  return {
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    type: spec?.type ?? 'ClusterIP',
    ...(spec?.clusterIP ? { clusterIP: spec.clusterIP } : {}),
    ports: servicePorts(service),
    selector: spec?.selector ?? {},
    endpoints: endpoints ?? { ready: 0, total: 0 },
    ...(metadata.creationTimestamp ? { createdAt: metadata.creationTimestamp } : {}),
  };
}
