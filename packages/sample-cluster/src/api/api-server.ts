/** The sample cluster's API server, in process. `http.ts` puts the REST front before it. */
import type {
  ApiClient,
  ApiServer,
  ClientIdentity,
  HealthCheck,
  LogProvider,
  SampleClock,
  Watch,
  WatchEvent,
  WatchOptions,
} from './client.ts';
import { Core } from './core.ts';
import { ApiError, ServerGone } from './errors.ts';
import { evict } from './eviction.ts';
import { fieldsOf, textOf } from './json.ts';
import type { ObjectOf, Resource } from './kinds.ts';
import { RevisionStore } from './store.ts';
import { typed } from './typed.ts';
import { openWatch, type RawEvent } from './watch.ts';

export interface ApiServerOptions {
  clock: SampleClock;
  /** In [0, 1): uids, name suffixes, addresses. */
  random?: () => number;
  /** Runs watch handlers later, in order. */
  defer?: (run: () => void) => void;
  /** How many changes watches can resume over. */
  window?: number;
  /** Where objects are kept; an empty one by default. */
  store?: RevisionStore;
}

/** Starts an empty API server: no namespace, no node. Whoever boots the cluster creates them. */
export function createApiServer(options: ApiServerOptions): SampleApiServer {
  return new SampleApiServer(options);
}

/** See {@link ApiServer}. `core`, `checks` and `logs` are for the HTTP front. */
export class SampleApiServer implements ApiServer {
  readonly core: Core;
  readonly clock: SampleClock;
  readonly #defer: (run: () => void) => void;
  readonly #ends = new Set<() => void>();
  readonly #lives = new Set<(running: boolean) => void>();
  #running = true;
  #etcd = true;
  #logs: LogProvider | undefined;

  constructor({
    clock,
    random = Math.random,
    defer = queueMicrotask,
    window = 4_000,
    store = new RevisionStore(window),
  }: ApiServerOptions) {
    this.clock = clock;
    this.core = new Core({ clock, random, store });
    this.#defer = defer;
  }

