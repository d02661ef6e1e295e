/** Rules of pods: what people get wrong in manifests, in the server's words. */
import type { V1Container, V1PodSpec } from '@kubernetes/client-node';
import { same } from './json.ts';
import type { DraftOf, Json } from './kinds.ts';
import { validateContainer } from './validation-container.ts';
import type { FieldErrors } from './validation-errors.ts';
import { forbidHandlers, validateHandlers } from './validation-handlers.ts';
import { validateLabels } from './validation-meta.ts';
import { labelProblems, labelValueProblems, qualifiedNameProblems, subdomainProblems } from './validation-names.ts';
import { oneOf } from './validation-numbers.ts';
import { validateDnsConfig, validateHostAliases } from './validation-resolver.ts';
import { validatePodSecurity } from './validation-security.ts';
import { validateAffinity, validateSpread } from './validation-selectors.ts';
import { validateVolumes } from './validation-volumes.ts';

type Spec = Json<V1PodSpec>;
type Container = Json<V1Container>;

const OPERATORS = ['Equal', 'Exists'];
/** What a taint does to pods that do not tolerate it. */
export const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** The taints of nodes that a pod does not mind. */
export function validateTolerations(tolerations: Spec['tolerations'], field: string, errors: FieldErrors): void {
  for (const [index, toleration] of (tolerations ?? []).entries()) {
    const at = `${field}[${index}]`;
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
      if (value) errors.invalid(`${at}.operator`, value, "value must be empty when `operator` is 'Exists'");
    } else errors.notSupported(`${at}.operator`, operator, OPERATORS);
    if (effect && !EFFECTS.includes(effect)) errors.notSupported(`${at}.effect`, effect, EFFECTS);
  }
}

/** Two containers of a pod cannot have the same port of their node. */
function validateHostPorts(containers: Container[], field: string, errors: FieldErrors): void {
  const taken = new Set<string>();
  for (const [index, { ports }] of containers.entries())
    for (const [place, { hostPort, hostIP = '', protocol }] of (ports ?? []).entries()) {
      const at = `${field}[${index}].ports[${place}]`;
      if (!hostPort) continue;
      const identity = `${protocol}/${hostIP}/${hostPort}`;
      if (taken.has(identity)) errors.duplicate(`${at}.hostPort`, identity);
      taken.add(identity);
    }
}

/** With the network of its node a container listens where it says. */
function validateHostNetwork(spec: Spec, field: string, errors: FieldErrors): void {
  for (const [index, { ports }] of (spec.containers ?? []).entries())
    for (const [place, { hostPort, containerPort }] of (ports ?? []).entries())
      if (hostPort !== containerPort)
        errors.invalid(
          `${field}[${index}].ports[${place}].hostPort`,
          hostPort ?? 0,
          'must match `containerPort` when `hostNetwork` is true',
        );
}

function validateScheduling(spec: Spec, field: string, errors: FieldErrors): void {
  if (spec.affinity) validateAffinity(spec.affinity, `${field}.affinity`, errors);
  validateDnsConfig(spec, `${field}.dnsConfig`, errors);
  for (const [index, { conditionType }] of (spec.readinessGates ?? []).entries())
    for (const problem of qualifiedNameProblems(conditionType))
      errors.invalid(`${field}.readinessGates[${index}].conditionType`, conditionType, problem);
  const gates = new Set<string>();
  for (const [index, { name }] of (spec.schedulingGates ?? []).entries()) {
    const at = `${field}.schedulingGates[${index}]`;
    for (const problem of qualifiedNameProblems(name)) errors.invalid(at, name, problem);
    if (gates.has(name)) errors.duplicate(at, name);
    gates.add(name);
  }
  validateSpread(spec.topologySpreadConstraints, `${field}.topologySpreadConstraints`, errors);
  if (spec.hostUsers === false)
    for (const [name, shown] of [
      ['hostNetwork', 'hostNetwork'],
      ['hostPID', 'HostPID'],
      ['hostIPC', 'HostIPC'],
    ] as const)
      if (spec[name]) errors.forbidden(`${field}.${shown}`, 'when `pod.Spec.HostUsers` is false');
}

