/**
 * Clusters made by hand for the tests of the layout and for looking at the diagram before there is a cluster:
 * a class-room with one control plane and two workers, and small variations of it.
 */
import type {
  ChainLink,
  ClusterSnapshot,
  Component,
  ComponentId,
  ComponentInstance,
  ContainerView,
  EvidenceLevel,
  Health,
  NodeView,
  PodView,
} from '../cluster';
import { farAway } from '../fleet/fleet';

export const NOW = '2026-11-22T10:41:09.000Z';

const container = (name: string, image: string, health: Health): ContainerView => ({
  name,
  kind: 'app',
  image,
  health,
  ready: health === 'ok',
  restarts: 0,
  ...(health === 'ok' ? { state: 'Running', startedAt: '2026-11-22T09:58:12Z' } : {}),
});

/** A pod; what is not given is that of a healthy one. */
export function pod(
  namespace: string,
  name: string,
  node: string | undefined,
  more: Partial<PodView> & { images?: string[] } = {},
): PodView {
  const { images = [`${name.split('-')[0]}:1.0`], ...rest } = more;
  const health = rest.health ?? 'ok';
  return {
    namespace,
    name,
    status: health === 'ok' ? 'Running' : 'Pending',
    health,
    ready: `${health === 'ok' ? images.length : 0}/${images.length}`,
    restarts: 0,
    ...(node === undefined ? {} : { node }),
    static: false,
    createdAt: '2026-11-22T09:58:10Z',
    containers: images.map((image, index) =>
      container(index ? `c${index}` : (name.split('-')[0] ?? name), image, health),
    ),
    ...rest,
  };
}

const link = (id: ComponentId, name: string, evidenceLevel: EvidenceLevel, protocol?: string): ChainLink => ({
  id,
  name,
  evidenceLevel,
  evidence: [],
  ...(protocol ? { protocol } : {}),
});
export const CONTAINERD_CHAIN: ChainLink[] = [
  link('kubelet', 'kubelet', 'observed'),
  link('containerd', 'containerd', 'observed', 'gRPC CRI'),
  link('runc', 'runC', 'inferred', 'OCI runtime spec'),
];
export const DOCKER_CHAIN: ChainLink[] = [
  link('kubelet', 'kubelet', 'observed'),
  link('cri-dockerd', 'cri-dockerd', 'inferred', 'gRPC CRI'),
  link('dockerd', 'dockerd', 'observed', 'HTTP (Docker Engine API)'),
  link('containerd', 'containerd', 'inferred', 'gRPC'),
  link('runc', 'runC', 'inferred', 'OCI runtime spec'),
];

/** A node that is ready. */
export function node(name: string, more: Partial<NodeView> = {}): NodeView {
  return {
    name,
    roles: [],
    ready: true,
    status: 'Ready',
    health: 'ok',
    runtime: 'containerd://1.7.24',
    kubeletVersion: 'v1.36.2',
    heartbeatAt: '2026-11-22T10:41:06.000000Z',
    heartbeatSeconds: 40,
    internalIP: '10.0.0.9',
    osImage: 'Debian GNU/Linux 12',
    unschedulable: false,
    taints: [],
    conditions: [],
    capacity: { cpu: '2', memory: '4Gi', pods: '110' },
    allocatable: { cpu: '2', memory: '4Gi', pods: '110' },
    requests: { cpu: 850, memory: 1_000_000_000, pods: 7 },
    chain: CONTAINERD_CHAIN,
    handlers: [{ name: 'runc', evidenceLevel: 'inferred' }],
    ...more,
  };
}

const component = (
  id: ComponentId,
  evidenceLevel: EvidenceLevel,
  instances: ComponentInstance[] = [],
  more: Partial<Component> = {},
): Component => ({
  id,
  evidenceLevel,
  health: 'ok',
  instances,
  evidence: [],
  ...more,
});

/** The control plane as static pods on these nodes. */
export function controlPlane(nodes: readonly string[]): { components: Component[]; pods: PodView[] } {
  const ids: ComponentId[] = ['kube-apiserver', 'etcd', 'kube-scheduler', 'kube-controller-manager'];
  const pods = nodes.flatMap((name) =>
    ids.map((id) =>
      pod('kube-system', `${id}-${name}`, name, {
        static: true,
        component: id,
        images: [`registry.k8s.io/${id}:v1.36.2`],
      }),
    ),
  );
  const components = ids.map((id) =>
    component(
      id,
      'observed',
      nodes.map((name, index) => ({
        name: `${id}-${name}`,
        namespace: 'kube-system',
        node: name,
        pod: `kube-system/${id}-${name}`,
        status: 'Running',
        health: 'ok',
        ready: '1/1',
        restarts: 0,
        version: 'v1.36.2',
        static: true,
        ...(index === 0 ? { leader: true } : {}),
      })),
      id === 'kube-scheduler' || id === 'kube-controller-manager'
        ? { leader: { identity: `${nodes[0]}_8f2c`, node: nodes[0] ?? '', renewedAt: '2026-11-22T10:41:07.800000Z' } }
        : id === 'kube-apiserver'
          ? {
              version: 'v1.36.2',
              checks: Array.from({ length: 37 }, (_, index) => ({ name: `check-${index}`, ok: true })),
            }
          : {},
    ),
  );
  return { components, pods };
}

