/** Rules of security contexts, of a pod and of a container. */
import type { V1AppArmorProfile, V1PodSpec, V1SeccompProfile, V1SecurityContext } from '@kubernetes/client-node';
import type { Json } from './kinds.ts';
import type { FieldErrors } from './validation-errors.ts';
import { userId } from './validation-numbers.ts';
import { descendingPath } from './validation-paths.ts';

const PROFILES = ['Localhost', 'RuntimeDefault', 'Unconfined'];

function validateSeccomp(profile: Json<V1SeccompProfile> | undefined, field: string, errors: FieldErrors): void {
  if (!profile) return;
  const { type, localhostProfile: file } = profile;
  if (!type) errors.required(`${field}.type`, 'type is required when seccompProfile is set');
  else if (!PROFILES.includes(type)) errors.notSupported(`${field}.type`, type, PROFILES);
  const at = `${field}.localhostProfile`;
  if (type === 'Localhost') {
    if (file === undefined) errors.required(at, 'must be set when seccomp type is Localhost');
    else descendingPath(errors, at, file);
  } else if (file !== undefined)
    errors.invalid(at, { Type: type, LocalhostProfile: file }, 'can only be set when seccomp type is Localhost');
}

function validateAppArmor(profile: Json<V1AppArmorProfile> | undefined, field: string, errors: FieldErrors): void {
  if (!profile) return;
  const { type, localhostProfile: file } = profile;
  const at = `${field}.localhostProfile`;
  if (!type) errors.required(`${field}.type`, 'type is required when appArmorProfile is set');
  else if (!PROFILES.includes(type)) errors.notSupported(`${field}.type`, type, PROFILES);
  else if (type !== 'Localhost') {
    if (file !== undefined) errors.invalid(at, file, 'can only be set when AppArmor type is Localhost');
  } else if (!file?.trim()) errors.required(at, 'must be set when AppArmor type is Localhost');
  else if (file.trim() !== file) errors.invalid(at, file, 'must not be padded with whitespace');
}

const SEGMENT = '[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const SYSCTL = `^(${SEGMENT}[\\./])*${SEGMENT}$`;
const LONGEST_SYSCTL = 253;

function validateSysctls(spec: Json<V1PodSpec>, field: string, errors: FieldErrors): void {
  const names = new Set<string>();
  for (const [index, { name }] of (spec.securityContext?.sysctls ?? []).entries()) {
    const at = `${field}[${index}].name`;
    if (!name) errors.required(at);
    else if (name.length > LONGEST_SYSCTL || !new RegExp(SYSCTL).test(name))
      errors.invalid(at, name, `must have at most ${LONGEST_SYSCTL} characters and match regex ${SYSCTL}`);
    else if (names.has(name)) errors.duplicate(at, name);
    names.add(name);
  }
}

/** What a pod asks for all of its containers. */
export function validatePodSecurity(spec: Json<V1PodSpec>, field: string, errors: FieldErrors): void {
  const { securityContext: context, shareProcessNamespace, hostPID } = spec;
  for (const name of ['fsGroup', 'runAsUser', 'runAsGroup'] as const)
    userId(errors, `${field}.${name}`, context?.[name]);
  for (const [index, group] of (context?.supplementalGroups ?? []).entries())
    userId(errors, `${field}.supplementalGroups[${index}]`, group);
  if (shareProcessNamespace && hostPID)
    errors.invalid(`${field}.shareProcessNamespace`, true, 'ShareProcessNamespace and HostPID cannot both be enabled');
  validateSysctls(spec, `${field}.sysctls`, errors);
  for (const [name, words] of [
    ['fsGroupChangePolicy', ['Always', 'OnRootMismatch']],
    ['supplementalGroupsPolicy', ['Merge', 'Strict']],
  ] as const) {
    const value = context?.[name];
    if (value !== undefined && !words.some((word) => word === value))
      errors.notSupported(`${field}.${name}`, value, words);
  }
  validateSeccomp(context?.seccompProfile, `${field}.seccompProfile`, errors);
  validateAppArmor(context?.appArmorProfile, `${field}.appArmorProfile`, errors);
}

/** A security context as the server's own structure of Go is written. */
const shown = (context: Json<V1SecurityContext>) => ({
  Capabilities: context.capabilities
    ? { Add: context.capabilities.add ?? null, Drop: context.capabilities.drop ?? null }
    : null,
  Privileged: context.privileged ?? null,
  SELinuxOptions: null,
  WindowsOptions: null,
  RunAsUser: context.runAsUser ?? null,
  RunAsGroup: context.runAsGroup ?? null,
  RunAsNonRoot: context.runAsNonRoot ?? null,
  ReadOnlyRootFilesystem: context.readOnlyRootFilesystem ?? null,
  AllowPrivilegeEscalation: context.allowPrivilegeEscalation ?? null,
  ProcMount: context.procMount ?? null,
  SeccompProfile: context.seccompProfile
    ? { Type: context.seccompProfile.type, LocalhostProfile: context.seccompProfile.localhostProfile ?? null }
    : null,
  AppArmorProfile: context.appArmorProfile
    ? { Type: context.appArmorProfile.type, LocalhostProfile: context.appArmorProfile.localhostProfile ?? null }
    : null,
});

const PROC_MOUNTS = ['Default', 'Unmasked'];

/** What a container asks for itself. */
export function validateContainerSecurity(
  context: Json<V1SecurityContext> | undefined,
  field: string,
  errors: FieldErrors,
): void {
  if (!context) return;
  for (const name of ['runAsUser', 'runAsGroup'] as const) userId(errors, `${field}.${name}`, context[name]);
  if (context.procMount !== undefined && !PROC_MOUNTS.includes(context.procMount))
    errors.notSupported(`${field}.procMount`, context.procMount, PROC_MOUNTS);
  validateSeccomp(context.seccompProfile, `${field}.seccompProfile`, errors);
  if (context.allowPrivilegeEscalation === false) {
    const refuse = (what: string) =>
      errors.invalid(field, shown(context), `cannot set \`allowPrivilegeEscalation\` to false and ${what}`);
    if (context.privileged) refuse('`privileged` to true');
    if (context.capabilities?.add?.includes('CAP_SYS_ADMIN')) refuse('`capabilities.Add` CAP_SYS_ADMIN');
  }
  validateAppArmor(context.appArmorProfile, `${field}.appArmorProfile`, errors);
}
