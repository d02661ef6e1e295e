/** Cluster addresses and node ports of services. */
import { ApiError } from './errors';
import type { DraftOf, ObjectOf } from './kinds';

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

/** Takes back, in place, the node ports of a service that is of such a type no longer; not those somebody asks for. */
export function dropNodePorts({ spec }: DraftOf<'services'>, before: DraftOf<'services'> | undefined): void {
  if (spec?.type === 'NodePort' || spec?.type === 'LoadBalancer') return;
  const had = new Set(before?.spec?.ports?.map((port) => port.nodePort));
  for (const port of spec?.ports ?? []) if (had.has(port.nodePort)) delete port.nodePort;
}

/**
 * Gives a service its ClusterIP and node ports, in place; keeps those it had. Throws {@link ApiError} 422 for an address
 * or port outside the range or already taken.
 */
export function allocateService(
  service: DraftOf<'services'>,
  before: DraftOf<'services'> | undefined,
  range: ServiceRange,
): void {
  const { spec } = service;
  if (!spec) return;
  const name = service.metadata?.name ?? '';
  const others = range.list().filter((other) => other.metadata.uid !== service.metadata?.uid);
  if (spec.type === 'ExternalName') {
    delete spec.clusterIP;
    delete spec.clusterIPs;
    return;
  }
  spec.clusterIP ||= before?.spec?.clusterIP ?? spec.clusterIPs?.[0] ?? '';
  if (spec.clusterIP !== 'None' && spec.clusterIP !== before?.spec?.clusterIP) {
    const taken = new Set(others.flatMap((other) => other.spec.clusterIPs ?? []));
    spec.clusterIP = chooseAddress(name, spec.clusterIP, taken, range.random);
  }
  spec.clusterIPs = [spec.clusterIP];
  spec.ipFamilies ??= before?.spec?.ipFamilies ?? ['IPv4'];
  spec.ipFamilyPolicy ??= before?.spec?.ipFamilyPolicy ?? 'SingleStack';
  if (spec.type !== 'NodePort' && spec.type !== 'LoadBalancer') return;
  const taken = new Set(others.flatMap((other) => other.spec.ports?.flatMap((port) => port.nodePort ?? []) ?? []));
  for (const [index, port] of (spec.ports ?? []).entries()) {
    const had = before?.spec?.ports?.find((old) => old.port === port.port && (old.protocol ?? 'TCP') === port.protocol);
    const kept = port.nodePort ?? had?.nodePort;
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
