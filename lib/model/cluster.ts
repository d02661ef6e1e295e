/**
 * What Kubeplano says of a cluster: the vocabulary every room shares.
 * Shapes only. `lib/contract/schemas.json` is made of these types and their comments (`npm run schemas`); `GET /api/cluster` answers a {@link ClusterSnapshot}.
 * Times are RFC 3339 strings as the API server gave them; nothing here has a clock of its own.
 */
import type { ComponentId, Evidence, EvidenceLevel, Health } from './basics';
import type { AttentionRow, FleetFacets, FleetSection, NodeSummary } from './fleet/types';
import type { LeftOut } from './left-out';
import type { EventView, NamespaceView, NodeView, PodView, ServiceView, WorkloadView } from './object-views';
import type { ProblemCode } from './problem-code';
import type { Reason } from './reason';

export type { ChainLink, ComponentId, Evidence, EvidenceLevel, Health } from './basics';
export { COMPONENT_IDS, EVIDENCE_LEVELS, HEALTHS } from './basics';
export type { AttentionReason, AttentionRow, FleetFacets, FleetSection, NodeSummary, PodCounts } from './fleet/types';
export type { LeftOut, LeftOutReason } from './left-out';
export type {
  ContainerExit,
  ContainerKind,
  ContainerView,
  EventView,
  NamespaceView,
  NodeCondition,
  NodeView,
  ObjectName,
  PodView,
  ServicePod,
  ServiceView,
  VolumeView,
  WorkloadCollection,
  WorkloadKind,
  WorkloadView,
} from './object-views';
export { WORKLOAD_KINDS } from './object-views';
export type { Reason } from './reason';

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

export interface Leader {
  /** `holderIdentity`: `<host name>_<uuid>`. */
  identity: string;
  node?: string;
  renewedAt?: string;
  transitions?: number;
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
  /** Who leads, while somebody does. */
  leader?: Leader;
  /** Who led last, when nobody leads now: its lease ran out, or it gave it up. */
  lastLeader?: Leader;
  /** Checks of `/readyz?verbose` that speak of this component. */
  checks?: { name: string; ok: boolean }[];
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
  /** The context kubectl uses by now, where that is another one: somebody ran `kubectl config use-context`. */
  currentContext?: string;
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
  /** Its cause and remedy are in the messages of namespace `errors`. */
  code?: ProblemCode;
  message?: string;
}

export interface Distribution {
  id: string;
  name: string;
  evidence: Evidence[];
  /** Other signs that lost, and to whom: shown as "also looks like". */
  others?: { id: string; evidence: Evidence[] }[];
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
  code?: ProblemCode;
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
  /** All of it from far away, at any size. */
  fleet: FleetSection;
  /** Each node as a mark; by name. */
  summaries: NodeSummary[];
  /** What needs looking at, the worst first. */
  attention: AttentionRow[];
  facets: FleetFacets;
}

/** What a write was. */
export type WriteKind =
  | 'created'
  | 'updated'
  | 'status'
  | 'bound'
  | 'scaled'
  | 'deletion-asked'
  | 'deleted'
  | 'heartbeat'
  | 'leader-renewal'
  | 'leader-change'
  | 'event'
  | 'event-again'
  | 'expired';

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
  /** What it was, when it can be told. */
  what?: WriteKind;
}

/** What changed between two revisions. Sections are sent whole when they changed; collections by key. */
export interface ClusterDelta {
  revision: number;
  /** The revision it follows, where that is not the one before; who has another one asks for a snapshot. */
  previous?: number;
  at: string;
  sections?: Partial<
    Pick<
      ClusterSnapshot,
      | 'source'
      | 'connection'
      | 'server'
      | 'identity'
      | 'distribution'
      | 'components'
      | 'kinds'
      | 'events'
      | 'fleet'
      | 'attention'
      | 'facets'
    >
  >;
  summaries?: CollectionDelta<NodeSummary>;
  nodes?: CollectionDelta<NodeView>;
  namespaces?: CollectionDelta<NamespaceView>;
  pods?: CollectionDelta<PodView>;
  workloads?: CollectionDelta<WorkloadView>;
  services?: CollectionDelta<ServiceView>;
  writes?: Write[];
  /** Writes seen in this batch beyond those listed: drawn as a counted flow. */
  writesOmitted?: number;
  /** Nodes of which only this is new: their lease was renewed, `heartbeatAt`. */
  beats?: [node: string, at: string][];
  /** Components of which only this is new: `renewedAt` of the leader and of the instance that leads. */
  leaderBeats?: [component: ComponentId, at: string][];
}

/** What comes into a viewer's scope, changes in it, and leaves it. */
export interface ScopeDelta {
  nodes?: CollectionDelta<NodeView>;
  pods?: CollectionDelta<PodView>;
  workloads?: CollectionDelta<WorkloadView>;
  services?: CollectionDelta<ServiceView>;
  /** As in {@link ClusterDelta}. */
  beats?: [node: string, at: string][];
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
  summaries: (summary: Pick<NodeSummary, 'name'>) => summary.name,
  workloads: (workload: Pick<WorkloadView, 'kind' | 'namespace' | 'name'>) =>
    `${workload.kind}/${workload.namespace}/${workload.name}`,
};
