import type { ObjectOf } from '../kinds.ts';
import {
  AGE,
  CONTAINERS,
  column,
  containersOf,
  humanDuration,
  IMAGES,
  labelsText,
  NAME,
  selectorText,
  since,
  type TableKind,
} from './table.ts';

const SELECTOR = (model: string) => column('Selector', [model, 'selector'], { wide: true });

export const deployments: TableKind<'deployments'> = {
  columns: [
    NAME,
    column('Ready', 'Number of the pod with ready state'),
    column('Up-to-date', ['V1DeploymentStatus', 'updatedReplicas']),
    column('Available', ['V1DeploymentStatus', 'availableReplicas']),
    AGE,
    CONTAINERS,
    IMAGES,
    SELECTOR('V1DeploymentSpec'),
  ],
  row: ({ metadata, spec, status }, now) => [
    metadata.name,
    `${status.readyReplicas ?? 0}/${spec.replicas ?? 0}`,
    status.updatedReplicas ?? 0,
    status.availableReplicas ?? 0,
    since(metadata.creationTimestamp, now),
    ...containersOf(spec.template),
    selectorText(spec.selector),
  ],
};

/** Of what keeps so many copies, and no more. */
const copiesColumns = (model: 'V1ReplicaSet' | 'V1ReplicationController') => [
  NAME,
  column('Desired', [`${model}Spec`, 'replicas'], { type: 'integer' }),
  column('Current', [`${model}Status`, 'replicas'], { type: 'integer' }),
  column('Ready', [`${model}Status`, 'readyReplicas'], { type: 'integer' }),
  AGE,
  CONTAINERS,
  IMAGES,
  SELECTOR(`${model}Spec`),
];
const copiesRow = (
  { metadata, spec, status }: ObjectOf<'replicasets' | 'replicationcontrollers'>,
  selector: Parameters<typeof selectorText>[0],
  now: Date,
) => [
  metadata.name,
  spec.replicas ?? 0,
  status.replicas ?? 0,
  status.readyReplicas ?? 0,
  since(metadata.creationTimestamp, now),
  ...containersOf(spec.template),
  selectorText(selector),
];

export const replicasets: TableKind<'replicasets'> = {
  columns: copiesColumns('V1ReplicaSet'),
  row: (set, now) => copiesRow(set, set.spec.selector, now),
};

export const replicationcontrollers: TableKind<'replicationcontrollers'> = {
  columns: copiesColumns('V1ReplicationController'),
  row: (controller, now) => copiesRow(controller, { matchLabels: controller.spec.selector ?? {} }, now),
};

export const daemonsets: TableKind<'daemonsets'> = {
  columns: [
    NAME,
    column('Desired', ['V1DaemonSetStatus', 'desiredNumberScheduled'], { type: 'integer' }),
    column('Current', ['V1DaemonSetStatus', 'currentNumberScheduled'], { type: 'integer' }),
    column('Ready', ['V1DaemonSetStatus', 'numberReady'], { type: 'integer' }),
    column('Up-to-date', ['V1DaemonSetStatus', 'updatedNumberScheduled'], { type: 'integer' }),
    column('Available', ['V1DaemonSetStatus', 'numberAvailable'], { type: 'integer' }),
    column('Node Selector', ['V1PodSpec', 'nodeSelector']),
    AGE,
    CONTAINERS,
    IMAGES,
    SELECTOR('V1DaemonSetSpec'),
  ],
  row: ({ metadata, spec, status }, now) => [
    metadata.name,
    status.desiredNumberScheduled,
    status.currentNumberScheduled,
    status.numberReady,
    status.updatedNumberScheduled ?? 0,
    status.numberAvailable ?? 0,
    labelsText(spec.template.spec?.nodeSelector),
    since(metadata.creationTimestamp, now),
    ...containersOf(spec.template),
    selectorText(spec.selector),
  ],
};

export const statefulsets: TableKind<'statefulsets'> = {
  columns: [NAME, column('Ready', 'Number of the pod with ready state'), AGE, CONTAINERS, IMAGES],
  row: ({ metadata, spec, status }, now) => [
    metadata.name,
    `${status.readyReplicas ?? 0}/${spec.replicas ?? 0}`,
    since(metadata.creationTimestamp, now),
    ...containersOf(spec.template),
  ],
};