export const CLIENTS: Component[] = [
  component('kubectl', 'observed', [{ name: 'kubectl-create' }]),
  component('kubeplano', 'observed', [{ name: 'kubeplano' }]),
];
const ABSENT_CLOUD = component('cloud-controller-manager', 'absent', [], {
  health: 'unknown',
  reason: { code: 'looked-in' },
});

/** A snapshot around these parts. */
export function snapshot(
  parts: Partial<ClusterSnapshot> & Pick<ClusterSnapshot, 'components' | 'nodes' | 'pods'>,
): ClusterSnapshot {
  const names = [...new Set(parts.pods.map((each) => each.namespace))].sort();
  const namespaces = names.map((name) => ({ name, phase: 'Active' }));
  return {
    ...farAway({ namespaces, workloads: [], services: [], ...parts }, () => ({})),
    revision: 1,
    at: NOW,
    source: { kind: 'cluster', context: 'aula-devops' },
    connection: { state: 'live', since: NOW },
    server: { version: 'v1.36.2' },
    identity: { username: 'ivan', groups: [], evidenceLevel: 'observed' },
    distribution: { id: 'kubeadm', name: 'kubeadm', evidence: [] },
    kinds: [],
    namespaces,
    workloads: [],
    services: [],
    events: [],
    ...parts,
  };
}

const daemons = (name: string): PodView[] => [
  pod('kube-system', `kube-proxy-${name.slice(0, 1)}x7k${name.slice(-1)}`, name, { component: 'kube-proxy' }),
  pod('kube-system', `calico-node-${name.slice(0, 1)}m2v${name.slice(-1)}`, name, { component: 'cni' }),
];

/** kubeadm: one control plane, two workers, the pods of the diagram. */
export function classroom(): ClusterSnapshot {
  const control = controlPlane(['maestro-1']);
  return snapshot({
    components: [...CLIENTS, ...control.components, ABSENT_CLOUD, component('kubeadm', 'observed')],
    nodes: [
      node('maestro-1', { roles: ['control-plane'], internalIP: '10.0.0.2' }),
      node('trabajador-1', { internalIP: '10.0.0.3', heartbeatAt: '2026-11-22T10:41:03.000000Z' }),
      node('trabajador-2', { internalIP: '10.0.0.4' }),
    ],
    pods: [
      ...control.pods,
      ...['maestro-1', 'trabajador-1', 'trabajador-2'].flatMap(daemons),
      pod('kube-system', 'coredns-5f6b8d7c9-abcde', 'maestro-1', { component: 'coredns' }),
      pod('kube-system', 'coredns-5f6b8d7c9-k8kq2', 'trabajador-2', { component: 'coredns' }),
      pod('produccion', 'web-7d4f5b8c66-x2k9p', 'trabajador-1'),
      pod('produccion', 'web-7d4f5b8c66-p9q4z', 'trabajador-1'),
      pod('produccion', 'mongo-0', 'trabajador-1', { images: ['mongo:7', 'exporter:1'] }),
      pod('clientea', 'tienda-6b8c9d7f5-hh2kq', 'trabajador-1', { health: 'not-ready', status: 'Running' }),
      pod('pruebas', 'api-5cf7d8b9c4-kk1vt', 'trabajador-2'),
      pod('ivan', 'lote-28x9k', 'trabajador-2', { health: 'failing', status: 'CrashLoopBackOff', restarts: 8 }),
      pod('desarrollo', 'redis-0', 'trabajador-2'),
      pod('desarrollo', 'web-7d4c6f9b8-r5t2w', 'trabajador-2', { health: 'starting', status: 'ContainerCreating' }),
      pod('ivan', 'gpu-trainer', undefined, {
        health: 'starting',
        status: 'Pending',
        message: '0/3 nodes are available: 3 Insufficient cpu.',
      }),
    ],
  });
}

