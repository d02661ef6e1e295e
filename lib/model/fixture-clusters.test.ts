import { describe, expect, it } from 'vitest';
import { COMPONENT_IDS, type ComponentId, EVIDENCE_LEVELS } from './cluster';
import { derive } from './derive';
import { DISTRIBUTION_RULES } from './distribution';
import { COMPONENT_REASONS } from './reason';
import { fixtureClusters } from './testing/fixture-clusters';

const FIXTURES = fixtureClusters();

describe.each(FIXTURES)('the cluster $name', ({ says, facts }) => {
  const cluster = derive(facts);
  const component = (id: string) => cluster.components.find((one) => one.id === id);
  const read = (ids: object, value: (id: string) => unknown) =>
    Object.fromEntries(Object.keys(ids).map((id) => [id, value(id)]));

  it('is of its distribution, with evidence', () => {
    expect(cluster.distribution).toMatchObject({ id: says.distribution, name: says.name });
    expect(cluster.distribution.evidence.length > 0).toBe(says.distribution !== 'kubernetes');
    expect(cluster.distribution.others?.map((one) => one.id)).toEqual(says.others);
  });

  it('has its components at the evidence level, and for the reason, that its objects prove', () => {
    const levels = read(says.components, (id) => {
      const { evidenceLevel, reason } = component(id) ?? {};
      return [evidenceLevel, ...(reason ? [reason.code] : [])].join(' ');
    });
    expect(levels).toEqual(says.components);
  });

  it('has them where they run, in their versions, with their leaders', () => {
    const places = (id: string) => component(id)?.instances.map((one) => `${one.name}@${one.node}`);
    expect(read(says.runs, (id) => places(id)?.toSorted())).toEqual(says.runs);
    expect(read(says.versions, (id) => component(id)?.version)).toEqual(says.versions);
    expect(read(says.leaders, (id) => component(id)?.leader?.identity)).toEqual(says.leaders);
    expect(read(says.health, (id) => component(id)?.health)).toEqual(says.health);
  });

  it('has the runtime chains of its nodes', () => {
    const chain = (name: string) =>
      cluster.nodes.find((node) => node.name === name)?.chain.map((link) => `${link.name}:${link.evidenceLevel}`);
    expect(read(says.chains, (name) => chain(name)?.join(' '))).toEqual(says.chains);
  });

  it('never says observed without proof, nor anything else without a reason', () => {
    for (const one of cluster.components) {
      if (one.evidenceLevel === 'observed') expect(one.evidence, one.id).not.toEqual([]);
      else expect(one.reason, one.id).toBeDefined();
    }
  });
});

/** What no rule can say of a component, whatever is read. */
const NEVER: { readonly [Id in ComponentId]: string } = {
  // One that leaves no trace may have been there all the same.
  kubectl: 'inferred hidden absent forbidden',
  kubeplano: 'hidden forbidden unknown',
  // It answered, or what it served was read: it is there.
  'kube-apiserver': 'absent forbidden',
  // Objects are kept somewhere.
  etcd: 'absent',
  'kube-scheduler': '',
  'kube-controller-manager': '',
  'cloud-controller-manager': 'inferred',
  kubelet: 'hidden',
  dockerd: 'inferred hidden',
  'cri-dockerd': 'hidden',
  containerd: 'hidden',
  'cri-o': 'inferred hidden',
  'containerd-shim': 'observed hidden',
  conmon: 'observed hidden',
  runc: 'hidden',
  'kube-proxy': 'inferred',
  cni: 'hidden',
  coredns: 'hidden',
  kubeadm: 'hidden',
  systemd: 'observed hidden',
  minikube: 'inferred hidden',
};

describe('every rule has a fixture of its own', () => {
  const said = FIXTURES.flatMap(({ says }) => Object.entries(says.components).map(([id, words]) => `${id} ${words}`));

  it.each(DISTRIBUTION_RULES.map((rule) => [rule.id, rule] as const))('distribution %s', (id, { name, alias }) => {
    const names = FIXTURES.filter(({ says }) => says.distribution === id).map(({ says }) => says.name);
    expect(names).toEqual(expect.arrayContaining([name, ...(alias ? [alias.name] : [])]));
  });

  it.each(COMPONENT_IDS)('component %s, at each evidence level it can have', (id) => {
    const levels = new Set(said.filter((one) => one.startsWith(`${id} `)).map((one) => one.split(' ')[1]));
    const possible = EVIDENCE_LEVELS.filter((level) => !NEVER[id].split(' ').includes(level));
    expect([...levels].toSorted()).toEqual(possible.toSorted());
  });

  it('reason', () => {
    const reasons = new Set(said.map((one) => one.split(' ')[2]));
    expect(COMPONENT_REASONS.filter((code) => !reasons.has(code))).toEqual([]);
  });
});