  get running(): boolean {
    return this.#running;
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    for (const tell of this.#lives) tell(true);
  }

  stop(): void {
    if (!this.#running) return;
    this.#running = false;
    for (const end of [...this.#ends]) end();
    this.#ends.clear();
    for (const tell of this.#lives) tell(false);
  }

  /** Called back when the server starts or stops; for the HTTP front. */
  onLife(tell: (running: boolean) => void): () => void {
    this.#lives.add(tell);
    return () => this.#lives.delete(tell);
  }

  setEtcd(up: boolean): void {
    this.#etcd = up;
  }

  setLogs(provider: LogProvider): void {
    this.#logs = provider;
  }

  get logs(): LogProvider | undefined {
    return this.#logs;
  }

  /** Throws what a caller meets while the server or its etcd is away. */
  admitCall(): void {
    if (!this.#running) throw new ServerGone();
    if (!this.#etcd) throw new ApiError(500, '', 'etcdserver: request timed out');
  }

  /** Called back when the server stops; for streams over HTTP. */
  onStop(end: () => void): () => void {
    this.#ends.add(end);
    return () => this.#ends.delete(end);
  }

  checks(path: 'livez' | 'readyz'): HealthCheck[] {
    const names =
      path === 'livez'
        ? CHECKS
        : [...CHECKS.slice(0, 3), 'etcd-readiness', 'informer-sync', ...CHECKS.slice(3), 'shutdown'];
    return names.map((name) => ({ name, ok: this.#etcd || !name.startsWith('etcd') }));
  }

  as(manager: string, identity: ClientIdentity = {}): ApiClient {
    const { core } = this;
    const guard = () => {
      if (identity.reachable?.() === false) throw new ServerGone();
      this.admitCall();
    };
    const call = <T>(run: () => T): T => {
      guard();
      return run();
    };
    const writer = { manager };
    return {
      get: (resource, name, namespace) => call(() => typed(resource, core.get({ resource, name, namespace }))),
      find: (resource, name, namespace) =>
        call(() => {
          const found = core.find({ resource, name, namespace });
          return found && typed(resource, found);
        }),
      list: (resource, options = {}) =>
        call(() => {
          const items = core.store.list(resource).filter(core.matcher(resource, options));
          return { resourceVersion: `${core.store.revision}`, items: items.map((item) => typed(resource, item)) };
        }),
      create: (resource, object) => call(() => typed(resource, core.create(resource, object, undefined, writer))),
      update: (resource, object) => call(() => typed(resource, core.update(refOf(resource, object), object, writer))),
      updateStatus: (resource, object) =>
        call(() => typed(resource, core.update(refOf(resource, object), object, { ...writer, subresource: 'status' }))),
      patch: (resource, ref, type, body, options = {}) =>
        call(() =>
          typed(
            resource,
            core.patch({ resource, ...ref }, type, body, {
              ...writer,
              subresource: options.subresource,
              force: options.force ?? false,
            }),
          ),
        ),
      delete: (resource, ref, options) =>
        call(() => typed(resource, core.delete({ resource, ...ref }, options).object)),
      bind: (pod, node) => call(() => core.bind({ resource: 'pods', ...pod }, node, pod.uid)),
      evict: (pod, options) => call(() => evict(core, pod, options)),
      watch: (resource, options, handler, onEnd) =>
        call(() => this.#watch(resource, options, handler, onEnd, identity.reachable)),
    };
  }

  #watch<R extends Resource>(
    resource: R,
    options: WatchOptions,
    handler: (event: WatchEvent<R>) => void,
    onEnd: (() => void) | undefined,
    reachable: (() => boolean) | undefined,
  ): Watch {
    const { store } = this.core;
    const matches = this.core.matcher(resource, options);
    const queue: RawEvent[] = [];
    let open = true;
    let scheduled = false;
    const end = (told: boolean) => {
      if (!open) return;
      open = false;
      stopFollowing();
      forget();
      if (told) this.#defer(() => onEnd?.());
    };
    const deliver = () => {
      scheduled = false;
      const failures: unknown[] = [];
      for (const event of queue.splice(0)) {
        if (open && reachable?.() === false) end(true);
        if (!open) break;
        try {
          handler({ type: event.type, object: asTyped(resource, event) });
        } catch (error) {
          // An object that one watcher stumbles over keeps it from none of the others.
          failures.push(error);
        }
      }
      if (failures.length > 0) throw failures[0];
    };
    const emit = (event: RawEvent) => {
      queue.push(event);
      if (scheduled) return;
      scheduled = true;
      this.#defer(deliver);
    };
    let stopFollowing: () => void = () => undefined;
    const forget = this.onStop(() => end(true));
    const initial = options.resourceVersion === undefined;
    const from = initial ? store.revision : Number(options.resourceVersion);
    if (initial) for (const object of store.list(resource)) if (matches(object)) emit({ type: 'ADDED', object });
    try {
      stopFollowing = openWatch(store, resource, matches, from, emit);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      forget();
      open = false;
      const { code, message } = error;
      this.#defer(() => {
        handler({ type: 'ERROR', code, message });
        onEnd?.();
      });
    }
    return { stop: () => end(false) };
  }
}

const asTyped = <R extends Resource>(resource: R, event: RawEvent): ObjectOf<R> => typed(resource, event.object);

function refOf(resource: Resource, object: unknown): { resource: Resource; name: string; namespace?: string } {
  const metadata = fieldsOf(fieldsOf(object).metadata);
  const namespace = textOf(metadata.namespace);
  return { resource, name: textOf(metadata.name) ?? '', ...(namespace ? { namespace } : {}) };
}

/** Those of a 1.36 server's checks that stand for something the sample cluster has. */
const CHECKS = [
  'ping',
  'etcd',
  'poststarthook/start-system-namespaces-controller',
  'poststarthook/start-kube-apiserver-identity-lease-controller',
  'poststarthook/start-service-ip-repair-controllers',
  'poststarthook/scheduling/bootstrap-system-priority-classes',
];
