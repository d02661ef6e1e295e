import type { NetworkInterfaceInfo } from 'node:os';
import { expect, it } from 'vitest';
import { addressesOf, isLoopback } from './listening.js';

const at = (address: string, family: 'IPv4' | 'IPv6', internal = false): NetworkInterfaceInfo => {
  const common = { address, internal, mac: '', netmask: '', cidr: null };
  return family === 'IPv4' ? { ...common, family } : { ...common, family, scopeid: 0 };
};
const machine = () => ({ lo: [at('127.0.0.1', 'IPv4', true)], eth0: [at('10.0.0.7', 'IPv4'), at('fd00::7', 'IPv6')] });

it('only these are this machine alone', () => {
  const hosts = [
    '127.0.0.1',
    '127.1.2.3',
    'localhost',
    '::1',
    '0.0.0.0',
    '::',
    '10.0.0.7',
    'example.test',
    '127.evil.test',
  ];
  expect(hosts.filter(isLoopback)).toEqual(['127.0.0.1', '127.1.2.3', 'localhost', '::1']);
});

it('the addresses are those others reach', () => {
  expect(addressesOf('0.0.0.0', 80, machine)).toBe('http://10.0.0.7:80/');
  expect(addressesOf('::', 80, machine)).toBe('http://10.0.0.7:80/, http://[fd00::7]:80/');
  expect(addressesOf('fd00::7', 80, machine)).toBe('http://[fd00::7]:80/');
});
