/** Rules of containers: ports, variables, mounts, probes and resources, in the server's words. */
import type { V1Container, V1EnvVar, V1LifecycleHandler, V1Probe } from '@kubernetes/client-node';
import { parseQuantity } from '@/lib/model/quantity';
import type { Json } from './kinds';
import type { FieldErrors } from './validation-errors';
import { environmentNameProblems, labelProblems, portNameProblems, qualifiedNameProblems } from './validation-names';
import { nonNegative, oneOf, portNumber, portNumberOrName, userId } from './validation-numbers';

type Container = Json<V1Container>;
type Handler = Pick<Json<V1LifecycleHandler & V1Probe>, 'exec' | 'httpGet' | 'tcpSocket' | 'grpc' | 'sleep'>;

function validateHandler(handler: Handler, field: string, errors: FieldErrors): void {
  let found = 0;
  for (const name of ['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep'] as const) {
    if (!handler[name]) continue;
    found += 1;
    if (found > 1) errors.forbidden(`${field}.${name}`, 'may not specify more than 1 handler type');
    else if (name === 'exec' && (handler.exec?.command ?? []).length === 0) errors.required(`${field}.exec.command`);
    else if (name === 'tcpSocket') portNumberOrName(errors, `${field}.tcpSocket.port`, handler.tcpSocket?.port);
    else if (name === 'grpc') portNumber(errors, `${field}.grpc.port`, handler.grpc?.port ?? 0);
    else if (name === 'httpGet') {
      portNumberOrName(errors, `${field}.httpGet.port`, handler.httpGet?.port);
      oneOf(errors, `${field}.httpGet.scheme`, handler.httpGet?.scheme, ['HTTP', 'HTTPS']);
    }
  }
  if (found === 0) errors.required(field, 'must specify a handler type');
}

function validateProbe(probe: Json<V1Probe> | undefined, field: string, errors: FieldErrors, once: boolean): void {
  if (!probe) return;
  validateHandler(probe, field, errors);
  for (const name of [
    'initialDelaySeconds',
    'timeoutSeconds',
    'periodSeconds',
    'successThreshold',
    'failureThreshold',
  ] as const)
    nonNegative(errors, `${field}.${name}`, probe[name]);
  const grace = probe.terminationGracePeriodSeconds;
  if (grace !== undefined && grace <= 0)
    errors.invalid(`${field}.terminationGracePeriodSeconds`, grace, 'must be greater than 0');
  if (once && probe.successThreshold !== undefined && probe.successThreshold !== 1)
    errors.invalid(`${field}.successThreshold`, probe.successThreshold, 'must be 1');
}

const RESOURCE_NAMES = /^(cpu|memory|ephemeral-storage|hugepages-.+)$/;

function validateResourceName(name: string, at: string, errors: FieldErrors): void {
  for (const problem of qualifiedNameProblems(name)) errors.invalid(at, name, problem);
  if (name.includes('/') || RESOURCE_NAMES.test(name)) return;
  errors.invalid(at, name, 'must be a standard resource type or fully qualified');
  errors.invalid(at, name, 'must be a standard resource for containers');
}

/** In billionths; what is no quantity was refused when it was read. */
const nano = (text: string): bigint => parseQuantity(text) ?? 0n;

/** What can be overcommitted (cpu, memory) may be asked for in part; all else is asked for as a whole. */
function validateRequest(name: string, amount: string, limit: string, field: string, errors: FieldErrors): void {
  if (name.includes('/') && nano(amount) !== nano(limit))
    errors.invalid(field, amount, `must be equal to ${name} limit of ${limit}`);
  else if (nano(amount) > nano(limit))
    errors.invalid(field, amount, `must be less than or equal to ${name} limit of ${limit}`);
}

function validateResources(container: Container, field: string, errors: FieldErrors): void {
  const { requests = {}, limits = {} } = container.resources ?? {};
  for (const [part, list] of Object.entries({ limits, requests }))
    for (const [name, amount] of Object.entries(list)) {
      const at = `${field}.${part}[${name}]`;
      validateResourceName(name, at, errors);
      if (nano(amount) < 0n) errors.invalid(at, amount, 'must be greater than or equal to 0');
      else if (name.includes('/') && nano(amount) % 1_000_000_000n !== 0n)
        errors.invalid(at, amount, 'must be an integer');
      const limit = part === 'requests' ? limits[name] : undefined;
      if (limit !== undefined) validateRequest(name, amount, limit, `${field}.requests`, errors);
    }
}

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

const FIELD_PATHS =
  /^(metadata\.(name|namespace|uid|(labels|annotations)\['.+'\])|spec\.(nodeName|serviceAccountName)|status\.(hostIPs?|podIPs?))$/;

