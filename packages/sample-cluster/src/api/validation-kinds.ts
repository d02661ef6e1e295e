/** Which rules each kind has. */
import { isSpeed, LEAST_SPEED, MOST_SPEED } from '../options.js';
import { same } from './json.ts';
import type { DraftOf, Resource } from './kinds.ts';
import { network } from './validation-addresses.ts';
import { validateConfigMap, validateImmutable, validateSecret } from './validation-data.ts';
import { validateEndpointSlice, validateEndpoints } from './validation-endpoints.ts';
import type { FieldErrors } from './validation-errors.ts';
import { validateFinalizer, validateLabels } from './validation-meta.ts';
import { labelProblems, labelValueProblems, qualifiedNameProblems } from './validation-names.ts';
import { nonNegative, oneOf } from './validation-numbers.ts';
import { EFFECTS, validatePodCreate, validatePodUpdate, validateTolerations } from './validation-pod.ts';
import { validateAmount, validateResources } from './validation-resources.ts';
import { validateService, validateServiceUpdate } from './validation-service.ts';
import {
  validateCronJob,
  validateDaemonSet,
  validateDeployment,
  validateDisruptionBudget,
  validateJob,
  validateReplicaSet,
  validateReplicationController,
  validateStatefulSet,
} from './validation-workloads.ts';

type Rule<R extends Resource> = (object: DraftOf<R>, errors: FieldErrors) => void;
type UpdateRule<R extends Resource> = (object: DraftOf<R>, before: DraftOf<R>, errors: FieldErrors) => void;

const IMMUTABLE = 'field is immutable';

const node: Rule<'nodes'> = ({ spec, status }, errors) => {
  const seen = new Set<string>();
  for (const [index, { key, value = '', effect, timeAdded = null }] of (spec?.taints ?? []).entries()) {
    const at = `metadata.taints[${index}]`;
    for (const problem of qualifiedNameProblems(key ?? '')) errors.invalid(`${at}.key`, key, problem);
    for (const problem of labelValueProblems(value)) errors.invalid(`${at}.value`, value, problem);
    oneOf(errors, `${at}.effect`, effect, EFFECTS);
    const identity = `${key}:${effect}`;
    // As the server's own structure of Go is written.
    const shown = { Key: key, Value: value, Effect: effect, TimeAdded: timeAdded };
    if (seen.has(identity)) errors.duplicate(at, shown, 'taints must be unique by key and effect pair');
    seen.add(identity);
  }
  for (const part of ['capacity', 'allocatable'] as const)
    for (const [name, amount] of Object.entries(status?.[part] ?? {}))
      validateAmount(name, amount, `status.${part}.${name}`, errors);
  const ranges = spec?.podCIDRs ?? [];
  for (const [index, range] of ranges.entries()) network(errors, `spec.podCIDRs[${index}]`, range);
  if (ranges.length > 2 || new Set(ranges.map((one) => one.includes(':'))).size < ranges.length)
    errors.invalid('spec.podCIDRs', ranges, 'may specify no more than one CIDR for each IP family');
};

const lease: Rule<'leases'> = ({ spec }, errors) => {
  const { leaseDurationSeconds: seconds, leaseTransitions: times } = spec ?? {};
  if (seconds !== undefined && seconds <= 0)
    errors.invalid('spec.leaseDurationSeconds', seconds, 'must be greater than 0');
  nonNegative(errors, 'spec.leaseTransitions', times);
};

const LARGEST_PRIORITY = 1_000_000_000;
const SYSTEM_PRIORITIES: ReadonlyMap<string, number> = new Map(
  Object.entries({
    'system-cluster-critical': 2_000_000_000,
    'system-node-critical': 2_000_001_000,
  }),
);
const PREEMPTIONS = ['PreemptLowerPriority', 'Never'];

