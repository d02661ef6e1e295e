/** Rules of addresses: of machines, of networks, and of those nobody should be sent to. */
import { BlockList, isIP } from 'node:net';
import type { FieldErrors } from './validation-errors.ts';

/** An address of IPv4 or IPv6. */
export function ipAddress(errors: FieldErrors, field: string, value: string): void {
  if (!isIP(value)) errors.invalid(field, value, 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)');
}

/** A network as address and length. */
export function network(errors: FieldErrors, field: string, value: string): void {
  const [address = '', length = '', ...more] = value.split('/');
  const bits = isIP(address) === 6 ? 128 : 32;
  if (!isIP(address) || !/^(0|[1-9]\d*)$/.test(length) || Number(length) > bits || more.length > 0)
    errors.invalid(field, value, 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)');
}

const range = (...subnets: [address: string, length: number, type: 'ipv4' | 'ipv6'][]): BlockList => {
  const list = new BlockList();
  for (const [address, length, type] of subnets) list.addSubnet(address, length, type);
  return list;
};

const SPECIAL: readonly [BlockList, (address: string) => string][] = [
  [range(['0.0.0.0', 32, 'ipv4'], ['::', 128, 'ipv6']), (address) => `may not be unspecified (${address})`],
  [
    range(['127.0.0.0', 8, 'ipv4'], ['::1', 128, 'ipv6']),
    () => 'may not be in the loopback range (127.0.0.0/8, ::1/128)',
  ],
  [
    range(['169.254.0.0', 16, 'ipv4'], ['fe80::', 10, 'ipv6']),
    () => 'may not be in the link-local range (169.254.0.0/16, fe80::/10)',
  ],
  [
    range(['224.0.0.0', 24, 'ipv4'], ['ff02::', 16, 'ipv6']),
    () => 'may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)',
  ],
];

/** An address that packets can be sent to from elsewhere. */
export function ordinaryAddress(errors: FieldErrors, field: string, value: string): void {
  const version = isIP(value);
  if (!version) errors.invalid(field, value, 'must be a valid IP address');
  else
    for (const [list, why] of SPECIAL)
      if (list.check(value, version === 6 ? 'ipv6' : 'ipv4')) errors.invalid(field, value, why(value));
}
