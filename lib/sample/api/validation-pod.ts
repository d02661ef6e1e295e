/** Rules of pods: what people get wrong in manifests, in the server's words. */
import type { V1Container, V1PodSpec, V1Probe } from '@kubernetes/client-node';
import { same } from './json';
import type { DraftOf, Json } from './kinds';
import type { FieldErrors } from './validation-errors';
import { isQuantity, labelProblems, qualifiedNameProblems, subdomainProblems } from './validation-names';

type Spec = Json<V1PodSpec>;
type Container = Json<V1Container>;

function oneOf(errors: FieldErrors, field: string, value: string | undefined, supported: readonly string[]): void {
  if (!value) errors.required(field);
  else if (!supported.includes(value)) errors.notSupported(field, value, supported);
}

function port(errors: FieldErrors, field: string, value: number | undefined): void {
  if (value === undefined) errors.required(field);
  else if (value < 1 || value > 65_535) errors.invalid(field, value, 'must be between 1 and 65535, inclusive');
}

function validateProbe(probe: Json<V1Probe> | undefined, field: string, errors: FieldErrors): void {
  if (!probe) return;
  const handlers = [probe.exec, probe.httpGet, probe.tcpSocket, probe.grpc].filter(Boolean).length;
  if (handlers === 0) errors.required(field, 'must specify a handler type');
  if (handlers > 1) errors.forbidden(field, 'may not specify more than 1 handler type');
  for (const name of [
    'initialDelaySeconds',
    'timeoutSeconds',
    'periodSeconds',
    'successThreshold',
    'failureThreshold',
  ] as const)
    if ((probe[name] ?? 0) < 0) errors.invalid(`${field}.${name}`, probe[name], 'must be greater than or equal to 0');
}

function validateResources(container: Container, field: string, errors: FieldErrors): void {
  const { requests = {}, limits = {} } = container.resources ?? {};
  for (const [part, list] of [
    ['limits', limits],
    ['requests', requests],
  ] as const)
    for (const [name, amount] of Object.entries(list))
      if (!isQuantity(amount))
        errors.invalid(
          `${field}.${part}[${name}]`,
          amount,
          "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
        );
      else if (amount.startsWith('-'))
        errors.invalid(`${field}.${part}[${name}]`, amount, 'must be greater than or equal to 0');
  for (const [name, amount] of Object.entries(requests)) {
    const limit = limits[name];
    if (limit !== undefined && isQuantity(limit) && isQuantity(amount) && quantityValue(amount) > quantityValue(limit))
      errors.invalid(`${field}.requests`, amount, `must be less than or equal to ${name} limit of ${limit}`);
  }
}

const SUFFIX: Record<string, number> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** The number a quantity stands for: `100m` is 0.1, `1Ki` is 1024; NaN when it is none. */
export function quantityValue(text: string): number {
  const found = /^([+-]?[0-9.]+(?:[eE][+-]?\d+)?)([A-Za-z]*)$/.exec(text);
  return Number(found?.[1] ?? Number.NaN) * (found?.[2] ? (SUFFIX[found[2]] ?? Number.NaN) : 1);
}

function validateContainer(
  container: Container,
  field: string,
  volumes: ReadonlySet<string>,
  errors: FieldErrors,
): void {
  if (!container.name) errors.required(`${field}.name`);
  else for (const problem of labelProblems(container.name)) errors.invalid(`${field}.name`, container.name, problem);
  if (!container.image) errors.required(`${field}.image`);
  else if (container.image.trim() !== container.image)
    errors.invalid(`${field}.image`, container.image, 'must not have leading or trailing whitespace');
  for (const [index, item] of (container.ports ?? []).entries()) {
    port(errors, `${field}.ports[${index}].containerPort`, item.containerPort);
    oneOf(errors, `${field}.ports[${index}].protocol`, item.protocol, ['SCTP', 'TCP', 'UDP']);
  }
  for (const [index, item] of (container.env ?? []).entries())
    if (!item.name) errors.required(`${field}.env[${index}].name`);
  for (const [index, mount] of (container.volumeMounts ?? []).entries()) {
    const at = `${field}.volumeMounts[${index}]`;
    if (!mount.name) errors.required(`${at}.name`);
    else if (!volumes.has(mount.name)) errors.notFound(`${at}.name`, mount.name);
    if (!mount.mountPath) errors.required(`${at}.mountPath`);
  }
  validateProbe(container.livenessProbe, `${field}.livenessProbe`, errors);
  validateProbe(container.readinessProbe, `${field}.readinessProbe`, errors);
  validateProbe(container.startupProbe, `${field}.startupProbe`, errors);
  oneOf(errors, `${field}.imagePullPolicy`, container.imagePullPolicy, ['Always', 'IfNotPresent', 'Never']);
  validateResources(container, `${field}.resources`, errors);
}

