import { beforeEach, describe, expect, it } from 'vitest';
import { ApiError, ServerGone } from '../api/errors.ts';
import { SampleCluster } from './cluster.ts';
import { isReady } from './pods.ts';

const NOW = Date.parse('2026-11-22T21:00:00Z');
const SECOND = 1_000;
const MINUTE = 60 * SECOND;

let cluster: SampleCluster;
const api = () => cluster.server.as('kubectl-create');
const pods = (namespace: string, app?: string) =>
  api().list('pods', { namespace, ...(app === undefined ? {} : { labelSelector: `app=${app}` }) }).items;
const ready = (node: string) =>
  api()
    .get('nodes', node)
    .status.conditions?.find((one) => one.type === 'Ready');
const run = (name: string) =>
  api().create('pods', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default' },
    spec: { containers: [{ name, image: 'nginx:1.27' }] },
  });
const scale = (replicas: number) =>
  api().patch('deployments', { name: 'web', namespace: 'produccion' }, 'merge', { spec: { replicas } });
const turn = (name: string, on: boolean, after = 5 * SECOND) => {
  expect(cluster.switches.set(name, on)).toBe(true);
  cluster.clock.advance(after);
};

beforeEach(() => {
  cluster = new SampleCluster({ now: NOW, ageMs: 4 * MINUTE });
});

describe('without its scheduler', () => {
  it('leaves new pods Pending with no event, and binds them when it is back', () => {
    turn('scheduler', false, 40 * SECOND);
    run('nuevo');
    cluster.clock.advance(5 * MINUTE);
    const pod = api().get('pods', 'nuevo', 'default');
    expect(pod.status.phase).toBe('Pending');
    expect(pod.spec.nodeName).toBeUndefined();
    expect(pod.status.conditions ?? []).toEqual([]);
    expect(
      api()
        .list('events', { namespace: 'default' })
        .items.filter((one) => one.involvedObject.name === 'nuevo'),
    ).toEqual([]);
    expect(api().find('pods', 'kube-scheduler-maestro', 'kube-system')).toBeUndefined();
    turn('scheduler', true, MINUTE);
    expect(api().get('pods', 'nuevo', 'default').status.phase).toBe('Running');
  });

  it('lets its lease go stale while what runs runs on', () => {
    turn('scheduler', false, 40 * SECOND);
    const renewed = Date.parse(api().get('leases', 'kube-scheduler', 'kube-system').spec.renewTime ?? '');
    expect(cluster.clock.now() - renewed).toBeGreaterThan(30 * SECOND);
    expect(pods('produccion', 'web').every(isReady)).toBe(true);
  });
});

describe('without its controller manager', () => {
  it('replaces no deleted pod, and scaling does nothing', () => {
    turn('controller-manager', false, 40 * SECOND);
    const [victim] = pods('produccion', 'web');
    api().delete('pods', { name: victim?.metadata.name ?? '', namespace: 'produccion' });
    scale(5);
    cluster.clock.advance(5 * MINUTE);
    expect(pods('produccion', 'web')).toHaveLength(2);
    turn('controller-manager', true, MINUTE);
    expect(pods('produccion', 'web').filter(isReady)).toHaveLength(5);
  });

  it('does not notice that a node has gone', () => {
    turn('controller-manager', false);
    turn('machine-nodo1', false, 10 * MINUTE);
    expect(ready('nodo1')?.status).toBe('True');
  });
});

describe('without the kubelet of a node', () => {
  it('stops its heartbeat, turns NotReady after the grace period and loses its pods five minutes later', () => {
    const before = pods('produccion', 'web');
    const lost = before.filter((pod) => pod.spec.nodeName === 'nodo1');
    expect(lost.length).toBeGreaterThan(0);
    turn('kubelet-nodo1', false, 30 * SECOND);
    const renewed = api().get('leases', 'nodo1', 'kube-node-lease').spec.renewTime;
    expect(ready('nodo1')?.status).toBe('True');
    cluster.clock.advance(35 * SECOND);
    expect(api().get('leases', 'nodo1', 'kube-node-lease').spec.renewTime).toBe(renewed);
    expect(ready('nodo1')).toMatchObject({
      status: 'Unknown',
      reason: 'NodeStatusUnknown',
      message: 'Kubelet stopped posting node status.',
    });
    expect(
      api()
        .get('nodes', 'nodo1')
        .spec.taints?.map((taint) => `${taint.key}:${taint.effect}`)
        .sort(),
    ).toEqual(['node.kubernetes.io/unreachable:NoExecute', 'node.kubernetes.io/unreachable:NoSchedule']);
    cluster.clock.advance(4 * MINUTE);
    expect(pods('produccion', 'web')).toHaveLength(before.length);
    cluster.clock.advance(90 * SECOND);
    const after = pods('produccion', 'web');
    expect(after.filter((pod) => pod.metadata.deletionTimestamp !== undefined)).toHaveLength(lost.length);
    expect(after.filter((pod) => pod.metadata.deletionTimestamp === undefined && isReady(pod))).toHaveLength(
      before.length,
    );
  });

  it('leaves its containers running', () => {
    turn('kubelet-nodo1', false, 10 * MINUTE);
    const running =
      cluster.machines
        .get('nodo1')
        ?.containerd.containers()
        .filter((one) => one.state === 'running') ?? [];
    expect(running.length).toBeGreaterThan(3);
  });

  it('takes up its containers where it left them when it is back', () => {
    const before = cluster.machines
      .get('nodo1')
      ?.containerd.containers()
      .filter((one) => one.state === 'running')
      .map((one) => one.id);
    turn('kubelet-nodo1', false, 20 * SECOND);
    turn('kubelet-nodo1', true, 20 * SECOND);
    const after = cluster.machines
      .get('nodo1')
      ?.containerd.containers()
      .filter((one) => one.state === 'running')
      .map((one) => one.id);
    expect(after).toEqual(before);
    expect(ready('nodo1')?.status).toBe('True');
  });
});

