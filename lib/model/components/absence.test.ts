import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeShared } from '@/lib/testing/shared';
import { COMPONENT_IDS, type ComponentId, KIND_NAMES, type KindName, type KindState } from '../cluster';
import { type ClusterFacts, derive } from '../derive';
import type { NodeObject, ObjectOf, PodObject } from '../objects';
import { liveFacts } from '../testing/empty-facts';
import { EXPECTED } from '../testing/expected-clusters';
import { fixtureClusters } from '../testing/fixture-clusters';
import { aNode, aPod, condition, container, running } from '../testing/pods';
import { recordedFacts } from '../testing/recorded-clusters';

type Objects = { [K in KindName]?: ObjectOf[K][] };
const levelsOf = (facts: ClusterFacts) => new Map(derive(facts).components.map((one) => [one.id, one.evidenceLevel]));
const find = (id: ComponentId, objects: Objects, more: Partial<ClusterFacts> = {}) =>
  derive(liveFacts(objects, more)).components.find((one) => one.id === id);

const READY = { conditions: [condition('Ready', 'True')], containerStatuses: [container('c', running)] };
const systemPod = (
  name: string,
  labels: Record<string, string>,
  more: Partial<PodObject['metadata']> = {},
  image = 'x:v1',
) =>
  aPod(
    READY,
    { nodeName: 'm', containers: [{ name: 'c', image }] },
    {
      name,
      namespace: 'kube-system',
      uid: name,
      labels,
      ...more,
    },
  );
const MANIFEST = { 'kubeadm.kubernetes.io/etcd.advertise-client-urls': 'https://10.0.0.2:2379' };
const FROM_FILE = { 'kubernetes.io/config.source': 'file', 'kubernetes.io/config.mirror': 'x' };
const SOCKET = { 'kubeadm.alpha.kubernetes.io/cri-socket': 'unix:///run/containerd/containerd.sock' };
const INFO = { kubeletVersion: 'v1.34.1', containerRuntimeVersion: 'containerd://2.1.0', osImage: 'Debian 13' };
const MASTER = { 'node-role.kubernetes.io/control-plane': '' };
const KUBEADM: Objects = {
  nodes: [aNode('m', INFO, { labels: MASTER, annotations: { 'node.alpha.kubernetes.io/ttl': '0' } }), aNode('w', INFO)],
  pods: [
    systemPod('etcd-m', { component: 'etcd' }, { annotations: { ...MANIFEST, ...FROM_FILE } }),
    systemPod('kube-apiserver-m', { component: 'kube-apiserver' }, { annotations: FROM_FILE }),
    systemPod('kube-proxy-1', { 'k8s-app': 'kube-proxy' }),
    systemPod('coredns-1', { 'k8s-app': 'kube-dns' }),
    systemPod('cilium-1', { 'k8s-app': 'cilium' }),
  ],
};

/** The same cluster with some kinds out of reach. */
function without(facts: ClusterFacts, lost: readonly (KindState['state'] | undefined)[]): ClusterFacts {
  const objects = Object.fromEntries(
    KIND_NAMES.map((kind, at) => [kind, lost[at] ? new Map() : facts.objects[kind]]),
  ) as unknown as ClusterFacts['objects'];
  const kinds = facts.kinds.map((one, at): KindState => {
    const state = lost[at];
    return state ? { kind: one.kind, state, count: 0 } : one;
  });
  return { ...facts, objects, kinds };
}

