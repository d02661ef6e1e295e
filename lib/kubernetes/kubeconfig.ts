import 'server-only';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { KubeConfig } from '@kubernetes/client-node/dist/config.js';
import { parse, YAMLParseError } from 'yaml';
import { ProblemError } from './problem-error';

interface RawUser {
  name: string;
  user?: {
    'client-certificate'?: string;
    'client-key'?: string;
    tokenFile?: string;
    token?: string;
    'auth-provider'?: unknown;
    exec?: {
      apiVersion?: string;
      command?: string;
      provideClusterInfo?: boolean;
      env?: { name: string; value: string }[] | null;
    };
    as?: string;
    'as-uid'?: string;
    'as-groups'?: string[];
    'as-user-extra'?: Record<string, string[]>;
  };
}
interface RawCluster {
  name: string;
  cluster?: {
    server?: string;
    'certificate-authority'?: string;
    'certificate-authority-data'?: string;
    'insecure-skip-tls-verify'?: boolean;
  };
}
interface RawContext {
  name: string;
  context?: { cluster?: string; user?: string; namespace?: string };
}
interface RawConfig {
  clusters: RawCluster[];
  users: RawUser[];
  contexts: RawContext[];
  'current-context'?: string;
}

/** A kubeconfig as loaded, with what client-node's reading of it drops. */
export interface LoadedKubeconfig {
  config: KubeConfig;
  contexts: { name: string; cluster: string; user: string; namespace?: string }[];
  currentContext: string;
  /** Impersonation headers beyond `Impersonate-User`, by user name. */
  impersonation: ReadonlyMap<string, Record<string, string | string[]>>;
}

const errorCode = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : '');

function readFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const code = errorCode(cause) === 'ENOENT' ? 'kubeconfig-not-found' : 'kubeconfig-unreadable';
    throw new ProblemError(code, `${file}: ${errorCode(cause)}`, { file }, { cause });
  }
}

const isNamed = (entry: unknown): entry is { name: string } =>
  typeof entry === 'object' && entry !== null && 'name' in entry && typeof entry.name === 'string';

function parseFile(file: string): RawConfig {
  const malformed = (why: string) => new ProblemError('kubeconfig-malformed', why, { file });
  let raw: unknown;
  try {
    raw = parse(readFile(file));
  } catch (cause) {
    if (cause instanceof ProblemError) throw cause;
    // Only the place and the kind of the mistake: what stands there may be a credential.
    const place = cause instanceof YAMLParseError ? cause.linePos?.[0] : undefined;
    const kind = cause instanceof YAMLParseError ? cause.code : 'not YAML';
    throw malformed(place ? `line ${place.line}, column ${place.col}: ${kind}` : kind);
  }
  if (raw === null || raw === undefined) return { clusters: [], users: [], contexts: [] };
  if (typeof raw !== 'object' || Array.isArray(raw)) throw malformed('not a mapping');
  const list = (key: string): { name: string }[] => {
    const value: unknown = Object.entries(raw).find(([name]) => name === key)?.[1];
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) throw malformed(`${key} is not a list`);
    if (!value.every(isNamed)) throw malformed(`${key}[${value.findIndex((entry) => !isNamed(entry))}] has no name`);
    return value;
  };
  const current =
    'current-context' in raw && typeof raw['current-context'] === 'string' ? raw['current-context'] : undefined;
  return {
    clusters: list('clusters'),
    users: list('users'),
    contexts: list('contexts'),
    ...(current ? { 'current-context': current } : {}),
  };
}

function absolutePaths(config: RawConfig, directory: string): RawConfig {
  const absolute = (file: string) => path.resolve(directory, file);
  return {
    ...config,
    clusters: config.clusters.map((entry) => {
      const ca = entry.cluster?.['certificate-authority'];
      return ca ? { ...entry, cluster: { ...entry.cluster, 'certificate-authority': absolute(ca) } } : entry;
    }),
    users: config.users.map((entry) => {
      const user = { ...entry.user };
      if (user['client-certificate']) user['client-certificate'] = absolute(user['client-certificate']);
      if (user['client-key']) user['client-key'] = absolute(user['client-key']);
      if (user.tokenFile) user.tokenFile = absolute(user.tokenFile);
      const command = user.exec?.command;
      if (user.exec && command && /[\\/]/.test(command)) user.exec = { ...user.exec, command: absolute(command) };
      return { ...entry, user };
    }),
  };
}

