/**
 * What Kubeplano says of a cluster: the vocabulary every room shares.
 * Shapes only. `lib/contract/schemas.json` is made of these types and their comments (`npm run schemas`); `GET /api/cluster` answers a {@link ClusterSnapshot}.
 * Times are RFC 3339 strings as the API server gave them; nothing here has a clock of its own.
 */

/** How a thing on the diagram is known (EVIDENCE: observed › inferred › hidden › absent › forbidden). */
export type EvidenceLevel = 'observed' | 'inferred' | 'hidden' | 'absent' | 'forbidden';

/** State as drawn: colour, shape and word. `done` is a pod that finished well; `unknown` is one nobody hears from. */
export type Health = 'ok' | 'starting' | 'not-ready' | 'failing' | 'done' | 'unknown';

/** One proof: which object (or answer) says it, in which field, with which value. */
export interface Evidence {
  /** `Pod kube-system/etcd-m1`, `Lease kube-system/kube-scheduler`, `Node m1`, `GET /readyz?verbose`. */
  object: string;
  /** Field path as `kubectl explain` writes it: `metadata.annotations["kubernetes.io/config.source"]`. */
  field: string;
  value: string;
}

/** A sentence the interface says in the person's language: a message id of namespace `reasons` and its values. */
export interface Reason {
  code: string;
  values?: Record<string, string | number>;
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

/** One running (or known) copy of a component. */
export interface ComponentInstance {
  name: string;
  namespace?: string;
  node?: string;
  /** STATUS as kubectl prints it, when the instance is a pod; `Ready`, `NotReady`… when it is known from a node. */
  status?: string;
  version?: string;
  health?: Health;
  /** Set when the instance is a pod: its key `namespace/name` in `pods`. */
  pod?: string;
  ready?: string;
  restarts?: number;
  startedAt?: string;
  image?: string;
  /** Read by the kubelet from a file; it never passed the scheduler. */
  static?: boolean;
  leader?: boolean;
  /** `spec.renewTime` of the lease this instance renews. */
  renewedAt?: string;
}

export interface Component {
  id: ComponentId;
  evidenceLevel: EvidenceLevel;
  /** Why this evidence level, when it is not simply `observed`. */
  reason?: Reason;
  health: Health;
  version?: string;
  instances: ComponentInstance[];
  evidence: Evidence[];
  leader?: { identity: string; node?: string; renewedAt?: string; transitions?: number };
  /** Checks of `/readyz?verbose` that speak of this component. */
  checks?: { name: string; ok: boolean }[];
}

/** A part of a recording that was not read: of which file, and why (a message of namespace `recording`). */
export interface LeftOut {
  file: string;
  reason: Reason;
  /** How often it is so in this file beyond the place named. */
  more?: number;
}

export type SourceKind = 'cluster' | 'in-cluster' | 'sample' | 'recording';
export interface Source {
  kind: SourceKind;
  context: string;
  /** Address of the API server, without credentials. Absent for a recording. */
  server?: string;
  /** Namespaces we are confined to, when we may not list all of them. */
  namespaces?: string[];
  recordedAt?: string;
  /** What of a recording was not read; the first fifty by name. */
  leftOut?: readonly LeftOut[];
  /** How many there are beyond those. */
  leftOutMore?: number;
}

export type ConnectionState = 'connecting' | 'live' | 'stale' | 'denied' | 'unreachable' | 'recording';
export interface Connection {
  state: ConnectionState;
  since: string;
  /** The kinds that are stale while the rest is live; absent when all of the picture is. */
  kinds?: KindName[];
  /** One of `lib/contract/problem.ts`; its cause and remedy are in the messages of namespace `errors`. */
  code?: string;
  message?: string;
}

export interface Distribution {
  id: string;
  name: string;
  evidence: Evidence[];
  /** Other signs that lost, and to whom: shown as "also looks like". */
  others?: { id: string; evidence: Evidence[] }[];
}

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
}

export interface NodeCondition {
  type: string;
  status: string;
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
}

