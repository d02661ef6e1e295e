/** Which rules each kind has. */
import { same } from './json';
import type { DraftOf, Resource } from './kinds';
import { validateConfigMap, validateImmutable, validateSecret } from './validation-data';
import type { FieldErrors } from './validation-errors';
import { labelProblems, qualifiedNameProblems } from './validation-names';
import { nonNegative } from './validation-numbers';
import { validatePodSpec, validatePodUpdate } from './validation-pod';
import { validateService, validateServiceUpdate } from './validation-service';
import {
  validateCronJob,
  validateDaemonSet,
  validateDeployment,
  validateDisruptionBudget,
  validateJob,
  validateReplicaSet,
  validateStatefulSet,
} from './validation-workloads';

type Rule<R extends Resource> = (object: DraftOf<R>, errors: FieldErrors) => void;
type UpdateRule<R extends Resource> = (object: DraftOf<R>, before: DraftOf<R>, errors: FieldErrors) => void;

const IMMUTABLE = 'field is immutable';

const node: Rule<'nodes'> = ({ spec }, errors) => {
  const seen = new Set<string>();
  for (const [index, taint] of (spec?.taints ?? []).entries()) {
    const at = `metadata.taints[${index}]`;
    for (const problem of qualifiedNameProblems(taint.key ?? '')) errors.invalid(`${at}.key`, taint.key, problem);
    if (!taint.effect) errors.required(`${at}.effect`);
    else if (!['NoSchedule', 'PreferNoSchedule', 'NoExecute'].includes(taint.effect))
      errors.notSupported(`${at}.effect`, taint.effect, ['NoExecute', 'NoSchedule', 'PreferNoSchedule']);
    const identity = `${taint.key}:${taint.effect}`;
    if (seen.has(identity)) errors.duplicate(at, taint);
    seen.add(identity);
  }
};

const lease: Rule<'leases'> = ({ spec }, errors) => {
  const { leaseDurationSeconds: seconds, leaseTransitions: times } = spec ?? {};
  if (seconds !== undefined && seconds <= 0)
    errors.invalid('spec.leaseDurationSeconds', seconds, 'must be greater than 0');
  nonNegative(errors, 'spec.leaseTransitions', times);
};

const LARGEST_PRIORITY = 1_000_000_000;
const SYSTEM_PRIORITIES = ['system-cluster-critical', 'system-node-critical'];

/** Rules for a new object, and for one that changed as well. */
export const RULES: { [R in Resource]?: Rule<R> } = {
  pods: ({ spec }, errors) => validatePodSpec(spec ?? { containers: [] }, 'spec', errors),
  deployments: validateDeployment,
  replicasets: validateReplicaSet,
  daemonsets: validateDaemonSet,
  statefulsets: validateStatefulSet,
  jobs: validateJob,
  services: validateService,
  configmaps: validateConfigMap,
  secrets: validateSecret,
  poddisruptionbudgets: validateDisruptionBudget,
  leases: lease,
  priorityclasses: ({ value, metadata }, errors) => {
    const name = metadata?.name ?? '';
    const reserved = name.startsWith('system-');
    if (reserved && !SYSTEM_PRIORITIES.includes(name))
      errors.forbidden(
        'metadata.name',
        `priority class names with 'system-' prefix are reserved for system use only. error: ${name} is not a known system priority class`,
      );
    if (!reserved && (value ?? 0) > LARGEST_PRIORITY)
      errors.forbidden('value', `maximum allowed value of a user defined priority is ${LARGEST_PRIORITY}`);
  },
  controllerrevisions: ({ data, revision }, errors) => {
    if (data === undefined || data === null) errors.required('data', 'data is mandatory');
    nonNegative(errors, 'revision', revision);
  },
  endpointslices: ({ addressType }, errors) => {
    if (!addressType) errors.required('addressType');
  },
  nodes: node,
  // As a schema of a custom resource would say it.
  switches: ({ spec }, errors) => {
    if (!spec?.component) errors.required('spec.component');
    const { speed = 1 } = spec ?? {};
    if (speed <= 0) errors.invalid('spec.speed', speed, 'spec.speed in body should be greater than 0');
    if (speed > 10) errors.invalid('spec.speed', speed, 'spec.speed in body should be less than or equal to 10');
  },
  runtimeclasses: (object, errors) => {
    if (!object.handler) errors.required('handler');
    else for (const problem of labelProblems(object.handler)) errors.invalid('handler', object.handler, problem);
  },
};

/** Rules for a new object alone. */
export const CREATE_RULES: { [R in Resource]?: Rule<R> } = {
  cronjobs: validateCronJob,
};

const fixedSelector = <R extends 'deployments' | 'replicasets' | 'daemonsets' | 'jobs'>(
  object: DraftOf<R>,
  before: DraftOf<R>,
  errors: FieldErrors,
) => {
  if (!same(object.spec?.selector, before.spec?.selector))
    errors.invalid('spec.selector', object.spec?.selector, IMMUTABLE);
};

export const UPDATE_RULES: { [R in Resource]?: UpdateRule<R> } = {
  pods: validatePodUpdate,
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
  configmaps: validateImmutable,
  secrets: (object, before, errors) => {
    if (object.type !== before.type) errors.invalid('type', object.type, IMMUTABLE);
    validateImmutable(object, before, errors);
  },
  runtimeclasses: (object, before, errors) => {
    if (object.handler !== before.handler) errors.invalid('handler', object.handler, IMMUTABLE);
  },
};
