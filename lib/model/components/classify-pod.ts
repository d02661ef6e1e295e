/** Which component of the architecture a pod is an instance of, from its own labels, else from its image. */
import type { ComponentId, Evidence } from '../cluster';
import { labelProof, proof } from '../evidence';
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

/** Images in kube-system and how the names of their pods begin, for pods whose labels say nothing. */
const SYSTEM_IMAGES: ReadonlyMap<string, { component: ComponentId; name: string }> = new Map([
  ['kube-apiserver', { component: 'kube-apiserver', name: 'kube-apiserver' }],
  ['kube-scheduler', { component: 'kube-scheduler', name: 'kube-scheduler' }],
  ['kube-controller-manager', { component: 'kube-controller-manager', name: 'kube-controller-manager' }],
  // The network of Calico may have an etcd of its own: calico-etcd.
  ['etcd', { component: 'etcd', name: 'etcd' }],
  ['kube-proxy', { component: 'kube-proxy', name: 'kube-proxy' }],
  ['coredns', { component: 'coredns', name: 'coredns' }],
  ['k8s-dns-kube-dns', { component: 'coredns', name: 'kube-dns' }],
  ['kindnetd', { component: 'cni', name: 'kindnet' }],
]);

/** OpenShift keeps each in a namespace of its own, beside operators, installers and guards: namespace, label `app`. */
const OPENSHIFT: ReadonlyMap<string, { app: string[]; component: ComponentId }> = new Map([
  ['openshift-kube-apiserver', { app: ['openshift-kube-apiserver', 'kube-apiserver'], component: 'kube-apiserver' }],
  ['openshift-etcd', { app: ['etcd'], component: 'etcd' }],
  ['openshift-kube-scheduler', { app: ['openshift-kube-scheduler', 'kube-scheduler'], component: 'kube-scheduler' }],
  ['openshift-kube-controller-manager', { app: ['kube-controller-manager'], component: 'kube-controller-manager' }],
  ['openshift-kube-proxy', { app: ['kube-proxy'], component: 'kube-proxy' }],
]);

const ADDON = 'kubernetes.io/minikube-addons';
const OPENSHIFT_DNS = 'dns.operator.openshift.io/daemonset-dns';

/** Which component, and what says so. */
export interface ComponentSign {
  component: ComponentId;
  evidence: Evidence;
}

function labelSign(pod: PodObject): { component: ComponentId; label: string } | undefined {
  const labels = pod.metadata.labels ?? {};
  const namespace = pod.metadata.namespace ?? '';
  const openshift = OPENSHIFT.get(namespace);
  if (openshift) {
    return openshift.app.includes(labels.app ?? '') ? { component: openshift.component, label: 'app' } : undefined;
  }
  if (namespace === 'openshift-dns') {
    return Object.hasOwn(labels, OPENSHIFT_DNS) ? { component: 'coredns', label: OPENSHIFT_DNS } : undefined;
  }
  if (namespace === 'kube-system') {
    for (const label of ['component', 'k8s-app', 'app']) {
      const component = SYSTEM_LABELS.get(labels[label] ?? '');
      if (component) return { component, label };
    }
  }
  const cni = cniOf(pod, 'agents');
  if (cni) return { component: 'cni', label: cni.label };
  return Object.hasOwn(labels, ADDON) ? { component: 'minikube', label: ADDON } : undefined;
}

/** `registry.k8s.io/kube-proxy:v1.30.0` → `kube-proxy`. */
export const imageName = (image: string | undefined): string =>
  /([^/:@]+)(?::[^/@]*)?(?:@.*)?$/.exec(image ?? '')?.[1] ?? '';

/** What minikube ships is built by it: `gcr.io/k8s-minikube/storage-provisioner`. */
export const isMinikubeImage = (image: string | undefined): boolean => /(^|\/)k8s-minikube\//.test(image ?? '');

function imageSign(pod: PodObject): ComponentSign | undefined {
  for (const [at, { image }] of (pod.spec.containers ?? []).entries()) {
    const known = pod.metadata.namespace === 'kube-system' ? SYSTEM_IMAGES.get(imageName(image)) : undefined;
    const named = known && pod.metadata.name.startsWith(known.name) ? known.component : undefined;
    const component = isMinikubeImage(image) ? 'minikube' : named;
    if (component) return { component, evidence: proof('Pod', pod, `spec.containers[${at}].image`, image ?? '') };
  }
  return undefined;
}

/** The component a pod is an instance of, with the label or the image that says so; undefined for pods that are none. */
export function componentSign(pod: PodObject): ComponentSign | undefined {
  const labelled = labelSign(pod);
  if (labelled) return { component: labelled.component, evidence: labelProof('Pod', pod, labelled.label) };
  // In namespaces of OpenShift operators and guards share images with what they look after.
  return pod.metadata.namespace?.startsWith('openshift-') ? undefined : imageSign(pod);
}

/** The component a pod is an instance of. */
export const classifyPod = (pod: PodObject): ComponentId | undefined => componentSign(pod)?.component;