export interface NodeView {
  name: string;
  uid?: string;
  roles: string[];
  ready: boolean;
  /** STATUS as kubectl prints it: `Ready`, `NotReady,SchedulingDisabled`, `Unknown`. */
  status: string;
  health: Health;
  /** `status.nodeInfo.containerRuntimeVersion`, e.g. `containerd://1.6.20`. */
  runtime: string;
  kubeletVersion: string;
  /** `spec.renewTime` of the Lease kube-node-lease/<node>. */
  heartbeatAt?: string;
  /** Lease duration in seconds (40 by default): silence beyond it is a missed heartbeat. */
  heartbeatSeconds?: number;
  createdAt?: string;
  internalIP?: string;
  externalIP?: string;
  osImage?: string;
  kernel?: string;
  os?: string;
  architecture?: string;
  podCIDRs?: string[];
  providerID?: string;
  unschedulable: boolean;
  taints: { key: string; value?: string; effect: string }[];
  conditions: NodeCondition[];
  capacity: Record<string, string>;
  allocatable: Record<string, string>;
  /** Sum of the requests of the pods bound to the node and not finished; cpu in millicores, memory in bytes. */
  requests: { cpu: number; memory: number; pods: number };
  chain: ChainLink[];
  /** Handlers the node declares (`status.runtimeHandlers`) or RuntimeClasses its pods name. */
  handlers: { name: string; evidenceLevel: EvidenceLevel }[];
}

export type ContainerKind = 'init' | 'sidecar' | 'app' | 'ephemeral';
export interface ContainerView {
  name: string;
  kind: ContainerKind;
  image: string;
  /** `Running`, `Waiting: CrashLoopBackOff`, `Terminated: OOMKilled`; absent while nothing is known. */
  state?: string;
  health: Health;
  ready: boolean;
  restarts: number;
  startedAt?: string;
}

export interface PodView {
  namespace: string;
  name: string;
  uid?: string;
  /** The STATUS column of kubectl, letter by letter. */
  status: string;
  health: Health;
  /** The READY column of kubectl: `1/2`. */
  ready: string;
  restarts: number;
  /** When the last restart happened: kubectl prints `4 (3m ago)`. */
  restartedAt?: string;
  node?: string;
  ip?: string;
  /** Came from a file on the node (annotation kubernetes.io/config.source or config.mirror). */
  static: boolean;
  createdAt?: string;
  deletionAt?: string;
  owner?: { kind: string; name: string };
  /** The workload a person would name: the Deployment over the ReplicaSet, the CronJob over the Job. */
  workload?: { kind: string; name: string };
  containers: ContainerView[];
  /** Why it is not running, from the object or its newest warning event, verbatim. */
  message?: string;
  /** The component of the architecture this pod is an instance of. */
  component?: ComponentId;
  runtimeClass?: string;
  hostNetwork?: boolean;
  qos?: string;
  priority?: number;
}

export interface NamespaceView {
  name: string;
  phase: string;
  createdAt?: string;
}

export interface WorkloadView {
  kind: 'Deployment' | 'ReplicaSet' | 'DaemonSet' | 'StatefulSet' | 'Job' | 'CronJob';
  namespace: string;
  name: string;
  desired: number;
  ready: number;
  createdAt?: string;
  owner?: { kind: string; name: string };
  images: string[];
  health: Health;
}

export interface ServiceView {
  namespace: string;
  name: string;
  type: string;
  clusterIP?: string;
  ports: string[];
  selector: Record<string, string>;
  endpoints: { ready: number; total: number };
  createdAt?: string;
}

export interface EventView {
  uid: string;
  namespace: string;
  type: string;
  reason: string;
  message: string;
  count: number;
  /** When it last happened, RFC 3339; microseconds when the server gave them. */
  at?: string;
  firstAt?: string;
  source?: string;
  host?: string;
  object: { kind: string; namespace?: string; name: string; uid?: string };
}

export const KIND_NAMES = [
  'namespaces',
  'nodes',
  'pods',
  'events',
  'leases',
  'services',
  'endpointslices',
  'deployments',
  'replicasets',
  'daemonsets',
  'statefulsets',
  'jobs',
  'cronjobs',
  'runtimeclasses',
] as const;
export type KindName = (typeof KIND_NAMES)[number];

/**
 * What happened when we asked for a kind. `polled`: it may not be watched, so it is listed again every 20 s.
 * `stale`: what is shown of it is of `since`. `missing`: the server has no such resource. `unrecorded`: the recording holds none.
 */
