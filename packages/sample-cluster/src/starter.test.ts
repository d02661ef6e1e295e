import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import { afterEach, describe, expect, it } from 'vitest';
import type { SampleOptions } from './protocol.ts';
import { startFailureOf, startHere } from './starter.ts';

const place = () => join(mkdtempSync(join(tmpdir(), 'starter-')), 'config');
const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function started(options: SampleOptions) {
  const sample = await startHere({ kubeconfig: place(), ...options });
  stops.push(sample.stop);
  return sample.identity.kubeconfig;
}

const failureOf = (options: SampleOptions) =>
  started(options).then(
    () => undefined,
    (error: unknown) => startFailureOf(error, options),
  );

function reader(kubeconfig: string) {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  const cluster = config.getCurrentCluster();
  const server = new URL(cluster?.server ?? '');
  return {
    server,
    token: config.getCurrentUser()?.token ?? '',
    authority: Buffer.from(cluster?.caData ?? '', 'base64').toString(),
  };
}

/** The status a client of one kubeconfig gets where another cluster listens, or why it gets none. */
const ask = (server: URL, { token, authority }: { token: string; authority: string }) =>
  new Promise<number | string>((resolve) => {
    get(
      new URL('/api/v1/nodes', server),
      { ca: authority, agent: false, headers: { authorization: `Bearer ${token}` } },
      (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      },
    ).on('error', (error) => resolve('code' in error ? String(error.code) : error.message));
  });

describe.each([{}, { size: 'nodes=2,pods=4' }])('a sample cluster that cannot start (%o)', (size) => {
  it('says that its port is taken, and leaves no kubeconfig', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => {
      taken.listen(0, '127.0.0.1', resolve);
    });
    const address = taken.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const file = place();
    const failure = await failureOf({ ...size, port, kubeconfig: file });
    expect(failure).toEqual({ code: 'port-taken', values: { port: `${port}` } });
    expect(existsSync(file)).toBe(false);
    taken.close();
  });

  it('says where its kubeconfig could not be written, and frees its port', async () => {
    const blocker = place();
    writeFileSync(blocker, '');
    const file = join(blocker, 'config');
    const failure = await failureOf({ ...size, kubeconfig: file });
    expect(failure).toMatchObject({ code: 'kubeconfig-not-written', values: { file } });
    expect(failure?.values.detail).toMatch(/ENOTDIR|EEXIST/);
  });

  it('does not touch a kubeconfig that is somebody’s own', async () => {
    const file = place();
    writeFileSync(file, 'kind: Config\n');
    expect(await failureOf({ ...size, kubeconfig: file })).toEqual({
      code: 'kubeconfig-foreign',
      values: { file },
    });
    expect(readFileSync(file, 'utf8')).toBe('kind: Config\n');
  });
});

describe('two sample clusters at once', () => {
  it('are two: each has its port, its certificate and its tokens', async () => {
    const [one, two] = [reader(await started({})), reader(await started({}))];
    expect(await ask(one.server, one)).toBe(200);
    expect(await ask(two.server, two)).toBe(200);
    expect(one.server.port).not.toBe(two.server.port);
    expect(await ask(two.server, { ...one, authority: two.authority })).toBe(401);
    expect(await ask(two.server, one)).toMatch(/CERT|SELF_SIGNED|ISSUER/);
  });
});

describe('the kubeconfig of a sample cluster that has ended', () => {
  it('is refused a connection, and by the next one on that port as a stranger', async () => {
    const file = place();
    const sample = await startHere({ kubeconfig: file });
    const before = reader(file);
    await sample.stop();
    expect(existsSync(file)).toBe(false);
    expect(await ask(before.server, before)).toBe('ECONNREFUSED');
    await started({ port: Number(before.server.port) });
    expect(await ask(before.server, before)).toMatch(/CERT|SELF_SIGNED|ISSUER/);
  });
});
