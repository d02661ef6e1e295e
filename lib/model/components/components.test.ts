import { describe, expect, it } from 'vitest';
import { COMPONENT_IDS, type ComponentId, type KindName, type KindState } from '../cluster';
import { type ClusterFacts, derive } from '../derive';
import type { LeaseObject, ObjectOf, PodObject } from '../objects';
import { liveFacts } from '../testing/empty-facts';
import { aNode, aPod, condition, container, running } from '../testing/pods';

type Objects = { [K in KindName]?: ObjectOf[K][] };
const NOW = '2026-01-01T00:00:00Z';
const find = (id: ComponentId, objects: Objects = {}, more: Partial<ClusterFacts> = {}) => {
  const found = derive(liveFacts(objects, more)).components.find((one) => one.id === id);
  if (!found) throw new Error(`no component ${id}`);
  return found;
};
const READY = { conditions: [condition('Ready', 'True')], containerStatuses: [container('c', running)] };
const systemPod = (name: string, labels: Record<string, string>, image: string, nodeName = 'm'): PodObject =>
  aPod(READY, { nodeName, containers: [{ name: 'c', image }] }, { name, namespace: 'kube-system', uid: name, labels });
const scheduler = (node: string) =>
  systemPod(`kube-scheduler-${node}`, { component: 'kube-scheduler' }, 'registry.k8s.io/kube-scheduler:v1.36.2', node);
const lease = (name: string, holderIdentity: string, renewTime: string): LeaseObject => ({
  metadata: { name, namespace: 'kube-system' },
  spec: { holderIdentity, renewTime, leaseDurationSeconds: 15, leaseTransitions: 2 },
});
const kinds = (changed: Partial<KindState> & { kind: KindName }): KindState[] =>
  liveFacts().kinds.map((one) => (one.kind === changed.kind ? { ...one, ...changed } : one));
const managed = aNode('m', { kubeletVersion: 'v1.31.13-eks-ecaa3a6', containerRuntimeVersion: 'containerd://2.1.5' });

describe('the table of components', () => {
  it('has each component of the vocabulary, once, in its order', () => {
    expect(derive(liveFacts()).components.map((one) => one.id)).toEqual([...COMPONENT_IDS]);
  });
});

describe('a component of the control plane', () => {
  it('is observed in its pods, with its version, and the one that leads is marked', () => {
    const renewTime = '2025-12-31T23:59:59.000000Z';
    const found = find('kube-scheduler', {
      nodes: [aNode('a'), aNode('b')],
      pods: [scheduler('a'), scheduler('b')],
      leases: [lease('kube-scheduler', 'b_1234', renewTime)],
    });
    expect(found).toMatchObject({
      evidenceLevel: 'observed',
      health: 'ok',
      version: 'v1.36.2',
      leader: { identity: 'b_1234', node: 'b', renewedAt: renewTime, transitions: 2 },
    });
    expect(found.instances.map((one) => [one.node, one.leader ?? false, one.pod])).toEqual([
      ['a', false, 'kube-system/kube-scheduler-a'],
      ['b', true, 'kube-system/kube-scheduler-b'],
    ]);
    expect(found.evidence).toContainEqual({
      object: 'Lease kube-system/kube-scheduler',
      field: 'spec.holderIdentity',
      value: 'b_1234',
    });
  });

  it('is not ready when its lease has run out though its pod runs', () => {
    const leases = [lease('kube-scheduler', 'a_1', '2025-12-31T23:59:44.000000Z')];
    const found = find('kube-scheduler', { nodes: [aNode('a')], pods: [scheduler('a')], leases });
    expect(found).toMatchObject({ health: 'not-ready', reason: { code: 'lease-expired' } });
  });

  it('reads the leader from the annotation that came before leases', () => {
    const annotations = {
      'control-plane.alpha.kubernetes.io/leader': `{"holderIdentity":"a_1","leaseDurationSeconds":15,"renewTime":"${NOW}"}`,
    };
    const endpointslices = [{ metadata: { name: 'kube-scheduler', namespace: 'kube-system', annotations } }];
    expect(find('kube-scheduler', { nodes: [aNode('a')], pods: [scheduler('a')], endpointslices }).leader).toEqual({
      identity: 'a_1',
      node: 'a',
      renewedAt: NOW,
    });
  });

  it('is hidden where the distribution manages it, and still shows who leads', () => {
    const found = find('kube-scheduler', { nodes: [managed], leases: [lease('kube-scheduler', 'ip-172_1', NOW)] });
    expect(found).toMatchObject({
      evidenceLevel: 'hidden',
      reason: { code: 'managed-control-plane', values: { distribution: 'Amazon EKS' } },
      instances: [],
      leader: { identity: 'ip-172_1' },
    });
    expect(found.leader?.node).toBeUndefined();
  });

  it('is hidden in the one process of k3s, on the nodes that carry it', () => {
    const server = aNode(
      's',
      { kubeletVersion: 'v1.30.1+k3s1' },
      { labels: { 'node-role.kubernetes.io/control-plane': 'true' } },
    );
    const found = find('etcd', { nodes: [server, aNode('w', { kubeletVersion: 'v1.30.1+k3s1' })] });
    expect(found).toMatchObject({
      evidenceLevel: 'hidden',
      reason: { code: 'embedded-in-one-process', values: { process: 'k3s' } },
    });
    expect(found.instances.map((one) => `${one.name}@${one.node}`)).toEqual(['k3s@s']);
  });

  it('is absent when the others are in pods and it is in none, and says where it was looked for', () => {
    const pods = [systemPod('etcd-a', { component: 'etcd' }, 'etcd:3.5.6-0', 'a')];
    expect(find('kube-scheduler', { nodes: [aNode('a')], pods })).toMatchObject({
      evidenceLevel: 'absent',
      reason: {
        code: 'looked-in',
        values: {
          places: 'kube-scheduler (pods, kube-system, openshift-kube-scheduler); kube-scheduler (leases, kube-system)',
        },
      },
    });
  });

  it('is denied when pods may not be listed, and says what was denied', () => {
    const denied = kinds({ kind: 'pods', state: 'forbidden', denied: 'list pods' });
    expect(find('kube-controller-manager', {}, { kinds: denied })).toMatchObject({
      evidenceLevel: 'forbidden',
      reason: { code: 'denied', values: { verb: 'list', resource: 'pods' } },
    });
  });

  it('is denied to a user of one namespace', () => {
    const source = { kind: 'cluster' as const, context: 'c', namespaces: ['desarrollo'] };
    const pods = [aPod(READY, { nodeName: 'm' }, { namespace: 'desarrollo' })];
    expect(find('kube-scheduler', { pods }, { source })).toMatchObject({
      evidenceLevel: 'forbidden',
      reason: { code: 'denied', values: { verb: 'list', resource: 'pods -n kube-system' } },
    });
  });

  it('is not called absent by a recording without pods', () => {
    const source = { kind: 'recording' as const, context: 'r' };
    const found = find(
      'kube-scheduler',
      { nodes: [aNode('a')] },
      { source, kinds: kinds({ kind: 'pods', state: 'unrecorded' }) },
    );
    expect(found).toMatchObject({
      evidenceLevel: 'unknown',
      reason: { code: 'not-recorded', values: { kind: 'pods' } },
    });
  });

  it('is not taken from a pod that only borrows its label', () => {
    const pods = [
      aPod(READY, { nodeName: 'm' }, { namespace: 'mine', labels: { component: 'etcd', tier: 'control-plane' } }),
    ];
    expect(find('etcd', { nodes: [aNode('m')], pods })).toMatchObject({ evidenceLevel: 'inferred', instances: [] });
  });
});

