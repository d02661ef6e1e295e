import { writeFileSync } from 'node:fs';
import http from 'node:http';
import { connect } from 'node:net';
import { TLSSocket } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Problem } from '@/lib/contract/problem';
import { classify } from './classify';
import { systemClock } from './clock';
import { createLoopback } from './testing/loopback';
import { createManualClock } from './testing/manual-clock';
import { TEST_CERTIFICATE, TEST_KEY } from './testing/test-certificate';
import type { Transport } from './transport';

let loopback: ReturnType<typeof createLoopback>;
beforeEach(() => {
  loopback = createLoopback();
});
afterEach(() => loopback.close());

const base64 = (text: string) => Buffer.from(text).toString('base64');
const ca = { 'certificate-authority-data': base64(TEST_CERTIFICATE) };

async function problemOf(transport: Transport, path = '/version'): Promise<Problem> {
  try {
    await transport.json({ path });
  } catch (error) {
    return classify(error);
  }
  throw new Error('it answered');
}

/** A server that answers with the headers it was sent. */
const echo: http.RequestListener = (request, response) => response.end(JSON.stringify(request.headers));

describe('what is said when the server does not answer as it should', () => {
  it('refused', async () => {
    const url = await loopback.http(echo);
    await loopback.close();
    loopback = createLoopback();
    expect(await problemOf(loopback.transport(loopback.kubeconfig({ server: url })))).toMatchObject({
      code: 'connection-refused',
    });
  });

  it('a name that nobody knows', async () => {
    const transport = loopback.transport(loopback.kubeconfig({ server: 'https://no-such-host.invalid:6443' }));
    expect(await problemOf(transport)).toMatchObject({ code: 'host-not-found' });
  });

  it('silence', async () => {
    const clock = createManualClock();
    const asked = Promise.withResolvers<void>();
    const url = await loopback.http(() => asked.resolve());
    const problem = problemOf(loopback.transport(loopback.kubeconfig({ server: url }), clock));
    await asked.promise;
    await clock.advance(15_000);
    expect(await problem).toEqual({ code: 'timed-out', detail: 'no answer in 15 s' });
  });

  it('silence in the middle of a body', async () => {
    const clock = createManualClock();
    const url = await loopback.http((_, response) => response.write('{"half":'));
    const response = await loopback.transport(loopback.kubeconfig({ server: url }), clock).send({ path: '/' });
    await response.body.next();
    const rest = response.body.next().catch(classify);
    await clock.advance(15_000);
    expect(await rest).toMatchObject({ code: 'timed-out' });
  });

  it('a certificate signed by nobody we trust', async () => {
    const url = await loopback.https(echo);
    expect(await problemOf(loopback.transport(loopback.kubeconfig({ server: url })))).toMatchObject({
      code: 'certificate-rejected',
    });
  });

  it('a certificate for another name', async () => {
    const url = await loopback.https(echo);
    const cluster = { server: url, ...ca, 'tls-server-name': 'other.test' };
    expect(await problemOf(loopback.transport(loopback.kubeconfig(cluster)))).toMatchObject({
      code: 'certificate-rejected',
    });
  });

  it('https spoken to a server of plain http', async () => {
    const url = (await loopback.http(echo)).replace('http:', 'https:');
    expect(await problemOf(loopback.transport(loopback.kubeconfig({ server: url })))).toMatchObject({
      code: 'not-kubernetes',
    });
  });

  it.each([
    'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
    'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA',
    'ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE',
  ])('a server that sends %s', (code) => {
    expect(classify(Object.assign(new Error('alert'), { code }))).toMatchObject({
      code: 'client-certificate-rejected',
    });
  });

  it.each([
    [401, '{"kind":"Status","message":"Unauthorized"}', 'unauthorized', 'Unauthorized'],
    [403, '{"kind":"Status","message":"pods is forbidden"}', 'forbidden', 'pods is forbidden'],
    [500, '{"kind":"Status","message":"etcd: leader lost"}', 'server-error', 'etcd: leader lost'],
    [503, '<html><h1>503 Service Unavailable</h1></html>', 'server-error', '503 Service Unavailable'],
    [403, '<html><h1>Sign in</h1></html>', 'not-kubernetes', 'Sign in'],
    [302, '', 'not-kubernetes', 'HTTP 302'],
  ])('status %i with the body %s', async (status, body, code, detail) => {
    const url = await loopback.http((_, response) => response.writeHead(status).end(body));
    expect(await problemOf(loopback.transport(loopback.kubeconfig({ server: url })))).toEqual({ code, detail });
  });

  it('a page where JSON should be', async () => {
    const url = await loopback.http((_, response) => response.end('<html>It works!</html>'));
    expect(await problemOf(loopback.transport(loopback.kubeconfig({ server: url })))).toMatchObject({
      code: 'not-kubernetes',
    });
  });

  it('a connection cut in the middle of an answer', async () => {
    const url = await loopback.http((_, response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('{');
      response.destroy();
    });
    expect(await problemOf(loopback.transport(loopback.kubeconfig({ server: url })))).toMatchObject({
      code: 'connection-lost',
    });
  });

  it('a plugin that fails, in its own words but without its token', async () => {
    const args = ['-e', 'console.error("session expired, token: abcdef0123456789"); process.exit(1)'];
    const user = { exec: { apiVersion: 'client.authentication.k8s.io/v1beta1', command: process.execPath, args } };
    const problem = await problemOf(loopback.transport(loopback.kubeconfig({ server: 'https://127.0.0.1:1' }, user)));
    expect(problem.code).toBe('auth-plugin-failed');
    expect(problem.detail).toContain('session expired');
    expect(problem.detail).not.toContain('abcdef0123456789');
  });
});

