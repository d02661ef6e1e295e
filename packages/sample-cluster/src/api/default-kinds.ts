/** Defaults of every kind but pods, as the API server of a real cluster fills them in. */
import { defaultPod, defaultPodSpec } from './default-pod.ts';
import type { DraftOf, Resource } from './kinds.ts';

type Defaulter<R extends Resource> = (object: DraftOf<R>) => void;

const deployment: Defaulter<'deployments'> = ({ spec }) => {
  if (!spec) return;
  spec.replicas ??= 1;
  spec.strategy ??= {};
  spec.strategy.type ||= 'RollingUpdate';
  if (spec.strategy.type === 'RollingUpdate') {
    spec.strategy.rollingUpdate ??= {};
    spec.strategy.rollingUpdate.maxUnavailable ??= '25%';
    spec.strategy.rollingUpdate.maxSurge ??= '25%';
  }
  spec.revisionHistoryLimit ??= 10;
  spec.progressDeadlineSeconds ??= 600;
  if (spec.template?.spec) defaultPodSpec(spec.template.spec);
};

const replicaSet: Defaulter<'replicasets'> = (object) => {
  if (!object.spec) return;
  object.spec.replicas ??= 1;
  if (object.spec.template?.spec) defaultPodSpec(object.spec.template.spec);
};

const replicationController: Defaulter<'replicationcontrollers'> = ({ metadata, spec }) => {
  if (!spec) return;
  spec.replicas ??= 1;
  const labels = spec.template?.metadata?.labels;
  if (labels && !spec.selector) spec.selector = { ...labels };
  if (labels && metadata && !metadata.labels) metadata.labels = { ...labels };
  if (spec.template?.spec) defaultPodSpec(spec.template.spec);
};

const daemonSet: Defaulter<'daemonsets'> = ({ spec }) => {
  if (!spec) return;
  spec.updateStrategy ??= {};
  spec.updateStrategy.type ||= 'RollingUpdate';
  if (spec.updateStrategy.type === 'RollingUpdate') {
    spec.updateStrategy.rollingUpdate ??= {};
    spec.updateStrategy.rollingUpdate.maxUnavailable ??= 1;
    spec.updateStrategy.rollingUpdate.maxSurge ??= 0;
  }
  spec.revisionHistoryLimit ??= 10;
  if (spec.template?.spec) defaultPodSpec(spec.template.spec);
};

const statefulSet: Defaulter<'statefulsets'> = ({ spec }) => {
  if (!spec) return;
  spec.replicas ??= 1;
  spec.podManagementPolicy ||= 'OrderedReady';
  spec.updateStrategy ??= {};
  spec.updateStrategy.type ||= 'RollingUpdate';
  if (spec.updateStrategy.type === 'RollingUpdate') {
    spec.updateStrategy.rollingUpdate ??= {};
    spec.updateStrategy.rollingUpdate.partition ??= 0;
  }
  spec.revisionHistoryLimit ??= 10;
  spec.persistentVolumeClaimRetentionPolicy ??= { whenDeleted: 'Retain', whenScaled: 'Retain' };
  if (spec.template?.spec) defaultPodSpec(spec.template.spec);
};

function defaultJobSpec(spec: NonNullable<DraftOf<'jobs'>['spec']>): void {
  if (spec.completions === undefined && spec.parallelism === undefined) {
    spec.completions = 1;
    spec.parallelism = 1;
  }
  spec.parallelism ??= 1;
  spec.backoffLimit ??= spec.backoffLimitPerIndex === undefined ? 6 : 2_147_483_647;
  for (const rule of spec.podFailurePolicy?.rules ?? [])
    for (const pattern of rule.onPodConditions ?? []) pattern.status ||= 'True';
  spec.completionMode ||= 'NonIndexed';
  spec.suspend ??= false;
  spec.podReplacementPolicy ||= spec.podFailurePolicy ? 'Failed' : 'TerminatingOrFailed';
  // Whoever sends no template is told by the validation what it lacks.
  spec.template ??= {};
  spec.template.spec ??= { containers: [] };
  defaultPodSpec(spec.template.spec);
}