function validateFieldPath(path: string, at: string, errors: FieldErrors): void {
  if (!path) errors.required(at);
  else if (!FIELD_PATHS.test(path))
    errors.invalid(at, path, `error converting fieldPath: field label not supported: ${path}`);
}

function validateVariable(variable: Json<V1EnvVar>, at: string, errors: FieldErrors): void {
  if (!variable.name) errors.required(`${at}.name`);
  else
    for (const problem of environmentNameProblems(variable.name)) errors.invalid(`${at}.name`, variable.name, problem);
  const source = variable.valueFrom;
  if (!source) return;
  const found = Object.values(source).filter(Boolean).length;
  if (variable.value) errors.invalid(`${at}.valueFrom`, '', 'may not be specified when `value` is not empty');
  else if (found === 0) errors.invalid(`${at}.valueFrom`, '', `must specify one of: ${SOURCES}`);
  else if (found > 1) errors.invalid(`${at}.valueFrom`, '', 'may not have more than one field specified at a time');
  for (const name of ['configMapKeyRef', 'secretKeyRef'] as const) {
    const reference = source[name];
    if (!reference) continue;
    if (!reference.name) errors.required(`${at}.valueFrom.${name}.name`);
    if (!reference.key) errors.required(`${at}.valueFrom.${name}.key`);
  }
  if (source.fieldRef) validateFieldPath(source.fieldRef.fieldPath, `${at}.valueFrom.fieldRef.fieldPath`, errors);
}

function validateEnvironment(container: Container, field: string, errors: FieldErrors): void {
  for (const [index, variable] of (container.env ?? []).entries())
    validateVariable(variable, `${field}.env[${index}]`, errors);
  for (const [index, { configMapRef, secretRef }] of (container.envFrom ?? []).entries()) {
    const at = `${field}.envFrom[${index}]`;
    if (configMapRef && !configMapRef.name) errors.required(`${at}.configMapRef.name`);
    if (secretRef && !secretRef.name) errors.required(`${at}.secretRef.name`);
    if (!configMapRef && !secretRef)
      errors.invalid(`${field}.envFrom`, '', 'must specify one of: `configMapRef` or `secretRef`');
    else if (configMapRef && secretRef)
      errors.invalid(`${field}.envFrom`, '', 'may not have more than one field specified at a time');
  }
}

function validateMounts(container: Container, field: string, volumes: ReadonlySet<string>, errors: FieldErrors): void {
  const paths = new Set<string>();
  for (const [index, mount] of (container.volumeMounts ?? []).entries()) {
    const at = `${field}.volumeMounts[${index}]`;
    if (!mount.name) errors.required(`${at}.name`);
    if (!volumes.has(mount.name)) errors.notFound(`${at}.name`, mount.name);
    if (!mount.mountPath) errors.required(`${at}.mountPath`);
    if (paths.has(mount.mountPath)) errors.invalid(`${at}.mountPath`, mount.mountPath, 'must be unique');
    paths.add(mount.mountPath);
    // The path of the field is without the index in the real one too.
    const [subPath = '', sub] = [mount.subPath, `${field}.volumeMounts.subPath`];
    if (subPath.startsWith('/')) errors.invalid(sub, subPath, 'must be a relative path');
    if (subPath.split('/').includes('..')) errors.invalid(sub, subPath, "must not contain '..'");
  }
}

/** One container; `volumes` are the names that may be mounted. Whether its name is taken is for the pod to say. */
export function validateContainer(
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
  for (const hook of ['postStart', 'preStop'] as const) {
    const handler = container.lifecycle?.[hook];
    if (handler) validateHandler(handler, `${field}.lifecycle.${hook}`, errors);
  }
  validateProbe(container.livenessProbe, `${field}.livenessProbe`, errors, true);
  validateProbe(container.readinessProbe, `${field}.readinessProbe`, errors, false);
  validateProbe(container.startupProbe, `${field}.startupProbe`, errors, true);
  const policy = container.terminationMessagePolicy ?? 'File';
  if (policy !== 'File' && policy !== 'FallbackToLogsOnError')
    errors.invalid(`${field}.terminationMessagePolicy`, policy, "must be 'File' or 'FallbackToLogsOnError'");
  for (const name of ['runAsUser', 'runAsGroup'] as const)
    userId(errors, `${field}.securityContext.${name}`, container.securityContext?.[name]);
  validatePorts(container, field, errors);
  validateEnvironment(container, field, errors);
  validateMounts(container, field, volumes, errors);
  oneOf(errors, `${field}.imagePullPolicy`, container.imagePullPolicy, ['Always', 'IfNotPresent', 'Never']);
  validateResources(container, `${field}.resources`, errors);
}
