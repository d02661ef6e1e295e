import { matchesLabels } from '../../labels.ts';
import { controllerOf, controllerReference } from '../owners.ts';
import { isFinished, isReady } from '../pods.ts';
import { keyOf, type Pod, type Service, sameJson } from '../types.ts';
import { type Controller, queueOn } from './controller.ts';

type Ports = { name: string; port: number; protocol: string }[];

/** Port numbers of a service at one pod: target ports may be names. */
function portsAt(service: Service, pod: Pod): Ports {
  const named = pod.spec.containers.flatMap((container) => container.ports ?? []);
  return (service.spec.ports ?? []).flatMap((port) => {
    const target: unknown = port.targetPort ?? port.port;
    const number = typeof target === 'number' ? target : named.find((one) => one.name === target)?.containerPort;
    return number === undefined ? [] : [{ name: port.name ?? '', port: number, protocol: port.protocol ?? 'TCP' }];
  });
}

/** The pods behind a service, in the order of their addresses. */
function podsOf(service: Service, pods: Pod[]): Pod[] {
  return pods
    .filter(
      (pod) =>
        matchesLabels(service.spec.selector, pod.metadata.labels) && pod.status.podIP !== undefined && !isFinished(pod),
    )
    .sort((a, b) => ((a.status.podIP ?? '') < (b.status.podIP ?? '') ? -1 : 1));
}

/** Pods by the numbers its ports have there. */
function groupsOf(service: Service, pods: Pod[]): { ports: Ports; pods: Pod[] }[] {
  const byPorts = new Map<string, { ports: Ports; pods: Pod[] }>();
  for (const pod of pods) {
    const ports = portsAt(service, pod);
    const group = byPorts.get(JSON.stringify(ports)) ?? { ports, pods: [] };
    group.pods.push(pod);
    byPorts.set(JSON.stringify(ports), group);
  }
  return Array.from(byPorts.values());
}

const headless = ({ spec }: Service): Record<string, string> =>
  spec.clusterIP === 'None' ? { 'service.kubernetes.io/headless': '' } : {};

/** A pod has a name of its own under the service that is its subdomain. */
const hostnameOf = (service: Service, { spec: { hostname, subdomain } }: Pod) =>
  hostname !== undefined && subdomain === service.metadata.name ? { hostname } : {};

const targetOf = (pod: Pod) => ({
  kind: 'Pod',
  name: pod.metadata.name,
  ...(pod.metadata.namespace === undefined ? {} : { namespace: pod.metadata.namespace }),
  uid: pod.metadata.uid,
});

/** EndpointSlices: which pods stand behind each service, and which of them are ready. One slice per set of ports. */
export const endpointSliceController: Controller = (context) => {
  const { api, informers } = context;
  const services = informers.of('services');
  const pods = informers.of('pods');
  const slices = informers.of('endpointslices');

  const queue = queueOn(context, [services, pods, slices], (key) => {
    const service = services.get(key);
    if (service?.spec.selector === undefined || Object.keys(service.spec.selector).length === 0) return;
    const mine = slices
      .list(service.metadata.namespace)
      .filter((slice) => controllerOf(slice)?.uid === service.metadata.uid);
    const groups = groupsOf(service, podsOf(service, pods.list(service.metadata.namespace)));
    if (groups.length === 0) groups.push({ ports: [], pods: [] });
    for (const [index, group] of groups.entries()) {
      const { publishNotReadyAddresses = false } = service.spec;
      const endpoints = group.pods.map((pod) => {
        const terminating = pod.metadata.deletionTimestamp !== undefined;
        return {
          addresses: [pod.status.podIP ?? ''],
          conditions: {
            ready: publishNotReadyAddresses || (isReady(pod) && !terminating),
            serving: isReady(pod),
            terminating,
          },
          ...hostnameOf(service, pod),
          nodeName: pod.spec.nodeName ?? '',
          targetRef: targetOf(pod),
        };
      });
      const slice = mine[index];
      const body = { addressType: 'IPv4', endpoints, ports: group.ports };
      if (slice === undefined) {
        api.create('endpointslices', {
          apiVersion: 'discovery.k8s.io/v1',
          kind: 'EndpointSlice',
          metadata: {
            generateName: `${service.metadata.name}-`,
            ...(service.metadata.namespace === undefined ? {} : { namespace: service.metadata.namespace }),
            labels: {
              ...service.metadata.labels,
              'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
              'kubernetes.io/service-name': service.metadata.name,
              ...headless(service),
            },
            ownerReferences: [controllerReference(service)],
          },
          ...body,
        });
      } else if (!sameJson({ e: slice.endpoints ?? [], p: slice.ports ?? [] }, { e: endpoints, p: group.ports })) {
        api.update('endpointslices', { ...slice, ...body });
      }
    }
    for (const slice of mine.slice(groups.length)) {
      api.delete('endpointslices', { name: slice.metadata.name, namespace: slice.metadata.namespace ?? 'default' });
    }
  });

  follow(services, pods, (key) => queue.add(key));
};

