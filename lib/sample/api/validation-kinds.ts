/** Rules of workloads, services and the rest. */
import type { V1LabelSelector, V1PodTemplateSpec } from '@kubernetes/client-node';
import { same } from './json';
import type { DraftOf, Json, Resource } from './kinds';
import type { FieldErrors } from './validation-errors';
import { validateLabels } from './validation-meta';
import { labelProblems, qualifiedNameProblems } from './validation-names';
import { validatePodSpec, validatePodUpdate } from './validation-pod';

type Rule<R extends Resource> = (object: DraftOf<R>, errors: FieldErrors) => void;
type UpdateRule<R extends Resource> = (object: DraftOf<R>, before: DraftOf<R>, errors: FieldErrors) => void;

const IMMUTABLE = 'field is immutable';

function nonNegative(errors: FieldErrors, field: string, value: number | undefined): void {
  if (value !== undefined && value < 0) errors.invalid(field, value, 'must be greater than or equal to 0');
}

function portNumber(errors: FieldErrors, field: string, value: number): void {
  if (!(value >= 1 && value <= 65_535)) errors.invalid(field, value, 'must be between 1 and 65535, inclusive');
}

function validateTemplate(
  selector: Json<V1LabelSelector> | undefined,
  template: Json<V1PodTemplateSpec> | undefined,
  errors: FieldErrors,
  policies: readonly string[] = ['Always'],
): void {
  const labels = template?.metadata?.labels ?? {};
  const wanted = Object.entries(selector?.matchLabels ?? {});
  if (!selector) errors.required('spec.selector');
  else if (wanted.length === 0 && (selector.matchExpressions ?? []).length === 0)
    errors.invalid('spec.selector', selector, 'empty selector is invalid for deployment');
  else if (!wanted.every(([key, value]) => labels[key] === value))
    errors.invalid('spec.template.metadata.labels', labels, '`selector` does not match template `labels`');
  validateTemplateSpec(template, errors, policies);
}

function validateTemplateSpec(
  template: Json<V1PodTemplateSpec> | undefined,
  errors: FieldErrors,
  policies: readonly string[],
  field = 'spec.template',
): void {
  validateLabels(template?.metadata?.labels, `${field}.labels`, errors);
  validatePodSpec(template?.spec ?? { containers: [] }, `${field}.spec`, errors);
  const policy = template?.spec?.restartPolicy;
  if (policies.includes(policy ?? 'Always')) return;
  if (policies.includes('Always')) errors.notSupported(`${field}.spec.restartPolicy`, policy, policies);
  else errors.required(`${field}.spec.restartPolicy`, `valid values: ${policies.map((one) => `"${one}"`).join(', ')}`);
}

