/**
 * A recording served as an API server on loopback: lists with pages, watches with bookmarks, objects that change when a
 * measurement says so, and the ways a server can be lost. The smallest that the reader of a live cluster needs, so that what
 * is measured is the reader.
 */
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Any object of the API; only its metadata is looked at here. */
export interface ApiObject {
  apiVersion?: string;
  kind?: string;
  metadata: { name: string; namespace?: string; uid?: string; resourceVersion?: string; [field: string]: unknown };
  [field: string]: unknown;
}
type EventType = 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK';
interface Watcher {
  namespace: string | undefined;
  send(type: EventType, object: ApiObject): void;
}
interface Collection {
  apiVersion: string;
  kind: string;
  objects: Map<string, ApiObject>;
  history: { version: number; type: EventType; object: ApiObject }[];
  watchers: Set<Watcher>;
}

/** Where Kubernetes 1.20 has each kind. */
const KINDS: Record<string, [apiVersion: string, kind: string]> = {
  namespaces: ['v1', 'Namespace'],
  nodes: ['v1', 'Node'],
  pods: ['v1', 'Pod'],
  events: ['v1', 'Event'],
  services: ['v1', 'Service'],
  leases: ['coordination.k8s.io/v1', 'Lease'],
  endpointslices: ['discovery.k8s.io/v1beta1', 'EndpointSlice'],
  deployments: ['apps/v1', 'Deployment'],
  replicasets: ['apps/v1', 'ReplicaSet'],
  daemonsets: ['apps/v1', 'DaemonSet'],
  statefulsets: ['apps/v1', 'StatefulSet'],
  jobs: ['batch/v1', 'Job'],
  cronjobs: ['batch/v1beta1', 'CronJob'],
  runtimeclasses: ['node.k8s.io/v1', 'RuntimeClass'],
};
const rootOf = (apiVersion: string) => (apiVersion === 'v1' ? '/api/v1' : `/apis/${apiVersion}`);
const keyOf = ({ metadata }: ApiObject) => `${metadata.namespace ?? ''}/${metadata.name}`;

/** How the server behaves: as it should, or as one of the bad days. */
export type Mood = 'well' | 'hang' | 'unauthorized' | 'forbidden';

export class ReplayServer {
  /** Changes how the next requests are answered. */
  mood: Mood = 'well';
  /** Resources that RBAC refuses, as `nodes`. */
  readonly forbidden = new Set<string>();
  private version = 1000;
  private port = 0;
  private server: Server | undefined;
  private readonly collections = new Map<string, Collection>();
  private readonly folder: string;

  constructor(recording: string) {
    this.folder = recording;
    for (const [resource, [apiVersion, kind]] of Object.entries(KINDS)) {
      const { items }: { items: ApiObject[] } = JSON.parse(readFileSync(join(recording, `${resource}.json`), 'utf8'));
      const objects = new Map(items.map((item) => [keyOf(item), this.stamped(item)]));
      this.collections.set(resource, { apiVersion, kind, objects, history: [], watchers: new Set() });
    }
  }

  /** Listens; again on the same port after {@link stop}. */
  async start(): Promise<void> {
    this.server = createServer((request, response) => this.answer(request, response));
    await new Promise<void>((resolve) => this.server?.listen(this.port, '127.0.0.1', resolve));
    this.port = (this.server.address() as AddressInfo).port;
  }

  /** Dies as a killed API server does: every connection cut, the port refused. */
  async stop(): Promise<void> {
    const dying = this.server;
    if (!dying) return;
    this.server = undefined;
    dying.closeAllConnections();
    await new Promise((resolve) => dying.close(resolve));
    for (const { watchers } of this.collections.values()) watchers.clear();
  }

  /** A kubeconfig of its own that leads here. */
  kubeconfig(): string {
    const file = join(mkdtempSync(join(tmpdir(), 'replay-')), 'config');
    const config = {
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'replay',
      contexts: [{ name: 'replay', context: { cluster: 'replay', user: 'student' } }],
      clusters: [{ name: 'replay', cluster: { server: `http://127.0.0.1:${this.port}` } }],
      users: [{ name: 'student', user: {} }],
    };
    writeFileSync(file, JSON.stringify(config));
    return file;
  }

  get(resource: string, key: string): ApiObject {
    const object = this.collection(resource).objects.get(key);
    if (!object) throw new Error(`no ${resource} ${key} in the replay`);
    return structuredClone(object);
  }

  /** Writes an object: it is created, or changed when its name is known. */
  put(resource: string, object: ApiObject): void {
    const collection = this.collection(resource);
    const type = collection.objects.has(keyOf(object)) ? 'MODIFIED' : 'ADDED';
    const written = this.stamped(object);
    collection.objects.set(keyOf(object), written);
    this.tell(collection, type, written);
  }

  remove(resource: string, key: string): void {
    const collection = this.collection(resource);
    const gone = this.stamped(this.get(resource, key));
    collection.objects.delete(key);
    this.tell(collection, 'DELETED', gone);
  }

