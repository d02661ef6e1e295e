import 'server-only';
import { ProblemError } from '../problem-error';
import type { Entry } from './merge';
import type { ClusterFields } from './parse';

/** An address without user, password or query; empty for what is no address of http. */
export function publicAddress(address: string): string {
  if (!URL.canParse(address)) return '';
  const { protocol, host, pathname } = new URL(address);
  return /^(?:https?|socks5):$/.test(protocol) ? `${protocol}//${host}${pathname.replace(/\/+$/, '')}` : '';
}

/**
 * The server of a cluster as an address without trailing slash or query. As kubectl, a `host:port` without scheme is
 * https where there is a certificate to verify it with, else http. Throws `server-address-invalid`.
 */
export function serverAddress(entry: Entry<ClusterFields>): string {
  const { server = '', ...cluster } = entry.fields;
  const invalid = (why: string) =>
    new ProblemError('server-address-invalid', why, { file: entry.file, entry: `clusters[${entry.name}].server` });
  if (/\s/.test(server)) throw invalid('a space in the address');
  const verified = cluster['certificate-authority'] || cluster['certificate-authority-data'];
  const bare = !/^[a-z][a-z0-9+.-]*:\/|^\/\//i.test(server);
  const address = bare ? `${verified ? 'https' : 'http'}://${server}` : server;
  // The parser of browsers forgives what no one else does: `http:/host`, `//host`.
  if (!/^[a-z][a-z0-9+.-]*:\/\/[^/]/i.test(address) || !URL.canParse(address))
    throw invalid('host must be a URL or a host:port pair');
  const url = new URL(address);
  if (!/^https?:$/.test(url.protocol)) throw invalid(`unsupported protocol scheme "${url.protocol.replace(':', '')}"`);
  url.search = '';
  url.hash = '';
  return url.href.replace(/\/+$/, '');
}

/** The proxy of a cluster; undefined where it has none. Throws `proxy-address-invalid`. */
export function proxyAddress(entry: Entry<ClusterFields>): string | undefined {
  const proxy = entry.fields['proxy-url'];
  if (!proxy) return undefined;
  const invalid = (why: string) =>
    new ProblemError('proxy-address-invalid', why, { file: entry.file, entry: `clusters[${entry.name}].proxy-url` });
  const [, scheme = ''] = /^([a-z][a-z0-9+.-]*):\/\//i.exec(proxy) ?? [];
  if (/\s/.test(proxy) || (scheme && !URL.canParse(proxy))) throw invalid('could not parse');
  if (!/^(?:https?|socks5)$/i.test(scheme))
    throw invalid(`unsupported scheme "${scheme}", must be http, https, or socks5`);
  return proxy;
}
