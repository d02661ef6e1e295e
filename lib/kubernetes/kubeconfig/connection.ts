import 'server-only';
import { ProblemError } from '../problem-error';
import { type ProxyEnvironment, proxyFor } from '../proxy-environment';
import { proxyAddress, serverAddress } from './addresses';
import { checkPair, checkPem, readPem } from './certificates';
import { besideFile, type Entry, type MergedKubeconfig } from './merge';
import type { ClusterFields, UserFields } from './parse';
import { refuseCluster, refuseUser } from './refusals';

/** What TLS needs, as `https.Agent` takes it. */
export interface TlsSettings {
  ca?: Buffer;
  cert?: Buffer | string;
  key?: Buffer | string;
  servername?: string;
  rejectUnauthorized?: boolean;
}
/** A proxy, and where it is named: a field of a file, or a variable. */
export interface ProxySettings {
  /** May hold a user and a password. */
  address: string;
  entry: string;
  file?: string;
}
/** How to reach a cluster and as whom: one context, read and checked. */
export interface ConnectionSettings {
  /** Without trailing slash; may hold a user and a password. */
  server: string;
  proxy?: ProxySettings;
  tls: TlsSettings;
  cluster: Entry<ClusterFields>;
  /** Undefined for nobody: anonymous. */
  user?: Entry<UserFields>;
  /** Every file this was read from: a change of any may change it. */
  files: string[];
}

const userWithNothing = (context: Entry<{ user?: string | undefined }>) => !context.fields.user;

/** Throws `context-incomplete` for a context that names what is not there. */
function entryOf<Fields>(
  context: Entry<object>,
  list: string,
  called: string,
  entries: ReadonlyMap<string, Entry<Fields>>,
): Entry<Fields> {
  const found = entries.get(called);
  if (found && called) return found;
  const field = list.replace(/s$/, '');
  throw new ProblemError(
    'context-incomplete',
    called ? `${field} "${called}" does not exist` : `no ${field} is named`,
    {
      file: context.file,
      entry: `contexts[${context.name}].${field}`,
      context: context.name,
      ...(called ? { [field]: called } : {}),
    },
  );
}

function readProxy(entry: Entry<ClusterFields>, server: string, proxies: ProxyEnvironment): ProxySettings | undefined {
  const address = proxyAddress(entry);
  if (address) return { address, file: entry.file, entry: `clusters[${entry.name}].proxy-url` };
  const proxy = proxyFor(server, proxies);
  return proxy && { address: proxy.address, entry: proxy.variable };
}

function readCluster(entry: Entry<ClusterFields>, proxies: ProxyEnvironment) {
  const { fields } = entry;
  refuseCluster(entry, false);
  const server = serverAddress(entry);
  const secure = server.startsWith('https:');
  refuseCluster(entry, secure);
  const proxy = readProxy(entry, server, proxies);
  const source = { list: 'clusters', entry, field: 'certificate-authority' } as const;
  const ca = readPem(source, fields);
  const tls: TlsSettings = {};
  if (secure) {
    checkPem(source, ca, 'certificate');
    if (ca) tls.ca = ca;
    if (fields['insecure-skip-tls-verify']) tls.rejectUnauthorized = false;
    if (fields['tls-server-name']) tls.servername = fields['tls-server-name'];
  }
  return { server, secure, tls, ...(proxy ? { proxy } : {}) };
}

function readClientCertificate(entry: Entry<UserFields>, secure: boolean): TlsSettings {
  const source = { list: 'users', entry, field: 'client-certificate' } as const;
  const keySource = { list: 'users', entry, field: 'client-key' } as const;
  const cert = readPem(source, entry.fields);
  const key = cert && readPem(keySource, entry.fields);
  // kubectl shows nothing of who one is to a server of plain http.
  if (!secure || !cert || !key) return {};
  checkPem(source, cert, 'certificate');
  checkPem(keySource, key, 'key');
  checkPair(source, cert, key);
  return { cert, key };
}

/**
 * Reads one context of what was merged, refusing what kubectl refuses. `proxies` are those of the environment, for a cluster
 * that names none. Throws problems with the file and the entry.
 */
export function connectionOf(
  kubeconfig: MergedKubeconfig,
  contextName: string,
  proxies: ProxyEnvironment = {},
): ConnectionSettings {
  const context = kubeconfig.contexts.get(contextName);
  if (!context) {
    const known = [...kubeconfig.contexts.keys()].join(', ');
    throw new ProblemError('context-not-found', undefined, { context: contextName, ...(known ? { known } : {}) });
  }
  const cluster = entryOf(context, 'clusters', context.fields.cluster ?? '', kubeconfig.clusters);
  const user = userWithNothing(context)
    ? undefined
    : entryOf(context, 'users', context.fields.user ?? '', kubeconfig.users);
  if (user) refuseUser(user);
  const { secure, ...reached } = readCluster(cluster, proxies);
  const certificate = user ? readClientCertificate(user, secure) : {};
  const named = [
    ...[cluster.fields['certificate-authority']].map((written) => ({ written, file: cluster.file })),
    ...[user?.fields['client-certificate'], user?.fields['client-key'], user?.fields.tokenFile].map((written) => ({
      written,
      file: user?.file ?? '',
    })),
  ];
  return {
    ...reached,
    tls: { ...reached.tls, ...certificate },
    cluster,
    ...(user ? { user } : {}),
    files: [...kubeconfig.files, ...named.flatMap(({ written, file }) => (written ? [besideFile(file, written)] : []))],
  };
}