describe('kube-apiserver', () => {
  it('is observed by its own answer where no pod is seen, with an instance for each address', () => {
    const endpointslices = [
      {
        metadata: { name: 'kubernetes', namespace: 'default', labels: { 'kubernetes.io/service-name': 'kubernetes' } },
        endpoints: [{ addresses: ['10.0.0.2'] }, { addresses: ['10.0.0.9'] }],
      },
    ];
    const node = aNode('m');
    const nodes = [{ ...node, status: { ...node.status, addresses: [{ type: 'InternalIP', address: '10.0.0.2' }] } }];
    const found = find('kube-apiserver', { endpointslices, nodes });
    expect(found).toMatchObject({ evidenceLevel: 'observed', health: 'ok', reason: { code: 'place-not-in-api' } });
    expect(found.instances.map((one) => [one.name, one.node])).toEqual([
      ['10.0.0.2', 'm'],
      ['10.0.0.9', undefined],
    ]);
  });

  it('fails when it no longer answers us', () => {
    const connection = { state: 'stale' as const, since: NOW };
    const pods = [systemPod('kube-apiserver-m', { component: 'kube-apiserver' }, 'x:v1')];
    expect(find('kube-apiserver', { pods }, { connection })).toMatchObject({
      evidenceLevel: 'observed',
      health: 'failing',
      reason: { code: 'does-not-answer', values: { since: NOW } },
    });
  });

  it('is not ready when one of its checks fails, and etcd fails when its check does', () => {
    const readyz = {
      status: 500,
      at: NOW,
      checks: [
        { name: 'ping', ok: true },
        { name: 'etcd', ok: false },
      ],
    };
    const pods = [
      systemPod('kube-apiserver-m', { component: 'kube-apiserver' }, 'x:v1'),
      systemPod('etcd-m', { component: 'etcd' }, 'etcd:3.5.6-0'),
    ];
    expect(find('etcd', { pods }, { readyz })).toMatchObject({
      health: 'failing',
      checks: [{ name: 'etcd', ok: false }],
    });
    expect(find('kube-apiserver', { pods }, { readyz }).checks).toEqual([{ name: 'ping', ok: true }]);
  });
});

describe('etcd', () => {
  it('is observed by the check of the API server where no pod is seen', () => {
    const readyz = { status: 200, at: NOW, checks: [{ name: 'etcd', ok: true }] };
    expect(find('etcd', { nodes: [aNode('m')] }, { readyz })).toMatchObject({
      evidenceLevel: 'observed',
      health: 'ok',
      evidence: [{ object: 'GET /readyz?verbose', field: 'etcd', value: 'ok' }],
    });
  });
});

