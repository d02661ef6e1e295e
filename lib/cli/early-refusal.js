/**
 * What is refused before anything of the application sees it: requests that are not of this server's kind, and those that
 * would hold memory or a connection. All of them are answered, with the same security headers as any page.
 */
import { readFileSync } from 'node:fs';
import { STATUS_CODES } from 'node:http';

/** The most that is posted: the names of what a page looks at. */
export const LARGEST_BODY = 32 * 1024;
/** Milliseconds a request may take to arrive, all of it. */
export const ARRIVES_WITHIN = 10_000;
const METHODS = new Set(['GET', 'HEAD', 'POST', 'OPTIONS']);

/** @type {Record<string, string>} */
const SECURITY_HEADERS = JSON.parse(readFileSync(new URL('../config/security-headers.json', import.meta.url), 'utf8'));

/** Settings of the HTTP server that go with it. */
export const SERVER_OPTIONS = {
  requestTimeout: ARRIVES_WITHIN,
  headersTimeout: ARRIVES_WITHIN,
  connectionsCheckingInterval: 2_000,
  // Without a Host it is refused like any other name that is not ours.
  requireHostHeader: false,
};

/**
 * The path of a request as the application expects it; an absolute URL names the host that is asked, whatever `Host` says
 * (RFC 9112, 3.2.2). Undefined for what is no path: `*`, bytes that are no text.
 * @param {import('node:http').IncomingMessage} request
 * @returns {string | undefined}
 */
function pathOf({ url = '', headers }) {
  let path = url;
  if (/^https?:\/\//i.test(url)) {
    if (!URL.canParse(url)) return undefined;
    const absolute = new URL(url);
    headers.host = absolute.host;
    path = absolute.pathname + absolute.search;
  }
  if (!path.startsWith('/') || path.startsWith('//')) return undefined;
  try {
    decodeURIComponent(path.split('?', 1)[0] ?? '');
    return path;
  } catch {
    return undefined;
  }
}

/** @param {import('node:http').IncomingMessage} request @returns {number | undefined} */
function statusOfBody({ headers }) {
  if (headers['transfer-encoding'] !== undefined) return 411;
  return Number(headers['content-length'] ?? 0) > LARGEST_BODY ? 413 : undefined;
}

/**
 * The status with which a request is refused; undefined when it may go on. Its URL is brought to a path.
 * @param {import('node:http').IncomingMessage} request
 * @returns {number | undefined}
 */
export function earlyRefusal(request) {
  const path = pathOf(request);
  if (path === undefined) return 400;
  request.url = path;
  if (!METHODS.has(request.method ?? '')) return 405;
  return statusOfBody(request);
}

const headersOf = () => ({ ...SECURITY_HEADERS, 'Cache-Control': 'no-store', Connection: 'close' });

/**
 * Answers a refusal and closes: what more of the request is on its way is not waited for.
 * @param {import('node:http').ServerResponse} response
 * @param {number} status
 */
export function refuse(response, status) {
  const body = `${STATUS_CODES[status]}\n`;
  response.writeHead(status, { ...headersOf(), 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(body, () => response.socket?.destroySoon());
}

/**
 * Answers on the bare connection, where there is no response to write to.
 * @param {import('node:stream').Duplex} socket
 * @param {number} status
 */
function refuseSocket(socket, status) {
  if (!socket.writable) return void socket.destroy();
  const lines = Object.entries({ ...headersOf(), 'Content-Length': '0' }).map(([name, value]) => `${name}: ${value}`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('\r\n')}\r\n\r\n`, () => socket.destroy());
}

/**
 * Refuses what is no request at all: an upgrade (there is nothing to upgrade to), a tunnel, bytes that are no HTTP.
 * @param {import('node:http').Server} server
 */
export function refuseOddConnections(server) {
  server.on('upgrade', (_, socket) => refuseSocket(socket, 426));
  server.on('connect', (_, socket) => refuseSocket(socket, 405));
  server.on('clientError', (error, socket) => {
    const code = 'code' in error ? error.code : undefined;
    refuseSocket(socket, code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : code === 'HPE_HEADER_OVERFLOW' ? 431 : 400);
  });
}