/** Endpoints: the older shape of the same, which `kubectl get endpoints` shows. */
export const endpointsController: Controller = (context) => {
  const { api, informers } = context;
  const services = informers.of('services');
  const pods = informers.of('pods');

  const queue = queueOn(context, [services, pods], (key) => {
    const service = services.get(key);
    if (service?.spec.selector === undefined || Object.keys(service.spec.selector).length === 0) return;
    const { publishNotReadyAddresses: all = false } = service.spec;
    const behind = podsOf(service, pods.list(service.metadata.namespace)).filter(
      (pod) => all || pod.metadata.deletionTimestamp === undefined,
    );
    const address = (pod: Pod) => ({
      ip: pod.status.podIP ?? '',
      ...hostnameOf(service, pod),
      nodeName: pod.spec.nodeName ?? '',
      targetRef: targetOf(pod),
    });
    const subsets = groupsOf(service, behind).map((group) => {
      const ready = group.pods.filter((pod) => all || isReady(pod)).map(address);
      const notReady = group.pods.filter((pod) => !all && !isReady(pod)).map(address);
      const ports = group.ports.map(({ name, ...port }) => (name === '' ? port : { name, ...port }));
      return {
        ...(ready.length === 0 ? {} : { addresses: ready }),
        ...(notReady.length === 0 ? {} : { notReadyAddresses: notReady }),
        ...(ports.length === 0 ? {} : { ports }),
      };
    });
    const { name, namespace = 'default' } = service.metadata;
    const known = api.find('endpoints', name, namespace);
    if (known === undefined) {
      api.create('endpoints', {
        apiVersion: 'v1',
        kind: 'Endpoints',
        metadata: {
          name,
          namespace,
          labels: {
            ...service.metadata.labels,
            'endpoints.kubernetes.io/managed-by': 'endpoint-controller',
            ...headless(service),
          },
        },
        ...(subsets.length === 0 ? {} : { subsets }),
      });
    } else if (!sameJson(known.subsets ?? [], subsets)) {
      api.update('endpoints', { ...known, subsets });
    }
  });

  services.onChange(({ type, object }) => {
    const { name, namespace = 'default' } = object.metadata;
    if (type !== 'deleted') queue.add(keyOf(object));
    else if (api.find('endpoints', name, namespace) !== undefined) api.delete('endpoints', { name, namespace });
  });
  follow(services, pods, (key) => queue.add(key));
};

type Informers = Parameters<Controller>[0]['informers'];

/** Calls `add` with the key of each service a change of a service or a pod may concern. */
function follow(
  services: ReturnType<typeof serviceInformer>,
  pods: ReturnType<typeof podInformer>,
  add: (key: string) => void,
): void {
  services.onChange(({ type, object }) => {
    if (type !== 'deleted') add(keyOf(object));
  });
  pods.onChange(({ object, before }) => {
    for (const service of services.list(object.metadata.namespace)) {
      const { selector } = service.spec;
      if (selector === undefined || Object.keys(selector).length === 0) continue;
      if (matchesLabels(selector, object.metadata.labels) || matchesLabels(selector, before?.metadata.labels))
        add(keyOf(service));
    }
  });
}
const serviceInformer = (informers: Informers) => informers.of('services');
const podInformer = (informers: Informers) => informers.of('pods');
