/** Rules of pods: what people get wrong in manifests, in the server's words. */
import type { V1Container, V1PodSpec, V1Volume } from '@kubernetes/client-node';
import { same } from './json';
import type { DraftOf, Json } from './kinds';
import { validateContainer } from './validation-container';
import type { FieldErrors } from './validation-errors';
import { validateLabels } from './validation-meta';
import { labelProblems, labelValueProblems, qualifiedNameProblems, subdomainProblems } from './validation-names';
import { oneOf, userId } from './validation-numbers';
import { validateAffinity } from './validation-selectors';

type Spec = Json<V1PodSpec>;
type Container = Json<V1Container>;

const OPERATORS = ['Equal', 'Exists'];
const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

function validateTolerations(spec: Spec, field: string, errors: FieldErrors): void {
  for (const [index, toleration] of (spec.tolerations ?? []).entries()) {
    const at = `${field}.tolerations[${index}]`;
    const { key, operator = '', value = '', effect, tolerationSeconds } = toleration;
    if (key) for (const problem of qualifiedNameProblems(key)) errors.invalid(`${at}.key`, key, problem);
    else if (operator !== 'Exists')
      errors.invalid(
        `${at}.operator`,
        operator,
        'operator must be Exists when `key` is empty, which means "match all values and all keys"',
      );
    if (tolerationSeconds !== undefined && effect !== 'NoExecute')
      errors.invalid(`${at}.effect`, effect ?? '', "effect must be 'NoExecute' when `tolerationSeconds` is set");
    if (operator === '' || operator === 'Equal')
      for (const problem of labelValueProblems(value)) errors.invalid(`${at}.operator`, value, problem);
    else if (operator === 'Exists') {
      if (value) {
        const shown = {
          Key: key ?? '',
          Operator: operator,
          Value: value,
          Effect: effect ?? '',
          TolerationSeconds: tolerationSeconds ?? null,
        };
        errors.invalid(`${at}.operator`, shown, "value must be empty when `operator` is 'Exists'");
      }
    } else errors.notSupported(`${at}.operator`, operator, OPERATORS);
    if (effect && !EFFECTS.includes(effect)) errors.notSupported(`${at}.effect`, effect, EFFECTS);
  }
}

function validateVolume(volume: Json<V1Volume>, at: string, errors: FieldErrors): void {
  const [, ...others] = Object.entries(volume).flatMap(([name, value]) => (name !== 'name' && value ? [name] : []));
  for (const name of others) errors.forbidden(`${at}.${name}`, 'may not specify more than 1 volume type');
  if (volume.secret && !volume.secret.secretName) errors.required(`${at}.secret.secretName`);
  if (volume.configMap && !volume.configMap.name) errors.required(`${at}.configMap.name`);
  if (volume.persistentVolumeClaim && !volume.persistentVolumeClaim.claimName)
    errors.required(`${at}.persistentVolumeClaim.claimName`);
  if (volume.hostPath && !volume.hostPath.path) errors.required(`${at}.hostPath.path`);
  else if (volume.hostPath?.path.split('/').includes('..'))
    errors.invalid(`${at}.hostPath.path`, volume.hostPath.path, "must not contain '..'");
  for (const name of ['secret', 'configMap', 'downwardAPI', 'projected'] as const) {
    const mode = volume[name]?.defaultMode ?? 0;
    if (mode < 0 || mode > 0o777)
      errors.invalid(`${at}.${name}.defaultMode`, mode, 'must be a number between 0 and 0777 (octal), both inclusive');
  }
}

function validateVolumes(spec: Spec, field: string, errors: FieldErrors): Set<string> {
  const volumes = new Set<string>();
  for (const [index, volume] of (spec.volumes ?? []).entries()) {
    const at = `${field}.volumes[${index}]`;
    validateVolume(volume, at, errors);
    if (!volume.name) errors.required(`${at}.name`);
    else if (volumes.has(volume.name)) errors.duplicate(`${at}.name`, volume.name);
    else for (const problem of labelProblems(volume.name)) errors.invalid(`${at}.name`, volume.name, problem);
    if (volume.name) volumes.add(volume.name);
  }
  return volumes;
}

/** Two containers of a pod cannot have the same port of their node. */
function validateHostPorts(spec: Spec, field: string, errors: FieldErrors): void {
  const taken = new Set<string>();
  for (const [index, container] of (spec.containers ?? []).entries())
    for (const [place, { hostPort, hostIP = '', protocol, containerPort }] of (container.ports ?? []).entries()) {
      const at = `${field}.containers[${index}].ports[${place}]`;
      if (spec.hostNetwork && hostPort !== containerPort)
        errors.invalid(`${at}.containerPort`, containerPort, 'must match `hostPort` when `hostNetwork` is true');
      if (!hostPort) continue;
      const identity = `${protocol}/${hostIP}/${hostPort}`;
      if (taken.has(identity)) errors.duplicate(`${at}.hostPort`, identity);
      taken.add(identity);
    }
}

function validateScheduling(spec: Spec, field: string, errors: FieldErrors): void {
  validateLabels(spec.nodeSelector, `${field}.nodeSelector`, errors);
  if (spec.serviceAccountName)
    for (const problem of subdomainProblems(spec.serviceAccountName))
      errors.invalid(`${field}.serviceAccountName`, spec.serviceAccountName, problem);
  if (spec.nodeName)
    for (const problem of subdomainProblems(spec.nodeName)) errors.invalid(`${field}.nodeName`, spec.nodeName, problem);
  const deadline = spec.activeDeadlineSeconds;
  if (deadline !== undefined && (deadline < 1 || deadline >= 2 ** 31))
    errors.invalid(`${field}.activeDeadlineSeconds`, deadline, 'must be between 1 and 2147483647, inclusive');
  if (spec.affinity) validateAffinity(spec.affinity, `${field}.affinity`, errors);
  validateTolerations(spec, field, errors);
  for (const [index, { maxSkew, topologyKey, whenUnsatisfiable }] of (spec.topologySpreadConstraints ?? []).entries()) {
    const at = `${field}.topologySpreadConstraints[${index}]`;
    if (maxSkew <= 0) errors.invalid(`${at}.maxSkew`, maxSkew, 'must be greater than zero');
    if (!topologyKey) errors.required(`${at}.topologyKey`, 'can not be empty');
    if (whenUnsatisfiable !== 'DoNotSchedule' && whenUnsatisfiable !== 'ScheduleAnyway')
      errors.notSupported(`${at}.whenUnsatisfiable`, whenUnsatisfiable ?? '', ['DoNotSchedule', 'ScheduleAnyway']);
  }
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
  for (const name of ['hostname', 'subdomain'] as const)
    if (spec[name])
      for (const problem of labelProblems(spec[name])) errors.invalid(`${field}.${name}`, spec[name], problem);
  for (const name of ['fsGroup', 'runAsUser', 'runAsGroup'] as const)
    userId(errors, `${field}.securityContext.${name}`, spec.securityContext?.[name]);
  validateHostPorts(spec, field, errors);
  validateScheduling(spec, field, errors);
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
