import 'server-only';
import https from 'node:https';
import type { CustomFetch } from 'openid-client';
import { classify } from '../classify';
import type { Clock } from '../clock';
import { knownSecrets } from '../known-secrets';
import { readPem } from '../kubeconfig/certificates';
import type { Entry } from '../kubeconfig/merge';
import type { UserFields } from '../kubeconfig/parse';
import { ProblemError } from '../problem-error';
import type { Authenticator } from './credential';
import { type RenewedLogin, saveLogin } from './save-login';

type Config = Readonly<Record<string, string>>;

/** As client-go: a token that ends within ten seconds is as good as ended. */
const EARLY_MS = 10_000;
const AGAIN_MS = 5_000;
const SILENCE_MS = 15_000;

/** When a JSON Web Token ends, milliseconds since the epoch; undefined for what is none. */
export function endOf(token: string): number | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    if (typeof claims !== 'object' || claims === null || !('exp' in claims)) return undefined;
    return Number(claims.exp) * 1000;
  } catch {
    return undefined;
  }
}

/** `fetch` that trusts the authority the kubeconfig names for the issuer, and no other. */
function fetchTrusting(ca: Buffer): CustomFetch {
  const agent = new https.Agent({ ca });
  return (url, { method, headers, body }) =>
    new Promise<Response>((resolve, reject) => {
      const asked = https.request(url, { method, headers, agent, timeout: SILENCE_MS }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          const type = answer.headers['content-type'] ?? '';
          resolve(
            new Response(Buffer.concat(chunks), {
              status: answer.statusCode ?? 500,
              headers: { 'content-type': type },
            }),
          );
        });
      });
      asked.on('timeout', () => asked.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })));
      asked.on('error', reject);
      asked.end(body === undefined || body === null ? undefined : String(body));
    });
}

/** Credentials of an OpenID Connect issuer: the id token of the kubeconfig, renewed by its refresh token. */
export function createOidc(user: Entry<UserFields>, config: Config, { clock }: { clock: Clock }): Authenticator {
  const entry = `users[${user.name}].auth-provider`;
  const issuer = config['idp-issuer-url'] ?? '';
  const values = { file: user.file, entry, ...(issuer ? { issuer } : {}) };
  let idToken = config['id-token'] ?? '';
  let refreshToken = config['refresh-token'] ?? '';
  let underWay: Promise<string> | undefined;
  let failure: unknown;
  let failedAt = Number.NEGATIVE_INFINITY;

  async function refreshed(): Promise<string> {
    const expired = (why: string, cause?: unknown) => new ProblemError('login-expired', why, values, { cause });
    if (!issuer)
      throw new ProblemError('kubeconfig-refused', 'Must provide idp-issuer-url', { file: user.file, entry });
    if (!config['client-id'])
      throw new ProblemError('kubeconfig-refused', 'Must provide client-id', { file: user.file, entry });
    if (!refreshToken) throw expired('No valid id-token, and cannot refresh without refresh-token');
    const authority = { list: 'users', entry: user, field: 'idp-certificate-authority' } as const;
    const ca = readPem(authority, config);
    // Loaded by those who need it only.
    const oidc = await import('openid-client');
    try {
      const client = await oidc.discovery(
        new URL(issuer),
        config['client-id'],
        config['client-secret'] || undefined,
        undefined,
        {
          ...(ca ? { [oidc.customFetch]: fetchTrusting(ca) } : {}),
          execute: new URL(issuer).protocol === 'http:' ? [oidc.allowInsecureRequests] : [],
          timeout: SILENCE_MS / 1000,
        },
      );
      const answer = await oidc.refreshTokenGrant(client, refreshToken);
      if (!answer.id_token) throw expired('token response did not contain an id_token');
      const { id_token: renewed, refresh_token: next = refreshToken } = answer;
      knownSecrets().add(renewed, next);
      if (next !== refreshToken) keep({ 'id-token': renewed, 'refresh-token': next });
      refreshToken = next;
      return renewed;
    } catch (error) {
      if (error instanceof oidc.ResponseBodyError)
        throw expired(`${error.error}: ${error.error_description ?? ''}`, error);
      if (error instanceof ProblemError) throw error;
      const { code, detail } = classify(error);
      throw new ProblemError(code, detail, values, { cause: error });
    }
  }

  function keep(login: RenewedLogin) {
    try {
      saveLogin(user.file, user.name, login);
    } catch {
      // A file that we may read and not write: the login goes on here, and kubectl asks for a new one.
      return;
    }
  }

  const isValid = () => {
    const end = endOf(idToken);
    return idToken !== '' && end !== undefined && end - EARLY_MS > clock.now();
  };

  return {
    async credential() {
      if (!isValid()) {
        if (failure !== undefined && clock.monotonic() - failedAt < AGAIN_MS) throw failure;
        underWay ??= refreshed().finally(() => (underWay = undefined));
        try {
          idToken = await underWay;
          failure = undefined;
        } catch (error) {
          failure = error;
          failedAt = clock.monotonic();
          throw error;
        }
      }
      return { authorization: `Bearer ${idToken}` };
    },
    // The server may know better than the token says when it ends.
    forget() {
      if (refreshToken) idToken = '';
    },
    close() {},
  };
}