describe('with a kubelet of the control plane that was restarted', () => {
  const mirror = (component: string) => api().find('pods', `${component}-maestro`, 'kube-system');

  it('leaves its static pods and their mirrors as they were', () => {
    const before = mirror('kube-scheduler');
    turn('kubelet-maestro', false, 20 * SECOND);
    turn('kubelet-maestro', true, 20 * SECOND);
    expect(mirror('kube-scheduler')?.metadata.uid).toBe(before?.metadata.uid);
    expect(mirror('kube-scheduler')?.status.containerStatuses?.[0]?.containerID).toBe(
      before?.status.containerStatuses?.[0]?.containerID,
    );
  });

  it('starts anew what was to be ended while its runtime was down, when its file is back before the end', () => {
    turn('containerd-maestro', false, 0);
    turn('scheduler', false, 2 * SECOND);
    turn('containerd-maestro', true, 0);
    turn('scheduler', true, MINUTE);
    expect(cluster.switches.get('scheduler')?.phase).toBe('Running');
    expect(mirror('kube-scheduler')?.status.containerStatuses?.[0]?.ready).toBe(true);
  });

  it('ends those whose file went away meanwhile', () => {
    turn('kubelet-maestro', false);
    turn('scheduler', false);
    expect(cluster.switches.get('scheduler')?.phase).toBe('Running');
    turn('kubelet-maestro', true, 40 * SECOND);
    expect(cluster.switches.get('scheduler')?.phase).toBe('Stopped');
    expect(mirror('kube-scheduler')).toBeUndefined();
    expect(mirror('kube-apiserver')?.status.containerStatuses?.[0]?.ready).toBe(true);
  });
});

describe('without the API server', () => {
  it('runs everything on, and answers nobody', () => {
    const running = () =>
      ['nodo1', 'nodo2']
        .flatMap((node) => cluster.machines.get(node)?.containerd.containers() ?? [])
        .filter((one) => one.state === 'running' && one.name !== 'busybox' && one.name !== 'stress')
        .map((one) => one.id)
        .sort();
    const before = running();
    expect(before.length).toBeGreaterThan(10);
    turn('apiserver', false, 5 * MINUTE);
    expect(() => api().list('pods')).toThrow(ServerGone);
    expect(running()).toEqual(before);
    turn('apiserver', true, 2 * MINUTE);
    expect(pods('produccion', 'web').filter(isReady)).toHaveLength(3);
    expect(ready('nodo1')?.status).toBe('True');
  });
});

describe('without etcd', () => {
  it('answers every request with an error of etcd, says so in readyz, and recovers', () => {
    turn('etcd', false);
    expect(() => api().list('pods')).toThrow(ApiError);
    expect(() => api().list('pods')).toThrow('etcdserver: request timed out');
    expect(cluster.server.checks('readyz').find((one) => one.name === 'etcd')?.ok).toBe(false);
    turn('etcd', true, 2 * MINUTE);
    expect(pods('produccion', 'web').filter(isReady)).toHaveLength(3);
    expect(cluster.server.checks('readyz').every((one) => one.ok)).toBe(true);
  });
});

describe('without the containerd of a node', () => {
  it('turns the node NotReady and starts nothing there, while what runs runs on', () => {
    turn('containerd-nodo1', false, MINUTE);
    expect(ready('nodo1')).toMatchObject({
      status: 'False',
      reason: 'KubeletNotReady',
      message: 'container runtime is down',
    });
    run('nuevo');
    cluster.clock.advance(MINUTE);
    expect(api().get('pods', 'nuevo', 'default').spec.nodeName).toBe('nodo2');
    turn('containerd-nodo1', true, MINUTE);
    expect(ready('nodo1')?.status).toBe('True');
  });
});

describe('without a machine', () => {
  it('evicts, and starts the containers anew when the power is back', () => {
    turn('machine-nodo2', false, 2 * MINUTE);
    expect(ready('nodo2')?.status).toBe('Unknown');
    turn('machine-nodo2', true, 2 * MINUTE);
    expect(ready('nodo2')?.status).toBe('True');
    const [proxy] = pods('kube-system').filter(
      (pod) => pod.metadata.labels?.['k8s-app'] === 'kube-proxy' && pod.spec.nodeName === 'nodo2',
    );
    expect(proxy?.status.containerStatuses?.[0]).toMatchObject({ ready: true, restartCount: 1 });
  });
});