function validateTolerations(spec: Spec, field: string, errors: FieldErrors): void {
  for (const [index, toleration] of (spec.tolerations ?? []).entries()) {
    const at = `${field}.tolerations[${index}]`;
    if (toleration.key)
      for (const problem of qualifiedNameProblems(toleration.key)) errors.invalid(`${at}.key`, toleration.key, problem);
    else if (toleration.operator !== 'Exists')
      errors.invalid(
        `${at}.operator`,
        toleration.operator ?? '',
        'operator must be Exists when `key` is empty, which means "match all values and all keys"',
      );
    if (toleration.effect && !['NoSchedule', 'PreferNoSchedule', 'NoExecute'].includes(toleration.effect))
      errors.notSupported(`${at}.effect`, toleration.effect, ['NoSchedule', 'PreferNoSchedule', 'NoExecute']);
  }
}

function validateVolumes(spec: Spec, field: string, errors: FieldErrors): Set<string> {
  const volumes = new Set<string>();
  for (const [index, volume] of (spec.volumes ?? []).entries()) {
    const at = `${field}.volumes[${index}].name`;
    if (!volume.name) errors.required(at);
    else if (volumes.has(volume.name)) errors.duplicate(at, volume.name);
    else for (const problem of labelProblems(volume.name)) errors.invalid(at, volume.name, problem);
    volumes.add(volume.name);
  }
  return volumes;
}

/** A pod's spec, in a pod (`spec`) or a template (`spec.template.spec`). */
export function validatePodSpec(spec: Spec, field: string, errors: FieldErrors): void {
  const volumes = validateVolumes(spec, field, errors);
  if ((spec.containers ?? []).length === 0) errors.required(`${field}.containers`);
  const names = new Set<string>();
  for (const part of ['containers', 'initContainers'] as const)
    for (const [index, container] of (spec[part] ?? []).entries()) {
      const at = `${field}.${part}[${index}]`;
      validateContainer(container, at, volumes, errors);
      if (container.name && names.has(container.name)) errors.duplicate(`${at}.name`, container.name);
      names.add(container.name);
    }
  oneOf(errors, `${field}.restartPolicy`, spec.restartPolicy, ['Always', 'Never', 'OnFailure']);
  oneOf(errors, `${field}.dnsPolicy`, spec.dnsPolicy, ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None']);
  if ((spec.terminationGracePeriodSeconds ?? 0) < 0)
    errors.invalid(
      `${field}.terminationGracePeriodSeconds`,
      spec.terminationGracePeriodSeconds,
      'must be greater than or equal to 0',
    );
  if (spec.nodeName)
    for (const problem of subdomainProblems(spec.nodeName)) errors.invalid(`${field}.nodeName`, spec.nodeName, problem);
  validateTolerations(spec, field, errors);
}

const PART_MAY_CHANGE =
  'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';

/** A running pod's spec cannot change but for its images, deadline and added tolerations. */
export function validatePodUpdate(pod: DraftOf<'pods'>, before: DraftOf<'pods'>, errors: FieldErrors): void {
  const frozen = (spec: Spec | undefined) => {
    const { activeDeadlineSeconds: _a, tolerations: _t, schedulingGates: _g, ...rest } = spec ?? { containers: [] };
    const imageless = (container: Container) => ({ ...container, image: '' });
    return {
      ...rest,
      containers: rest.containers.map(imageless),
      initContainers: rest.initContainers?.map(imageless),
      ephemeralContainers: undefined,
    };
  };
  const kept = (before.spec?.tolerations ?? []).every((old) =>
    pod.spec?.tolerations?.some((now) => same({ ...now, tolerationSeconds: 0 }, { ...old, tolerationSeconds: 0 })),
  );
  if (!kept || !same(frozen(pod.spec), frozen(before.spec))) errors.forbidden('spec', PART_MAY_CHANGE);
}