export interface KindState {
  kind: KindName;
  state: 'loading' | 'live' | 'polled' | 'stale' | 'forbidden' | 'missing' | 'failed' | 'recorded' | 'unrecorded';
  count: number;
  /** `discovery.k8s.io/v1beta1`: the version really read. */
  apiVersion?: string;
  since?: string;
  /** Verb and resource RBAC refused, e.g. `list nodes`. */
  denied?: string;
  /** Objects of a shape that no Kubernetes gives: how many, and of the first what was left out. */
  odd?: { count: number; first: string };
  /** Why it is stale, polled or failed: one of `lib/contract/problem.ts`. */
  code?: string;
  message?: string;
}

export interface HealthReport {
  /** HTTP status of the answer; 0 when nobody answered. */
  status: number;
  at: string;
  checks: { name: string; ok: boolean; reason?: string }[];
}

export interface Identity {
  username: string;
  groups: string[];
  /** `SelfSubjectReview` where the server has it; else what the kubeconfig says of the user (inferred). */
  evidenceLevel: EvidenceLevel;
}

/** The whole of what is known, at one revision. Collections are sorted by key. */
export interface ClusterSnapshot {
  /** Grows by one with every change of this model; our own, unrelated to resourceVersion. */
  revision: number;
  /** When this snapshot was true, by the server's clock. */
  at: string;
  source: Source;
  connection: Connection;
  server: {
    version: string;
    platform?: string;
    livez?: HealthReport;
    readyz?: HealthReport;
    /** How far its clock is ahead of ours, milliseconds; absent where they agree within two seconds. */
    clockAheadMs?: number;
  };
  identity?: Identity;
  distribution: Distribution;
  components: Component[];
  kinds: KindState[];
  nodes: NodeView[];
  namespaces: NamespaceView[];
  pods: PodView[];
  workloads: WorkloadView[];
  services: ServiceView[];
  /** The newest events of the cluster, newest first, at most 200. */
  events: EventView[];
}

/** One write that reached etcd, as a watch told us: a pulse on the diagram. */
export interface Write {
  id: number;
  /** When the watch event arrived here, by our clock, milliseconds resolution. */
  at: string;
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  kind: KindName;
  namespace?: string;
  name: string;
  /** Newest managedFields manager (or the event's reporting component), as the server names it. */
  manager?: string;
  subresource?: string;
  /** The component of the architecture that wrote it, and on which node, when that follows from the manager. */
  author?: { component: ComponentId; node?: string };
  evidenceLevel: EvidenceLevel;
  /** What it was, when it can be told: `bound`, `heartbeat`, `leader-renewal`, `status`, `created`, `deleted`, `scaled`. */
  what?: string;
}

/** What changed between two revisions. Sections are sent whole when they changed; collections by key. */
export interface ClusterDelta {
  revision: number;
  at: string;
  sections?: Partial<
    Pick<
      ClusterSnapshot,
      'source' | 'connection' | 'server' | 'identity' | 'distribution' | 'components' | 'kinds' | 'events'
    >
  >;
  nodes?: CollectionDelta<NodeView>;
  namespaces?: CollectionDelta<NamespaceView>;
  pods?: CollectionDelta<PodView>;
  workloads?: CollectionDelta<WorkloadView>;
  services?: CollectionDelta<ServiceView>;
  writes?: Write[];
  /** Writes seen in this batch beyond those listed: drawn as a counted flow. */
  writesOmitted?: number;
}
export interface CollectionDelta<T> {
  set?: T[];
  /** Keys that are gone. */
  gone?: string[];
}

/** Keys: nodes and namespaces by name; pods and services `namespace/name`; workloads `kind/namespace/name`. */
export const keyOf = {
  nodes: (node: Pick<NodeView, 'name'>) => node.name,
  namespaces: (namespace: Pick<NamespaceView, 'name'>) => namespace.name,
  pods: (pod: Pick<PodView, 'namespace' | 'name'>) => `${pod.namespace}/${pod.name}`,
  services: (service: Pick<ServiceView, 'namespace' | 'name'>) => `${service.namespace}/${service.name}`,
  workloads: (workload: Pick<WorkloadView, 'kind' | 'namespace' | 'name'>) =>
    `${workload.kind}/${workload.namespace}/${workload.name}`,
};
