/** Rules of services. */
import type { V1ServicePort } from '@kubernetes/client-node';
import type { DraftOf, Json } from './kinds';
import type { FieldErrors } from './validation-errors';
import { validateLabels } from './validation-meta';
import { labelProblems, subdomainProblems } from './validation-names';
import { portNumber, portNumberOrName } from './validation-numbers';

const CHOICES: readonly [field: 'sessionAffinity' | 'type', supported: readonly string[]][] = [
  ['sessionAffinity', ['ClientIP', 'None']],
  ['type', ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort']],
];
const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const ADDRESS = /^((25[0-5]|2[0-4]\d|1?\d?\d)(\.(?!$)|$)){4}$|^[0-9a-fA-F:]*:[0-9a-fA-F:.]*$/;

type Port = Json<V1ServicePort>;

/** A port as the server's own structure of Go is written. */
const shown = ({ protocol = 'TCP', port = 0 }: Port) => ({
  Name: '',
  Protocol: protocol,
  AppProtocol: null,
  Port: port,
  TargetPort: 0,
  NodePort: 0,
});

function validatePort(port: Port, at: string, many: boolean, names: Set<string>, errors: FieldErrors): void {
  if (many && !port.name) errors.required(`${at}.name`);
  if (port.name) {
    for (const problem of labelProblems(port.name)) errors.invalid(`${at}.name`, port.name, problem);
    if (names.has(port.name)) errors.duplicate(`${at}.name`, port.name);
    names.add(port.name);
  }
  portNumber(errors, `${at}.port`, port.port ?? 0);
  if (port.protocol && !PROTOCOLS.includes(port.protocol))
    errors.notSupported(`${at}.protocol`, port.protocol, PROTOCOLS);
  if (port.targetPort !== undefined) portNumberOrName(errors, `${at}.targetPort`, port.targetPort);
}

function validateAddresses(spec: NonNullable<DraftOf<'services'>['spec']>, errors: FieldErrors): void {
  const { clusterIP, type } = spec;
  if (!clusterIP) return;
  if (clusterIP === 'None') {
    if (type === 'NodePort' || type === 'LoadBalancer')
      errors.invalid('spec.clusterIPs[0]', clusterIP, `may not be set to 'None' for ${type} services`);
  } else if (!ADDRESS.test(clusterIP))
    errors.invalid('spec.clusterIPs[0]', clusterIP, 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)');
}

function validateNodePorts(ports: readonly Port[], type: string, errors: FieldErrors): void {
  const taken = new Set<string>();
  for (const [index, { nodePort, protocol }] of ports.entries()) {
    if (!nodePort) continue;
    const at = `spec.ports[${index}].nodePort`;
    const identity = `${protocol}/${nodePort}`;
    if (type === 'ClusterIP') errors.forbidden(at, "may not be used when `type` is 'ClusterIP'");
    else if (taken.has(identity)) errors.duplicate(at, nodePort);
    taken.add(identity);
  }
}

/** What can be said of a service before it is given addresses: it is given none when it is wrong. */
export function validateService({ spec }: DraftOf<'services'>, errors: FieldErrors): void {
  const ports = spec?.ports ?? [];
  if (ports.length === 0 && spec?.clusterIP !== 'None' && spec?.type !== 'ExternalName') errors.required('spec.ports');
  if (spec) validateAddresses(spec, errors);
  const names = new Set<string>();
  for (const [index, port] of ports.entries())
    validatePort(port, `spec.ports[${index}]`, ports.length > 1, names, errors);
  if (spec?.type === 'ExternalName') {
    if (!spec.externalName) errors.required('spec.externalName');
    else
      for (const problem of subdomainProblems(spec.externalName.replace(/\.$/, '')))
        errors.invalid('spec.externalName', spec.externalName, problem);
  }
  validateLabels(spec?.selector, 'spec.selector', errors);
  for (const [field, supported] of CHOICES) {
    const value = spec?.[field];
    if (value && !supported.includes(value)) errors.notSupported(`spec.${field}`, value, supported);
  }
  const seconds = spec?.sessionAffinityConfig?.clientIP?.timeoutSeconds;
  if (seconds !== undefined && (seconds <= 0 || seconds > 86_400))
    errors.invalid(
      'spec.sessionAffinityConfig.clientIP.timeoutSeconds',
      seconds,
      'must be greater than 0 and less than or equal to 86400',
    );
  validateNodePorts(ports, spec?.type ?? 'ClusterIP', errors);
  const seen = new Set<string>();
  for (const [index, port] of ports.entries()) {
    const identity = `${port.protocol}/${port.port}`;
    if (seen.has(identity)) errors.duplicate(`spec.ports[${index}]`, shown(port));
    seen.add(identity);
  }
}

/** An address, once given, stays. */
export function validateServiceUpdate(
  { spec }: DraftOf<'services'>,
  { spec: before }: DraftOf<'services'>,
  errors: FieldErrors,
): void {
  if (
    before?.clusterIP &&
    spec?.clusterIP !== before.clusterIP &&
    before.type !== 'ExternalName' &&
    spec?.type !== 'ExternalName'
  )
    errors.invalid('spec.clusterIPs[0]', spec?.clusterIPs, 'may not change once set');
}
