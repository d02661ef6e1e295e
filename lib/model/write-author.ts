/** From the names writers sign with (managedFields managers, event reporters) to components of the architecture. */
import type { ComponentId } from './cluster';

const BY_NAME: readonly (readonly [RegExp, ComponentId])[] = [
  [/^kubectl($|[-_ ])/, 'kubectl'],
  [/^(kubelet)$/, 'kubelet'],
  [/^(kube-scheduler|default-scheduler|openshift-kube-scheduler)$/, 'kube-scheduler'],
  [/cloud-controller-manager|^cloud-node(-lifecycle)?-controller$|^service-controller$/, 'cloud-controller-manager'],
  [/^kube-controller-manager$|^controllermanager$/, 'kube-controller-manager'],
  [/^(kube-apiserver|apiserver)$/, 'kube-apiserver'],
  [/^kubeadm$/, 'kubeadm'],
  [/^kube-proxy$/, 'kube-proxy'],
  [/^kubeplano$/, 'kubeplano'],
  [/^minikube$/, 'minikube'],
  [/^(calico-node|cilium-agent|cilium|flanneld|aws-node|kindnetd|antrea-agent|ovnkube)$/, 'cni'],
];

/** Controllers that report events under their own names, all inside kube-controller-manager. */
const CONTROLLERS =
  /^(deployment|replicaset|replication|daemonset|statefulset|job|cronjob|node|endpoint|endpoint-slice|endpointslice|horizontal-pod-autoscaler|persistentvolume|attachdetach|taint-eviction|disruption|namespace|serviceaccount|garbage-collector|ttl|ttl-after-finished|certificate|resourcequota|pod-garbage-collector|podautoscaler)(-controller)?$|^(controllermanager|taint-eviction-controller)$/;

/** One process that is scheduler, controllers and kubelet at once, and signs everything with its own name. */
const ALL_IN_ONE = /^(k3s|kubelite|k0s|microshift|hyperkube)(-|$)/;

/** The component that signs with this name; undefined for clients and controllers that are none of ours. */
export function componentOf(name: string | undefined): ComponentId | undefined {
  if (!name) return undefined;
  const found = BY_NAME.find(([pattern]) => pattern.test(name))?.[1];
  return found ?? (CONTROLLERS.test(name) ? 'kube-controller-manager' : undefined);
}

/** True for a process that holds several components: the name does not say which of them wrote. */
export function isAllInOne(name: string | undefined): boolean {
  return ALL_IN_ONE.test(name ?? '');
}
