/** Rules of endpoints, of both kinds. */
import { isIP } from 'node:net';
import type { V1EndpointSubset } from '@kubernetes/client-node';
import type { DraftOf, Json } from './kinds.ts';
import { ipAddress, ordinaryAddress } from './validation-addresses.ts';
import type { FieldErrors } from './validation-errors.ts';
import { labelProblems, subdomainProblems } from './validation-names.ts';
import { oneOf, portNumber } from './validation-numbers.ts';

const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];

type Subset = Json<V1EndpointSubset>;

function validateAddresses(addresses: Subset['addresses'], field: string, errors: FieldErrors): void {
  for (const [index, { ip, hostname }] of (addresses ?? []).entries()) {
    const at = `${field}[${index}]`;
    ipAddress(errors, `${at}.ip`, ip);
    if (hostname) for (const problem of labelProblems(hostname)) errors.invalid(`${at}.hostname`, hostname, problem);
    ordinaryAddress(errors, `${at}.ip`, ip);
  }
}

/** Addresses and ports of Endpoints. */
export function validateEndpoints({ subsets }: DraftOf<'endpoints'>, errors: FieldErrors): void {
  for (const [index, { addresses, notReadyAddresses, ports = [] }] of (subsets ?? []).entries()) {
    const at = `subsets[${index}]`;
    if (!addresses?.length && !notReadyAddresses?.length)
      errors.required(at, 'must specify `addresses` or `notReadyAddresses`');
    validateAddresses(addresses, `${at}.addresses`, errors);
    validateAddresses(notReadyAddresses, `${at}.notReadyAddresses`, errors);
    for (const [place, { name, port, protocol }] of ports.entries()) {
      const field = `${at}.ports[${place}]`;
      if (!name && ports.length > 1) errors.required(`${field}.name`);
      if (name) for (const problem of labelProblems(name)) errors.invalid(`${field}.name`, name, problem);
      portNumber(errors, `${field}.port`, port);
      oneOf(errors, `${field}.protocol`, protocol, PROTOCOLS);
    }
  }
}

const TYPES = ['FQDN', 'IPv4', 'IPv6'];

function validateAddress(address: string, type: string, at: string, errors: FieldErrors): void {
  if (type === 'FQDN') {
    for (const problem of subdomainProblems(address)) errors.invalid(at, address, problem);
    return;
  }
  if (`IPv${isIP(address)}` !== type) errors.invalid(at, address, `must be a valid ${type} address`);
  ordinaryAddress(errors, at, address);
}

/** Addresses, their type, and ports of an EndpointSlice. */
export function validateEndpointSlice(slice: DraftOf<'endpointslices'>, errors: FieldErrors): void {
  const { addressType: type, endpoints, ports } = slice;
  oneOf(errors, 'addressType', type, TYPES);
  for (const [index, { addresses }] of (endpoints ?? []).entries()) {
    const at = `endpoints[${index}].addresses`;
    if ((addresses ?? []).length === 0) errors.required(at, 'must contain at least 1 address');
    if (TYPES.includes(type))
      for (const [place, address] of (addresses ?? []).entries())
        validateAddress(address, type, `${at}[${place}]`, errors);
  }
  const names = new Set<string>();
  for (const [index, { name = '', protocol }] of (ports ?? []).entries()) {
    const at = `ports[${index}]`;
    if (name) for (const problem of labelProblems(name)) errors.invalid(`${at}.name`, name, problem);
    if (names.has(name)) errors.duplicate(`${at}.name`, name);
    names.add(name);
    oneOf(errors, `${at}.protocol`, protocol, PROTOCOLS);
  }
}
