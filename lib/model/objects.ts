/**
 * The fields of Kubernetes objects that the model reads, as they are in JSON (times are strings).
 * A raw object of the API satisfies these; what a reflector keeps is a raw object transformed to them.
 * Source: https://kubernetes.io/docs/reference/kubernetes-api/
 */
import type { KindName } from './cluster';

export interface OwnerReference {
  apiVersion?: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
}
export interface ManagedField {
  manager?: string;
  operation?: string;
  subresource?: string;
  time?: string;
  apiVersion?: string;
}
export interface ObjectMeta {
  name: string;
  namespace?: string;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  generateName?: string;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  deletionGracePeriodSeconds?: number;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  finalizers?: string[];
  ownerReferences?: OwnerReference[];
  /** Without `fieldsV1`. */
  managedFields?: ManagedField[];
}
export interface KubernetesObject {
  apiVersion?: string;
  kind?: string;
  metadata: ObjectMeta;
}
export interface Condition {
  type: string;
  status: string;
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
  lastHeartbeatTime?: string;
  observedGeneration?: number;
}

export interface Probe {
  initialDelaySeconds?: number;
  periodSeconds?: number;
  timeoutSeconds?: number;
  failureThreshold?: number;
  successThreshold?: number;
  httpGet?: { path?: string; port: number | string; scheme?: string };
  tcpSocket?: { port: number | string };
  exec?: { command?: string[] };
  grpc?: { port: number };
}
export interface Container {
  name: string;
  image?: string;
  imagePullPolicy?: string;
  command?: string[];
  args?: string[];
  restartPolicy?: string;
  resources?: { requests?: Record<string, string>; limits?: Record<string, string> };
  ports?: { name?: string; containerPort: number; hostPort?: number; protocol?: string }[];
  /** Names and sources only: values are transformed. */
  env?: { name: string; valueFrom?: unknown }[];
  /** Names of what all variables are taken from. */
  envFrom?: { prefix?: string; configMapRef?: { name?: string }; secretRef?: { name?: string } }[];
  volumeMounts?: { name: string; mountPath: string; readOnly?: boolean }[];
  startupProbe?: Probe;
  livenessProbe?: Probe;
  readinessProbe?: Probe;
}
export interface ContainerStateRunning {
  startedAt?: string;
}
export interface ContainerStateTerminated {
  exitCode: number;
  signal?: number;
  reason?: string;
  message?: string;
  startedAt?: string;
  finishedAt?: string;
  containerID?: string;
}
export interface ContainerState {
  waiting?: { reason?: string; message?: string };
  running?: ContainerStateRunning;
  terminated?: ContainerStateTerminated;
}
export interface ContainerStatus {
  name: string;
  image?: string;
  imageID?: string;
  containerID?: string;
  ready?: boolean;
  started?: boolean;
  restartCount?: number;
  state?: ContainerState;
  lastState?: ContainerState;
}
export interface Toleration {
  key?: string;
  operator?: string;
  value?: string;
  effect?: string;
  tolerationSeconds?: number;
}
export interface Taint {
  key: string;
  value?: string;
  effect: string;
  timeAdded?: string;
}
/** A name and one source, under the field of its type. */
export type Volume = { name: string } & Record<string, unknown>;

export interface PodSpec {
  nodeName?: string;
  hostNetwork?: boolean;
  restartPolicy?: string;
  runtimeClassName?: string;
  schedulerName?: string;
  serviceAccountName?: string;
  priority?: number;
  priorityClassName?: string;
  terminationGracePeriodSeconds?: number;
  nodeSelector?: Record<string, string>;
  affinity?: unknown;
  topologySpreadConstraints?: unknown[];
  tolerations?: Toleration[];
  schedulingGates?: { name: string }[];
  readinessGates?: { conditionType: string }[];
  overhead?: Record<string, string>;
  volumes?: Volume[];
  imagePullSecrets?: { name?: string }[];
  initContainers?: Container[];
  containers: Container[];
  ephemeralContainers?: Container[];
}
export interface PodStatus {
  phase?: string;
  reason?: string;
  message?: string;
  podIP?: string;
  podIPs?: { ip: string }[];
  hostIP?: string;
  startTime?: string;
  qosClass?: string;
  nominatedNodeName?: string;
  conditions?: Condition[];
  initContainerStatuses?: ContainerStatus[];
  containerStatuses?: ContainerStatus[];
  ephemeralContainerStatuses?: ContainerStatus[];
}
export interface PodObject extends KubernetesObject {
  spec: PodSpec;
  status?: PodStatus;
}