describe('how a kubeconfig is believed', () => {
  const headersFor = async (user: object, cluster: object = {}) => {
    // Over TLS: to a server of plain http no credential is sent.
    const url = await loopback.https(echo);
    return loopback
      .transport(loopback.kubeconfig({ server: url, ...ca, ...cluster }, user))
      .json<Record<string, string>>({ path: '/' });
  };

  it('by token', async () => {
    expect(await headersFor({ token: 'secret' })).toMatchObject({ authorization: 'Bearer secret' });
  });

  it('by name and password', async () => {
    expect(await headersFor({ username: 'ana', password: 'pw' })).toMatchObject({
      authorization: `Basic ${base64('ana:pw')}`,
    });
  });

  it('by a token file, which ends in a newline and is relative to the kubeconfig', async () => {
    loopback.write('token', 'from-file\n');
    expect(await headersFor({ tokenFile: 'token' })).toMatchObject({ authorization: 'Bearer from-file' });
  });

  it('as somebody else, with groups and extra', async () => {
    const user = { token: 't', as: 'ana', 'as-groups': ['teachers'], 'as-user-extra': { reason: ['class'] } };
    expect(await headersFor(user)).toMatchObject({
      'impersonate-user': 'ana',
      'impersonate-group': 'teachers',
      'impersonate-extra-reason': 'class',
    });
  });

  it('by an exec plugin, which is told what it is asked for', async () => {
    const script =
      'const i=JSON.parse(process.env.KUBERNETES_EXEC_INFO);console.log(JSON.stringify({apiVersion:i.apiVersion,kind:"ExecCredential",status:{token:"from-plugin"}}))';
    const user = {
      exec: { apiVersion: 'client.authentication.k8s.io/v1beta1', command: process.execPath, args: ['-e', script] },
    };
    expect(await headersFor(user)).toMatchObject({ authorization: 'Bearer from-plugin' });
  });

  it('is kept from a server of plain http', async () => {
    const url = await loopback.http(echo);
    const transport = loopback.transport(loopback.kubeconfig({ server: url }, { token: 'secret', as: 'ana' }));
    const headers = await transport.json<Record<string, string>>({ path: '/' });
    expect(headers).toMatchObject({ 'impersonate-user': 'ana' });
    expect(headers).not.toHaveProperty('authorization');
  });

  it('by a client certificate over TLS', async () => {
    const url = await loopback.https(
      ({ socket }, response) =>
        response.end(
          JSON.stringify({ cn: socket instanceof TLSSocket ? socket.getPeerCertificate().subject?.CN : '' }),
        ),
      { requestCert: true, rejectUnauthorized: false },
    );
    const user = { 'client-certificate-data': base64(TEST_CERTIFICATE), 'client-key-data': base64(TEST_KEY) };
    const transport = loopback.transport(loopback.kubeconfig({ server: url, ...ca }, user));
    expect(await transport.json({ path: '/' })).toEqual({ cn: 'kubeplano test' });
  });

  it('under the TLS name the kubeconfig gives', async () => {
    const url = await loopback.https(({ socket }, response) =>
      response.end(JSON.stringify({ name: socket instanceof TLSSocket ? socket.servername : '' })),
    );
    const transport = loopback.transport(
      loopback.kubeconfig({ server: url, ...ca, 'tls-server-name': 'kubeplano.test' }),
    );
    expect(await transport.json({ path: '/' })).toEqual({ name: 'kubeplano.test' });
  });

  /** A proxy that leads to a server, whatever it is asked for, and what it was asked for. */
  async function proxyTo(url: string) {
    const through: string[] = [];
    const proxy = http.createServer();
    proxy.on('connect', (request, socket) => {
      through.push(request.url ?? '');
      const onward = connect(Number(new URL(url).port), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        onward.pipe(socket).pipe(onward);
      });
    });
    return { address: `http://127.0.0.1:${await loopback.listen(proxy)}`, through };
  }

  it('through the proxy of the environment, where the kubeconfig names none and it is not this machine', async () => {
    const url = await loopback.https(echo);
    const { address, through } = await proxyTo(url);
    const proxies = { https: { address, variable: 'HTTPS_PROXY' } };
    const cluster = { server: 'https://kubernetes.example:6443', ...ca, 'tls-server-name': 'kubeplano.test' };
    const file = loopback.kubeconfig(cluster);
    await loopback.transport(file, systemClock, proxies).json({ path: '/' });
    expect(through).toEqual(['kubernetes.example:6443']);
    const here = loopback.kubeconfig({ server: url, ...ca }, {}, 'here');
    await loopback.transport(here, systemClock, proxies).json({ path: '/' });
    expect(through).toHaveLength(1);
  });

  it('not at all where the proxy of the environment is dead, and says which variable names it', async () => {
    const proxies = { https: { address: 'http://me:s3cret@127.0.0.1:1', variable: 'https_proxy' } };
    const file = loopback.kubeconfig({ server: 'https://kubernetes.example:6443', ...ca });
    const failed = await loopback
      .transport(file, systemClock, proxies)
      .json({ path: '/' })
      .catch((error: unknown) => classify(error));
    expect(failed).toMatchObject({
      code: 'proxy-failed',
      values: { proxy: 'http://127.0.0.1:1', entry: 'https_proxy' },
    });
    expect(JSON.stringify(failed)).not.toContain('s3cret');
  });

  it('through a proxy', async () => {
    const url = await loopback.https(echo);
    const { address, through } = await proxyTo(url);
    const cluster = { server: url, ...ca, 'proxy-url': address };
    expect(await loopback.transport(loopback.kubeconfig(cluster)).json({ path: '/' })).toMatchObject({
      accept: 'application/json',
    });
    expect(through).toEqual([new URL(url).host]);
  });

  it('with the new token when the kubeconfig was rewritten after the old one expired', async () => {
    const url = await loopback.https(({ headers }, response) => {
      if (headers.authorization === 'Bearer new') response.end('{"ok":true}');
      else response.writeHead(401).end('{"kind":"Status","message":"Unauthorized"}');
    });
    const file = loopback.kubeconfig({ server: url, ...ca }, { token: 'old' });
    const transport = loopback.transport(file);
    loopback.kubeconfig({ server: url, ...ca }, { token: 'new' });
    expect(await transport.json({ path: '/' })).toEqual({ ok: true });
  });

  const jwtOf = (claims: object) =>
    ['{}', JSON.stringify(claims), 'sig'].map((part) => Buffer.from(part).toString('base64url')).join('.');

  it('and says that the token had expired, and when, where the server refuses it', async () => {
    const url = await loopback.https((_, response) =>
      response.writeHead(401).end('{"kind":"Status","message":"Unauthorized"}'),
    );
    const failed = (claims: object) =>
      loopback
        .transport(loopback.kubeconfig({ server: url, ...ca }, { token: jwtOf(claims) }))
        .json({ path: '/' })
        .catch((error: unknown) => classify(error));
    const expired = await failed({ exp: 1_700_000_000 });
    expect(expired).toMatchObject({ code: 'credential-expired', values: { entry: 'users[u]' } });
    expect(JSON.stringify(expired)).toContain('(token, 2023-11-14T22:13:20.000Z)');
    expect(await failed({ exp: 4_000_000_000 })).toMatchObject({ code: 'unauthorized' });
    expect(await failed({ sub: 'me' })).toMatchObject({ code: 'unauthorized' });
  });

  it('with the old one where the file is half written, and says that it was refused', async () => {
    const url = await loopback.http((_, response) =>
      response.writeHead(401).end('{"kind":"Status","message":"Unauthorized"}'),
    );
    const file = loopback.kubeconfig({ server: url }, { token: 'old' });
    const transport = loopback.transport(file);
    writeFileSync(file, '{"clusters": [');
    expect(await problemOf(transport)).toMatchObject({ code: 'unauthorized' });
  });

  it('over one connection for many requests', async () => {
    let connections = 0;
    const url = await loopback.http(echo);
    const transport = loopback.transport(loopback.kubeconfig({ server: url }));
    const ports = new Set<string>();
    const second = await loopback.http(({ socket }, response) => {
      ports.add(String(socket.remotePort));
      connections = ports.size;
      response.end('{}');
    });
    const other = loopback.transport(loopback.kubeconfig({ server: second }, {}, 'other'));
    for (let index = 0; index < 5; index++) await other.json({ path: '/' });
    await transport.json({ path: '/' });
    expect(connections).toBe(1);
  });
});
