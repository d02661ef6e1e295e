/** Rules of services. */
import { isIP } from 'node:net';
import type { V1ServicePort } from '@kubernetes/client-node';
import type { DraftOf, Json } from './kinds.ts';
import { ipAddress, network, ordinaryAddress } from './validation-addresses.ts';
import type { FieldErrors } from './validation-errors.ts';
import { validateLabels } from './validation-meta.ts';
import { labelProblems, qualifiedNameProblems, subdomainProblems } from './validation-names.ts';
import { oneOf, portNumber, portNumberOrName } from './validation-numbers.ts';

type Spec = NonNullable<DraftOf<'services'>['spec']>;
type Port = Json<V1ServicePort>;

const AFFINITIES = ['ClientIP', 'None'];
const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const FAMILIES = ['IPv4', 'IPv6'];
const FAMILY_POLICIES = ['PreferDualStack', 'RequireDualStack', 'SingleStack'];
const TRAFFIC_POLICIES = ['Cluster', 'Local'];
const DISTRIBUTIONS = ['PreferClose', 'PreferSameZone', 'PreferSameNode'];

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
  oneOf(errors, `${at}.protocol`, port.protocol, PROTOCOLS);
  if (port.targetPort !== undefined) portNumberOrName(errors, `${at}.targetPort`, port.targetPort);
  if (port.appProtocol !== undefined)
    for (const problem of qualifiedNameProblems(port.appProtocol))
      errors.invalid(`${at}.appProtocol`, port.appProtocol, problem);
}

function validateExternalName(
  { clusterIP, ipFamilies, ipFamilyPolicy, externalName }: Spec,
  errors: FieldErrors,
): void {
  const why = 'may not be set for ExternalName services';
  if (clusterIP) errors.forbidden('spec.clusterIPs', why);
  if ((ipFamilies ?? []).length > 0) errors.forbidden('spec.ipFamilies', why);
  if (ipFamilyPolicy !== undefined) errors.forbidden('spec.ipFamilyPolicy', why);
  const name = externalName?.replace(/\.$/, '');
  if (!name) errors.required('spec.externalName');
  else for (const problem of subdomainProblems(name)) errors.invalid('spec.externalName', name, problem);
}

function validateAddresses(spec: Spec, errors: FieldErrors): void {
  const { clusterIP = '', ipFamilies = [], ipFamilyPolicy } = spec;
  // Whoever names one address need not name the list.
  const clusterIPs = spec.clusterIPs ?? (clusterIP ? [clusterIP] : []);
  if (clusterIP && clusterIPs[0] !== clusterIP)
    errors.invalid('spec.clusterIPs', clusterIPs, 'first value must match `clusterIP`');
  else if (!clusterIP && clusterIPs.length > 0)
    errors.invalid('spec.clusterIPs', clusterIPs, 'must be empty when `clusterIP` is not specified');
  for (const [index, family] of ipFamilies.entries()) {
    if (!FAMILIES.includes(family)) errors.notSupported(`spec.ipFamilies[${index}]`, family, FAMILIES);
    if (ipFamilies.indexOf(family) < index) errors.duplicate(`spec.ipFamilies[${index}]`, family);
  }
  if (ipFamilyPolicy !== undefined && !FAMILY_POLICIES.includes(ipFamilyPolicy))
    errors.notSupported('spec.ipFamilyPolicy', ipFamilyPolicy, FAMILY_POLICIES);
  if (clusterIPs[0] === 'None' && clusterIPs.length > 1)
    errors.invalid('spec.clusterIPs', clusterIPs, "'None' must be the first and only value");
  for (const [index, address] of clusterIPs.entries())
    if (index > 0 || address !== 'None') ipAddress(errors, `spec.clusterIPs[${index}]`, address);
  if (clusterIPs.length > 2) errors.invalid('spec.clusterIPs', clusterIPs, 'may only hold up to 2 values');
  else if (clusterIPs.length === 2 && clusterIPs.every((one) => isIP(one) === isIP(clusterIPs[0] ?? '')))
    errors.invalid('spec.clusterIPs', clusterIPs, 'may specify no more than one IP for each IP family');
}

function validateAffinity({ sessionAffinity, sessionAffinityConfig }: Spec, errors: FieldErrors): void {
  oneOf(errors, 'spec.sessionAffinity', sessionAffinity, AFFINITIES);
  if (sessionAffinity !== 'ClientIP') return;
  const seconds = sessionAffinityConfig?.clientIP?.timeoutSeconds;
  const field = 'spec.sessionAffinityConfig.clientIP.timeoutSeconds';
  if (seconds !== undefined && (seconds <= 0 || seconds > 86_400))
    errors.invalid(field, seconds, 'must be greater than 0 and less than 86400');
}