const lost = fc.array(
  fc.option(fc.constantFrom<KindState['state']>('forbidden', 'unrecorded', 'missing', 'failed', 'loading'), {
    nil: undefined,
  }),
  { minLength: KIND_NAMES.length, maxLength: KIND_NAMES.length },
);
/** Whatever cannot be read of them, what is there is not told to be missing. */
function tellNothingMissing(clusters: readonly [string, ClusterFacts][]) {
  it.each(clusters)('of %s nothing is called absent for want of looking', (_, facts) => {
    const whole = levelsOf(facts);
    fc.assert(
      fc.property(lost, (states) => {
        const part = levelsOf(without(facts, states));
        const wrong = COMPONENT_IDS.filter((id) => part.get(id) === 'absent' && whole.get(id) !== 'absent');
        expect(wrong).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
}

describe('where only a part of a cluster may be read', () => {
  tellNothingMissing([
    ['kubeadm 1.34', liveFacts(KUBEADM)],
    ...fixtureClusters().map(({ name, facts }): [string, ClusterFacts] => [name, facts]),
  ]);
});
describeShared('clusters', 'where only a part of a recorded cluster may be read', (clusters) => {
  tellNothingMissing(EXPECTED.map(({ folder }) => [folder, recordedFacts(clusters, folder)]));
});

describe('kubeadm', () => {
  it('of 1.34 and later is observed by the manifests it wrote, its nodes being no longer signed', () => {
    expect(find('kubeadm', KUBEADM)).toMatchObject({
      evidenceLevel: 'observed',
      evidence: [{ object: 'Pod kube-system/etcd-m', field: `metadata.annotations["${Object.keys(MANIFEST)[0]}"]` }],
    });
    expect(derive(liveFacts(KUBEADM)).distribution.id).toBe('kubeadm');
  });

  it('of 1.34 is not known where those are not to be read', () => {
    const { nodes = [] } = KUBEADM;
    expect(find('kubeadm', { nodes })).toMatchObject({ evidenceLevel: 'unknown', reason: { code: 'no-sign-of-it' } });
    const pods = (KUBEADM.pods ?? []).map((pod) => ({ ...pod, metadata: { ...pod.metadata, annotations: {} } }));
    expect(find('kubeadm', { nodes, pods })?.evidenceLevel).toBe('unknown');
  });

  it('is absent from nodes that it would have signed', () => {
    const nodes = [aNode('m', { ...INFO, kubeletVersion: 'v1.31.2' }, { annotations: { a: 'b' } })];
    expect(find('kubeadm', { nodes })).toMatchObject({ evidenceLevel: 'absent', reason: { code: 'looked-in' } });
    const signed = [aNode('m', { ...INFO, kubeletVersion: 'v1.31.2' }, { annotations: SOCKET })];
    expect(find('kubeadm', { nodes: signed })?.evidenceLevel).toBe('observed');
  });

  it('is absent where the manifests of the control plane are not its own', () => {
    const pods = [systemPod('etcd-m', { component: 'etcd' }, { annotations: FROM_FILE })];
    expect(find('kubeadm', { nodes: [aNode('m', INFO)], pods })?.evidenceLevel).toBe('absent');
  });

  it('of old is inferred from its files and the tokens by which nodes join', () => {
    const command = [
      'kube-apiserver',
      '--client-ca-file=/etc/kubernetes/pki/ca.crt',
      '--experimental-bootstrap-token-auth=true',
    ];
    const api = systemPod('kube-apiserver-m', { component: 'kube-apiserver' });
    const pods = [{ ...api, spec: { ...api.spec, containers: [{ name: 'kube-apiserver', command }] } }];
    expect(find('kubeadm', { nodes: [aNode('m', { kubeletVersion: 'v1.8.1' })], pods })).toMatchObject({
      evidenceLevel: 'inferred',
      reason: { code: 'files-where-kubeadm-puts-them' },
      instances: [{ node: 'm' }],
    });
  });

  it('has no part in a distribution that installs itself', () => {
    const nodes = [aNode('s', { kubeletVersion: 'v1.34.1+k3s1' })];
    expect(find('kubeadm', { nodes })).toMatchObject({ evidenceLevel: 'absent', reason: { code: 'installs-itself' } });
  });
});

describe('a control plane', () => {
  const worker = (providerID: string, labels: Record<string, string> = {}): NodeObject =>
    aNode('w', INFO, { labels }, { providerID });
  const PARTS = [
    'kube-apiserver',
    'etcd',
    'kube-scheduler',
    'kube-controller-manager',
    'cloud-controller-manager',
  ] as const;

  it.each([
    ['digitalocean://123', { 'doks.digitalocean.com/node-pool': 'p' }, 'DigitalOcean Kubernetes (DOKS)'],
    ['linode://1', { 'lke.linode.com/pool-id': '1' }, 'Akamai (Linode) LKE'],
    ['ocid1.instance.oc1.eu.abc', {}, 'Oracle OKE'],
    ['vultr://1', {}, 'Vultr Kubernetes Engine'],
    ['newcloud://somewhere/1', {}, 'newcloud'],
    ['aws:///eu-west-1a/i-0abc', {}, 'Amazon Web Services'],
  ])('of nodes of a cloud (%s) none of which carries it is hidden, run by it', (providerID, labels, distribution) => {
    for (const id of PARTS)
      expect(find(id, { nodes: [worker(providerID, labels)] })).toMatchObject({
        evidenceLevel: 'hidden',
        reason: { code: 'managed-control-plane', values: { distribution } },
        instances: [],
      });
  });

  it('that somebody built on machines of a cloud is not', () => {
    const nodes = [
      worker('digitalocean://1'),
      aNode('m', INFO, { labels: MASTER }, { providerID: 'digitalocean://2' }),
    ];
    expect(find('etcd', { nodes })?.evidenceLevel).toBe('inferred');
    const { pods = [] } = KUBEADM;
    expect(find('kube-scheduler', { nodes: [worker('digitalocean://1')], pods })?.evidenceLevel).not.toBe('hidden');
  });

  it.each(['kind://docker/kind/w', 'metal3://w', 'vsphere://1', ''])(
    'of nodes of no cloud (%s) is not',
    (providerID) => {
      expect(find('etcd', { nodes: [worker(providerID)] })?.evidenceLevel).toBe('inferred');
    },
  );

  it('cannot be said to be hidden where nodes may not be listed', () => {
    const kinds = liveFacts().kinds.map(
      (one): KindState => (one.kind === 'nodes' ? { ...one, state: 'forbidden' } : one),
    );
    expect(find('kube-scheduler', {}, { kinds })?.evidenceLevel).toBe('unknown');
  });
});

describe('minikube', () => {
  const provisioner = systemPod('storage-provisioner', {}, {}, 'gcr.io/k8s-minikube/storage-provisioner:v5');

  it('has the version its nodes say, never that of what it ships', () => {
    const labels = { 'minikube.k8s.io/name': 'class', 'minikube.k8s.io/version': 'v1.38.1' };
    const found = find('minikube', { nodes: [aNode('m', INFO, { labels })], pods: [provisioner] });
    expect(found).toMatchObject({ evidenceLevel: 'observed', version: 'v1.38.1', health: 'unknown' });
    expect(found?.instances[0]).not.toHaveProperty('version');
  });

  it('is known by the image of what it ships where nodes are not there', () => {
    const { components, distribution } = derive(liveFacts({ pods: [provisioner] }));
    expect(distribution).toMatchObject({
      id: 'minikube',
      evidence: [{ object: 'Pod kube-system/storage-provisioner' }],
    });
    const found = components.find(({ id }) => id === 'minikube');
    expect(found).toMatchObject({ evidenceLevel: 'observed' });
    expect(found).not.toHaveProperty('version');
  });

  it('is not taken for kind by the network it borrows from it', () => {
    const kindnet = systemPod('kindnet-x', { app: 'kindnet' }, {}, 'docker.io/kindest/kindnetd:v2024');
    expect(derive(liveFacts({ pods: [kindnet] })).distribution.id).toBe('kind');
    expect(derive(liveFacts({ pods: [kindnet, provisioner] })).distribution.id).toBe('minikube');
  });
});

describe('OpenShift', () => {
  it('is known by its namespaces where nodes are not there, and MicroShift is not taken for it', () => {
    const idOf = (...names: string[]) =>
      derive(liveFacts({ namespaces: names.map((name) => ({ metadata: { name } })) })).distribution.id;
    expect(idOf('default', 'openshift-kube-apiserver')).toBe('openshift');
    expect(idOf('default', 'openshift-dns', 'openshift-ingress')).toBe('kubernetes');
  });
});

describe('kube-proxy, the network and the DNS', () => {
  it('are known by their images where their labels say nothing', () => {
    const pods = [
      systemPod('kube-proxy-x', {}, {}, 'registry.example/kube-proxy:v1.30.0'),
      systemPod('coredns-y', {}, {}, 'registry.example:5000/coredns/coredns:v1.11.1@sha256:0'),
      systemPod('kindnet-z', {}, {}, 'docker.io/kindest/kindnetd:v2024'),
      systemPod('calico-etcd', {}, {}, 'quay.io/coreos/etcd:v3'),
    ];
    const facts = { nodes: [aNode('m', INFO)], pods };
    expect(find('kube-proxy', facts)).toMatchObject({
      evidenceLevel: 'observed',
      evidence: [{ object: 'Pod kube-system/kube-proxy-x', field: 'spec.containers[0].image' }],
    });
    expect(find('coredns', facts)?.instances).toHaveLength(1);
    expect(find('etcd', facts)?.instances).toEqual([]);
  });

  it('kube-proxy without a pod is absent beside a control plane in pods, and else not known', () => {
    const pods = (KUBEADM.pods ?? []).filter(({ metadata }) => !/proxy|cilium/.test(metadata.name));
    expect(find('kube-proxy', { ...KUBEADM, pods })?.evidenceLevel).toBe('absent');
    expect(find('kube-proxy', { nodes: [aNode('m', INFO)] })?.evidenceLevel).toBe('unknown');
  });

  it.each([
    ['Calico', { 'projectcalico.org/IPv4Address': '10.0.0.2/24' }],
    ['Cilium', { 'network.cilium.io/ipv4-pod-cidr': '10.1.0.0/24' }],
    ['Flannel', { 'flannel.alpha.coreos.com/backend-type': 'vxlan' }],
  ])('the network is %s by what it wrote on the nodes', (network, annotations) => {
    expect(find('cni', { nodes: [aNode('m', INFO, { annotations })] })).toMatchObject({
      evidenceLevel: 'observed',
      reason: { code: 'network-is', values: { network } },
    });
  });

  const unset = (name: string): NodeObject => {
    const message =
      'container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:cni plugin not initialized';
    const node = aNode(name, INFO, {}, { podCIDRs: ['10.244.0.0/24'] });
    return { ...node, status: { ...node.status, conditions: [{ ...condition('Ready', 'False'), message }] } };
  };
  const set = aNode('b', INFO, {}, { podCIDRs: ['10.244.1.0/24'] });

  it('a bridge is inferred only where a network plugin is: not on a node that says it has none', () => {
    expect(find('cni', { nodes: [unset('a')] })).toMatchObject({
      evidenceLevel: 'absent',
      reason: { code: 'network-not-set-up' },
      instances: [],
    });
    expect(find('cni', { nodes: [unset('a'), set] })).toMatchObject({
      evidenceLevel: 'inferred',
      instances: [{ name: 'bridge', node: 'b' }],
    });
  });

  it('a range of addresses alone proves no plugin', () => {
    const silent = { ...set, status: { ...set.status, conditions: [condition('Ready', 'Unknown')] } };
    expect(find('cni', { nodes: [silent] })).toMatchObject({ evidenceLevel: 'unknown', instances: [] });
  });
});

describe('a client that left no trace', () => {
  it('is not called absent: one that only reads leaves none', () => {
    expect(find('kubectl', KUBEADM)).toMatchObject({
      evidenceLevel: 'unknown',
      reason: { code: 'client-left-no-trace' },
    });
  });
});

describe('a runtime', () => {
  it('is absent only when each node says what it runs instead', () => {
    expect(find('dockerd', { nodes: [aNode('m', INFO)] })).toMatchObject({
      evidenceLevel: 'absent',
      reason: { code: 'other-runtime', values: { runtime: 'containerd' } },
    });
    expect(find('dockerd', { nodes: [aNode('m', INFO), aNode('n')] })).toMatchObject({
      evidenceLevel: 'unknown',
      reason: { code: 'runtime-not-told' },
    });
  });
});