const priorityClass: Rule<'priorityclasses'> = ({ value = 0, metadata, preemptionPolicy }, errors) => {
  const name = metadata?.name ?? '';
  const reserved = (why: string) =>
    errors.forbidden(
      'metadata.name',
      `priority class names with 'system-' prefix are reserved for system use only. error: ${why}`,
    );
  const known = SYSTEM_PRIORITIES.get(name);
  if (!name.startsWith('system-')) {
    if (value > LARGEST_PRIORITY)
      errors.forbidden('value', `maximum allowed value of a user defined priority is ${LARGEST_PRIORITY}`);
  } else if (known === undefined) reserved(`${name} is not a known system priority class`);
  else if (known !== value) reserved(`value of ${name} PriorityClass must be ${known}`);
  if (preemptionPolicy !== undefined) oneOf(errors, 'preemptionPolicy', preemptionPolicy, PREEMPTIONS);
};

const runtimeClass: Rule<'runtimeclasses'> = ({ handler, overhead, scheduling }, errors) => {
  for (const problem of labelProblems(handler)) errors.invalid('handler', handler, problem);
  if (overhead) validateResources({ limits: overhead.podFixed ?? {} }, 'overhead', errors);
  validateLabels(scheduling?.nodeSelector, 'scheduling.nodeSelector', errors);
  validateTolerations(scheduling?.tolerations, 'scheduling.tolerations.tolerations', errors);
};

/** An event of the old kind is of its object's namespace; one of the new kind says who saw it, and what was done. */
const event: Rule<'events'> = (object, errors) => {
  const { metadata, involvedObject, eventTime } = object;
  const [namespace, of = ''] = [metadata?.namespace ?? '', involvedObject?.namespace];
  const isOf = of === '' ? namespace === 'default' || (eventTime && namespace === 'kube-system') : of === namespace;
  if (!isOf && (!eventTime || of === ''))
    errors.invalid('involvedObject.namespace', of, 'does not match event.namespace');
  if (!eventTime) return;
  const controller = object.reportingComponent ?? '';
  if (!controller) errors.required('reportingController');
  for (const problem of qualifiedNameProblems(controller)) errors.invalid('reportingController', controller, problem);
  for (const name of ['reportingInstance', 'action', 'reason'] as const) {
    if (!object[name]) errors.required(name);
    if ((object[name] ?? '').length > LONGEST_WORD)
      errors.invalid(name, '', `can have at most ${LONGEST_WORD} characters`);
  }
  if ((object.message ?? '').length > LONGEST_NOTE)
    errors.invalid('message', '', `can have at most ${LONGEST_NOTE} characters`);
};
const LONGEST_WORD = 128;
const LONGEST_NOTE = 1_024;

/** Rules for a new object, and for one that changed as well. */
export const RULES: { [R in Resource]?: Rule<R> } = {
  deployments: validateDeployment,
  replicasets: validateReplicaSet,
  replicationcontrollers: validateReplicationController,
  daemonsets: validateDaemonSet,
  statefulsets: validateStatefulSet,
  jobs: validateJob,
  services: validateService,
  configmaps: validateConfigMap,
  secrets: validateSecret,
  poddisruptionbudgets: validateDisruptionBudget,
  leases: lease,
  controllerrevisions: ({ data, revision }, errors) => {
    if (data === undefined || data === null) errors.required('data', 'data is mandatory');
    nonNegative(errors, 'revision', revision);
  },
  endpoints: validateEndpoints,
  endpointslices: validateEndpointSlice,
  events: event,
  namespaces: ({ spec }, errors) => {
    for (const finalizer of spec?.finalizers ?? []) {
      for (const problem of qualifiedNameProblems(finalizer)) errors.invalid('spec.finalizers', finalizer, problem);
      validateFinalizer(finalizer, 'spec.finalizers', errors);
    }
  },
  nodes: node,
  // As a schema of a custom resource would say it.
  switches: ({ spec }, errors) => {
    if (!spec?.component) errors.required('spec.component');
    const { speed = 1 } = spec ?? {};
    const wrong =
      speed < LEAST_SPEED ? `greater than or equal to ${LEAST_SPEED}` : `less than or equal to ${MOST_SPEED}`;
    if (!isSpeed(speed)) errors.invalid('spec.speed', speed, `spec.speed in body should be ${wrong}`);
  },
  runtimeclasses: runtimeClass,
};