const subdomains = ['serviceAccountName', 'nodeName'] as const;
const classes = ['priorityClassName', 'runtimeClassName'] as const;
const labels = ['hostname', 'subdomain'] as const;
const SYSTEMS = ['linux', 'windows'];
const RESTARTS = ['Always', 'Never', 'OnFailure'];
const PREEMPTIONS = ['PreemptLowerPriority', 'Never'];

function validateWords(spec: Spec, field: string, errors: FieldErrors): void {
  const named = (
    names: readonly (typeof subdomains | typeof classes | typeof labels)[number][],
    rule: (name: string) => string[],
  ) => {
    for (const name of names)
      if (spec[name]) for (const problem of rule(spec[name])) errors.invalid(`${field}.${name}`, spec[name], problem);
  };
  named(subdomains, subdomainProblems);
  const deadline = spec.activeDeadlineSeconds;
  if (deadline !== undefined && (deadline < 1 || deadline >= 2 ** 31))
    errors.invalid(`${field}.activeDeadlineSeconds`, deadline, 'must be between 1 and 2147483647, inclusive');
  named(labels, labelProblems);
  validateTolerations(spec.tolerations, `${field}.tolerations`, errors);
  validateHostAliases(spec, `${field}.hostAliases`, errors);
  named(classes, subdomainProblems);
  const { preemptionPolicy, os } = spec;
  if (preemptionPolicy !== undefined) oneOf(errors, `${field}.preemptionPolicy`, preemptionPolicy, PREEMPTIONS);
  if (os && !os.name) errors.required(`${field}.os.name`, 'cannot be empty');
  else if (os && !SYSTEMS.includes(os.name)) errors.notSupported(`${field}.os`, os.name, SYSTEMS);
}

function validateContainers(spec: Spec, field: string, errors: FieldErrors): void {
  const volumes = validateVolumes(spec, field, errors);
  const { containers = [], initContainers = [], terminationGracePeriodSeconds: grace = 30 } = spec;
  if (containers.length === 0) errors.required(`${field}.containers`);
  const names = new Set<string>();
  const take = (name: string, at: string) => {
    if (name && names.has(name)) errors.duplicate(`${at}.name`, name);
    names.add(name);
  };
  for (const [index, container] of containers.entries()) {
    const at = `${field}.containers[${index}]`;
    validateContainer(container, at, volumes, errors);
    take(container.name, at);
    validateHandlers(container, at, grace, errors);
    if (container.restartPolicy !== undefined) oneOf(errors, `${at}.restartPolicy`, container.restartPolicy, RESTARTS);
  }
  validateHostPorts(containers, `${field}.containers`, errors);
  for (const [index, container] of initContainers.entries()) {
    const at = `${field}.initContainers[${index}]`;
    validateContainer(container, at, volumes, errors);
    if (container.restartPolicy !== undefined) oneOf(errors, `${at}.restartPolicy`, container.restartPolicy, RESTARTS);
    take(container.name, at);
    if (container.restartPolicy === 'Always') validateHandlers(container, at, grace, errors);
    else forbidHandlers(container, at, errors);
  }
}

