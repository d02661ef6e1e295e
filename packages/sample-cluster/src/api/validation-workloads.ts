/** Rules of what makes pods: selectors, templates, strategies and schedules. */
import type { V1JobSpec, V1LabelSelector, V1PodTemplateSpec } from '@kubernetes/client-node';
import { matchesLabels, selects } from '../labels.ts';
import type { DraftOf, Json } from './kinds.ts';
import { namesZone, scheduleProblem, zoneProblem } from './validation-cron.ts';
import type { FieldErrors } from './validation-errors.ts';
import { validateJobPolicies } from './validation-job-policies.ts';
import { validateAnnotations, validateLabels } from './validation-meta.ts';
import { atMostAll, countOrPercent, nonNegative, oneOf, partOrPercent } from './validation-numbers.ts';
import { validatePodSpec } from './validation-pod.ts';
import { validateLabelSelector } from './validation-selectors.ts';

type Template = Json<V1PodTemplateSpec> | undefined;
type Selector = Json<V1LabelSelector> | undefined;
type Amount = string | number | undefined;

/** What is neither a number nor a percentage is nothing as well. */
const isNothing = (amount: Amount) =>
  /^-?\d+$|^\d+%$/.test(`${amount}`) === false || Number.parseInt(`${amount}`, 10) === 0;

function validateSelector(selector: Selector, template: Template, kind: string, errors: FieldErrors): void {
  const labels = template?.metadata?.labels;
  if (!selector) errors.required('spec.selector');
  else {
    const soFar = errors.causes.length;
    validateLabelSelector(selector, 'spec.selector', errors);
    if (errors.causes.length > soFar) {
      errors.invalid('spec.selector', selector, 'invalid label selector');
      return;
    }
    if (Object.keys(selector.matchLabels ?? {}).length + (selector.matchExpressions ?? []).length === 0)
      errors.invalid('spec.selector', selector, `empty selector is invalid for ${kind}`);
  }
  // No selector at all selects nothing, an empty one everything.
  if (!selects(selector, labels))
    errors.invalid('spec.template.metadata.labels', labels, '`selector` does not match template `labels`');
}

function validateTemplateMeta(template: Template, field: string, errors: FieldErrors): void {
  validateLabels(template?.metadata?.labels, `${field}.labels`, errors);
  validateAnnotations(template?.metadata?.annotations, `${field}.annotations`, errors);
}

function validateTemplate(template: Template, errors: FieldErrors, field = 'spec.template'): void {
  validateTemplateMeta(template, field, errors);
  validatePodSpec(template?.spec ?? { containers: [] }, `${field}.spec`, errors);
  if ((template?.spec?.ephemeralContainers ?? []).length > 0)
    errors.forbidden(`${field}.spec.ephemeralContainers`, 'ephemeral containers not allowed in pod template');
}

/** Their pods live until somebody ends them. */
function validateLasting(template: Template, kind: string, errors: FieldErrors): void {
  const policy = template?.spec?.restartPolicy;
  if (policy !== 'Always') errors.notSupported('spec.template.spec.restartPolicy', policy, ['Always']);
  if (template?.spec?.activeDeadlineSeconds !== undefined)
    errors.forbidden('spec.template.spec.activeDeadlineSeconds', `activeDeadlineSeconds in ${kind} is not Supported`);
}

/** A strategy as the server's own structure of Go is written. */
const strategyShown = (type: string | undefined) => ({ Type: type ?? '', RollingUpdate: null });

