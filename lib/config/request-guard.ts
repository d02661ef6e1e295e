/**
 * Who may ask: the names this server answers to, and the pages that may call its API.
 * Against DNS rebinding (a foreign name that resolves to this machine) and against other sites' pages in the same browser.
 */
import type { ProblemCode } from '@/lib/contract/problem';

const LOOPBACK = ['localhost', '127.0.0.1', '::1'];
const EVERY_ADDRESS = new Set(['0.0.0.0', '::']);

/** What decides: from the environment at start. */
export interface GuardSettings {
  /** Address or name the server listens on. */
  host: string;
  /** Further names, from `KUBEPLANO_ALLOWED_HOSTS`. */
  allowedHosts: readonly string[];
  /** The machine's own name: allowed when it listens on all addresses. */
  machine: string;
}

/** What was asked, as far as the guard looks at it. */
export interface GuardedRequest {
  path: string;
  headers: Pick<Headers, 'get'>;
}

export interface Refusal {
  status: 403 | 421;
  code: Extract<ProblemCode, 'host-not-allowed' | 'origin-not-allowed'>;
  values: Record<string, string>;
}

/** `[::1]:80`, `localhost:80`, `localhost` → the name alone, lower case; undefined when it is no host at all. */
export function hostName(host: string | null): string | undefined {
  const match = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::\d{1,5})?$/i.exec(host ?? '');
  return (match?.[1] ?? match?.[2])?.toLowerCase();
}

const isAddress = (name: string) => name.includes(':') || /^\d{1,3}(\.\d{1,3}){3}$/.test(name);

/**
 * Whether a Host header names this server. Where it listens on every address any literal address is one of its names:
 * a rebound name never shows up as an address.
 */
export function isAllowedHost(host: string | null, settings: GuardSettings): boolean {
  const name = hostName(host);
  if (!name) return false;
  const everywhere = EVERY_ADDRESS.has(settings.host);
  const names = [...LOOPBACK, settings.host, ...settings.allowedHosts, ...(everywhere ? [settings.machine] : [])];
  return names.some((allowed) => allowed.toLowerCase() === name) || (everywhere && isAddress(name));
}

/**
 * Whether the page that asks is one of ours: by `Origin`, and by `Sec-Fetch-Site` for requests that carry none. A person
 * who types the address, and a program, are no page. Following a link is one: what the API does for it, another site asked for.
 */
export function isOwnOrigin({ headers }: Pick<GuardedRequest, 'headers'>): boolean {
  const origin = headers.get('origin');
  if (origin !== null) {
    return URL.canParse(origin) && new URL(origin).host === headers.get('host')?.toLowerCase();
  }
  const site = headers.get('sec-fetch-site');
  return site === null || site === 'same-origin' || site === 'none';
}

/** Whether a path is of the API, however its letters are written; one that cannot be read is taken for such. */
function isApi(path: string): boolean {
  try {
    return /^\/+api(\/|$)/.test(decodeURIComponent(path));
  } catch {
    return true;
  }
}

/** Why a request is refused; undefined when it is not. */
export function refusalOf(request: GuardedRequest, settings: GuardSettings): Refusal | undefined {
  const host = request.headers.get('host');
  if (!isAllowedHost(host, settings)) {
    return { status: 421, code: 'host-not-allowed', values: { host: host ?? '' } };
  }
  if (isApi(request.path) && !isOwnOrigin(request)) {
    return { status: 403, code: 'origin-not-allowed', values: { origin: request.headers.get('origin') ?? '' } };
  }
  return undefined;
}

/** Settings from the environment: `HOST`, `KUBEPLANO_ALLOWED_HOSTS` (names, comma between). */
export function guardSettings(env: Record<string, string | undefined>, machine: string): GuardSettings {
  const more = (env.KUBEPLANO_ALLOWED_HOSTS ?? '').split(',').map((name) => hostName(name.trim()));
  return {
    host: env.HOST || '127.0.0.1',
    allowedHosts: more.filter((name) => name !== undefined),
    machine: machine.toLowerCase(),
  };
}