/** As kubectl merges: the first file that says a thing wins. */
function merged(configs: RawConfig[]): RawConfig {
  const first = <T extends { name: string }>(lists: T[][]) => {
    const byName = new Map<string, T>();
    for (const entry of lists.flat()) if (!byName.has(entry.name)) byName.set(entry.name, entry);
    return [...byName.values()];
  };
  const current = configs.map((config) => config['current-context']).find(Boolean);
  return {
    clusters: first(configs.map((config) => config.clusters)),
    users: first(configs.map((config) => config.users)),
    contexts: first(configs.map((config) => config.contexts)),
    ...(current ? { 'current-context': current } : {}),
  };
}

const ANONYMOUS = ' anonymous';

/** Brings to client-node's terms what kubectl understands and it does not. */
function translated(config: RawConfig): RawConfig {
  const clusterOf = (user: string) => {
    const context = config.contexts.find((entry) => entry.context?.user === user);
    return config.clusters.find((entry) => entry.name === context?.context?.cluster)?.cluster;
  };
  const users = config.users.map((entry): RawUser => {
    const user = { ...entry.user };
    // Read again every minute by client-node's file authenticator; kubectl prefers the file over `token`.
    if (user.tokenFile) {
      user['auth-provider'] = { name: 'tokenFile', config: { tokenFile: user.tokenFile } };
      delete user.token;
    }
    if (user.exec) {
      const cluster = user.exec.provideClusterInfo ? { cluster: clusterOf(entry.name) } : {};
      const info = {
        kind: 'ExecCredential',
        apiVersion: user.exec.apiVersion,
        spec: { interactive: false, ...cluster },
      };
      const env = [...(user.exec.env ?? []), { name: 'KUBERNETES_EXEC_INFO', value: JSON.stringify(info) }];
      user.exec = { ...user.exec, env };
    }
    return { ...entry, user };
  });
  return {
    ...config,
    // client-node reads no CA at all for a context without user.
    users: [...users, { name: ANONYMOUS, user: {} }],
    contexts: config.contexts.map((entry) => ({
      ...entry,
      context: { ...entry.context, user: entry.context?.user || ANONYMOUS },
    })),
    clusters: config.clusters.map((entry) =>
      // client-node refuses plain http unless verification, which http has not, is switched off.
      entry.cluster?.server?.startsWith('http:')
        ? { ...entry, cluster: { ...entry.cluster, 'insecure-skip-tls-verify': true } }
        : entry,
    ),
  };
}

function impersonationOf(user: RawUser['user']): Record<string, string | string[]> | undefined {
  if (!user?.as) return undefined;
  const headers: Record<string, string | string[]> = {};
  if (user['as-uid']) headers['Impersonate-Uid'] = user['as-uid'];
  if (user['as-groups']?.length) headers['Impersonate-Group'] = user['as-groups'];
  for (const [key, values] of Object.entries(user['as-user-extra'] ?? {})) {
    headers[`Impersonate-Extra-${encodeURIComponent(key)}`] = values;
  }
  return headers;
}

/**
 * Reads and merges kubeconfig files. Missing files are passed over as kubectl does, unless all are missing.
 * Throws `kubeconfig-not-found`, `kubeconfig-unreadable` or `kubeconfig-malformed`.
 */
export function loadKubeconfig(files: readonly string[]): LoadedKubeconfig {
  const configs: RawConfig[] = [];
  let missing: ProblemError | undefined;
  for (const file of files) {
    try {
      configs.push(absolutePaths(parseFile(file), path.dirname(path.resolve(file))));
    } catch (error) {
      if (error instanceof ProblemError && error.problem.code === 'kubeconfig-not-found') missing ??= error;
      else throw error;
    }
  }
  if (configs.length === 0) throw missing ?? new ProblemError('kubeconfig-not-found');
  const raw = translated(merged(configs));
  const config = new KubeConfig();
  try {
    config.loadFromString(JSON.stringify(raw));
  } catch (cause) {
    throw new ProblemError(
      'kubeconfig-malformed',
      cause instanceof Error ? cause.message : String(cause),
      { file: files.join(path.delimiter) },
      { cause },
    );
  }
  const impersonation = new Map<string, Record<string, string | string[]>>();
  for (const entry of raw.users) {
    const headers = impersonationOf(entry.user);
    if (headers) impersonation.set(entry.name, headers);
  }
  return {
    config,
    impersonation,
    currentContext: raw['current-context'] ?? '',
    contexts: raw.contexts.map((entry) => ({
      name: entry.name,
      cluster: entry.context?.cluster ?? '',
      user: entry.context?.user === ANONYMOUS ? '' : (entry.context?.user ?? ''),
      ...(entry.context?.namespace ? { namespace: entry.context.namespace } : {}),
    })),
  };
}
