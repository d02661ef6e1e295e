import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { earlyRefusal, refuse, refuseOddConnections, SERVER_OPTIONS } from './early-refusal.js';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A server that answers 200 to what is not refused, and what it says to these bytes until it hangs up. */
async function answerTo(bytes: string, options: object = {}): Promise<string> {
  const listener: RequestListener = (request, response) => {
    const status = earlyRefusal(request);
    if (status !== undefined) return refuse(response, status);
    response.setHeader('connection', 'close');
    response.end(`${request.headers.host} ${request.url}`);
  };
  const server = createServer({ ...SERVER_OPTIONS, ...options }, listener);
  refuseOddConnections(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1');
  closing.push(() => {
    socket.destroy();
    server.closeAllConnections();
    server.close();
  });
  socket.write(bytes);
  let said = '';
  for await (const chunk of socket) said += chunk;
  return said;
}
const request = (line: string, ...headers: string[]) =>
  [`${line} HTTP/1.1`, 'Host: localhost:1', ...headers, '', ''].join('\r\n');

describe('before the application sees it', () => {
  it.each([
    ['a path that is no text', request('GET /%ff'), 400],
    ['no path', request('OPTIONS *'), 400],
    ['two slashes', request('GET //evil.example/'), 400],
    ['TRACE', request('TRACE /'), 405],
    ['a body of any length', request('POST /api/sample', 'Content-Length: 9900000'), 413],
    ['a body without a length', request('POST /api/sample', 'Transfer-Encoding: chunked'), 411],
    ['an upgrade', request('GET /', 'Connection: Upgrade', 'Upgrade: websocket'), 426],
    ['a tunnel', request('CONNECT evil.example:443'), 405],
    ['bytes that are no HTTP', '\u0016\u0003\u0001 hello\r\n\r\n', 400],
    ['headers without end', request('GET /', `X-Much: ${'x'.repeat(70_000)}`), 431],
  ])('%s is answered with the security headers, and the connection ended', async (_, bytes, status) => {
    const said = await answerTo(bytes);
    expect(said).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(said).toMatch(/x-frame-options: DENY/i);
    expect(said).toMatch(/x-content-type-options: nosniff/i);
  });

  it('a request that does not arrive is not waited for', async () => {
    const body = `${request('POST /api/sample', 'Content-Length: 400')}{"do":`;
    const soon = { requestTimeout: 200, headersTimeout: 200, connectionsCheckingInterval: 50 };
    expect(await answerTo(body, soon)).toMatch(/^HTTP\/1.1 (408|200) /);
    expect(await answerTo('GET / HTTP/1.1\r\nHost: loc', soon)).toMatch(/^HTTP\/1.1 408 /);
  });

  it('an absolute URL names the host that is asked, whatever Host says', async () => {
    expect(await answerTo(request('GET http://evil.example/api/contexts?x=1'))).toMatch(
      /evil\.example \/api\/contexts\?x=1$/,
    );
  });

  it('anything else goes on as it is', async () => {
    expect(await answerTo(request('GET /a%20b?c=%ff'))).toMatch(/localhost:1 \/a%20b\?c=%ff$/);
    expect(await answerTo(`${request('POST /api/sample', 'Content-Length: 2')}{}`)).toMatch(/^HTTP\/1.1 200 /);
  });
});
