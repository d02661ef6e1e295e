/** Rules of containers: ports, variables, mounts, and all the rest that every container has. */
import type { V1Container, V1EnvVar, V1Volume } from '@kubernetes/client-node';
import type { Json } from './kinds.ts';
import type { FieldErrors } from './validation-errors.ts';
import { environmentNameProblems, labelProblems, portNameProblems, subdomainProblems } from './validation-names.ts';
import { oneOf, portNumber } from './validation-numbers.ts';
import { descendingPath, noWayUp } from './validation-paths.ts';
import {
  FIELDS_OF_VARIABLES,
  fieldReference,
  objectKey,
  objectName,
  resourceReference,
} from './validation-references.ts';
import { validateResources } from './validation-resources.ts';
import { validateContainerSecurity } from './validation-security.ts';

type Container = Json<V1Container>;
type Volumes = ReadonlyMap<string, Json<V1Volume>>;

function validatePorts(container: Container, field: string, errors: FieldErrors): void {
  const names = new Set<string>();
  for (const [index, port] of (container.ports ?? []).entries()) {
    const at = `${field}.ports[${index}]`;
    if (port.name) {
      const problems = portNameProblems(port.name);
      for (const problem of problems) errors.invalid(`${at}.name`, port.name, problem);
      if (problems.length === 0 && names.has(port.name)) errors.duplicate(`${at}.name`, port.name);
      names.add(port.name);
    }
    if (!port.containerPort) errors.required(`${at}.containerPort`);
    else portNumber(errors, `${at}.containerPort`, port.containerPort);
    if (port.hostPort) portNumber(errors, `${at}.hostPort`, port.hostPort);
    oneOf(errors, `${at}.protocol`, port.protocol, ['SCTP', 'TCP', 'UDP']);
  }
}

const SOURCES = '`fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`';

function validateVariable(variable: Json<V1EnvVar>, at: string, errors: FieldErrors): void {
  if (!variable.name) errors.required(`${at}.name`);
  else
    for (const problem of environmentNameProblems(variable.name)) errors.invalid(`${at}.name`, variable.name, problem);
  const source = variable.valueFrom;
  if (!source) return;
  const field = `${at}.valueFrom`;
  if (source.fieldRef) fieldReference(errors, `${field}.fieldRef`, source.fieldRef, FIELDS_OF_VARIABLES);
  if (source.resourceFieldRef) resourceReference(errors, `${field}.resourceFieldRef`, source.resourceFieldRef, false);
  for (const name of ['configMapKeyRef', 'secretKeyRef'] as const) {
    const reference = source[name];
    if (!reference) continue;
    for (const problem of subdomainProblems(reference.name ?? ''))
      errors.invalid(`${field}.${name}.name`, reference.name ?? '', problem);
    objectKey(errors, `${field}.${name}.key`, reference.key);
  }
  const found = Object.values(source).filter(Boolean).length;
  if (found === 0) errors.invalid(field, '', `must specify one of: ${SOURCES}`);
  else if (variable.value) errors.invalid(field, '', 'may not be specified when `value` is not empty');
  else if (found > 1) errors.invalid(field, '', 'may not have more than one field specified at a time');
}

function validateEnvironment(container: Container, field: string, errors: FieldErrors): void {
  for (const [index, variable] of (container.env ?? []).entries())
    validateVariable(variable, `${field}.env[${index}]`, errors);
  for (const [index, { prefix, configMapRef, secretRef }] of (container.envFrom ?? []).entries()) {
    const at = `${field}.envFrom[${index}]`;
    if (prefix) for (const problem of environmentNameProblems(prefix)) errors.invalid(`${at}.prefix`, prefix, problem);
    if (configMapRef) objectName(errors, `${at}.configMapRef.name`, configMapRef.name);
    if (secretRef) objectName(errors, `${at}.secretRef.name`, secretRef.name);
    if (!configMapRef && !secretRef)
      errors.invalid(`${field}.envFrom`, '', 'must specify one of: `configMapRef` or `secretRef`');
    else if (configMapRef && secretRef)
      errors.invalid(`${field}.envFrom`, '', 'may not have more than one field specified at a time');
  }
}

const PROPAGATIONS = ['Bidirectional', 'HostToContainer', 'None'];

/** The paths of some fields are without their index in the real one too. */
function validateMounts(container: Container, field: string, volumes: Volumes, errors: FieldErrors): void {
  const paths = new Set<string>();
  for (const [index, mount] of (container.volumeMounts ?? []).entries()) {
    const at = `${field}[${index}]`;
    const { subPath = '', subPathExpr = '', mountPropagation } = mount;
    if (!mount.name) errors.required(`${at}.name`);
    if (!volumes.has(mount.name)) errors.notFound(`${at}.name`, mount.name);
    if (!mount.mountPath) errors.required(`${at}.mountPath`);
    if (paths.has(mount.mountPath)) errors.invalid(`${at}.mountPath`, mount.mountPath, 'must be unique');
    paths.add(mount.mountPath);
    descendingPath(errors, `${field}.subPath`, subPath);
    if (subPath && subPathExpr)
      errors.invalid(`${at}.subPathExpr`, subPathExpr, 'subPathExpr and subPath are mutually exclusive');
    descendingPath(errors, `${field}.subPathExpr`, subPathExpr);
    if (mountPropagation !== undefined && !PROPAGATIONS.includes(mountPropagation))
      errors.notSupported(`${field}.mountPropagation`, mountPropagation, PROPAGATIONS);
    if (mountPropagation === 'Bidirectional' && !container.securityContext?.privileged)
      errors.forbidden(
        `${field}.mountPropagation`,
        'Bidirectional mount propagation is available only to privileged containers',
      );
  }
}

function validateDevices(container: Container, field: string, volumes: Volumes, errors: FieldErrors): void {
  for (const [index, { name, devicePath }] of (container.volumeDevices ?? []).entries()) {
    const at = `${field}[${index}]`;
    const volume = volumes.get(name);
    if (!name) errors.required(`${at}.name`);
    if (!volume) errors.notFound(`${at}.name`, name);
    else if (!volume.persistentVolumeClaim && !volume.ephemeral)
      errors.invalid(
        `${at}.name`,
        name,
        'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode',
      );
    if (!devicePath) errors.required(`${at}.devicePath`);
    noWayUp(errors, `${at}.devicePath`, devicePath);
  }
}

const MESSAGES = ['File', 'FallbackToLogsOnError'];

/** One container; `volumes` are those that may be mounted. Whether its name is taken is for the pod to say. */
export function validateContainer(container: Container, field: string, volumes: Volumes, errors: FieldErrors): void {
  if (!container.name) errors.required(`${field}.name`);
  else for (const problem of labelProblems(container.name)) errors.invalid(`${field}.name`, container.name, problem);
  if (!container.image) errors.required(`${field}.image`);
  oneOf(errors, `${field}.terminationMessagePolicy`, container.terminationMessagePolicy, MESSAGES);
  validatePorts(container, field, errors);
  validateEnvironment(container, field, errors);
  validateMounts(container, `${field}.volumeMounts`, volumes, errors);
  validateDevices(container, `${field}.volumeDevices`, volumes, errors);
  oneOf(errors, `${field}.imagePullPolicy`, container.imagePullPolicy, ['Always', 'IfNotPresent', 'Never']);
  validateResources(container.resources ?? {}, `${field}.resources`, errors);
  validateContainerSecurity(container.securityContext, `${field}.securityContext`, errors);
}