/** Replicas, selector, template, strategy and deadlines of a deployment. */
export function validateDeployment({ spec }: DraftOf<'deployments'>, errors: FieldErrors): void {
  nonNegative(errors, 'spec.replicas', spec?.replicas);
  validateSelector(spec?.selector, spec?.template, 'deployment', errors);
  validateTemplate(spec?.template, errors);
  validateLasting(spec?.template, 'ReplicaSet', errors);
  const { type, rollingUpdate } = spec?.strategy ?? {};
  if (type === 'Recreate' && rollingUpdate)
    errors.forbidden('spec.strategy.rollingUpdate', "may not be specified when strategy `type` is 'Recreate'");
  if (type === 'RollingUpdate' && rollingUpdate) {
    const field = 'spec.strategy.rollingUpdate';
    const { maxSurge, maxUnavailable } = rollingUpdate;
    countOrPercent(errors, `${field}.maxUnavailable`, maxUnavailable);
    countOrPercent(errors, `${field}.maxSurge`, maxSurge);
    if (isNothing(maxUnavailable) && isNothing(maxSurge))
      errors.invalid(`${field}.maxUnavailable`, maxUnavailable, 'may not be 0 when `maxSurge` is 0');
    atMostAll(errors, `${field}.maxUnavailable`, maxUnavailable);
  } else if (type !== 'Recreate' && type !== 'RollingUpdate')
    errors.notSupported('spec.strategy', strategyShown(type), ['Recreate', 'RollingUpdate']);
  nonNegative(errors, 'spec.minReadySeconds', spec?.minReadySeconds);
  nonNegative(errors, 'spec.revisionHistoryLimit', spec?.revisionHistoryLimit);
  const deadline = spec?.progressDeadlineSeconds;
  nonNegative(errors, 'spec.progressDeadlineSeconds', deadline);
  if (deadline !== undefined && deadline <= (spec?.minReadySeconds ?? 0))
    errors.invalid('spec.progressDeadlineSeconds', deadline, 'must be greater than minReadySeconds');
}

/** Replicas, selector and template of a replica set. */
export function validateReplicaSet({ spec }: DraftOf<'replicasets'>, errors: FieldErrors): void {
  nonNegative(errors, 'spec.replicas', spec?.replicas);
  nonNegative(errors, 'spec.minReadySeconds', spec?.minReadySeconds);
  validateSelector(spec?.selector, spec?.template, 'deployment', errors);
  validateTemplate(spec?.template, errors);
  validateLasting(spec?.template, 'ReplicaSet', errors);
}

/** Replicas, selector and template of a replication controller, whose selector is labels alone. */
export function validateReplicationController({ spec }: DraftOf<'replicationcontrollers'>, errors: FieldErrors): void {
  const { selector = {}, template } = spec ?? {};
  nonNegative(errors, 'spec.minReadySeconds', spec?.minReadySeconds);
  if (Object.keys(selector).length === 0) errors.required('spec.selector');
  nonNegative(errors, 'spec.replicas', spec?.replicas);
  if (!template) {
    errors.required('spec.template');
    return;
  }
  const labels = template.metadata?.labels;
  if (!matchesLabels(selector, labels))
    errors.invalid('spec.template.metadata.labels', labels, '`selector` does not match template `labels`');
  validateTemplate(template, errors);
  validateLasting(template, 'ReplicationController', errors);
}

/** Selector, template and update strategy of a daemon set. */
export function validateDaemonSet({ spec }: DraftOf<'daemonsets'>, errors: FieldErrors): void {
  validateSelector(spec?.selector, spec?.template, 'daemonset', errors);
  validateTemplate(spec?.template, errors);
  validateLasting(spec?.template, 'DaemonSet', errors);
  nonNegative(errors, 'spec.minReadySeconds', spec?.minReadySeconds);
  const { type, rollingUpdate } = spec?.updateStrategy ?? {};
  if (type === 'RollingUpdate' && rollingUpdate) {
    const field = 'spec.updateStrategy.rollingUpdate';
    const { maxSurge, maxUnavailable } = rollingUpdate;
    partOrPercent(errors, `${field}.maxUnavailable`, maxUnavailable);
    partOrPercent(errors, `${field}.maxSurge`, maxSurge);
    if (!isNothing(maxUnavailable) && !isNothing(maxSurge))
      errors.invalid(`${field}.maxSurge`, maxSurge, 'may not be set when maxUnavailable is non-zero');
    if (isNothing(maxUnavailable) && isNothing(maxSurge))
      errors.required(`${field}.maxUnavailable`, 'cannot be 0 when maxSurge is 0');
  } else if (type !== 'OnDelete' && type !== 'RollingUpdate')
    errors.notSupported('spec.updateStrategy', strategyShown(type), ['RollingUpdate', 'OnDelete']);
  nonNegative(errors, 'spec.revisionHistoryLimit', spec?.revisionHistoryLimit);
}

