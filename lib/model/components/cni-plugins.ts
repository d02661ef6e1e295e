/** The virtual networks we can name, and the labels of their agents. One entry = one network. */
import type { PodObject } from '../objects';

export interface CniPlugin {
  id: string;
  /** As its makers write it. */
  name: string;
  /** Labels (any of them) of the pod that runs on each node. */
  agents: readonly (readonly [label: string, value: string])[];
  /** Labels (any of them) of pods that prove the network but do not carry it. */
  helpers?: readonly (readonly [label: string, value: string])[];
  /** Container whose image carries the version, when it is not the first. */
  container?: string;
}

export const CNI_PLUGINS: readonly CniPlugin[] = [
  {
    id: 'kindnet',
    name: 'kindnet',
    agents: [
      ['app', 'kindnet'],
      ['k8s-app', 'kindnet'],
    ],
  },
  { id: 'canal', name: 'Canal (Calico + Flannel)', agents: [['k8s-app', 'canal']], container: 'calico-node' },
  {
    id: 'calico',
    name: 'Calico',
    agents: [['k8s-app', 'calico-node']],
    helpers: [['k8s-app', 'calico-kube-controllers']],
  },
  { id: 'cilium', name: 'Cilium', agents: [['k8s-app', 'cilium']], helpers: [['io.cilium/app', 'operator']] },
  {
    id: 'flannel',
    name: 'Flannel',
    agents: [
      ['app', 'flannel'],
      ['k8s-app', 'flannel'],
    ],
  },
  { id: 'weave', name: 'Weave Net', agents: [['name', 'weave-net']] },
  { id: 'aws-node', name: 'Amazon VPC CNI', agents: [['k8s-app', 'aws-node']], container: 'aws-node' },
  {
    id: 'azure-cns',
    name: 'Azure CNI',
    agents: [
      ['k8s-app', 'azure-cns'],
      ['k8s-app', 'azure-cni'],
    ],
  },
  { id: 'gke-netd', name: 'GKE netd', agents: [['k8s-app', 'netd']] },
  {
    id: 'ovn-kubernetes',
    name: 'OVN-Kubernetes',
    agents: [['app', 'ovnkube-node']],
    helpers: [
      ['app', 'ovnkube-master'],
      ['app', 'ovnkube-control-plane'],
    ],
  },
  { id: 'openshift-sdn', name: 'OpenShift SDN', agents: [['app', 'sdn']], helpers: [['app', 'sdn-controller']] },
  { id: 'antrea', name: 'Antrea', agents: [['component', 'antrea-agent']] },
  { id: 'kube-router', name: 'kube-router', agents: [['k8s-app', 'kube-router']] },
  { id: 'kube-ovn', name: 'Kube-OVN', agents: [['app', 'kube-ovn-cni']] },
  {
    id: 'multus',
    name: 'Multus',
    agents: [
      ['name', 'multus'],
      ['app', 'multus'],
    ],
  },
];

/** Namespaces where networks put their agents; a pod elsewhere with the same label is somebody's own. */
const NETWORK_NAMESPACES =
  /^(kube-system|kube-flannel|calico-system|cilium|cilium-system|weave|openshift-(sdn|ovn-kubernetes|multus)|kube-ovn)$/;

/** The network a pod belongs to, with the label that says so. */
export function cniOf(pod: PodObject, role: 'agents' | 'helpers'): { plugin: CniPlugin; label: string } | undefined {
  if (!NETWORK_NAMESPACES.test(pod.metadata.namespace ?? '')) return undefined;
  const labels = pod.metadata.labels ?? {};
  for (const plugin of CNI_PLUGINS) {
    const found = plugin[role]?.find(([label, value]) => labels[label] === value);
    if (found) return { plugin, label: found[0] };
  }
  return undefined;
}
