/** What no client should send, byte by byte. */
import { connect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from './testing/http-client.ts';

let test: TestServer;
beforeAll(async () => {
  test = await startTestServer();
});
afterAll(() => test.close());

const NODES = '/api/v1/nodes';
const AUTHORIZED = 'Host: a\r\nAuthorization: Bearer test-token\r\n';

/** Sends a request as it is written; answers the first line of what comes back, once the connection has ended. */
const send = (text: string) =>
  new Promise<string>((resolve, reject) => {
    let answer = '';
    const socket = connect({ port: test.front.port, host: '127.0.0.1', rejectUnauthorized: false });
    socket.on('error', reject);
    socket.on('data', (chunk) => (answer += String(chunk)));
    socket.on('close', () => resolve(answer.split('\r\n')[0] ?? ''));
    socket.write(text);
  });
const ask = (line: string, more = '') => send(`${line} HTTP/1.1\r\n${AUTHORIZED}${more}Connection: close\r\n\r\n`);

describe('a request that is strange', () => {
  it.each([
    ['GET /api/v1/namespaces/%ff/pods', '400'],
    ['GET /%ff', '400'],
    ['GET //[', '400'],
    ['GET http://other/api/v1/nodes', '200'],
    ['GET *', '404'],
    [`TRACE ${NODES}`, '405'],
    [`OPTIONS ${NODES}`, '405'],
  ])('is answered and is no error of ours: %s', async (line, status) => {
    expect(await ask(line)).toContain(` ${status} `);
  });

  it('that asks for the head of a watch is answered, and nobody is left watching', async () => {
    expect(await ask(`HEAD ${NODES}?watch=1`)).toContain(' 405 ');
  });

  it('that wants to upgrade is told that there is no such thing, and ends', async () => {
    const upgrade = 'Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n';
    const path = '/api/v1/namespaces/default/pods/a/exec?command=sh';
    expect(await ask(`GET ${path}`, upgrade)).toMatch(/ 40[04] /);
  });

  it('that promises more than may be sent is refused before it is sent', async () => {
    const line = 'POST /api/v1/namespaces/default/configmaps';
    expect(await ask(line, 'Content-Type: application/json\r\nContent-Length: 9900000\r\n')).toContain(' 413 ');
  });
});
