import 'server-only';
import { BlockList, isIP } from 'node:net';

/** What the environment says of proxies, as Go's programs (kubectl) read it. */
export interface ProxyEnvironment {
  https?: ProxyVariable;
  http?: ProxyVariable;
  /** `NO_PROXY`, as written. */
  except?: string;
}
/** A proxy, and the variable that names it. */
export interface ProxyVariable {
  address: string;
  variable: string;
}

/** Reads `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`; those in capitals first, as Go. */
export function readProxyEnvironment(env: Readonly<Record<string, string | undefined>>): ProxyEnvironment {
  const named = (variable: string): ProxyVariable | undefined => {
    const found = [variable, variable.toLowerCase()].find((name) => env[name]);
    const address = found && env[found];
    // Without a scheme it is http.
    return found && address
      ? { variable: found, address: address.includes('://') ? address : `http://${address}` }
      : undefined;
  };
  const https = named('HTTPS_PROXY');
  const http = named('HTTP_PROXY');
  const except = env.NO_PROXY || env.no_proxy;
  return { ...(https ? { https } : {}), ...(http ? { http } : {}), ...(except ? { except } : {}) };
}

const family = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** `[::1]:80` and `name:80` apart; an address of IPv6 without brackets has no port. */
function hostAndPort(entry: string): { host: string; port: string } {
  const [, bracketed, inner = '', port = ''] = /^(?:\[(.*)\]|([^:]*)):(\d*)$/.exec(entry) ?? [];
  return port || bracketed !== undefined || /^[^:]*:$/.test(entry)
    ? { host: bracketed ?? inner, port }
    : { host: entry, port: '' };
}

function inRange(range: string, address: string): boolean {
  const [network = '', bits = ''] = range.split('/');
  if (!isIP(network) || !isIP(address) || !/^\d+$/.test(bits)) return false;
  const list = new BlockList();
  try {
    list.addSubnet(network, Number(bits), family(network));
  } catch {
    // A prefix longer than an address is no range: Go passes over it, too.
    return false;
  }
  return list.check(address, family(address));
}

/** One entry of NO_PROXY: an address, a range, a host with all under it, `.domain` for those under it only; each may name a port. */
function covers(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true;
  if (entry.includes('/')) return inRange(entry, host);
  const { host: named, port: only } = hostAndPort(entry);
  if (!named || (only && only !== port)) return false;
  if (isIP(named)) return named === host;
  const domain = named.startsWith('*.') ? named.slice(1) : named;
  return domain.startsWith('.') ? host.endsWith(domain) : host === domain || host.endsWith(`.${domain}`);
}

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/**
 * The proxy that the environment wants for a server, as `net/http.ProxyFromEnvironment` chooses it: none for this very
 * machine, none for what NO_PROXY names.
 */
export function proxyFor(server: string, { https, http, except = '' }: ProxyEnvironment): ProxyVariable | undefined {
  const url = new URL(server);
  const proxy = url.protocol === 'https:' ? https : http;
  if (!proxy) return undefined;
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  if (host === 'localhost' || (isIP(host) && LOOPBACK.check(host, family(host)))) return undefined;
  const entries = except.split(',').map((entry) => entry.trim().toLowerCase());
  return entries.some((entry) => entry && covers(entry, host, port)) ? undefined : proxy;
}
