/** Where it listens, and who can reach that. */
import { networkInterfaces } from 'node:os';

/** @param {string} host */
export const isLoopback = (host) => /^(localhost|127(\.\d{1,3}){3}|::1|0:0:0:0:0:0:0:1)$/i.test(host);

/**
 * The addresses others reach it by.
 * @param {string} host
 * @param {number} port
 * @param {typeof networkInterfaces} interfaces
 */
export function addressesOf(host, port, interfaces = networkInterfaces) {
  const everywhere = host === '0.0.0.0' || host === '::';
  const found = everywhere ? Object.values(interfaces()).flatMap((addresses) => addresses ?? []) : [];
  const outside = found.filter(({ internal, family }) => !internal && (host === '::' || family === 'IPv4'));
  const hosts = outside.length ? outside.map(({ address }) => address) : [host];
  return hosts.map((one) => `http://${one.includes(':') ? `[${one}]` : one}:${port}/`).join(', ');
}