const jobDuration = ({ status }: ObjectOf<'jobs'>, now: Date): string => {
  if (!status.startTime) return '';
  const end = status.completionTime ? Date.parse(status.completionTime) : now.getTime();
  return humanDuration(end - Date.parse(status.startTime));
};

function jobStatus({ metadata, spec, status }: ObjectOf<'jobs'>): string {
  const holds = (type: string) => status.conditions?.some((one) => one.type === type && one.status === 'True');
  if (holds('Complete')) return 'Complete';
  if (holds('Failed')) return 'Failed';
  if (metadata.deletionTimestamp) return 'Terminating';
  if (holds('Suspended') || spec.suspend) return 'Suspended';
  if (holds('FailureTarget')) return 'FailureTarget';
  return holds('SuccessCriteriaMet') ? 'SuccessCriteriaMet' : 'Running';
}

export const jobs: TableKind<'jobs'> = {
  columns: [
    NAME,
    column('Status', ['V1JobStatus', 'conditions']),
    column('Completions', ['V1JobStatus', 'succeeded']),
    column('Duration', 'Time required to complete the job.'),
    AGE,
    CONTAINERS,
    IMAGES,
    SELECTOR('V1JobSpec'),
  ],
  row: (job, now) => {
    const { metadata, spec, status } = job;
    const wanted = spec.completions === undefined ? `1 of ${spec.parallelism ?? 1}` : `${spec.completions}`;
    return [
      metadata.name,
      jobStatus(job),
      `${status.succeeded ?? 0}/${wanted}`,
      jobDuration(job, now),
      since(metadata.creationTimestamp, now),
      ...containersOf(spec.template),
      selectorText(spec.selector),
    ];
  },
};

export const cronjobs: TableKind<'cronjobs'> = {
  columns: [
    NAME,
    column('Schedule', ['V1CronJobSpec', 'schedule']),
    column('Timezone', ['V1CronJobSpec', 'timeZone']),
    column('Suspend', ['V1CronJobSpec', 'suspend'], { type: 'boolean' }),
    column('Active', ['V1CronJobStatus', 'active'], { type: 'integer' }),
    column('Last Schedule', ['V1CronJobStatus', 'lastScheduleTime']),
    AGE,
    CONTAINERS,
    IMAGES,
    column('Selector', ['V1JobSpec', 'selector'], { wide: true }),
  ],
  row: ({ metadata, spec, status }, now) => [
    metadata.name,
    spec.schedule,
    spec.timeZone ?? '<none>',
    spec.suspend ? 'True' : 'False',
    status.active?.length ?? 0,
    status.lastScheduleTime ? since(status.lastScheduleTime, now) : '<none>',
    since(metadata.creationTimestamp, now),
    ...containersOf(spec.jobTemplate.spec?.template),
    selectorText(spec.jobTemplate.spec?.selector),
  ],
};

export const controllerrevisions: TableKind<'controllerrevisions'> = {
  columns: [
    NAME,
    column('Controller', 'Controller of the object'),
    column('Revision', ['V1ControllerRevision', 'revision']),
    AGE,
  ],
  row: ({ metadata, revision }, now) => {
    const owner = metadata.ownerReferences?.find(({ controller }) => controller);
    const group = owner?.apiVersion.includes('/') ? `.${owner.apiVersion.split('/')[0]}` : '';
    return [
      metadata.name,
      owner ? `${owner.kind.toLowerCase()}${group}/${owner.name}` : '<none>',
      revision ?? 0,
      since(metadata.creationTimestamp, now),
    ];
  },
};

export const poddisruptionbudgets: TableKind<'poddisruptionbudgets'> = {
  columns: [
    NAME,
    column('Min Available', 'The minimum number of pods that must be available.'),
    column('Max Unavailable', 'The maximum number of pods that may be unavailable.'),
    column('Allowed Disruptions', 'Calculated number of pods that may be disrupted at this time.', { type: 'integer' }),
    AGE,
  ],
  row: ({ metadata, spec, status }, now) => [
    metadata.name,
    spec.minAvailable ?? 'N/A',
    spec.maxUnavailable ?? 'N/A',
    status.disruptionsAllowed ?? 0,
    since(metadata.creationTimestamp, now),
  ],
};
