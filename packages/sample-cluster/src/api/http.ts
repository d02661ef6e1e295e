/**
 * The REST front of the sample cluster's API server: HTTPS on loopback, bearer tokens, nothing else.
 * While the API server is stopped nobody listens: connections are refused, as they are in a real cluster.
 */
import { randomUUID, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { SampleApiServer } from './api-server.ts';
import { attributesOf, authorize, authorizePath, type User } from './authorizer.ts';
import { Bodies } from './body.ts';
import { parseBody } from './decode.ts';
import {
  aggregated,
  aggregatedVersion,
  apiGroup,
  apiGroupList,
  apiResourceList,
  apiVersions,
  servedPaths,
} from './discovery.ts';
import { ApiError, ServerGone } from './errors.ts';
import { timestamp } from './identity.ts';
import { impersonated } from './impersonation.ts';
import type { Fields } from './json.ts';
import { ExpiredContinue } from './list.ts';
import { ObjectsHandler } from './objects.ts';
import { OPENAPI_V2_ASKED, OPENAPI_V2_TYPE, openApiDocument, openApiIndex, openApiV2 } from './openapi.ts';
import { readProtobuf } from './protobuf.ts';
import { Reply, statusOf } from './reply.ts';
import { targetOf } from './request.ts';
import { type RequestInfo, requestInfoOf } from './request-info.ts';
import { isReview, review, VERSION } from './reviews.ts';
import { ADMINISTRATOR } from './users.ts';
import type { WatchTimes } from './watch-stream.ts';

/** A request whose head or body takes longer is a client that will not finish. */
const ARRIVAL: Arrival = { head: 10_000, whole: 30_000 };
/** `kubectl delete --raw` of this puts the cluster back as it was at the start. */
const CHANGES = { group: 'sample.kubeplano.dev', version: 'v1', resource: 'changes' };

/** How long a request may take to arrive, in milliseconds. */
export interface Arrival {
  head: number;
  whole: number;
}

export interface HttpOptions {
  /** 0 chooses a free one. */
  port?: number;
  /** The administrator's. */
  token: string;
  /** Others who may come in, each with a token of their own. */
  users?: readonly { token: string; user: User }[];
  certificate: { key: string; certificate: string };
  /** Until then the server is not there: requests wait, and its life is not followed. */
  ready?: Promise<void>;
  /** Makes the cluster anew, behind this front. */
  reset?: () => void;
  /** For tests: milliseconds between bookmarks and until a watch ends by itself. */
  times?: WatchTimes;
  /** For tests. */
  arrival?: Arrival;
}

export interface HttpFront {
  port: number;
  /** `https://127.0.0.1:PORT`. */
  url: string;
  /** Another server behind the same address: streams end, and requests wait for `ready`. */
  lead(server: SampleApiServer, ready: Promise<void>): void;
  close(): Promise<void>;
}

const PUBLIC = /^\/(healthz|livez|readyz|version)(\/|$)/;

/** Listens on 127.0.0.1 before an API server. Rejects when the port is taken. */
export async function serveHttp(server: SampleApiServer, options: HttpOptions): Promise<HttpFront> {
  const front = new Front(server, options);
  const port = await front.listen(options.port ?? 0);
  return {
    port,
    url: `https://127.0.0.1:${port}`,
    lead: (next, ready) => front.lead(next, ready),
    close: () => front.close(),
  };
}

class Front {
  readonly #options: HttpOptions;
  readonly #bodies = new Bodies();
  #server: SampleApiServer;
  readonly #http: Server;
  readonly #users: readonly { bearer: Buffer; user: User }[];
  #objects: ObjectsHandler;
  readonly #sockets = new Set<Duplex>();
  #ready: Promise<void> = Promise.resolve();
  #stopListening = () => {};
  #port = 0;
  #closed = false;

  constructor(server: SampleApiServer, options: HttpOptions) {
    this.#options = options;
    this.#server = server;
    this.#users = [{ token: options.token, user: ADMINISTRATOR }, ...(options.users ?? [])].map(({ token, user }) => ({
      bearer: Buffer.from(`Bearer ${token}`),
      user,
    }));
    this.#objects = this.#objectsOf(server);
    const arrival = options.arrival ?? ARRIVAL;
    this.#http = createServer(
      {
        key: options.certificate.key,
        cert: options.certificate.certificate,
        handshakeTimeout: arrival.head,
        headersTimeout: arrival.head,
        requestTimeout: arrival.whole,
        connectionsCheckingInterval: arrival.head,
      },
      (request, response) => {
        void this.#serve(request, response);
      },
    );
    // As a real server's idle timeout: a client that reuses its connection must not race with its closing.
    this.#http.keepAliveTimeout = 180_000;
    this.#http.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    // A broken handshake or request is the client's problem; the server goes on.
    this.#http.on('tlsClientError', (_error, socket) => socket.destroy());
    this.#http.on('clientError', (_error, socket) => socket.destroy());
    if (options.ready) this.#await(options.ready);
    else this.#followLife();
  }

  #objectsOf(server: SampleApiServer): ObjectsHandler {
    return new ObjectsHandler(server, this.#options.times ?? { bookmark: 60_000, timeout: 2_700_000 });
  }

  #await(ready: Promise<void>): void {
    this.#ready = ready.then(() => this.#followLife());
    // Told to each request; there may be none.
    this.#ready.catch(() => undefined);
  }

  lead(server: SampleApiServer, ready: Promise<void>): void {
    this.#stopListening();
    for (const socket of this.#sockets) socket.destroy();
    this.#server = server;
    this.#objects = this.#objectsOf(server);
    this.#await(ready);
    if (!this.#closed && !this.#http.listening) this.#http.listen(this.#port, '127.0.0.1');
  }

  #followLife(): void {
    if (this.#closed) return;
    this.#stopListening = this.#server.onLife((running) => {
      if (running) this.#http.listen(this.#port, '127.0.0.1');
      else this.#refuse();
    });
  }

  listen(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#http.once('error', reject);
      this.#http.listen(port, '127.0.0.1', () => {
        this.#http.off('error', reject);
        this.#http.on('error', () => undefined);
        this.#port = portOf(this.#http.address());
        resolve(this.#port);
      });
    });
  }

  close(): Promise<void> {
    this.#closed = true;
    this.#stopListening();
    return new Promise((resolve) => {
      this.#http.close(() => resolve());
      for (const socket of this.#sockets) socket.destroy();
    });
  }

  #refuse(): void {
    this.#http.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const reply = new Reply(response, randomUUID(), this.#server.clock.now());
    try {
      await this.#ready;
      await this.#route(request, reply);
    } catch (error) {
      this.#fail(error, reply);
    }
  }

  #fail(error: unknown, reply: Reply): void {
    if (reply.response.headersSent || error instanceof ServerGone) {
      reply.response.destroy();
      return;
    }
    if (error instanceof ExpiredContinue) {
      reply.json(error.code, { ...statusOf(error), metadata: { continue: error.token } });
      return;
    }
    reply.error(
      error instanceof ApiError
        ? error
        : new ApiError(500, 'InternalError', `Internal error occurred: ${String(error)}`),
    );
  }

  /** Who a token belongs to. Every token is compared, in constant time. */
  #userOf(header: string | undefined): User | undefined {
    const given = Buffer.from(header ?? '');
    const known = this.#users.filter(({ bearer }) => given.length === bearer.length && timingSafeEqual(given, bearer));
    return known[0]?.user;
  }

  async #route(request: IncomingMessage, reply: Reply): Promise<void> {
    const url = urlOf(request.url);
    const { pathname: path, searchParams: query } = url;
    if (PUBLIC.test(path)) {
      this.#health(path, query, reply);
      return;
    }
    const caller = this.#userOf(request.headers.authorization);
    if (!caller) throw new ApiError(401, 'Unauthorized', 'Unauthorized');
    const user = impersonated(
      caller,
      request.headers,
      this.#users.map((one) => one.user),
    );
    const asked = requestInfoOf(path);
    const method = request.method ?? 'GET';
    const contentType = request.headers['content-type'] ?? 'application/json';
    if (method === 'POST' && isReview(path)) {
      const body = await this.#body(request, contentType, 'Review');
      const answer = review(path, body, user, timestamp(this.#server.clock.now()));
      if (answer) {
        reply.json(201, answer);
        return;
      }
    }
    if (asked) {
      authorize(user, attributesOf(asked, method, query));
      if (method === 'DELETE' && isChanges(asked) && this.#options.reset) {
        reply.response.on('finish', this.#options.reset);
        reply.json(200, { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success' });
        return;
      }
      const target = targetOf(asked);
      if (!target) {
        reply.text(404, '404 page not found\n');
        return;
      }
      this.#server.admitCall();
      return this.#objects.handle({
        method,
        target,
        query,
        headers: { accept: request.headers.accept, contentType, userAgent: request.headers['user-agent'] },
        reply,
        body: (kind) => this.#body(request, contentType, kind),
      });
    }
    authorizePath(user, method, path);
    if (method === 'GET') this.#document(path, request.headers.accept, reply);
    else reply.text(404, '404 page not found\n');
  }

  async #body(request: IncomingMessage, contentType: string, kind: string): Promise<unknown> {
    const bytes = await this.#bodies.read(request);
    if (bytes.length === 0 && request.method === 'DELETE') return {};
    if (contentType.startsWith('application/vnd.kubernetes.protobuf')) return readProtobuf(bytes);
    if (!/json|yaml/.test(contentType) && request.method !== 'DELETE')
      throw new ApiError(
        415,
        'UnsupportedMediaType',
        'the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf',
      );
    const text = bytes.toString('utf8');
    if (text.trim() === '') throw new ApiError(400, 'BadRequest', 'request body is empty');
    return parseBody(text, contentType, kind);
  }

  #health(path: string, query: URLSearchParams, reply: Reply): void {
    const [, what = '', one] = path.split('/');
    if (what === 'version') {
      reply.json(200, VERSION);
      return;
    }
    const checks = this.#server.checks(what === 'readyz' ? 'readyz' : 'livez');
    const asked = one ? checks.filter((check) => check.name === one) : checks;
    const failed = asked.some((check) => !check.ok);
    const lines = asked.map((check) => (check.ok ? `[+]${check.name} ok` : `[-]${check.name} failed: reason withheld`));
    if (asked.length === 0) reply.text(404, '404 page not found\n');
    else if (failed) reply.text(500, `${lines.join('\n')}\n${what} check failed\n`);
    else reply.text(200, query.has('verbose') ? `${lines.join('\n')}\n${what} check passed\n` : 'ok');
  }

  #document(path: string, accept: string | undefined, reply: Reply): void {
    const clean = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
    if (clean === '/openapi/v2' && accept?.includes(OPENAPI_V2_ASKED)) {
      reply.bytes(200, openApiV2(), OPENAPI_V2_TYPE);
      return;
    }
    const version = aggregatedVersion(accept);
    if ((clean === '/api' || clean === '/apis') && version) {
      const type = `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`;
      reply.json(200, aggregated(clean === '/api', version), false, type);
      return;
    }
    const answer = clean === '/api' ? apiVersions(`127.0.0.1:${this.#port}`) : documentAt(clean);
    if (answer) reply.json(200, answer);
    else reply.text(404, '404 page not found\n');
  }
}

/** Throws {@link ApiError} 400 for what is no path. */
function urlOf(text = '/'): URL {
  const url = URL.parse(text, 'https://kubernetes');
  if (!url) throw new ApiError(400, 'BadRequest', 'invalid URL');
  return url;
}

const isChanges = ({ group, version, resource, name, namespace }: RequestInfo): boolean =>
  group === CHANGES.group && version === CHANGES.version && resource === CHANGES.resource && !name && !namespace;

function documentAt(path: string): Fields | undefined {
  if (path === '/') return { paths: servedPaths() };
  if (path === '/apis') return apiGroupList();
  if (path === '/openapi/v3') return openApiIndex();
  if (path.startsWith('/openapi/v3/')) return openApiDocument(path.slice('/openapi/v3/'.length));
  const [, top, group = '', version, more] = path.split('/');
  if (top === 'api') return version === undefined ? apiResourceList('', group) : undefined;
  if (top !== 'apis' || more !== undefined) return undefined;
  return version === undefined ? apiGroup(group) : apiResourceList(group, version);
}

const portOf = (address: AddressInfo | string | null): number =>
  typeof address === 'object' && address ? address.port : 0;