const RETENTIONS = ['Retain', 'Delete'];

/** All of a stateful set but the spec of its pods, which is looked at when they are made: its claims add volumes to it. */
export function validateStatefulSet({ spec }: DraftOf<'statefulsets'>, errors: FieldErrors): void {
  const { podManagementPolicy: policy, updateStrategy } = spec ?? {};
  if (policy !== 'OrderedReady' && policy !== 'Parallel')
    errors.invalid('spec.podManagementPolicy', policy, "must be 'OrderedReady' or 'Parallel'");
  if (updateStrategy?.type !== 'OnDelete' && updateStrategy?.type !== 'RollingUpdate')
    errors.invalid('spec.updateStrategy', strategyShown(updateStrategy?.type), "must be 'RollingUpdate' or 'OnDelete'");
  const rolling = updateStrategy?.rollingUpdate;
  if (updateStrategy?.type === 'OnDelete' && rolling)
    errors.invalid(
      'spec.updateStrategy.rollingUpdate',
      { Partition: rolling.partition ?? 0, MaxUnavailable: rolling.maxUnavailable ?? null },
      "only allowed for updateStrategy 'RollingUpdate'",
    );
  nonNegative(errors, 'spec.updateStrategy.rollingUpdate.partition', rolling?.partition);
  const { whenDeleted = 'Retain', whenScaled = 'Retain' } = spec?.persistentVolumeClaimRetentionPolicy ?? {};
  for (const [name, policy] of Object.entries({ whenDeleted, whenScaled }))
    if (!RETENTIONS.includes(policy))
      errors.notSupported(`spec.persistentVolumeClaimRetentionPolicy.${name}`, policy, RETENTIONS);
  nonNegative(errors, 'spec.replicas', spec?.replicas);
  nonNegative(errors, 'spec.minReadySeconds', spec?.minReadySeconds);
  nonNegative(errors, 'spec.ordinals.start', spec?.ordinals?.start);
  validateSelector(spec?.selector, spec?.template, 'statefulset', errors);
  validateTemplateMeta(spec?.template, 'spec.template', errors);
  validateLasting(spec?.template, 'StatefulSet', errors);
}

const MODES = ['NonIndexed', 'Indexed'];
const MOST_PARALLEL = 100_000;

/** When a job is done. */
function validateCompletion(spec: Json<V1JobSpec>, field: string, errors: FieldErrors): void {
  const { completionMode: mode, completions, parallelism = 1 } = spec;
  if (mode !== undefined && !MODES.includes(mode)) errors.notSupported(`${field}.completionMode`, mode, MODES);
  if (mode !== 'Indexed') return;
  if (completions === undefined) errors.required(`${field}.completions`, 'when completion mode is Indexed');
  if (parallelism > MOST_PARALLEL)
    errors.invalid(
      `${field}.parallelism`,
      parallelism,
      `must be less than or equal to ${MOST_PARALLEL} when completion mode is Indexed`,
    );
}

function validateJobSpec(spec: Json<V1JobSpec> | undefined, field: string, errors: FieldErrors): void {
  for (const name of [
    'parallelism',
    'completions',
    'activeDeadlineSeconds',
    'backoffLimit',
    'ttlSecondsAfterFinished',
  ] as const)
    nonNegative(errors, `${field}.${name}`, spec?.[name]);
  if (spec) validateCompletion(spec, field, errors);
  if (spec) validateJobPolicies(spec, field, errors);
  validateTemplate(spec?.template, errors, `${field}.template`);
  const policy = spec?.template?.spec?.restartPolicy ?? 'Always';
  if (policy === 'Always')
    errors.required(`${field}.template.spec.restartPolicy`, 'valid values: "OnFailure", "Never"');
  else if (policy !== 'OnFailure' && policy !== 'Never')
    errors.notSupported(`${field}.template.spec.restartPolicy`, policy, ['OnFailure', 'Never']);
  else if (spec?.podFailurePolicy && policy !== 'Never')
    errors.invalid(
      `${field}.template.spec.restartPolicy`,
      policy,
      'only "Never" is supported when podFailurePolicy is specified',
    );
}

