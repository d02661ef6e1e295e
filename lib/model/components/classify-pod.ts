/** Which component of the architecture a pod is an instance of, from its own labels: nothing else is looked at. */
import type { ComponentId } from '../cluster';
import type { PodObject } from '../objects';
import { cniOf } from './cni-plugins';

/** Values of labels `component`, `k8s-app` and `app` in kube-system. */
const SYSTEM_LABELS: ReadonlyMap<string, ComponentId> = new Map([
  ['kube-apiserver', 'kube-apiserver'],
  ['etcd', 'etcd'],
  ['kube-scheduler', 'kube-scheduler'],
  ['kube-controller-manager', 'kube-controller-manager'],
  ['cloud-controller-manager', 'cloud-controller-manager'],
  ['aws-cloud-controller-manager', 'cloud-controller-manager'],
  ['openstack-cloud-controller-manager', 'cloud-controller-manager'],
  ['kube-proxy', 'kube-proxy'],
  ['kube-dns', 'coredns'],
  ['coredns', 'coredns'],
]);

/** OpenShift keeps each in a namespace of its own, beside operators, installers and guards: namespace, label `app`. */
const OPENSHIFT: ReadonlyMap<string, { app: string[]; component: ComponentId }> = new Map([
  ['openshift-kube-apiserver', { app: ['openshift-kube-apiserver', 'kube-apiserver'], component: 'kube-apiserver' }],
  ['openshift-etcd', { app: ['etcd'], component: 'etcd' }],
  ['openshift-kube-scheduler', { app: ['openshift-kube-scheduler', 'kube-scheduler'], component: 'kube-scheduler' }],
  ['openshift-kube-controller-manager', { app: ['kube-controller-manager'], component: 'kube-controller-manager' }],
  ['openshift-kube-proxy', { app: ['kube-proxy'], component: 'kube-proxy' }],
]);

/** The label that says which component a pod is; undefined for pods that are none. */
export function componentLabel(pod: PodObject): { component: ComponentId; label: string } | undefined {
  const labels = pod.metadata.labels ?? {};
  const namespace = pod.metadata.namespace ?? '';
  const openshift = OPENSHIFT.get(namespace);
  if (openshift) {
    return openshift.app.includes(labels.app ?? '') ? { component: openshift.component, label: 'app' } : undefined;
  }
  if (namespace === 'openshift-dns') {
    const label = 'dns.operator.openshift.io/daemonset-dns';
    return Object.hasOwn(labels, label) ? { component: 'coredns', label } : undefined;
  }
  if (namespace === 'kube-system') {
    for (const label of ['component', 'k8s-app', 'app']) {
      const component = SYSTEM_LABELS.get(labels[label] ?? '');
      if (component) return { component, label };
    }
  }
  const cni = cniOf(pod, 'agents');
  if (cni) return { component: 'cni', label: cni.label };
  if ('kubernetes.io/minikube-addons' in labels)
    return { component: 'minikube', label: 'kubernetes.io/minikube-addons' };
  return undefined;
}

const isMinikubeImage = (image: string | undefined) => /(^|\/)k8s-minikube\//.test(image ?? '');

/** The component a pod is an instance of. */
export function classifyPod(pod: PodObject): ComponentId | undefined {
  const labelled = componentLabel(pod);
  if (labelled) return labelled.component;
  return (pod.spec.containers ?? []).some((one) => isMinikubeImage(one.image)) ? 'minikube' : undefined;
}