const SERVICE_CHOICES: readonly [field: 'sessionAffinity' | 'type', supported: readonly string[]][] = [
  ['sessionAffinity', ['ClientIP', 'None']],
  ['type', ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort']],
];

const service: Rule<'services'> = ({ spec }, errors) => {
  const ports = spec?.ports ?? [];
  if (ports.length === 0 && spec?.clusterIP !== 'None' && spec?.type !== 'ExternalName') errors.required('spec.ports');
  const names = new Set<string>();
  for (const [index, port] of ports.entries()) {
    const at = `spec.ports[${index}]`;
    if (ports.length > 1 && !port.name) errors.required(`${at}.name`);
    if (port.name) for (const problem of labelProblems(port.name)) errors.invalid(`${at}.name`, port.name, problem);
    if (port.name && names.has(port.name)) errors.duplicate(`${at}.name`, port.name);
    names.add(port.name ?? '');
    portNumber(errors, `${at}.port`, port.port ?? 0);
    if (typeof port.targetPort === 'number') portNumber(errors, `${at}.targetPort`, port.targetPort);
    if (port.protocol && !['SCTP', 'TCP', 'UDP'].includes(port.protocol))
      errors.notSupported(`${at}.protocol`, port.protocol, ['SCTP', 'TCP', 'UDP']);
  }
  if (spec?.type === 'ExternalName' && !spec.externalName) errors.required('spec.externalName');
  validateLabels(spec?.selector, 'spec.selector', errors);
  for (const [field, supported] of SERVICE_CHOICES) {
    const value = spec?.[field];
    if (value && !supported.includes(value)) errors.notSupported(`spec.${field}`, value, supported);
  }
};

const node: Rule<'nodes'> = ({ spec }, errors) => {
  const seen = new Set<string>();
  for (const [index, taint] of (spec?.taints ?? []).entries()) {
    const at = `spec.taints[${index}]`;
    for (const problem of qualifiedNameProblems(taint.key ?? '')) errors.invalid(`${at}.key`, taint.key, problem);
    if (!['NoSchedule', 'PreferNoSchedule', 'NoExecute'].includes(taint.effect))
      errors.notSupported(`${at}.effect`, taint.effect, ['NoExecute', 'NoSchedule', 'PreferNoSchedule']);
    const identity = `${taint.key}:${taint.effect}`;
    if (seen.has(identity)) errors.duplicate(at, taint);
    seen.add(identity);
  }
};

const cronSchedule = /^(@(annually|yearly|monthly|weekly|daily|midnight|hourly)|@every \S+|(\S+\s+){4}\S+)$/;

export const RULES: { [R in Resource]?: Rule<R> } = {
  pods: (pod, errors) => {
    if (pod.spec) validatePodSpec(pod.spec, 'spec', errors);
    else validatePodSpec({ containers: [] }, 'spec', errors);
  },
  deployments: ({ spec }, errors) => {
    nonNegative(errors, 'spec.replicas', spec?.replicas);
    validateTemplate(spec?.selector, spec?.template, errors);
    const types = ['Recreate', 'RollingUpdate'];
    if (spec?.strategy?.type && !types.includes(spec.strategy.type))
      errors.notSupported('spec.strategy.type', spec.strategy.type, types);
    if (spec?.strategy?.type === 'Recreate' && spec.strategy.rollingUpdate)
      errors.forbidden('spec.strategy.rollingUpdate', "may not be specified when strategy `type` is 'Recreate'");
  },
  replicasets: ({ spec }, errors) => {
    nonNegative(errors, 'spec.replicas', spec?.replicas);
    validateTemplate(spec?.selector, spec?.template, errors);
  },
  daemonsets: ({ spec }, errors) => validateTemplate(spec?.selector, spec?.template, errors),
  statefulsets: ({ spec }, errors) => {
    nonNegative(errors, 'spec.replicas', spec?.replicas);
    validateTemplate(spec?.selector, spec?.template, errors);
  },
  jobs: ({ spec }, errors) => {
    nonNegative(errors, 'spec.parallelism', spec?.parallelism);
    nonNegative(errors, 'spec.completions', spec?.completions);
    nonNegative(errors, 'spec.backoffLimit', spec?.backoffLimit);
    validateTemplateSpec(spec?.template, errors, ['OnFailure', 'Never']);
  },
  cronjobs: ({ spec }, errors) => {
    if (!spec?.schedule) errors.required('spec.schedule');
    else if (!cronSchedule.test(spec.schedule))
      errors.invalid(
        'spec.schedule',
        spec.schedule,
        `expected exactly 5 fields, found ${spec.schedule.trim().split(/\s+/).length}: ${JSON.stringify(spec.schedule)}`,
      );
    validateTemplateSpec(
      spec?.jobTemplate?.spec?.template,
      errors,
      ['OnFailure', 'Never'],
      'spec.jobTemplate.spec.template',
    );
  },
  services: service,
  nodes: node,
  // As a schema of a custom resource would say it.
  switches: ({ spec }, errors) => {
    const { speed = 1 } = spec ?? {};
    if (speed <= 0) errors.invalid('spec.speed', speed, 'spec.speed in body should be greater than 0');
    if (speed > 10) errors.invalid('spec.speed', speed, 'spec.speed in body should be less than or equal to 10');
  },
  runtimeclasses: (object, errors) => {
    if (!object.handler) errors.required('handler');
    else for (const problem of labelProblems(object.handler)) errors.invalid('handler', object.handler, problem);
  },
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
  services: ({ spec }, { spec: before }, errors) => {
    if (
      before?.clusterIP &&
      spec?.clusterIP !== before.clusterIP &&
      before.type !== 'ExternalName' &&
      spec?.type !== 'ExternalName'
    )
      errors.invalid('spec.clusterIPs[0]', spec?.clusterIPs, 'may not change once set');
  },
  configmaps: (object, before, errors) => {
    if (before.immutable && (!same(object.data, before.data) || !object.immutable))
      errors.forbidden('data', 'field is immutable when `immutable` is set');
  },
  secrets: (object, before, errors) => {
    if (object.type !== before.type) errors.invalid('type', object.type, IMMUTABLE);
    if (before.immutable && (!same(object.data, before.data) || !object.immutable))
      errors.forbidden('data', 'field is immutable when `immutable` is set');
  },
  runtimeclasses: (object, before, errors) => {
    if (object.handler !== before.handler) errors.invalid('handler', object.handler, IMMUTABLE);
  },
};
