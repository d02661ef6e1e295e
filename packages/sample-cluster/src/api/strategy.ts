/** What the API server does with each kind beyond the common rules: first status, addresses, generated selectors. */
import { DEFAULTS } from './default-kinds.ts';
import { admitPod, type PodSurroundings, qosClass } from './default-pod.ts';
import { isDraft } from './draft.ts';
import { type Fields, fieldsOf } from './json.ts';
import type { DraftOf, Resource } from './kinds.ts';
import { allocateService, keepAllocated, type ServiceRange } from './service-allocator.ts';

/** The rest of the cluster, as far as creating an object depends on it. */
export interface Surroundings extends PodSurroundings {
  services: ServiceRange;
}

/** Fills in the defaults of the kind, in place. */
export function applyDefaults<R extends Resource>(resource: R, object: Fields): void {
  const defaulter = DEFAULTS[resource];
  if (defaulter && isDraft(resource, object)) defaulter(object);
}

const FIRST_STATUS: Partial<Record<Resource, Fields>> = {
  namespaces: { phase: 'Active' },
  services: { loadBalancer: {} },
  deployments: {},
  replicasets: { replicas: 0 },
  replicationcontrollers: { replicas: 0 },
  daemonsets: { currentNumberScheduled: 0, numberMisscheduled: 0, desiredNumberScheduled: 0, numberReady: 0 },
  statefulsets: { replicas: 0, availableReplicas: 0 },
  jobs: {},
  cronjobs: {},
  switches: {},
  poddisruptionbudgets: { disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 0, expectedPods: 0 },
};

/** What a pod is told that its scheduler must not look at yet. */
const GATED = {
  type: 'PodScheduled',
  status: 'False',
  lastProbeTime: null,
  lastTransitionTime: null,
  reason: 'SchedulingGated',
  message: 'Scheduling is blocked due to non-empty scheduling gates',
};

function firstPodStatus(pod: Fields): Fields {
  const spec = isDraft('pods', pod) ? pod.spec : undefined;
  const gated = (spec?.schedulingGates ?? []).length > 0;
  return {
    phase: 'Pending',
    qosClass: spec ? qosClass(spec) : 'BestEffort',
    ...(gated ? { conditions: [GATED] } : {}),
  };
}

/** A job's pods are found by its uid: the server writes selector and labels unless the manifest brings its own. */
function generateJobSelector(job: DraftOf<'jobs'>): void {
  const { spec, metadata } = job;
  if (!spec || spec.manualSelector || !metadata?.uid) return;
  const own = { 'batch.kubernetes.io/controller-uid': metadata.uid };
  spec.selector = { ...spec.selector, matchLabels: { ...spec.selector?.matchLabels, ...own } };
  spec.template.metadata ??= {};
  spec.template.metadata.labels = {
    ...spec.template.metadata.labels,
    'batch.kubernetes.io/controller-uid': metadata.uid,
    'batch.kubernetes.io/job-name': metadata.name ?? '',
    'controller-uid': metadata.uid,
    'job-name': metadata.name ?? '',
  };
}

/** A job that has no labels has those of its template, generated ones included. */
function labelAsTemplate({ spec, metadata }: DraftOf<'jobs'>): void {
  if (!metadata || Object.keys(metadata.labels ?? {}).length > 0) return;
  const { labels } = spec?.template?.metadata ?? {};
  if (labels) metadata.labels = { ...labels };
}

/** First status and generated fields of a new object, in place. What users sent as status is not kept (nodes excepted). */
export function prepareCreate(resource: Resource, object: Fields): void {
  const first = FIRST_STATUS[resource];
  if (first) object.status = { ...first };
  if (resource === 'pods') object.status = firstPodStatus(object);
  else if (resource === 'nodes') object.status = fieldsOf(object.status);
  else if (resource === 'jobs' && isDraft('jobs', object)) {
    generateJobSelector(object);
    labelAsTemplate(object);
  }
}

/** What admission adds to a new object after its fields were recorded as the writer's. */
export function admit(resource: Resource, object: Fields, around: Surroundings): void {
  if (resource === 'pods' && isDraft('pods', object)) admitPod(object, around);
}

/** Carries allocated values over from the object before, in place. */
export function prepareUpdate(resource: Resource, object: Fields, before: Fields): void {
  if (resource === 'services' && isDraft('services', object) && isDraft('services', before))
    keepAllocated(object, before);
  if (resource === 'jobs' && isDraft('jobs', object)) labelAsTemplate(object);
}

/** What an object that breaks no rule is given of what there is only once, in place. Throws {@link ApiError} 422 when it is taken. */
export function allocate(resource: Resource, object: Fields, around: Surroundings): void {
  if (resource === 'services' && isDraft('services', object)) allocateService(object, around.services);
}
