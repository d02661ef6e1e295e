import { describe, expect, it } from 'vitest';
import { SampleCluster } from '../cluster.ts';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const PROGRAMS = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'];

describe.each([
  { profile: 'minikube', masters: ['minikube'], workers: [], network: 'kindnet', coredns: 1 },
  { profile: 'kubeadm', masters: ['maestro'], workers: ['nodo1', 'nodo2'], network: 'kube-flannel', coredns: 2 },
  {
    profile: 'ha',
    masters: ['maestro1', 'maestro2', 'maestro3'],
    workers: ['nodo1', 'nodo2'],
    network: 'kube-flannel',
    coredns: 2,
  },
] as const)('profile $profile', ({ profile, masters, workers, network, coredns }) => {
  const cluster = new SampleCluster({ now: NOW, profile, ageMs: 180_000, empty: true });
  const api = cluster.server.as('kubectl');
  const nodes = api.list('nodes').items;
  const pods = api.list('pods').items;
  const all = [...masters, ...workers];

  it('has its machines, ready, with their roles', () => {
    expect(nodes.map(({ metadata }) => metadata?.name).sort()).toEqual([...all].sort());
    for (const { metadata, status } of nodes) {
      const isMaster = masters.some((name) => name === metadata?.name);
      expect('node-role.kubernetes.io/control-plane' in (metadata?.labels ?? {})).toBe(isMaster);
      expect(status?.conditions?.find(({ type }) => type === 'Ready')?.status).toBe('True');
    }
  });

  it('runs the control plane on each control-plane machine and the agents on all', () => {
    const names = pods.map(({ metadata }) => metadata?.name ?? '');
    for (const master of masters) for (const program of PROGRAMS) expect(names).toContain(`${program}-${master}`);
    const begin = (prefix: string) => names.filter((name) => name.startsWith(prefix));
    expect(begin('kube-proxy-')).toHaveLength(all.length);
    expect(begin(`${network}-`)).toHaveLength(all.length);
    expect(begin('coredns-')).toHaveLength(coredns);
    expect(names.includes('storage-provisioner')).toBe(profile === 'minikube');
    expect(pods.filter(({ status }) => status?.phase !== 'Running')).toEqual([]);
  });

  it('has one leader of each kind, and a lease for each kubelet and API server', () => {
    const leases = api
      .list('leases')
      .items.map(({ metadata, spec }) => ({ ...metadata, holder: spec?.holderIdentity }));
    for (const name of ['kube-scheduler', 'kube-controller-manager']) {
      const holder = leases.find((lease) => lease.name === name)?.holder?.split('_')[0];
      expect(masters).toContain(holder);
    }
    expect(leases.filter(({ namespace }) => namespace === 'kube-node-lease')).toHaveLength(all.length);
    expect(leases.filter(({ name }) => name?.startsWith('apiserver-'))).toHaveLength(masters.length);
  });
});
