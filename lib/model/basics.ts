/** The first words of the vocabulary of `cluster.ts`, which gives them on: how a thing is known, how it is, what it is. */
/**
 * How a thing on the map is known (EVIDENCE: observed › inferred › hidden › absent › forbidden). `absent` is said only where
 * we looked and could have seen it; where nothing we could read tells, it is `unknown`.
 */
export const EVIDENCE_LEVELS = ['observed', 'inferred', 'hidden', 'absent', 'forbidden', 'unknown'] as const;
export type EvidenceLevel = (typeof EVIDENCE_LEVELS)[number];

/**
 * State as drawn: colour, shape and word. `stopping` was told to end and has not yet; `done` is a pod that finished well;
 * `unknown` is one nobody hears from.
 */
export const HEALTHS = ['ok', 'starting', 'stopping', 'not-ready', 'failing', 'done', 'unknown'] as const;
export type Health = (typeof HEALTHS)[number];

/** One proof: which object (or answer) says it, in which field, with which value. */
export interface Evidence {
  /** `Pod kube-system/etcd-m1`, `Lease kube-system/kube-scheduler`, `Node m1`, `GET /readyz?verbose`. */
  object: string;
  /** Field path as `kubectl explain` writes it: `metadata.annotations["kubernetes.io/config.source"]`. */
  field: string;
  value: string;
}

export const COMPONENT_IDS = [
  'kubectl',
  'kubeplano',
  'kube-apiserver',
  'etcd',
  'kube-scheduler',
  'kube-controller-manager',
  'cloud-controller-manager',
  'kubelet',
  'dockerd',
  'cri-dockerd',
  'containerd',
  'cri-o',
  'containerd-shim',
  'conmon',
  'runc',
  'kube-proxy',
  'cni',
  'coredns',
  'kubeadm',
  'systemd',
  'minikube',
] as const;
export type ComponentId = (typeof COMPONENT_IDS)[number];

/** One link of the chain kubelet → … → runC of a node, with how we know it. */
export interface ChainLink {
  id: ComponentId;
  /** Name as drawn: `runC`, `crun`, `kata`, `dockershim`. */
  name: string;
  evidenceLevel: EvidenceLevel;
  version?: string;
  evidence: Evidence[];
  /** What is spoken on the arrow that reaches this link: `gRPC CRI`, `OCI runtime spec`, `HTTP (Docker Engine API)`. */
  protocol?: string;
  /** How it is doing, where that is known: a kubelet that is not heard from. */
  health?: Health;
}