export interface NodeObject extends KubernetesObject {
  spec?: {
    podCIDR?: string;
    podCIDRs?: string[];
    providerID?: string;
    unschedulable?: boolean;
    taints?: Taint[];
  };
  status?: {
    capacity?: Record<string, string>;
    allocatable?: Record<string, string>;
    conditions?: Condition[];
    addresses?: { type: string; address: string }[];
    nodeInfo?: {
      kubeletVersion?: string;
      kubeProxyVersion?: string;
      containerRuntimeVersion?: string;
      osImage?: string;
      kernelVersion?: string;
      operatingSystem?: string;
      architecture?: string;
      machineID?: string;
      bootID?: string;
    };
    runtimeHandlers?: { name?: string; features?: Record<string, boolean> }[];
    images?: { names?: string[]; sizeBytes?: number }[];
  };
}

export interface NamespaceObject extends KubernetesObject {
  spec?: { finalizers?: string[] };
  status?: { phase?: string; conditions?: Condition[] };
}

export interface ObjectReference {
  apiVersion?: string;
  kind?: string;
  namespace?: string;
  name?: string;
  uid?: string;
  fieldPath?: string;
  resourceVersion?: string;
}
/** core/v1 Event; events.k8s.io/v1 objects are brought to this shape by the reflector (`regarding` → `involvedObject`, `note` → `message`). */
export interface EventObject extends KubernetesObject {
  involvedObject: ObjectReference;
  type?: string;
  reason?: string;
  message?: string;
  action?: string;
  count?: number;
  firstTimestamp?: string | null;
  lastTimestamp?: string | null;
  /** Microseconds. */
  eventTime?: string | null;
  series?: { count?: number; lastObservedTime?: string };
  source?: { component?: string; host?: string };
  reportingComponent?: string;
  reportingInstance?: string;
  related?: ObjectReference;
}

export interface LeaseObject extends KubernetesObject {
  /** In a recording: the newest renewal in the file it is from, which was another moment than those of other files. */
  recordedAt?: string;
  spec?: {
    holderIdentity?: string;
    leaseDurationSeconds?: number;
    acquireTime?: string;
    /** Microseconds. */
    renewTime?: string;
    leaseTransitions?: number;
  };
}

export interface ServiceObject extends KubernetesObject {
  spec?: {
    type?: string;
    clusterIP?: string;
    clusterIPs?: string[];
    externalIPs?: string[];
    externalName?: string;
    selector?: Record<string, string>;
    ports?: { name?: string; port: number; protocol?: string; targetPort?: number | string; nodePort?: number }[];
  };
  status?: { loadBalancer?: { ingress?: { ip?: string; hostname?: string }[] } };
}

/** discovery.k8s.io/v1; v1beta1 slices and core/v1 Endpoints are brought to this shape by the reflector. */
export interface EndpointSliceObject extends KubernetesObject {
  addressType?: string;
  endpoints?: {
    addresses?: string[];
    conditions?: { ready?: boolean; serving?: boolean; terminating?: boolean };
    nodeName?: string;
    targetRef?: ObjectReference;
  }[];
  ports?: { name?: string; port?: number; protocol?: string }[];
}

/** Deployment, ReplicaSet, DaemonSet, StatefulSet, Job, CronJob. */
export interface WorkloadObject extends KubernetesObject {
  spec?: {
    replicas?: number;
    completions?: number;
    parallelism?: number;
    suspend?: boolean;
    schedule?: string;
    selector?: { matchLabels?: Record<string, string> };
    template?: { spec?: { containers?: Container[]; initContainers?: Container[] } };
    jobTemplate?: { spec?: { template?: { spec?: { containers?: Container[] } } } };
  };
  status?: {
    replicas?: number;
    readyReplicas?: number;
    availableReplicas?: number;
    updatedReplicas?: number;
    desiredNumberScheduled?: number;
    currentNumberScheduled?: number;
    numberReady?: number;
    active?: number | unknown[];
    succeeded?: number;
    failed?: number;
    lastScheduleTime?: string;
    conditions?: Condition[];
  };
}

export interface RuntimeClassObject extends KubernetesObject {
  handler?: string;
}

/** Object type of each kind the product reads. */
export interface ObjectOf {
  namespaces: NamespaceObject;
  nodes: NodeObject;
  pods: PodObject;
  events: EventObject;
  leases: LeaseObject;
  services: ServiceObject;
  endpointslices: EndpointSliceObject;
  deployments: WorkloadObject;
  replicasets: WorkloadObject;
  daemonsets: WorkloadObject;
  statefulsets: WorkloadObject;
  jobs: WorkloadObject;
  cronjobs: WorkloadObject;
  runtimeclasses: RuntimeClassObject;
}

/** Every object read, by kind, then by key (`namespace/name`, or `name` for cluster-scoped kinds). */
export type ObjectStore = { readonly [K in KindName]: ReadonlyMap<string, ObjectOf[K]> };