/** A managed control plane: two nodes, and a curtain. */
export function managed(): ClusterSnapshot {
  const hidden = (id: ComponentId, evidenceLevel: EvidenceLevel = 'hidden') =>
    component(id, evidenceLevel, [], { health: 'unknown', reason: { code: 'managed-control-plane' } });
  const names = ['ip-10-0-10-170.ec2.internal', 'ip-10-0-20-143.ec2.internal'];
  return snapshot({
    distribution: { id: 'eks', name: 'Amazon EKS', evidence: [] },
    components: [
      ...CLIENTS,
      hidden('kube-apiserver'),
      hidden('etcd'),
      hidden('kube-scheduler'),
      hidden('kube-controller-manager'),
      hidden('cloud-controller-manager'),
    ],
    nodes: names.map((name) => node(name, { runtime: 'containerd://1.7.22' })),
    pods: names.flatMap((name, index) => [
      pod('kube-system', `aws-node-${index}k2jq`, name, { component: 'cni', images: ['cni', 'policy'] }),
      pod('kube-system', `kube-proxy-${index}7xkq`, name, { component: 'kube-proxy' }),
      pod('default', `web-${index}`, name),
    ]),
  });
}

/** Three of everything in the control plane, two workers. */
export function highlyAvailable(): ClusterSnapshot {
  const masters = ['cp-1', 'cp-2', 'cp-3'];
  const control = controlPlane(masters);
  const workers = ['w-1', 'w-2'];
  return snapshot({
    components: [...CLIENTS, ...control.components, ABSENT_CLOUD],
    nodes: [...masters.map((name) => node(name, { roles: ['control-plane'] })), ...workers.map((name) => node(name))],
    pods: [
      ...control.pods,
      ...[...masters, ...workers].flatMap(daemons),
      ...workers.map((name) => pod('tienda', `web-${name}`, name)),
    ],
  });
}

/** One node whose runtime is Docker, as with cri-dockerd. */
export function dockerNode(): ClusterSnapshot {
  const control = controlPlane(['minikube']);
  return snapshot({
    distribution: { id: 'minikube', name: 'minikube', evidence: [] },
    components: [...CLIENTS, ...control.components, component('minikube', 'observed')],
    nodes: [node('minikube', { roles: ['control-plane'], runtime: 'docker://26.1.4', chain: DOCKER_CHAIN })],
    pods: [...control.pods, ...daemons('minikube'), pod('default', 'hola-6c8f9d7b5-x2k9p', 'minikube')],
  });
}

/** k3s: the control plane is one process on the host. */
export function embedded(): ClusterSnapshot {
  const inside = (id: ComponentId) =>
    component(id, 'inferred', [{ name: 'k3s', node: 'k3s-server-0' }], {
      reason: { code: 'embedded-in-one-process', values: { process: 'k3s' } },
    });
  return snapshot({
    distribution: { id: 'k3s', name: 'k3s', evidence: [] },
    components: [
      ...CLIENTS,
      inside('kube-apiserver'),
      component('etcd', 'hidden'),
      inside('kube-scheduler'),
      inside('kube-controller-manager'),
    ],
    nodes: [node('k3s-server-0', { roles: ['control-plane', 'master'] })],
    pods: [
      pod('kube-system', 'coredns-7448499f4d-lf2xs', 'k3s-server-0', { component: 'coredns' }),
      pod('default', 'web-0', 'k3s-server-0'),
    ],
  });
}

/** `nodes` machines with `each` pods; every twentieth pod is not well. */
export function many(nodes: number, each: number): ClusterSnapshot {
  const control = controlPlane(['cp-1']);
  const states: Partial<PodView>[] = [
    { health: 'failing', status: 'CrashLoopBackOff' },
    { health: 'starting', status: 'ContainerCreating' },
    { health: 'not-ready', status: 'Running' },
  ];
  const workers = Array.from({ length: nodes - 1 }, (_, index) => `worker-${index + 1}`);
  return snapshot({
    components: [...CLIENTS, ...control.components, ABSENT_CLOUD],
    nodes: [
      node('cp-1', { roles: ['control-plane'] }),
      ...workers.map((name, index) =>
        node(name, index % 97 === 50 ? { ready: false, status: 'NotReady', health: 'failing' } : {}),
      ),
    ],
    pods: [
      ...control.pods,
      ...workers.flatMap((name, at) =>
        Array.from({ length: each }, (_, index) =>
          pod(
            `equipo-${index % 7}`,
            `app${index % 9}-7d4f5b8c66-${at}x${index}`,
            name,
            (at * each + index) % 20 ? {} : states[at % 3],
          ),
        ),
      ),
    ],
  });
}
