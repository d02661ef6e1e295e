import { describe, expect, it } from 'vitest';
import { KINDS } from '@/lib/kubernetes/kinds/registry';
import { derive } from '../derive';
import { liveFacts } from '../testing/empty-facts';
import { aNode, aPod } from '../testing/pods';
import { CNI_PLUGINS } from './cni-plugins';

/** The pods of each network as its own manifest labels them: namespace, label, value, name of the network. */
const AGENTS = [
  ['kube-system', 'app', 'kindnet', 'kindnet'],
  ['kube-system', 'k8s-app', 'kindnet', 'kindnet'],
  ['kube-system', 'k8s-app', 'canal', 'Canal (Calico + Flannel)'],
  ['calico-system', 'k8s-app', 'calico-node', 'Calico'],
  ['kube-system', 'k8s-app', 'cilium', 'Cilium'],
  ['kube-flannel', 'app', 'flannel', 'Flannel'],
  ['kube-flannel', 'k8s-app', 'flannel', 'Flannel'],
  ['kube-system', 'name', 'weave-net', 'Weave Net'],
  ['kube-system', 'k8s-app', 'aws-node', 'Amazon VPC CNI'],
  ['kube-system', 'k8s-app', 'azure-cns', 'Azure CNI'],
  ['kube-system', 'k8s-app', 'azure-cni', 'Azure CNI'],
  ['kube-system', 'k8s-app', 'netd', 'GKE netd'],
  ['openshift-ovn-kubernetes', 'app', 'ovnkube-node', 'OVN-Kubernetes'],
  ['openshift-sdn', 'app', 'sdn', 'OpenShift SDN'],
  ['kube-system', 'component', 'antrea-agent', 'Antrea'],
  ['kube-system', 'k8s-app', 'kube-router', 'kube-router'],
  ['kube-system', 'app', 'kube-ovn-cni', 'Kube-OVN'],
  ['kube-system', 'name', 'multus', 'Multus'],
  ['openshift-multus', 'app', 'multus', 'Multus'],
] as const;
const HELPERS = [
  ['calico-system', 'k8s-app', 'calico-kube-controllers', 'Calico'],
  ['kube-system', 'io.cilium/app', 'operator', 'Cilium'],
  ['openshift-ovn-kubernetes', 'app', 'ovnkube-master', 'OVN-Kubernetes'],
  ['openshift-ovn-kubernetes', 'app', 'ovnkube-control-plane', 'OVN-Kubernetes'],
  ['openshift-sdn', 'app', 'sdn-controller', 'OpenShift SDN'],
] as const;

/** The network of a cluster of one node with one pod of these labels, read as a reflector keeps them. */
function networkOf(namespace: string, labels: Record<string, string>) {
  const node = KINDS.nodes.groupVersionResources[0].transform(aNode('m'));
  const pod = KINDS.pods.groupVersionResources[0].transform(aPod({}, { nodeName: 'm' }, { namespace, labels }));
  return derive(liveFacts({ nodes: [node], pods: [pod] })).components.find((one) => one.id === 'cni');
}

describe('a network', () => {
  it.each([...AGENTS, ...HELPERS])('in %s with %s=%s is %s', (namespace, label, value, network) => {
    expect(networkOf(namespace, { [label]: value })).toMatchObject({
      evidenceLevel: 'observed',
      reason: { code: 'network-is', values: { network } },
      evidence: [{ field: `metadata.labels["${label}"]`, value }],
    });
  });

  it('of which we know a label is tried here with that label', () => {
    const known = (role: 'agents' | 'helpers') =>
      CNI_PLUGINS.flatMap((plugin) => (plugin[role] ?? []).map(([label, value]) => `${plugin.name} ${label}=${value}`));
    const tried = (table: typeof AGENTS | typeof HELPERS) =>
      table.map(([, label, value, name]) => `${name} ${label}=${value}`);
    expect(tried(AGENTS).toSorted()).toEqual(known('agents').toSorted());
    expect(tried(HELPERS).toSorted()).toEqual(known('helpers').toSorted());
  });

  it('is not named by a pod of somebody else with the same label', () => {
    expect(networkOf('mine', { 'k8s-app': 'cilium' })).toMatchObject({ evidenceLevel: 'unknown', instances: [] });
  });

  it.each([
    ['FlannelIsUp', 'Flannel'],
    ['CalicoIsUp', 'Calico'],
    ['CiliumIsUp', 'Cilium'],
    ['WeaveIsUp', 'Weave Net'],
  ])('that a node says with %s is %s', (reason, network) => {
    const condition = { type: 'NetworkUnavailable', status: 'False', reason };
    const raw = aNode('m');
    const node = KINDS.nodes.groupVersionResources[0].transform({
      ...raw,
      status: { ...raw.status, conditions: [condition] },
    });
    const found = derive(liveFacts({ nodes: [node] })).components.find((one) => one.id === 'cni');
    expect(found).toMatchObject({ evidenceLevel: 'observed', reason: { values: { network } } });
  });
});
