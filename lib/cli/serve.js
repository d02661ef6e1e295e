/** The HTTP server around Next.js: which port, and how it ends. */
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { allowBodyEncoding, translateBodyEncoding } from './body-encoding.js';
import { earlyRefusal, refuse, refuseOddConnections, SERVER_OPTIONS } from './early-refusal.js';
import { UsageError } from './usage-error.js';

/** How many ports after the default are tried. */
const TRIES = 50;
/** Milliseconds after which a shutdown no longer waits for anybody. */
const PATIENCE = 1500;

/**
 * Listens; when the port is taken and nobody asked for that one, the next free one.
 * @param {import('node:http').Server} server
 * @param {{ host: string, port: number, portAsked: boolean }} where
 * @returns {Promise<number>} the port
 * @throws {UsageError} port taken, not allowed, or no such address on this machine
 */
export async function listen(server, { host, port, portAsked }) {
  for (let candidate = port; ; candidate++) {
    const error = await tryListen(server, host, candidate);
    if (!error) {
      const address = server.address();
      return typeof address === 'object' && address ? address.port : candidate;
    }
    if (error.code === 'EADDRINUSE' && !portAsked && candidate < port + TRIES) continue;
    throw listenProblem(error, host, candidate);
  }
}

/**
 * @param {import('node:http').Server} server
 * @param {string} host
 * @param {number} port
 * @returns {Promise<NodeJS.ErrnoException | undefined>}
 */
function tryListen(server, host, port) {
  return new Promise((resolve) => {
    server.once('error', resolve);
    server.listen(port, host, () => {
      server.off('error', resolve);
      resolve(undefined);
    });
  });
}

/** @param {NodeJS.ErrnoException} error @param {string} host @param {number} port */
function listenProblem(error, host, port) {
  if (error.code === 'EADDRINUSE') return new UsageError('port-taken', { port });
  if (error.code === 'EACCES') return new UsageError('port-not-permitted', { port });
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND' || error.code === 'EAI_AGAIN') {
    return new UsageError('host-not-here', { host });
  }
  return new UsageError('cannot-listen', { host, port, detail: error.message });
}

/**
 * Whatever holds a connection open for good (the live streams) registers here how to end it.
 * @returns {Set<() => unknown>}
 */
function closers() {
  const key = Symbol.for('kubeplano.shutdown');
  const shared = /** @type {Record<symbol, Set<() => unknown> | undefined>} */ (/** @type {unknown} */ (globalThis));
  shared[key] ??= new Set();
  return shared[key];
}

/**
 * Ends the server within two seconds of the first signal, at once on the second.
 * @param {import('node:http').Server} server
 * @param {NodeJS.Process} process_
 */
function endOnSignal(server, process_) {
  let ending = false;
  const end = () => {
    if (ending) process_.exit(1);
    ending = true;
    setTimeout(() => process_.exit(0), PATIENCE).unref();
    server.close(() => process_.exit(0));
    server.closeIdleConnections();
    const closing = [...closers()].map(async (close) => close());
    // A closer that fails must not keep the others, or the process, from ending.
    void Promise.allSettled(closing).then(() => server.closeIdleConnections());
  };
  process_.on('SIGTERM', end);
  process_.on('SIGINT', end);
}

/**
 * Starts to serve. The port is taken first, so that a taken one is known before anything is loaded.
 * @param {{ root: URL, process: NodeJS.Process, host: string, port: number, portAsked: boolean }} settings
 * @returns {Promise<{ port: number }>}
 */
export async function serve({ root, process: process_, ...where }) {
  closers();
  allowBodyEncoding();
  /** @type {import('node:http').RequestListener | undefined} */
  let handle;
  /** @type {Parameters<import('node:http').RequestListener>[]} */
  let early = [];
  const server = createServer(SERVER_OPTIONS, (request, response) => {
    const status = earlyRefusal(request);
    translateBodyEncoding(response);
    if (status !== undefined) refuse(response, status);
    else if (handle) handle(request, response);
    else early.push([request, response]);
  });
  refuseOddConnections(server);
  const port = await listen(server, where);
  process_.env.PORT = String(port);
  endOnSignal(server, process_);

  const { default: next } = await import('next');
  const app = next({ dev: false, dir: fileURLToPath(root), hostname: where.host, port });
  await app.prepare();
  const handler = app.getRequestHandler();
  handle = (request, response) => void handler(request, response);
  for (const [request, response] of early) handle(request, response);
  early = [];
  return { port };
}
