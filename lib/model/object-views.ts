/** Objects of the cluster as they are said: part of the vocabulary of `cluster.ts`, which gives them on. */
import type { ChainLink, ComponentId, EvidenceLevel, Health } from './basics';
import type { Reason } from './reason';

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
  /** How its process ended: now, or (of one that started again, or waits to) the last time. */
  exit?: ContainerExit;
}

export interface ContainerExit {
  code: number;
  signal?: number;
  /** `Error`, `OOMKilled`, `Completed`. */
  reason?: string;
  /** What the process left to be said (its termination message), verbatim. */
  message?: string;
  at?: string;
}

/** A volume of a pod, and where what is in it comes from. */
export interface VolumeView {
  name: string;
  /** Type of its source as the API names it: `configMap`, `emptyDir`, `persistentVolumeClaim`, `projected`. */
  type: string;
  /** Objects it is filled from, by name. */
  from: ObjectName[];
  /** Containers that mount it, and where. */
  mounts: { container: string; path: string; readOnly?: boolean }[];
}

/** An object of the same namespace, by name: what is in it is not read. */
export interface ObjectName {
  kind: string;
  name: string;
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
  /** Why, where the API says it in fields and not in a sentence. */
  why?: Reason;
  /** The component of the architecture this pod is an instance of. */
  component?: ComponentId;
  runtimeClass?: string;
  hostNetwork?: boolean;
  qos?: string;
  priority?: number;
  volumes?: VolumeView[];
  /** ConfigMaps, Secrets and the ServiceAccount it uses: in variables, in volumes, to pull its images. */
  configuration?: ObjectName[];
}

export interface NamespaceView {
  name: string;
  phase: string;
  createdAt?: string;
  deletionAt?: string;
  /** Of one that does not go: what the namespace controller says is left in it, verbatim. */
  message?: string;
  why?: Reason;
}

/** Kinds of what makes pods, by the name of their collection. */
export const WORKLOAD_KINDS = {
  cronjobs: 'CronJob',
  daemonsets: 'DaemonSet',
  deployments: 'Deployment',
  jobs: 'Job',
  replicasets: 'ReplicaSet',
  statefulsets: 'StatefulSet',
} as const;
export type WorkloadCollection = keyof typeof WORKLOAD_KINDS;
export type WorkloadKind = (typeof WORKLOAD_KINDS)[WorkloadCollection];

export interface WorkloadView {
  kind: WorkloadKind;
  namespace: string;
  name: string;
  desired: number;
  ready: number;
  createdAt?: string;
  owner?: { kind: string; name: string };
  images: string[];
  health: Health;
  /** Why it has fewer pods than it wants, or gave up, from its conditions or its newest warning event, verbatim. */
  message?: string;
}

export interface ServiceView {
  namespace: string;
  name: string;
  type: string;
  clusterIP?: string;
  ports: string[];
  selector: Record<string, string>;
  endpoints: { ready: number; total: number };
  /** Its pods, by name. */
  pods: ServicePod[];
  createdAt?: string;
}

/** A pod of a Service: `selected` by its labels only, while it is no endpoint (it has no address yet, or is over). */
export interface ServicePod {
  name: string;
  state: 'ready' | 'not-ready' | 'selected';
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
  /** The container it speaks of, of an event about a pod. */
  container?: string;
}
