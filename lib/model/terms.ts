/** Words of Kubernetes that are no object of the cluster, each with a card: what it is, in the words of the class. Pure. */
import type { ComponentId } from './cluster';

export const TERM_IDS = [
  'kubernetes',
  'cluster',
  'control-plane',
  'node',
  'namespace',
  'kube-system',
  'pod',
  'container',
  'image',
  'registry',
  'container-runtime',
  'docker-engine',
  'static-pod',
  'host',
] as const;
export type TermId = (typeof TERM_IDS)[number];

/** Whether a text names a term. */
export const isTermId = (id: string): id is TermId => TERM_IDS.some((known) => known === id);

const TERMS_OF_COMPONENT: Partial<Record<ComponentId, readonly TermId[]>> = {
  kubectl: ['kubernetes'],
  kubeplano: ['cluster'],
  minikube: ['kubernetes', 'cluster'],
  'kube-apiserver': ['control-plane'],
  etcd: ['control-plane'],
  'kube-scheduler': ['control-plane'],
  'kube-controller-manager': ['control-plane'],
  'cloud-controller-manager': ['control-plane'],
  kubelet: ['node', 'host'],
  kubeadm: ['cluster', 'host'],
  dockerd: ['docker-engine', 'container-runtime', 'image', 'host'],
  'cri-dockerd': ['docker-engine', 'host'],
  containerd: ['container-runtime', 'image', 'host'],
  'cri-o': ['container-runtime', 'image', 'host'],
  'containerd-shim': ['container'],
  conmon: ['container'],
  runc: ['container'],
  systemd: ['host'],
};

/** The terms one has to know to understand a component. */
export const termsOfComponent = (id: ComponentId): readonly TermId[] => TERMS_OF_COMPONENT[id] ?? [];