describe('what runs on the host', () => {
  it('is denied with the nodes, except what the pods we may see give away', () => {
    const denied = kinds({ kind: 'nodes', state: 'forbidden', denied: 'list nodes' });
    const status = { ...READY, containerStatuses: [container('c', running, { containerID: 'containerd://abc' })] };
    const pods = [aPod(status, { nodeName: 'worker-1' })];
    expect(find('kubelet', {}, { kinds: denied })).toMatchObject({ evidenceLevel: 'forbidden', instances: [] });
    expect(find('kubelet', { pods }, { kinds: denied })).toMatchObject({
      evidenceLevel: 'inferred',
      reason: { code: 'denied', values: { verb: 'list', resource: 'nodes' } },
      instances: [{ name: 'kubelet', node: 'worker-1' }],
    });
    expect(find('containerd', { pods }, { kinds: denied })).toMatchObject({
      evidenceLevel: 'observed',
      evidence: [{ object: 'Pod n/p', value: 'containerd://abc' }],
    });
    expect(find('systemd', { pods }, { kinds: denied }).evidenceLevel).toBe('forbidden');
  });

  it('is another program on nodes of another runtime', () => {
    const nodes = [
      aNode('m', { kubeletVersion: 'v1.36.2', containerRuntimeVersion: 'cri-o://1.30.0', osImage: 'Fedora' }),
    ];
    expect(find('containerd', { nodes }).reason).toEqual({ code: 'other-runtime', values: { runtime: 'cri-o' } });
    expect(find('conmon', { nodes })).toMatchObject({
      evidenceLevel: 'inferred',
      reason: { code: 'stays-beside-the-pod' },
    });
  });

  it('is not started by systemd on Talos, nor is runC claimed on Windows', () => {
    expect(find('systemd', { nodes: [aNode('m', { osImage: 'Talos (v1.8.0)' })] })).toMatchObject({
      evidenceLevel: 'absent',
      reason: { code: 'system-without-systemd', values: { system: 'Talos (v1.8.0)' } },
    });
    const windows = aNode('w', {
      containerRuntimeVersion: 'containerd://1.7.0',
      operatingSystem: 'windows',
      osImage: 'Windows Server 2022',
    });
    expect(find('runc', { nodes: [windows] })).toMatchObject({ evidenceLevel: 'absent', instances: [] });
    expect(find('containerd-shim', { nodes: [windows] }).instances[0]?.name).toBe('containerd-shim-runhcs-v1');
  });
});

describe('the network', () => {
  it.each([
    ['Cilium', { 'k8s-app': 'cilium' }],
    ['Flannel', { app: 'flannel' }],
    ['Weave Net', { name: 'weave-net' }],
    ['Azure CNI', { 'k8s-app': 'azure-cns' }],
    ['Calico', { 'k8s-app': 'calico-node' }],
  ])('is %s by the label of its agents', (network, labels) => {
    const pods = [systemPod('agent', labels, 'x:v1')];
    expect(find('cni', { nodes: [aNode('m')], pods })).toMatchObject({
      evidenceLevel: 'observed',
      reason: { code: 'network-is', values: { network } },
      instances: [{ name: 'agent', node: 'm' }],
    });
  });

  it('may carry the Services itself, and then no kube-proxy is missed', () => {
    const pods = [systemPod('cilium-1', { 'k8s-app': 'cilium' }, 'x:v1')];
    expect(find('kube-proxy', { nodes: [aNode('m')], pods })).toMatchObject({
      evidenceLevel: 'absent',
      reason: { code: 'replaced-by-network', values: { network: 'Cilium' } },
    });
  });
});

describe('the clients', () => {
  it('kubectl is known by its newest signature', () => {
    const signed = (manager: string, time: string) => [{ manager, operation: 'Update', time }];
    const pods = [
      aPod({}, {}, { name: 'old', managedFields: signed('kubectl-run', '2026-01-01T00:00:00Z') }),
      aPod({}, {}, { name: 'new', managedFields: signed('kubectl-create', '2026-01-02T00:00:00Z') }),
      aPod({}, {}, { name: 'other', managedFields: signed('kubelet', '2026-01-03T00:00:00Z') }),
    ];
    expect(find('kubectl', { pods })).toMatchObject({
      evidenceLevel: 'observed',
      evidence: [{ object: 'Pod n/new', field: 'metadata.managedFields[0].manager', value: 'kubectl-create' }],
    });
  });

  it('Kubeplano is known by who the server says we are', () => {
    const identity = { username: 'ana', groups: [], evidenceLevel: 'observed' as const };
    expect(find('kubeplano', {}, { identity })).toMatchObject({
      evidenceLevel: 'observed',
      instances: [{ name: 'ana' }],
      evidence: [{ object: 'SelfSubjectReview', field: 'status.userInfo.username', value: 'ana' }],
    });
  });
});