function validateNodePorts(ports: readonly Port[], type: string, errors: FieldErrors): void {
  const taken = new Set<string>();
  for (const [index, { nodePort }] of ports.entries())
    if (nodePort && type === 'ClusterIP')
      errors.forbidden(`spec.ports[${index}].nodePort`, "may not be used when `type` is 'ClusterIP'");
  for (const [index, { nodePort, protocol }] of ports.entries()) {
    const identity = `${protocol}/${nodePort}`;
    if (nodePort && taken.has(identity)) errors.duplicate(`spec.ports[${index}].nodePort`, nodePort);
    taken.add(identity);
  }
}

function validateBalancer(spec: Spec, errors: FieldErrors): void {
  const ranges = spec.loadBalancerSourceRanges ?? [];
  const only = "may only be used when `type` is 'LoadBalancer'";
  const balances = spec.type === 'LoadBalancer';
  if (ranges.length > 0 && !balances) errors.forbidden('spec.LoadBalancerSourceRanges', only);
  for (const [index, range] of ranges.entries())
    network(errors, `spec.LoadBalancerSourceRanges[${index}]`, range.trim());
  if (spec.allocateLoadBalancerNodePorts !== undefined && !balances)
    errors.forbidden('spec.allocateLoadBalancerNodePorts', only);
  if (spec.loadBalancerClass !== undefined && !balances)
    errors.forbidden('spec.loadBalancerClass', "may only be used when `type` is 'LoadBalancer'");
}

function validateTraffic(spec: Spec, errors: FieldErrors): void {
  const { type, externalTrafficPolicy: external, internalTrafficPolicy: internal, healthCheckNodePort: health } = spec;
  const reachable = type === 'NodePort' || type === 'LoadBalancer' || (spec.externalIPs ?? []).length > 0;
  if (reachable) {
    if (external !== undefined) oneOf(errors, 'spec.externalTrafficPolicy', external, TRAFFIC_POLICIES);
  } else if (external)
    errors.invalid('spec.externalTrafficPolicy', external, 'may only be set for externally-accessible services');
  if (health && !(type === 'LoadBalancer' && external === 'Local'))
    errors.invalid(
      'spec.healthCheckNodePort',
      health,
      "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'",
    );
  if (internal !== undefined && !TRAFFIC_POLICIES.includes(internal))
    errors.notSupported('spec.internalTrafficPolicy', internal, TRAFFIC_POLICIES);
  const { trafficDistribution: near } = spec;
  if (near !== undefined && !DISTRIBUTIONS.includes(near))
    errors.notSupported('spec.trafficDistribution', near, DISTRIBUTIONS);
}

/** All that can be said of a service before it is given addresses and ports: it is given none when it is wrong. */
export function validateService({ spec = {} }: DraftOf<'services'>, errors: FieldErrors): void {
  const { ports = [], type = '', clusterIP } = spec;
  const headless = clusterIP === 'None';
  if (ports.length === 0 && !headless && type !== 'ExternalName') errors.required('spec.ports');
  if (headless && (type === 'NodePort' || type === 'LoadBalancer'))
    errors.invalid('spec.clusterIPs[0]', clusterIP, `may not be set to 'None' for ${type} services`);
  if (type === 'ExternalName') validateExternalName(spec, errors);
  const names = new Set<string>();
  for (const [index, port] of ports.entries())
    validatePort(port, `spec.ports[${index}]`, ports.length > 1, names, errors);
  validateLabels(spec.selector, 'spec.selector', errors);
  validateAffinity(spec, errors);
  if (type !== 'ExternalName') validateAddresses(spec, errors);
  for (const [index, address] of (spec.externalIPs ?? []).entries()) {
    const at = `spec.externalIPs[${index}]`;
    if (isIP(address)) ordinaryAddress(errors, at, address);
    else ipAddress(errors, at, address);
  }
  oneOf(errors, 'spec.type', type, TYPES);
  validateNodePorts(ports, type, errors);
  const seen = new Set<string>();
  for (const [index, port] of ports.entries()) {
    const identity = `${port.protocol}/${port.port}`;
    if (seen.has(identity)) errors.duplicate(`spec.ports[${index}]`, shown(port));
    seen.add(identity);
  }
  validateBalancer(spec, errors);
  validateTraffic(spec, errors);
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