describe('with the wire to the control plane cut', () => {
  it('looks from above like a dead node, and is none', () => {
    turn('network-maestro-nodo1', false, 2 * MINUTE);
    expect(ready('nodo1')?.status).toBe('Unknown');
    turn('network-maestro-nodo1', true, MINUTE);
    expect(ready('nodo1')?.status).toBe('True');
  });

  it('changes nothing in the API when only two workers cannot reach each other', () => {
    turn('network-nodo1-nodo2', false, 5 * MINUTE);
    expect(ready('nodo1')?.status).toBe('True');
    expect(ready('nodo2')?.status).toBe('True');
  });
});

describe('without its add-ons', () => {
  it('has no kube-proxy pod anywhere, and all of them again', () => {
    const proxies = () => pods('kube-system').filter((pod) => pod.metadata.labels?.['k8s-app'] === 'kube-proxy');
    turn('kube-proxy', false, MINUTE);
    expect(proxies()).toEqual([]);
    turn('kube-proxy', true, MINUTE);
    expect(proxies().filter(isReady)).toHaveLength(3);
  });

  it('has no CoreDNS behind its service, and has it again', () => {
    const endpoints = () =>
      api().list('endpointslices', { namespace: 'kube-system', labelSelector: 'kubernetes.io/service-name=kube-dns' })
        .items[0]?.endpoints ?? [];
    turn('coredns', false, MINUTE);
    expect(endpoints()).toEqual([]);
    turn('coredns', true, MINUTE);
    expect(endpoints()).toHaveLength(2);
  });
});

describe('three control planes', () => {
  it('elect another scheduler when the leading one stops, and outlive one etcd but not two', () => {
    cluster = new SampleCluster({ now: NOW, profile: 'ha', ageMs: 2 * MINUTE, empty: true });
    const leader = () => api().get('leases', 'kube-scheduler', 'kube-system').spec;
    const first = leader().holderIdentity?.split('_')[0] ?? '';
    turn(`scheduler-${first}`, false, 40 * SECOND);
    expect(leader().holderIdentity?.split('_')[0]).not.toBe(first);
    expect(leader().leaseTransitions).toBe(1);
    turn('etcd-maestro3', false);
    expect(api().list('nodes').items).toHaveLength(5);
    turn('etcd-maestro2', false);
    expect(() => api().list('nodes')).toThrow('etcdserver: request timed out');
  });
});

describe('a containerd that stops while images are pulled', () => {
  it('pulls again when it is back, for all that wait', () => {
    turn('scheduler', true);
    for (const image of ['mongo:7', 'mysql:8', 'python:3.12'])
      api().create('pods', {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: image.split(':')[0] ?? '', namespace: 'default' },
        spec: { nodeName: 'nodo1', containers: [{ name: 'c', image, command: ['sleep', '3600'] }] },
      });
    cluster.clock.advance(2 * SECOND);
    turn('containerd-nodo1', false, 25 * SECOND);
    turn('containerd-nodo1', true, 10 * MINUTE);
    const phases = ['mongo', 'mysql', 'python'].map((name) => api().get('pods', name, 'default').status.phase);
    expect(phases).toEqual(['Running', 'Running', 'Running']);
  });
});

describe('logs', () => {
  it('cannot be had over a cut cable, nor of a node whose containerd is gone; again when they are back', () => {
    const [pod] = pods('produccion', 'web').filter((one) => one.spec.nodeName === 'nodo1');
    const asked = {
      namespace: 'produccion',
      pod: pod?.metadata.name ?? '',
      container: pod?.spec.containers[0]?.name ?? '',
      previous: false,
    };
    const logs = () => cluster.server.logs?.({ ...asked, timestamps: false });
    turn('network-maestro-nodo1', false);
    expect(logs).toThrow(/dial tcp .*:10250: i\/o timeout/);
    turn('network-maestro-nodo1', true);
    turn('containerd-nodo1', false);
    expect(logs).toThrow(/containerd\.sock: connect: connection refused/);
    turn('containerd-nodo1', true);
    expect(logs).not.toThrow();
  });
});

describe('objects nobody would write', () => {
  it('a node without a spec holds up no scheduling', () => {
    api().create('nodes', { apiVersion: 'v1', kind: 'Node', metadata: { name: 'fantasma' } });
    run('nuevo');
    cluster.clock.advance(MINUTE);
    expect(api().get('pods', 'nuevo', 'default').status.phase).toBe('Running');
  });

  it('a pod whose affinity selects nothing stays Pending, and those behind it do not', () => {
    const nodeAffinity = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{}] } };
    api().create('pods', {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'raro', namespace: 'default' },
      spec: { containers: [{ name: 'c', image: 'nginx:1.27' }], affinity: { nodeAffinity } },
    });
    run('nuevo');
    cluster.clock.advance(MINUTE);
    expect(api().get('pods', 'nuevo', 'default').status.phase).toBe('Running');
    expect(api().get('pods', 'raro', 'default').status.phase).toBe('Pending');
  });
});