/** A pod's spec, in a pod (`spec`) or a template (`spec.template.spec`). */
export function validatePodSpec(spec: Spec, field: string, errors: FieldErrors): void {
  validateContainers(spec, field, errors);
  if (spec.hostNetwork) validateHostNetwork(spec, `${field}.containers`, errors);
  oneOf(errors, `${field}.restartPolicy`, spec.restartPolicy, ['Always', 'OnFailure', 'Never']);
  oneOf(errors, `${field}.dnsPolicy`, spec.dnsPolicy, ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None']);
  validateLabels(spec.nodeSelector, `${field}.nodeSelector`, errors);
  validatePodSecurity(spec, `${field}.securityContext`, errors);
  validateScheduling(spec, field, errors);
  validateWords(spec, field, errors);
}

const MIRROR = 'kubernetes.io/config.mirror';

function validatePod({ spec = { containers: [] }, metadata }: DraftOf<'pods'>, errors: FieldErrors): void {
  const mirror = metadata?.annotations?.[MIRROR];
  if (mirror !== undefined && !spec.nodeName)
    errors.invalid(`metadata.annotations[${MIRROR}]`, mirror, 'must set spec.nodeName if mirror pod annotation is set');
  validatePodSpec(spec, 'spec', errors);
  for (const part of ['containers', 'initContainers'] as const)
    for (const [index, { image = '' }] of (spec[part] ?? []).entries())
      if (image.trim() !== image)
        errors.invalid(`spec.${part}[${index}].image`, image, 'must not have leading or trailing whitespace');
}

/** A new pod: what a template may still say. */
export function validatePodCreate(pod: DraftOf<'pods'>, errors: FieldErrors): void {
  validatePod(pod, errors);
  if ((pod.spec?.ephemeralContainers ?? []).length > 0)
    errors.forbidden('spec.ephemeralContainers', 'cannot be set on create');
  if (pod.spec?.nodeName && (pod.spec.schedulingGates ?? []).length > 0)
    errors.forbidden('spec.nodeName', 'cannot be set until all schedulingGates have been cleared');
}

const PART_MAY_CHANGE =
  'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';

/** What of a pod's spec cannot change at all. */
function frozen(spec: Spec): Spec {
  const { activeDeadlineSeconds: _a, tolerations: _t, schedulingGates: _g, ephemeralContainers: _e, ...rest } = spec;
  const imageless = (container: Container) => ({ ...container, image: '' });
  const { initContainers } = rest;
  return {
    ...rest,
    containers: rest.containers.map(imageless),
    ...(initContainers ? { initContainers: initContainers.map(imageless) } : {}),
  };
}

/** Whether containers came or went: then nothing else is looked at. */
function hasOthers(now: Spec, before: Spec, errors: FieldErrors): boolean {
  for (const part of ['containers', 'initContainers'] as const)
    if ((now[part] ?? []).length !== (before[part] ?? []).length) {
      errors.forbidden(`spec.${part}`, 'pod updates may not add or remove containers');
      return true;
    }
  return false;
}

/** A deadline may come nearer. */
function validateDeadline(now: number | undefined, before: number | undefined, errors: FieldErrors): void {
  const field = 'spec.activeDeadlineSeconds';
  if (now === undefined) {
    if (before !== undefined) errors.invalid(field, null, 'must not update from a positive integer to nil value');
  } else if (now < 0 || now >= 2 ** 31) errors.invalid(field, now, 'must be between 0 and 2147483647, inclusive');
  else if (before !== undefined && before < now)
    errors.invalid(field, now, 'must be less than or equal to previous value');
}

/** A running pod's spec cannot change but for its images, deadline and added tolerations. */
export function validatePodUpdate(pod: DraftOf<'pods'>, before: DraftOf<'pods'>, errors: FieldErrors): void {
  validatePod(pod, errors);
  const mirror = [before, pod].map(({ metadata }) => metadata?.annotations?.[MIRROR]);
  if (mirror[0] !== mirror[1]) {
    const what = mirror[0] === undefined ? 'add' : 'remove or update';
    errors.forbidden(`metadata.annotations[${MIRROR}]`, `may not ${what} mirror pod annotation`);
  }
  const [now, then] = [pod.spec ?? { containers: [] }, before.spec ?? { containers: [] }];
  if (hasOthers(now, then, errors)) return;
  validateDeadline(now.activeDeadlineSeconds, then.activeDeadlineSeconds, errors);
  const kept = (then.tolerations ?? []).every((old) =>
    now.tolerations?.some((one) => same({ ...one, tolerationSeconds: 0 }, { ...old, tolerationSeconds: 0 })),
  );
  if (!kept)
    errors.forbidden('spec.tolerations', 'existing toleration can not be modified except its tolerationSeconds');
  if (!same(frozen(now), frozen(then))) errors.forbidden('spec', PART_MAY_CHANGE);
}