const JOB_UID = 'batch.kubernetes.io/controller-uid';

/** Limits, template and selector of a job, which finds its pods by a label that nobody else may choose for it. */
export function validateJob({ spec, metadata }: DraftOf<'jobs'>, errors: FieldErrors): void {
  const { selector, template } = spec ?? {};
  const labels = template?.metadata?.labels;
  const generated = { [JOB_UID]: metadata?.uid ?? '', 'batch.kubernetes.io/job-name': metadata?.name ?? '' };
  if (!selector) errors.required('spec.selector');
  else if (!spec?.manualSelector && !selects(selector, generated))
    errors.invalid('spec.selector', selector, '`selector` not auto-generated');
  validateJobSpec(spec, 'spec', errors);
  // No selector at all selects nothing.
  if (!selects(selector, labels))
    errors.invalid('spec.template.metadata.labels', labels, '`selector` does not match template `labels`');
}

const LONGEST_CRONJOB = 52;

/** Schedule, zone and template of a cron job. A time zone in a schedule may stay if it was there `before`. */
export function validateCronJob(
  { spec, metadata }: DraftOf<'cronjobs'>,
  errors: FieldErrors,
  before?: DraftOf<'cronjobs'>,
): void {
  const { schedule, timeZone, concurrencyPolicy } = spec ?? {};
  if (!schedule) errors.required('spec.schedule');
  else {
    const problem = scheduleProblem(schedule);
    if (problem) errors.invalid('spec.schedule', schedule, problem);
    const had = namesZone(before?.spec?.schedule ?? '');
    if (namesZone(schedule) && !had)
      errors.invalid('spec.schedule', schedule, 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead');
    else if (namesZone(schedule) && timeZone !== undefined)
      errors.invalid('spec.schedule', schedule, 'cannot use both timeZone field and TZ or CRON_TZ in schedule');
  }
  nonNegative(errors, 'spec.startingDeadlineSeconds', spec?.startingDeadlineSeconds);
  const badZone = timeZone === undefined ? undefined : zoneProblem(timeZone);
  if (badZone) errors.invalid('spec.timeZone', timeZone, badZone);
  oneOf(errors, 'spec.concurrencyPolicy', concurrencyPolicy, ['Allow', 'Forbid', 'Replace']);
  const { spec: job } = spec?.jobTemplate ?? {};
  validateJobSpec(job, 'spec.jobTemplate.spec', errors);
  if (job?.selector)
    errors.invalid('spec.jobTemplate.spec.selector', job.selector, '`selector` will be auto-generated');
  if (job?.manualSelector) errors.notSupported('spec.jobTemplate.spec.manualSelector', true, ['nil', 'false']);
  nonNegative(errors, 'spec.successfulJobsHistoryLimit', spec?.successfulJobsHistoryLimit);
  nonNegative(errors, 'spec.failedJobsHistoryLimit', spec?.failedJobsHistoryLimit);
  const name = metadata?.name ?? '';
  if (!before && name.length > LONGEST_CRONJOB)
    errors.invalid('metadata.name', name, `must be no more than ${LONGEST_CRONJOB} characters`);
}

const EVICTIONS = ['AlwaysAllow', 'IfHealthyBudget'];

/** Amounts and selector of a disruption budget. */
export function validateDisruptionBudget({ spec }: DraftOf<'poddisruptionbudgets'>, errors: FieldErrors): void {
  if (spec?.minAvailable !== undefined && spec.maxUnavailable !== undefined)
    errors.invalid('spec', spec, 'minAvailable and maxUnavailable cannot be both set');
  partOrPercent(errors, 'spec.minAvailable', spec?.minAvailable);
  partOrPercent(errors, 'spec.maxUnavailable', spec?.maxUnavailable);
  if (spec?.selector) validateLabelSelector(spec.selector, 'spec.selector', errors);
  const policy = spec?.unhealthyPodEvictionPolicy;
  if (policy !== undefined && !EVICTIONS.includes(policy))
    errors.notSupported('spec.unhealthyPodEvictionPolicy', policy, EVICTIONS);
}
