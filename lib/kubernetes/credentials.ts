import 'server-only';
import { statSync } from 'node:fs';
import type http from 'node:http';
import { createAgents, isOfProxy } from './agents';
import { authenticatorOf } from './auth/authenticator';
import type { Authenticator, Credential } from './auth/credential';
import { expiredPart } from './auth/expired';
import type { Clock } from './clock';
import { publicAddress } from './kubeconfig/addresses';
import type { ConnectionSettings } from './kubeconfig/connection';
import { ProblemError } from './problem-error';

/** What a request carries to be believed. */
export interface RequestIdentity {
  /** Base address without trailing slash. */
  server: string;
  headers: Record<string, string | string[]>;
  agent: http.Agent;
  /** The failure of a request, told of whoever is to blame. */
  blame(error: unknown): unknown;
}
/** What a change of the files changed: nothing of ours, the user or a credential, the cluster of that name. */
export type Change = 'nothing' | 'user' | 'cluster';
/** Who we are, asked anew for each request so that rotated files and expiring tokens are followed. */
export interface Credentials {
  identity(): Promise<RequestIdentity>;
  /** After a failure: reads everything again. False when that was done less than ten seconds ago. */
  renew(): boolean;
  /** The server answered 401: why, where what we showed it had run out. */
  refused(said: string): ProblemError | undefined;
  /** Looks whether a file has changed (at most once a second), and reads them again if so. */
  follow(): void;
  /** Calls back after the files were found changed. */
  onChange(listener: (change: Change) => void): void;
  /** Server address as it may be shown. */
  readonly server: string;
  /** What the kubeconfig calls the user; whom it impersonates, where it does. */
  readonly userName: string;
  close(): void;
}

const RENEW_MS = 10_000;
const LOOK_MS = 1_000;

/** Headers that ask to act as somebody else. https://kubernetes.io/docs/reference/access-authn-authz/authentication/#user-impersonation */
function impersonation({ user }: ConnectionSettings): Record<string, string | string[]> {
  const { as, ...more } = user?.fields ?? {};
  if (!as) return {};
  const extra = Object.entries(more['as-user-extra'] ?? {});
  return {
    'Impersonate-User': as,
    ...(more['as-uid'] ? { 'Impersonate-Uid': more['as-uid'] } : {}),
    ...(more['as-groups']?.length ? { 'Impersonate-Group': more['as-groups'] } : {}),
    ...Object.fromEntries(extra.map(([key, values]) => [`Impersonate-Extra-${encodeURIComponent(key)}`, values])),
  };
}

/** One text that changes when any of the files does. */
function stampOf(files: readonly string[]): string {
  const stamps = files.map((file) => {
    try {
      const { mtimeMs, size, ino } = statSync(file);
      return `${mtimeMs} ${size} ${ino}`;
    } catch {
      // Not there, for now: that is a stamp too.
      return '-';
    }
  });
  return stamps.join('\n');
}

const clusterIn = ({ server, proxy, tls, cluster }: ConnectionSettings) =>
  JSON.stringify([server, proxy, cluster.fields, tls.ca?.toString('base64')]);
const userIn = ({ user, tls }: ConnectionSettings) =>
  JSON.stringify([user?.name, user?.fields, String(tls.cert ?? ''), String(tls.key ?? '')]);

/** Credentials of one context. `load` reads the configuration anew: files may have changed. */
export function createCredentials(load: () => ConnectionSettings, clock: Clock): Credentials {
  let current = load();
  let authenticator: Authenticator = authenticatorOf(current, clock);
  let stamp = stampOf(current.files);
  let lookedAt = clock.monotonic();
  let tell: (change: Change) => void = () => {};
  let renewedAt = Number.NEGATIVE_INFINITY;
  let shown: Credential = {};
  const agents = createAgents();

  function reload(): Change {
    let next: ConnectionSettings;
    let nextAuthenticator: Authenticator;
    try {
      next = load();
      const sameUser = userIn(next) === userIn(current) && next.server === current.server;
      nextAuthenticator = sameUser ? authenticator : authenticatorOf(next, clock);
    } catch {
      // Gone or half written: what we have is still the best we know.
      return 'nothing';
    }
    const anotherUser = nextAuthenticator !== authenticator;
    const change = clusterIn(next) !== clusterIn(current) ? 'cluster' : anotherUser ? 'user' : 'nothing';
    if (anotherUser) authenticator.close();
    authenticator = nextAuthenticator;
    current = next;
    stamp = stampOf(next.files);
    return change;
  }

  function follow() {
    if (clock.monotonic() - lookedAt < LOOK_MS) return;
    lookedAt = clock.monotonic();
    const now = stampOf(current.files);
    if (now === stamp) return;
    stamp = now;
    tell(reload());
  }

  return {
    follow,
    onChange(listener) {
      tell = listener;
    },
    get server() {
      return publicAddress(current.server);
    },
    get userName() {
      return current.user?.fields.as || (current.user?.name.trim() ?? '');
    },
    async identity() {
      const settings = current;
      const credential = await authenticator.credential();
      shown = credential;
      const { server, proxy } = settings;
      return {
        server,
        headers: {
          ...(credential.authorization ? { Authorization: credential.authorization } : {}),
          ...impersonation(settings),
        },
        agent: agents.of(settings, credential),
        blame(error) {
          if (!proxy || !isOfProxy(error)) return error;
          const said = error instanceof Error ? error.message : String(error);
          const { address, ...named } = proxy;
          const values = { proxy: publicAddress(address), ...named };
          return new ProblemError('proxy-failed', said, values, { cause: error });
        },
      };
    },
    refused(said) {
      const { user, tls } = current;
      const expired = expiredPart({ authorization: shown.authorization, cert: shown.cert ?? tls.cert }, clock.now());
      if (!expired || !user) return undefined;
      const values = { file: user.file, entry: `users[${user.name}]` };
      return new ProblemError('credential-expired', `${said} (${expired.part}, ${expired.at})`, values);
    },
    renew() {
      if (clock.monotonic() - renewedAt < RENEW_MS) return false;
      renewedAt = clock.monotonic();
      const change = reload();
      if (change !== 'nothing') tell(change);
      authenticator.forget();
      return true;
    },
    close() {
      authenticator.close();
      agents.close();
    },
  };
}
