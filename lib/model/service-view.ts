/** A Service as the diagram shows it, with the endpoints its slices name and the pods its selector finds. */
import type { PodView, ServicePod, ServiceView } from './cluster';
import type { EndpointSliceObject, PodObject, ServiceObject } from './objects';

/** What the slices of one Service say. */
export interface Endpoints {
  ready: number;
  total: number;
  /** Whether each pod among them is ready, by name. */
  pods: ReadonlyMap<string, boolean>;
}

const SERVICE_LABEL = 'kubernetes.io/service-name';

interface Members {
  all: Map<string, boolean>;
  pods: Map<string, boolean>;
}

/** Endpoints by service key; dual-stack slices of one pod are counted once (by target, else by address). */
export function endpointsByService(slices: Iterable<EndpointSliceObject>): Map<string, Endpoints> {
  const seen = new Map<string, Members>();
  for (const { metadata, endpoints } of slices) {
    const name =
      metadata.labels?.[SERVICE_LABEL] ??
      metadata.ownerReferences?.find((one) => one.kind === 'Service' && (one.apiVersion ?? 'v1') === 'v1')?.name;
    if (!name) continue;
    const key = `${metadata.namespace ?? ''}/${name}`;
    const members = seen.get(key) ?? { all: new Map<string, boolean>(), pods: new Map<string, boolean>() };
    seen.set(key, members);
    for (const { targetRef, addresses = [], conditions } of endpoints ?? []) {
      const id = targetRef?.uid ?? targetRef?.name ?? addresses.join(',');
      // `ready` absent means ready: https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/#ready
      const isReady = conditions?.ready !== false;
      members.all.set(id, (members.all.get(id) ?? false) || isReady);
      if (targetRef?.kind !== 'Pod' || !targetRef.name) continue;
      members.pods.set(targetRef.name, (members.pods.get(targetRef.name) ?? false) || isReady);
    }
  }
  return new Map(
    [...seen].map(([key, { all, pods }]) => [
      key,
      { ready: [...all.values()].filter(Boolean).length, total: all.size, pods },
    ]),
  );
}

/** Whether a selector finds a pod; an empty one finds none: its endpoints are somebody's own. */
export function selects(selector: Readonly<Record<string, string>>, { metadata }: PodObject): boolean {
  const wanted = Object.entries(selector);
  return wanted.length > 0 && wanted.every(([label, value]) => metadata.labels?.[label] === value);
}

/** Pods of a Service by name: its endpoints, and those of its namespace that its selector finds and that are none. */
export function servicePods(
  selector: Readonly<Record<string, string>>,
  endpoints: Endpoints | undefined,
  ofNamespace: readonly PodObject[],
): ServicePod[] {
  const states = new Map<string, ServicePod['state']>();
  for (const pod of ofNamespace) if (selects(selector, pod)) states.set(pod.metadata.name, 'selected');
  for (const [name, isReady] of endpoints?.pods ?? []) states.set(name, isReady ? 'ready' : 'not-ready');
  return [...states].map(([name, state]) => ({ name, state })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Services a pod belongs to, by name. */
export function servicesOfPod(
  services: Iterable<ServiceView>,
  pod: Pick<PodView, 'namespace' | 'name'>,
): ServiceView[] {
  return [...services].filter(
    ({ namespace, pods }) => namespace === pod.namespace && pods.some(({ name }) => name === pod.name),
  );
}

/** PORT(S) as kubectl prints each: `80/TCP`, `80:30080/TCP`. */
export function servicePorts(service: ServiceObject): string[] {
  return (service.spec?.ports ?? []).map(
    ({ port, nodePort, protocol = 'TCP' }) => `${port}${nodePort ? `:${nodePort}` : ''}/${protocol}`,
  );
}

/** Builds the view of one service. */
export function serviceView(
  service: ServiceObject,
  endpoints: Pick<Endpoints, 'ready' | 'total'> | undefined,
  pods: ServicePod[],
): ServiceView {
  const { metadata, spec } = service;
  return {
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    type: spec?.type ?? 'ClusterIP',
    ...(spec?.clusterIP ? { clusterIP: spec.clusterIP } : {}),
    ports: servicePorts(service),
    selector: spec?.selector ?? {},
    endpoints: { ready: endpoints?.ready ?? 0, total: endpoints?.total ?? 0 },
    pods,
    ...(metadata.creationTimestamp ? { createdAt: metadata.creationTimestamp } : {}),
  };
}
