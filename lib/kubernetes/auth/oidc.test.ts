import { chmodSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { classify } from '../classify';
import { createLoopback } from '../testing/loopback';
import { TEST_CERTIFICATE } from '../testing/test-certificate';
import { withRenewedLogin } from './save-login';

let loopback: ReturnType<typeof createLoopback>;
beforeEach(() => {
  loopback = createLoopback();
});
afterEach(() => loopback.close());

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const idToken = (issuer: string, secondsFromNow: number) => {
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: issuer, sub: 'ana', aud: 'kubernetes', iat: now - 3600, exp: now + secondsFromNow };
  return `${part({ alg: 'RS256' })}.${part(claims)}.c2ln`;
};
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** An issuer on loopback that exchanges the refresh token `still-good`, and an API server that says who asked. */
async function world(secure: boolean, config: Record<string, string> = {}, rotated = 'still-good') {
  const grants: string[] = [];
  let issuer = '';
  const listener: Parameters<typeof loopback.http>[0] = (request, response) => {
    response.setHeader('content-type', 'application/json');
    if (request.url === '/.well-known/openid-configuration')
      return void response.end(JSON.stringify({ issuer, token_endpoint: `${issuer}/token` }));
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      grants.push(body);
      if (!body.includes('refresh_token=still-good'))
        return void response.writeHead(400).end('{"error":"invalid_grant","error_description":"expired"}');
      const answer = {
        access_token: 'a',
        token_type: 'Bearer',
        id_token: idToken(issuer, 3600),
        refresh_token: rotated,
      };
      response.end(JSON.stringify(answer));
    });
  };
  issuer = secure ? await loopback.https(listener) : await loopback.http(listener);
  const api = await loopback.https(({ headers }, response) =>
    response.end(JSON.stringify({ asked: headers.authorization })),
  );
  const provider = {
    'client-id': 'kubernetes',
    'client-secret': 'shh-shh-shh',
    'idp-issuer-url': issuer,
    ...(secure ? { 'idp-certificate-authority-data': base64(TEST_CERTIFICATE) } : {}),
    'id-token': idToken(issuer, -60),
    'refresh-token': 'still-good',
    ...config,
  };
  const file = loopback.kubeconfig(
    { server: api, 'certificate-authority-data': base64(TEST_CERTIFICATE) },
    { 'auth-provider': { name: 'oidc', config: provider } },
  );
  const transport = loopback.transport(file);
  return { grants, issuer, file, ask: () => transport.json<{ asked: string }>({ path: '/' }) };
}

it.each([
  ['over TLS, by the authority the kubeconfig names', true],
  ['over plain http, as on a laptop', false],
])('an expired id token is renewed by the refresh token %s, once for all who wait', async (_, secure) => {
  const { grants, ask } = await world(secure);
  const answers = await Promise.all([ask(), ask(), ask()]);
  for (const { asked } of answers) {
    const claims: { exp: number } = JSON.parse(Buffer.from(asked.split('.')[1] ?? '', 'base64url').toString());
    expect(claims.exp * 1000).toBeGreaterThan(Date.now());
  }
  expect(grants).toHaveLength(1);
});

it('a valid id token is used as it is', async () => {
  const { grants, issuer, ask } = await world(false);
  const valid = idToken(issuer, 600);
  const other = await world(false, { 'id-token': valid });
  expect((await other.ask()).asked).toBe(`Bearer ${valid}`);
  expect([...grants, ...other.grants]).toEqual([]);
  expect(ask).toBeTypeOf('function');
});

it('a refresh token that the issuer no longer takes is told as a login that has expired', async () => {
  const { issuer, ask } = await world(false, { 'refresh-token': 'long-gone-token' });
  const problem = await ask().then(
    () => undefined,
    (error: unknown) => classify(error),
  );
  expect(problem).toMatchObject({
    code: 'login-expired',
    detail: 'invalid_grant: expired',
    values: { entry: 'users[u].auth-provider', issuer },
  });
});

it('an issuer that does not answer is told by its address', async () => {
  const other = createLoopback();
  const dead = await other.http(() => {});
  await other.close();
  const { ask } = await world(false, { 'idp-issuer-url': dead });
  const problem = await ask().then(
    () => undefined,
    (error: unknown) => classify(error),
  );
  expect(problem).toMatchObject({ code: 'connection-refused', values: { issuer: dead } });
});

it('a refresh token that the issuer replaces is kept in the file, where kubectl looks for it, and nothing else changes', async () => {
  const { file, ask } = await world(false, {}, 'the-next-one');
  chmodSync(file, 0o640);
  const before = JSON.parse(readFileSync(file, 'utf8'));
  const { asked } = await ask();
  const after = JSON.parse(readFileSync(file, 'utf8'));
  const config = before.users[0].user['auth-provider'].config;
  Object.assign(config, { 'id-token': asked.replace('Bearer ', ''), 'refresh-token': 'the-next-one' });
  expect(after).toEqual(before);
  expect(statSync(file).mode & 0o777).toBe(0o640);
  expect(readdirSync(loopback.folder)).toEqual(['config']);
});

it('a refresh token that stays leaves the file alone', async () => {
  const { file, ask } = await world(false);
  const before = statSync(file);
  await ask();
  expect(statSync(file)).toMatchObject({ mtimeMs: before.mtimeMs, ino: before.ino });
});

it('comments and order of a kubeconfig stay', () => {
  const text = `# mine
users: # all of them
- name: ana
  user:
    auth-provider: {name: oidc, config: {id-token: old, refresh-token: old}}
- name: ivan
  user: {token: t}
`;
  const login = { 'id-token': 'new', 'refresh-token': 'next' };
  const renewed = text.replace('id-token: old, refresh-token: old', 'id-token: "new", refresh-token: "next"');
  expect(withRenewedLogin(text, 'ana', login)).toBe(renewed);
  expect(withRenewedLogin(text, 'ivan', login)).toBeUndefined();
  expect(withRenewedLogin(text, 'nobody', login)).toBeUndefined();
});
