/** Connections and bodies no polite client makes: the server neither hangs nor grows, and answers the next one. */
import { connect, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from './testing/http-client.ts';

const CONFIGMAPS = '/api/v1/namespaces/default/configmaps';
const PATCHES = ['json-patch+json', 'merge-patch+json', 'strategic-merge-patch+json', 'apply-patch+yaml'];

describe('under pressure', () => {
  let test: TestServer;
  const unhandled: unknown[] = [];
  const note = (error: unknown) => unhandled.push(error);
  beforeAll(async () => {
    process.on('unhandledRejection', note);
    test = await startTestServer();
    await test.call('POST', CONFIGMAPS, { body: { metadata: { name: 'kept' }, data: { a: '1' } } });
  });
  afterAll(async () => {
    process.off('unhandledRejection', note);
    await test.close();
  });

  const expectAlive = async () => {
    expect((await test.get(`${CONFIGMAPS}/kept`)).json.data).toEqual({ a: '1' });
    expect(unhandled).toEqual([]);
  };
  const socket = () =>
    new Promise<TLSSocket>((resolve, reject) => {
      const one = connect({ host: '127.0.0.1', port: test.front.port, rejectUnauthorized: false }, () => resolve(one));
      one.on('error', reject);
    });

  it('reads what is nested too deep as bad, in every format', async () => {
    const json = `${'{"data":'.repeat(50_000)}1${'}'.repeat(50_000)}`;
    const yaml = `data: ${'['.repeat(50_000)}`;
    for (const [type, body] of [
      ['application/json', json],
      ['application/yaml', json],
      ['application/yaml', yaml],
      ['application/vnd.kubernetes.protobuf', Buffer.concat([Buffer.from('k8s\0'), Buffer.alloc(100_000, 0x0a)])],
    ] as const) {
      const { status } = await test.call('POST', CONFIGMAPS, { body, headers: { 'content-type': type } });
      expect(status, type).toBeGreaterThanOrEqual(400);
      expect(status, type).toBeLessThan(500);
    }
    for (const type of PATCHES) {
      const headers = { 'content-type': `application/${type}` };
      const { status } = await test.call('PATCH', `${CONFIGMAPS}/kept?fieldManager=f`, { body: json, headers });
      expect(status, type).toBeGreaterThanOrEqual(400);
      expect(status, type).toBeLessThan(500);
    }
    await expectAlive();
  });

  it('refuses YAML that would take long to read, and takes as much of it when it is JSON', async () => {
    const headers = { 'content-type': 'application/yaml' };
    const long = await test.call('POST', CONFIGMAPS, { body: `data: ${'['.repeat(600_000)}`, headers });
    expect([long.status, long.json.reason]).toEqual([413, 'RequestEntityTooLarge']);
    const body = JSON.stringify({ metadata: { name: 'long' }, data: { a: 'x'.repeat(600_000) } });
    expect((await test.call('POST', CONFIGMAPS, { body, headers })).status).toBe(201);
    await expectAlive();
  });

  it('does not let aliases of YAML grow', async () => {
    const lines = ['a0: &a0 [x,x,x,x,x,x,x,x,x]'];
    for (let level = 1; level < 12; level += 1)
      lines.push(`a${level}: &a${level} [${Array.from({ length: 9 }, () => `*a${level - 1}`).join(',')}]`);
    const { status } = await test.call('POST', CONFIGMAPS, {
      body: lines.join('\n'),
      headers: { 'content-type': 'application/yaml' },
    });
    expect(status).toBe(400);
    await expectAlive();
  });

  it('is not held up by requests that never end', async () => {
    const halves = await Promise.all(Array.from({ length: 50 }, socket));
    for (const [index, one] of halves.entries()) {
      one.on('error', () => undefined);
      one.write(
        index % 2
          ? `POST ${CONFIGMAPS} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer test-token\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{`
          : 'GET /api/v1/pods HTTP/1.1\r\nhost',
      );
    }
    await expectAlive();
    for (const one of halves) one.destroy();
    await expectAlive();
  });

  const postOf = (length: string) =>
    `POST ${CONFIGMAPS} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer test-token\r\ncontent-type: application/json\r\n${length}\r\n\r\n`;
  const statusOn = (one: TLSSocket) =>
    new Promise<number>((resolve) => {
      one.once('data', (answer) => resolve(Number(/^HTTP\/1.1 (\d+)/.exec(String(answer))?.[1])));
      one.once('close', () => resolve(0));
    });

  it('holds only so much of bodies that never end, and has room again when they go', async () => {
    const promised = await Promise.all(Array.from({ length: 60 }, socket));
    const tooLarge = promised.map(statusOn);
    for (const one of promised) one.write(`${postOf('content-length: 9900000')}{`);
    expect(new Set(await Promise.all(tooLarge))).toEqual(new Set([413]));

    // Of 60 MiB in all, 32 are held; the rest hears so, and is not kept.
    const unfinished = await Promise.all(Array.from({ length: 60 }, socket));
    const statuses = unfinished.map(statusOn);
    const megabyte = `${(2 ** 20).toString(16)}\r\n${' '.repeat(2 ** 20)}\r\n`;
    for (const one of unfinished) one.write(postOf('transfer-encoding: chunked') + megabyte);
    const refused = new Set<number>();
    for (const [index, status] of statuses.entries())
      void status.then((code) => (code === 429 ? refused.add(index) : undefined));
    await expect.poll(() => refused.size).toBeGreaterThanOrEqual(28);
    await expectAlive();

    for (const one of [...promised, ...unfinished]) one.destroy();
    const post = () => test.call('POST', CONFIGMAPS, { body: { metadata: { generateName: 'room-' } } });
    await expect.poll(async () => (await post()).status).toBe(201);
    await expectAlive();
  });

  it.each([
    ['a request', 'GET /api/v1/pods HTTP/1.1\r\nhost'],
    ['a body', `${postOf('content-length: 100')}{`],
    ['an upgrade', `GET ${CONFIGMAPS} HTTP/1.1\r\nhost: x\r\nconnection: Upgrade\r\nupgrade: websocket\r\n`],
    ['the body of an upgrade', `${postOf('connection: Upgrade\r\nupgrade: SPDY/3.1\r\ncontent-length: 100')}{`],
  ])('hangs up on %s that does not arrive', async (_, text) => {
    const impatient = await startTestServer({ arrival: { head: 50, whole: 50 } });
    const one = connect({ host: '127.0.0.1', port: impatient.front.port, rejectUnauthorized: false });
    one.on('error', () => undefined);
    one.write(text);
    await new Promise((resolve) => one.resume().once('close', resolve));
    await impatient.close();
  });

  it('forgets watches that were dropped', async () => {
    const open = new Set<() => void>();
    const onStop = test.server.onStop.bind(test.server);
    test.server.onStop = (end) => {
      open.add(end);
      const forget = onStop(end);
      return () => open.delete(end) && forget();
    };
    for (let round = 0; round < 3; round += 1) {
      const watches = await Promise.all(Array.from({ length: 20 }, () => test.watch(`${CONFIGMAPS}?watch=true`)));
      await Promise.all(watches.map((one) => one.until(1)));
      expect(open.size).toBe(20);
      for (const one of watches) one.close();
      await expect.poll(() => open.size).toBe(0);
    }
    await expectAlive();
  });
});
