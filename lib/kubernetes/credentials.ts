import 'server-only';
import { createHash } from 'node:crypto';
import http from 'node:http';
import https, { type RequestOptions } from 'node:https';
import type { KubeConfig } from '@kubernetes/client-node';
import { TimedOutError } from './classify';
import type { Clock } from './clock';
import { knownSecrets } from './known-secrets';
import { ProblemError } from './problem-error';
import { isSecretName } from './redact';

/** What a request carries to be believed. */
export interface RequestIdentity {
  /** Base address without trailing slash. */
  server: string;
  headers: Record<string, string | string[]>;
  agent: http.Agent;
}
/** Who we are, asked anew for each request so that rotated files and expiring tokens are followed. */
export interface Credentials {
  identity(): Promise<RequestIdentity>;
  /** After a 401: reads everything again. False when that was done less than ten seconds ago. */
  renew(): Promise<boolean>;
  /** Server address as it may be shown. */
  readonly server: string;
  /** What the kubeconfig calls the user. */
  readonly userName: string;
}

/** A KubeConfig set to one context, and the impersonation headers client-node leaves out. */
export interface ContextConfig {
  config: KubeConfig;
  impersonation?: Record<string, string | string[]>;
}

const PLUGIN_MS = 60_000;
const RENEW_MS = 10_000;

function pluginOf(config: KubeConfig): string | undefined {
  const user = config.getCurrentUser();
  const command: unknown = user?.exec?.command ?? user?.authProvider?.config?.exec?.command;
  return typeof command === 'string' ? command : undefined;
}

/** An address without user, password or query. */
export function publicAddress(server: string): string {
  try {
    const url = new URL(server);
    if (!/^https?:$/.test(url.protocol)) return '';
    return `${url.protocol}//${url.host}${url.pathname.replace(/\/$/, '')}`;
  } catch {
    // Not an address: the request will fail with a reason of its own; here it is only not shown.
    return '';
  }
}

function flatHeaders(headers: RequestOptions['headers']): Record<string, string | string[]> {
  const flat: Record<string, string | string[]> = {};
  if (!headers || Array.isArray(headers)) return flat;
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) continue;
    // A token file usually ends in a newline, which no header may.
    flat[name] = Array.isArray(value) ? [...value] : String(value).trim();
  }
  return flat;
}

async function withinTime<T>(work: Promise<T>, clock: Clock): Promise<T> {
  let cancel = () => {};
  const late = new Promise<never>((_, reject) => {
    cancel = clock.after(PLUGIN_MS, () => reject(new TimedOutError(PLUGIN_MS)));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    cancel();
  }
}

/** What the kubeconfig says of a user that nobody else may read; names and paths are no secrets. */
function rememberSecrets(config: KubeConfig, headers: Record<string, string | string[]> = {}) {
  const user = config.getCurrentUser();
  const provider: unknown = user?.authProvider?.config;
  const environment: unknown = user?.exec?.env;
  const settings = typeof provider === 'object' && provider !== null ? Object.entries(provider) : [];
  const variables: { name: string; value: string }[] = Array.isArray(environment) ? environment : [];
  const named = [...settings, ...variables.map(({ name, value }): [string, unknown] => [name, value])];
  const authorization = String(headers.Authorization ?? '');
  knownSecrets().add(
    user?.token,
    user?.password,
    user?.username && `${user.username}:${user.password}`,
    user?.keyData,
    ...named.filter(([name]) => isSecretName(name)).map(([, value]) => (typeof value === 'string' ? value : undefined)),
    authorization.replace(/^\w+\s+/, ''),
  );
}

/** Credentials of one context. `load` reads the configuration anew: files may have changed. */
export function createCredentials(load: () => ContextConfig, clock: Clock): Credentials {
  let current = load();
  rememberSecrets(current.config);
  let renewedAt = Number.NEGATIVE_INFINITY;
  const agents = new Map<string, http.Agent>();
  const server = () => current.config.getCurrentCluster()?.server ?? '';

  // client-node's own agents keep no connection alive and keep a certificate that an exec plugin has since replaced.
  function agentFor(options: RequestOptions, base: string, proxied: boolean): http.Agent {
    const { ca, cert, key, rejectUnauthorized, servername } = options;
    if (proxied && options.agent instanceof http.Agent) return options.agent;
    const parts = [ca, cert, key, rejectUnauthorized, servername].map((part) => String(part ?? ''));
    const id = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
    let agent = agents.get(id);
    if (!agent) {
      for (const old of agents.values()) old.destroy();
      agents.clear();
      const tls = Object.fromEntries(
        Object.entries({ ca, cert, key, rejectUnauthorized, servername }).filter(([, value]) => value !== undefined),
      );
      agent = base.startsWith('http:')
        ? new http.Agent({ keepAlive: true })
        : new https.Agent({ keepAlive: true, ...tls });
      agents.set(id, agent);
    }
    return agent;
  }

  return {
    get server() {
      return publicAddress(server());
    },
    get userName() {
      return current.config.getCurrentUser()?.name.trim() ?? '';
    },
    async identity() {
      const { config, impersonation } = current;
      const options: RequestOptions = {};
      const plugin = pluginOf(config);
      try {
        await withinTime(config.applyToHTTPSOptions(options), clock);
      } catch (cause) {
        // What the parser of an answer complains of quotes its beginning, which may be the token.
        const unparsed = cause instanceof SyntaxError;
        const said = unparsed ? 'its answer is not JSON' : cause instanceof Error ? cause.message : String(cause);
        if (plugin) throw new ProblemError('auth-plugin-failed', said || 'failed', { command: plugin }, { cause });
        throw new ProblemError('kubeconfig-unreadable', said, { file: '' }, { cause });
      }
      const headers = { ...flatHeaders(options.headers), ...impersonation };
      rememberSecrets(config, headers);
      knownSecrets().add(options.key === undefined ? undefined : String(options.key));
      if (options.auth) headers.Authorization = `Basic ${Buffer.from(options.auth).toString('base64')}`;
      const proxied = Boolean(config.getCurrentCluster()?.proxyUrl);
      return { server: server(), headers, agent: agentFor(options, server(), proxied) };
    },
    async renew() {
      if (clock.now() - renewedAt < RENEW_MS) return false;
      renewedAt = clock.now();
      try {
        current = load();
      } catch {
        // The file is gone or half written: what we have is still the best we know; the 401 stands.
        return false;
      }
      return true;
    },
  };
}
