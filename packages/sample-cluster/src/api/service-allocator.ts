/** Cluster addresses and node ports of services. */
import { ApiError } from './errors.ts';
import { same } from './json.ts';
import type { DraftOf, ObjectOf } from './kinds.ts';

export interface ServiceRange {
  /** Every service there is. */
  list(): readonly ObjectOf<'services'>[];
  /** A random whole number below `n`. */
  random(n: number): number;
}

/** 10.96.0.0/12, kubeadm's and minikube's default. */
const BASE = (10 << 24) | (96 << 16);
const SIZE = 1 << 20;
const NODE_PORTS = { first: 30_000, count: 2_768 };

const dotted = (address: number) => [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.');

function inRange(address: string): boolean {
  const parts = address.split('.').map(Number);
  const [a = 0, b = 0, c = 0, d = 0] = parts;
  const value = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
  return parts.length === 4 && value > BASE && value < BASE + SIZE;
}

const invalid = (name: string, field: string, value: string, why: string) =>
  new ApiError(
    422,
    'Invalid',
    `Service ${JSON.stringify(name)} is invalid: ${field}: Invalid value: ${value}: ${why}`,
    {
      name,
      kind: 'Service',
      causes: [{ reason: 'FieldValueInvalid', message: `Invalid value: ${value}: ${why}`, field }],
    },
  );

function chooseAddress(
  name: string,
  wanted: string | undefined,
  taken: Set<string>,
  random: ServiceRange['random'],
): string {
  if (wanted) {
    const quoted = `[${JSON.stringify(wanted)}]`;
    if (!inRange(wanted))
      throw invalid(
        name,
        'spec.clusterIPs',
        quoted,
        `failed to allocate IP ${wanted}: the provided IP (${wanted}) is not in the valid range. The range of valid IPs is 10.96.0.0/12`,
      );
    if (taken.has(wanted))
      throw invalid(
        name,
        'spec.clusterIPs',
        quoted,
        `failed to allocate IP ${wanted}: provided IP is already allocated`,
      );
    return wanted;
  }
  for (;;) {
    const address = dotted(BASE + 256 + random(SIZE - 512));
    if (!taken.has(address)) return address;
  }
}

type Spec = NonNullable<DraftOf<'services'>['spec']>;

/** Takes back, in place, what a service of another type had; not what somebody asks for anew. */
function dropOfType(spec: Spec, before: Spec, fields: readonly (keyof Spec)[]): void {
  for (const field of fields) if (same(spec[field], before[field])) delete spec[field];
}

/** What a service was given stays its own, in place, whether it is sent again or not; what its type has not is taken back. */
export function keepAllocated({ spec }: DraftOf<'services'>, { spec: before }: DraftOf<'services'>): void {
  if (!spec || !before) return;
  const [balances, isOutside] = [spec.type === 'LoadBalancer', ['NodePort', 'LoadBalancer'].includes(spec.type ?? '')];
  if (!balances)
    dropOfType(spec, before, ['allocateLoadBalancerNodePorts', 'loadBalancerClass', 'healthCheckNodePort']);
  if (!isOutside) {
    if (!spec.externalIPs?.length) dropOfType(spec, before, ['externalTrafficPolicy']);
    const had = new Set(before.ports?.map((port) => port.nodePort));
    for (const port of spec.ports ?? []) if (had.has(port.nodePort)) delete port.nodePort;
  } else
    for (const port of spec.ports ?? []) {
      const had = before.ports?.find((old) => old.port === port.port && old.protocol === port.protocol)?.nodePort;
      if (had !== undefined) port.nodePort ??= had;
    }
  if (spec.type === 'ExternalName') {
    dropOfType(spec, before, ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy', 'internalTrafficPolicy']);
    return;
  }
  if (before.clusterIP) spec.clusterIP ||= before.clusterIP;
  // Whoever changes the one means the list too.
  if (spec.clusterIP && spec.clusterIP !== before.clusterIP && same(spec.clusterIPs, before.clusterIPs))
    spec.clusterIPs = [spec.clusterIP];
  if (spec.clusterIP) spec.clusterIPs ??= [spec.clusterIP];
  if (before.ipFamilies) spec.ipFamilies ??= before.ipFamilies;
  if (before.ipFamilyPolicy) spec.ipFamilyPolicy ??= before.ipFamilyPolicy;
}

/**
 * Gives a service the ClusterIP and node ports it has not yet, in place. Throws {@link ApiError} 422 for an address or
 * port outside the range or another's.
 */
export function allocateService({ spec, metadata }: DraftOf<'services'>, range: ServiceRange): void {
  if (!spec || spec.type === 'ExternalName') return;
  const name = metadata?.name ?? '';
  const others = range.list().filter((other) => other.metadata.uid !== metadata?.uid);
  if (spec.clusterIP !== 'None') {
    const taken = new Set(others.flatMap((other) => other.spec.clusterIPs ?? []));
    spec.clusterIP = chooseAddress(name, spec.clusterIP, taken, range.random);
  }
  spec.clusterIPs = [spec.clusterIP];
  if (spec.ipFamilyPolicy === 'RequireDualStack') {
    const why = 'this cluster is not configured for dual-stack services';
    throw invalid(name, 'spec.ipFamilyPolicy', JSON.stringify(spec.ipFamilyPolicy), why);
  }
  for (const [index, family] of (spec.ipFamilies ?? []).entries())
    if (family !== 'IPv4')
      throw invalid(name, `spec.ipFamilies[${index}]`, JSON.stringify(family), 'not configured on this cluster');
  spec.ipFamilies ??= ['IPv4'];
  spec.ipFamilyPolicy ??= 'SingleStack';
  if (spec.type !== 'NodePort' && spec.type !== 'LoadBalancer') return;
  const taken = new Set(others.flatMap((other) => other.spec.ports?.flatMap((port) => port.nodePort ?? []) ?? []));
  for (const [index, port] of (spec.ports ?? []).entries()) {
    const kept = port.nodePort;
    port.nodePort = kept ?? NODE_PORTS.first + range.random(NODE_PORTS.count);
    while (kept === undefined && taken.has(port.nodePort))
      port.nodePort = NODE_PORTS.first + range.random(NODE_PORTS.count);
    const field = `spec.ports[${index}].nodePort`;
    if (port.nodePort < NODE_PORTS.first || port.nodePort >= NODE_PORTS.first + NODE_PORTS.count)
      throw invalid(
        name,
        field,
        `${port.nodePort}`,
        'provided port is not in the valid range. The range of valid ports is 30000-32767',
      );
    if (taken.has(port.nodePort)) throw invalid(name, field, `${port.nodePort}`, 'provided port is already allocated');
    taken.add(port.nodePort);
  }
}
