/** Rules of probes and hooks. */
import type { V1Container, V1LifecycleHandler, V1Probe } from '@kubernetes/client-node';
import type { Json } from './kinds.ts';
import type { FieldErrors } from './validation-errors.ts';
import { headerProblems } from './validation-names.ts';
import { nonNegative, portNumber, portNumberOrName } from './validation-numbers.ts';

type Container = Json<V1Container>;
type Handler = Pick<Json<V1LifecycleHandler & V1Probe>, 'exec' | 'httpGet' | 'tcpSocket' | 'grpc' | 'sleep'>;

const SCHEMES = ['HTTP', 'HTTPS'];

function validateHttp(get: NonNullable<Handler['httpGet']>, at: string, errors: FieldErrors): void {
  portNumberOrName(errors, `${at}.port`, get.port);
  if (!SCHEMES.includes(get.scheme ?? '')) errors.notSupported(`${at}.scheme`, get.scheme, SCHEMES);
  for (const { name } of get.httpHeaders ?? [])
    for (const problem of headerProblems(name)) errors.invalid(`${at}.httpHeaders`, name, problem);
}

/** `grace` is how long a hook may sleep: that of its pod. */
function validateHandler(handler: Handler, field: string, grace: number, errors: FieldErrors): void {
  const { exec, httpGet, tcpSocket, grpc, sleep } = handler;
  const [first, ...others] = Object.entries({ exec, httpGet, tcpSocket, grpc, sleep }).flatMap(([name, given]) =>
    given ? [name] : [],
  );
  const at = `${field}.${first}`;
  if (first === undefined) errors.required(field, 'must specify a handler type');
  else if (first === 'exec' && !exec?.command?.length) errors.required(`${at}.command`);
  else if (first === 'httpGet' && httpGet) validateHttp(httpGet, at, errors);
  else if (first === 'tcpSocket') portNumberOrName(errors, `${at}.port`, tcpSocket?.port);
  else if (first === 'grpc') portNumber(errors, `${at}.port`, grpc?.port ?? 0);
  else if (first === 'sleep' && sleep && (sleep.seconds < 0 || sleep.seconds > grace))
    errors.invalid(at, sleep.seconds, `must be non-negative and less than terminationGracePeriodSeconds (${grace})`);
  for (const name of others) errors.forbidden(`${field}.${name}`, 'may not specify more than 1 handler type');
}

const SECONDS = [
  'initialDelaySeconds',
  'timeoutSeconds',
  'periodSeconds',
  'successThreshold',
  'failureThreshold',
] as const;

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;

function validateProbe(probe: Json<V1Probe>, name: (typeof PROBES)[number], at: string, errors: FieldErrors): void {
  validateHandler(probe, at, 0, errors);
  for (const number of SECONDS) nonNegative(errors, `${at}.${number}`, probe[number]);
  const grace = probe.terminationGracePeriodSeconds;
  if (grace !== undefined && grace <= 0)
    errors.invalid(`${at}.terminationGracePeriodSeconds`, grace, 'must be greater than 0');
  if (name === 'readinessProbe') {
    if (grace !== undefined)
      errors.invalid(`${at}.terminationGracePeriodSeconds`, grace, 'must not be set for readinessProbes');
  } else if (probe.successThreshold !== undefined && probe.successThreshold !== 1)
    errors.invalid(`${at}.successThreshold`, probe.successThreshold, 'must be 1');
}

/** What is asked of a container while it runs, and what it does when it starts and stops. */
export function validateHandlers(container: Container, field: string, grace: number, errors: FieldErrors): void {
  for (const hook of ['postStart', 'preStop'] as const) {
    const handler = container.lifecycle?.[hook];
    if (handler) validateHandler(handler, `${field}.lifecycle.${hook}`, grace, errors);
  }
  for (const name of PROBES) {
    const probe = container[name];
    if (probe) validateProbe(probe, name, `${field}.${name}`, errors);
  }
}

/** An init container that is waited for is not watched. */
export function forbidHandlers(container: Container, field: string, errors: FieldErrors): void {
  for (const name of ['lifecycle', ...PROBES] as const)
    if (container[name])
      errors.forbidden(`${field}.${name}`, 'may not be set for init containers without restartPolicy=Always');
}
