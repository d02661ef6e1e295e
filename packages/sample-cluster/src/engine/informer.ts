import type { ApiClient, ListOptions, WatchEvent } from '../api/client.ts';
import type { ObjectOf, Resource } from '../api/kinds.ts';
import type { Scope } from './scope.ts';
import { keyOf } from './types.ts';

/** One change an informer saw. `before` is what it knew of the object, when it knew it. */
export interface Change<R extends Resource> {
  type: 'added' | 'changed' | 'deleted';
  object: ObjectOf<R>;
  before?: ObjectOf<R>;
}

/** client-go's reflector waits 0.8 s after a failure, then twice as long each time, up to 30 s, with jitter. */
const FIRST_RETRY_MS = 800;
const LAST_RETRY_MS = 30_000;

/**
 * List, then watch, then list again whenever the watch ends: a local copy of a resource that is kept current.
 * All a program of the sample cluster knows of the others, it knows from here.
 */
export class Informer<R extends Resource> {
  readonly items = new Map<string, ObjectOf<R>>();
  synced = false;
  /** False from the end of a watch until the next list: what is known may be old. */
  current = false;
  #handlers: ((change: Change<R>) => void)[] = [];
  #onSynced: (() => void)[] = [];
  #failures = 0;

  private readonly scope: Scope;
  private readonly api: ApiClient;
  private readonly resource: R;
  private readonly options: ListOptions;

  constructor(scope: Scope, api: ApiClient, resource: R, options: ListOptions = {}) {
    this.scope = scope;
    this.api = api;
    this.resource = resource;
    this.options = options;
  }

  /** Calls `handler` for each change from now on, and for each object already known. */
  onChange(handler: (change: Change<R>) => void): void {
    this.#handlers.push(handler);
    for (const object of this.items.values()) handler({ type: 'added', object });
  }

  /** Calls `run` when the first list has arrived. */
  onSynced(run: () => void): void {
    if (this.synced) run();
    else this.#onSynced.push(run);
  }

  start(): void {
    this.scope.after(0, () => this.#listAndWatch());
  }

  get(key: string): ObjectOf<R> | undefined {
    return this.items.get(key);
  }

  list(namespace?: string): ObjectOf<R>[] {
    const all = Array.from(this.items.values());
    return namespace === undefined ? all : all.filter((object) => object.metadata.namespace === namespace);
  }

  #listAndWatch(): void {
    if (this.scope.closed) return;
    let resourceVersion: string;
    try {
      const list = this.api.list(this.resource, this.options);
      resourceVersion = list.resourceVersion;
      this.#replace(list.items);
      this.#failures = 0;
    } catch {
      // Refused, cut off or etcd away: all of them are waited out.
      this.#retry();
      return;
    }
    try {
      const watch = this.api.watch(
        this.resource,
        { ...this.options, resourceVersion },
        (event) => this.#take(event),
        () => this.#retry(),
      );
      this.current = true;
      this.scope.onClose(() => watch.stop());
    } catch {
      this.#retry();
    }
  }

  #retry(): void {
    this.current = false;
    if (this.scope.closed) return;
    const wait = Math.min(FIRST_RETRY_MS * 2 ** this.#failures, LAST_RETRY_MS);
    this.#failures += 1;
    this.scope.after(wait, () => this.#listAndWatch());
  }

  #replace(objects: ObjectOf<R>[]): void {
    const gone = new Map(this.items);
    for (const object of objects) {
      gone.delete(keyOf(object));
      this.#set(object);
    }
    for (const [key, object] of gone) this.#remove(key, object);
    if (!this.synced) {
      this.synced = true;
      for (const run of this.#onSynced.splice(0)) run();
    }
  }

  #take(event: WatchEvent<R>): void {
    if (this.scope.closed) return;
    if (event.type === 'ERROR') this.#retry();
    else if (event.type === 'DELETED') this.#remove(keyOf(event.object), event.object);
    else this.#set(event.object);
  }

  #set(object: ObjectOf<R>): void {
    const key = keyOf(object);
    const before = this.items.get(key);
    this.items.set(key, object);
    if (before?.metadata.resourceVersion === object.metadata.resourceVersion) return;
    this.#tell(before === undefined ? { type: 'added', object } : { type: 'changed', object, before });
  }

  #remove(key: string, object: ObjectOf<R>): void {
    const before = this.items.get(key);
    if (!this.items.delete(key)) return;
    this.#tell({ type: 'deleted', object, ...(before === undefined ? {} : { before }) });
  }

  #tell(change: Change<R>): void {
    for (const handler of this.#handlers) handler(change);
  }
}

/** The informers of one process, each resource listed and watched once, as client-go's shared informer factory. */
export class SharedInformers {
  #byResource = new Map<Resource, unknown>();

  private readonly scope: Scope;
  private readonly api: ApiClient;

  constructor(scope: Scope, api: ApiClient) {
    this.scope = scope;
    this.api = api;
  }

  of<R extends Resource>(resource: R): Informer<R> {
    const known = this.#byResource.get(resource);
    if (isInformerOf(known, resource)) return known;
    const informer = new Informer(this.scope, this.api, resource);
    this.#byResource.set(resource, informer);
    informer.start();
    return informer;
  }
}

/** Informers are kept by resource, so what is found under a resource is an informer of it. */
function isInformerOf<R extends Resource>(value: unknown, _resource: R): value is Informer<R> {
  return value instanceof Informer;
}