  private collection(resource: string): Collection {
    const collection = this.collections.get(resource);
    if (!collection) throw new Error(`no resource ${resource} in the replay`);
    return collection;
  }

  private stamped(object: ApiObject): ApiObject {
    this.version += 1;
    return { ...object, metadata: { ...object.metadata, resourceVersion: String(this.version) } };
  }

  private tell(collection: Collection, type: EventType, object: ApiObject): void {
    collection.history.push({ version: this.version, type, object });
    for (const watcher of collection.watchers) {
      if (watcher.namespace === undefined || watcher.namespace === object.metadata.namespace)
        watcher.send(type, object);
    }
  }

  private answer(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '/', 'http://replay');
    if (this.mood === 'hang') return;
    if (this.mood === 'unauthorized') return refuse(response, 401, 'Unauthorized', 'Unauthorized');
    if (this.mood === 'forbidden')
      return refuse(response, 403, 'Forbidden', `student cannot get path "${url.pathname}"`);
    if (url.pathname === '/version') return json(response, JSON.parse(this.file('version.json')));
    if (url.pathname === '/readyz' || url.pathname === '/livez') {
      response.end(this.checks(url.pathname));
      return;
    }
    for (const [resource, collection] of this.collections) {
      const root = rootOf(collection.apiVersion);
      if (url.pathname === root) return json(response, this.resourcesOf(collection.apiVersion));
      const match = new RegExp(`^${root}(?:/namespaces/([^/]+))?/${resource}(?:/([^/]+))?$`).exec(url.pathname);
      if (!match) continue;
      const [, namespace, name] = match;
      if (this.forbidden.has(resource)) {
        return refuse(
          response,
          403,
          'Forbidden',
          `User "student" cannot list resource "${resource}" at the cluster scope`,
        );
      }
      if (name) return this.one(response, collection, `${namespace ?? ''}/${name}`);
      if (url.searchParams.has('watch')) return this.watch(response, collection, namespace, url.searchParams);
      return this.list(response, collection, namespace, url.searchParams);
    }
    refuse(response, 404, 'NotFound', 'the server could not find the requested resource');
  }

  private resourcesOf(apiVersion: string) {
    const here = Object.entries(KINDS).filter(([, [version]]) => version === apiVersion);
    const resources = here.map(([name, [, kind]]) => ({ name, kind, verbs: ['get', 'list', 'watch'] }));
    return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion: apiVersion, resources };
  }

  private one(response: ServerResponse, { objects, apiVersion, kind }: Collection, key: string) {
    const object = objects.get(key);
    if (!object) return refuse(response, 404, 'NotFound', `${kind} "${key}" not found`);
    json(response, { apiVersion, kind, ...object });
  }

  private list(
    response: ServerResponse,
    { objects, apiVersion, kind }: Collection,
    namespace: string | undefined,
    query: URLSearchParams,
  ): void {
    const all = [...objects.values()].filter(({ metadata }) => !namespace || metadata.namespace === namespace);
    const from = Number(query.get('continue') ?? 0);
    const limit = Number(query.get('limit') ?? 0) || all.length;
    const rest = Math.max(0, all.length - from - limit);
    const metadata = {
      resourceVersion: String(this.version),
      ...(rest ? { continue: String(from + limit), remainingItemCount: rest } : {}),
    };
    json(response, { apiVersion, kind: `${kind}List`, metadata, items: all.slice(from, from + limit) });
  }

  private watch(
    response: ServerResponse,
    collection: Collection,
    namespace: string | undefined,
    query: URLSearchParams,
  ): void {
    const { apiVersion, kind, history, watchers } = collection;
    const since = Number(query.get('resourceVersion') ?? 0);
    response.writeHead(200, { 'content-type': 'application/json' });
    response.flushHeaders();
    const watcher: Watcher = {
      namespace,
      send: (type, object) => {
        response.write(`${JSON.stringify({ type, object: { apiVersion, kind, ...object } })}\n`);
      },
    };
    for (const { version, type, object } of history) if (version > since) watcher.send(type, object);
    watcher.send('BOOKMARK', { metadata: { name: '', resourceVersion: String(this.version) } });
    watchers.add(watcher);
    response.on('close', () => watchers.delete(watcher));
  }

  /** What the recorded server said of its own health, where that was kept; else one good check. */
  private checks(path: string): string {
    const file = `${this.folder.replace(/\/$/, '')}-seen${path}.txt`;
    return existsSync(file) ? readFileSync(file, 'utf8') : '[+]ping ok\n';
  }

  private file(name: string): string {
    return readFileSync(join(this.folder, name), 'utf8');
  }
}

function json(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function refuse(response: ServerResponse, code: number, reason: string, message: string): void {
  response.writeHead(code, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ kind: 'Status', apiVersion: 'v1', status: 'Failure', message, reason, code }));
}