/** Rules for a new object alone. */
export const CREATE_RULES: { [R in Resource]?: Rule<R> } = {
  cronjobs: validateCronJob,
  pods: validatePodCreate,
  priorityclasses: priorityClass,
};

/** Kinds of which a real server says first what cannot change. */
export const CHANGES_FIRST: readonly Resource[] = ['configmaps', 'secrets', 'services'];

const fixedSelector = <R extends 'deployments' | 'replicasets' | 'daemonsets' | 'jobs'>(
  object: DraftOf<R>,
  before: DraftOf<R>,
  errors: FieldErrors,
) => {
  if (!same(object.spec?.selector, before.spec?.selector))
    errors.invalid('spec.selector', object.spec?.selector, IMMUTABLE);
};

const fixedNode: UpdateRule<'nodes'> = ({ spec }, { spec: before }, errors) => {
  const once = (field: string) =>
    errors.forbidden(
      `spec.${field}`,
      `node updates may not change ${field.replace('CIDRs', 'CIDR')} except from "" to valid`,
    );
  if ((before?.podCIDRs ?? []).length > 0 && !same(spec?.podCIDRs, before?.podCIDRs)) once('podCIDRs');
  if (before?.providerID && spec?.providerID !== before.providerID) once('providerID');
  if (spec?.externalID !== before?.externalID) errors.forbidden('spec.externalID', 'may not be updated');
};

/** Rules of changes; those of pods and cron jobs are all there are. */
export const UPDATE_RULES: { [R in Resource]?: UpdateRule<R> } = {
  pods: validatePodUpdate,
  nodes: fixedNode,
  priorityclasses: (object, before, errors) => {
    if (object.value !== before.value) errors.forbidden('Value', 'may not be changed in an update.');
    if (object.preemptionPolicy !== before.preemptionPolicy)
      errors.invalid('preemptionPolicy', object.preemptionPolicy, IMMUTABLE);
  },
  controllerrevisions: ({ data }, before, errors) => {
    if (!same(data, before.data)) errors.invalid('data', data, IMMUTABLE);
  },
  endpointslices: ({ addressType }, before, errors) => {
    if (addressType !== before.addressType) errors.invalid('addressType', addressType, IMMUTABLE);
  },
  deployments: fixedSelector,
  replicasets: fixedSelector,
  daemonsets: fixedSelector,
  jobs: (job, before, errors) => {
    fixedSelector(job, before, errors);
    if (!same(job.spec?.template, before.spec?.template))
      errors.invalid('spec.template', job.spec?.template, IMMUTABLE);
    if (job.spec?.completions !== before.spec?.completions)
      errors.invalid('spec.completions', job.spec?.completions, IMMUTABLE);
  },
  statefulsets: ({ spec }, { spec: before }, errors) => {
    if (
      !same(spec?.selector, before?.selector) ||
      spec?.serviceName !== before?.serviceName ||
      spec?.podManagementPolicy !== before?.podManagementPolicy
    )
      errors.forbidden(
        'spec',
        "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
      );
  },
  cronjobs: (cron, before, errors) => validateCronJob(cron, errors, before),
  services: validateServiceUpdate,
  // What a switch is of is what it is; one of nothing was refused already.
  switches: ({ spec }, { spec: before }, errors) => {
    for (const name of ['component', 'node', 'peer'] as const)
      if (spec?.component && spec[name] !== before?.[name]) errors.invalid(`spec.${name}`, spec[name], IMMUTABLE);
  },
  configmaps: validateImmutable,
  secrets: (object, before, errors) => {
    if (object.type !== before.type) errors.invalid('type', object.type, IMMUTABLE);
    validateImmutable(object, before, errors);
  },
  runtimeclasses: (object, before, errors) => {
    if (object.handler !== before.handler) errors.invalid('handler', object.handler, IMMUTABLE);
  },
};