const job: Defaulter<'jobs'> = (object) => {
  if (!object.spec) return;
  defaultJobSpec(object.spec);
  object.spec.manualSelector ??= false;
};

const cronJob: Defaulter<'cronjobs'> = ({ spec }) => {
  if (!spec) return;
  spec.concurrencyPolicy ||= 'Allow';
  spec.suspend ??= false;
  spec.successfulJobsHistoryLimit ??= 3;
  spec.failedJobsHistoryLimit ??= 1;
  if (spec.jobTemplate?.spec?.template?.spec) defaultPodSpec(spec.jobTemplate.spec.template.spec);
};

const service: Defaulter<'services'> = ({ spec }) => {
  if (!spec) return;
  spec.type ||= 'ClusterIP';
  spec.sessionAffinity ||= 'None';
  if (spec.sessionAffinity === 'ClientIP') spec.sessionAffinityConfig ??= { clientIP: { timeoutSeconds: 10_800 } };
  else if (spec.sessionAffinity === 'None') delete spec.sessionAffinityConfig;
  for (const port of spec.ports ?? []) {
    port.protocol ||= 'TCP';
    if (spec.type !== 'ExternalName') port.targetPort ||= port.port;
  }
  if (spec.type === 'ExternalName') return;
  spec.internalTrafficPolicy ||= 'Cluster';
  if (spec.type === 'NodePort' || spec.type === 'LoadBalancer') spec.externalTrafficPolicy ||= 'Cluster';
  if (spec.type === 'LoadBalancer') spec.allocateLoadBalancerNodePorts ??= true;
};

const namespace: Defaulter<'namespaces'> = (object) => {
  object.spec ??= {};
  object.spec.finalizers ??= ['kubernetes'];
  if (object.metadata) {
    object.metadata.labels = { ...object.metadata.labels };
    object.metadata.labels['kubernetes.io/metadata.name'] = object.metadata.name ?? '';
  }
};

const node: Defaulter<'nodes'> = (object) => {
  object.spec ??= {};
  object.status ??= {};
  if (object.status.capacity) object.status.allocatable ??= { ...object.status.capacity };
};

const secret: Defaulter<'secrets'> = (object) => {
  object.type ||= 'Opaque';
  if (!object.stringData) return;
  object.data = { ...object.data };
  for (const [name, value] of Object.entries(object.stringData))
    object.data[name] = Buffer.from(value, 'utf8').toString('base64');
  delete object.stringData;
};

const priorityClass: Defaulter<'priorityclasses'> = (object) => {
  object.preemptionPolicy ??= 'PreemptLowerPriority';
};

const endpoints: Defaulter<'endpoints'> = (object) => {
  for (const subset of object.subsets ?? []) for (const port of subset.ports ?? []) port.protocol ||= 'TCP';
};

const endpointSlice: Defaulter<'endpointslices'> = (object) => {
  for (const port of object.ports ?? []) {
    port.protocol ||= 'TCP';
    port.name ??= '';
  }
};

const event: Defaulter<'events'> = (object) => {
  object.type ??= '';
  object.source ??= {};
  object.reportingComponent ??= '';
  object.reportingInstance ??= '';
};

export const DEFAULTS: { [R in Resource]?: Defaulter<R> } = {
  pods: defaultPod,
  deployments: deployment,
  replicasets: replicaSet,
  replicationcontrollers: replicationController,
  daemonsets: daemonSet,
  statefulsets: statefulSet,
  jobs: job,
  cronjobs: cronJob,
  services: service,
  namespaces: namespace,
  nodes: node,
  secrets: secret,
  priorityclasses: priorityClass,
  endpoints,
  endpointslices: endpointSlice,
  events: event,
};
