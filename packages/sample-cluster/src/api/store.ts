/**
 * What etcd is to a real cluster: every object, one revision that grows with each write of any kind, and a window of
 * past changes from which a watch can resume and a paged list stay consistent.
 */
import { freeze } from './json.ts';
import type { Resource, StoredMeta } from './kinds.ts';

/** An object of any kind as it is kept. Frozen. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: StoredMeta;
  readonly [field: string]: unknown;
}

export interface Change {
  revision: number;
  resource: Resource;
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  /** After the change; a deleted object as it last was, with the revision of its deletion. */
  object: KubeObject;
  previous: KubeObject | undefined;
}

/** `namespace/name`, or `/name` for cluster-scoped objects: etcd's order within a kind. */
export const keyOf = (metadata: { name?: string; namespace?: string }): string =>
  `${metadata.namespace ?? ''}/${metadata.name ?? ''}`;

const byKey = (a: KubeObject, b: KubeObject) => {
  const [left, right] = [keyOf(a.metadata), keyOf(b.metadata)];
  return left < right ? -1 : left > right ? 1 : 0;
};

/** Which part of a kind: one namespace, after a key, at a revision. */
export interface Scan {
  namespace?: string | undefined;
  after?: string | undefined;
  at?: number | undefined;
}

/** The revision asked for is no longer in the window of past changes. */
export class Compacted extends Error {}

/** What changes may weigh together before the oldest are forgotten, and all objects before no more are taken; bytes, roughly. */
const MOST_HISTORY = 64 * 2 ** 20;
const MOST_STORED = 256 * 2 ** 20;
/** An object without what people put into it. */
const USUAL_BYTES = 4096;

/** Bytes of an object, roughly: what can be large of it is the data of config maps and secrets, and annotations. */
function weigh(object: KubeObject): number {
  let bytes = USUAL_BYTES;
  for (const part of [object.data, object.binaryData, object.metadata.annotations]) {
    if (typeof part !== 'object' || part === null) continue;
    for (const value of Object.values(part)) bytes += typeof value === 'string' ? value.length : 0;
  }
  return bytes;
}

/** There is no room for more: etcd's quota. */
export class SpaceExceeded extends Error {}

/** Keeps objects by kind and key; every write gets the next revision. Nothing is ever changed in place. */
export class RevisionStore {
  readonly #objects = new Map<Resource, Map<string, KubeObject>>();
  readonly #sorted = new Map<Resource, KubeObject[]>();
  readonly #listeners = new Set<(change: Change) => void>();
  #changes: Change[] = [];
  #historyBytes = 0;
  #storedBytes = 0;
  #revision: number;
  #compacted: number;
  readonly #window: number;

  /**
   * @param window how many changes are kept for watches and paged lists
   * @param first the revision it begins with; what was before is forgotten
   */
  constructor(window = 4_000, first = 1) {
    this.#window = window;
    this.#revision = first;
    this.#compacted = first - 1;
  }

  get revision(): number {
    return this.#revision;
  }

  /** Changes up to and including this revision are forgotten. */
  get compacted(): number {
    return this.#compacted;
  }

  get(resource: Resource, key: string): KubeObject | undefined {
    return this.#objects.get(resource)?.get(key);
  }

  /** All objects of a kind in key order. */
  list(resource: Resource): readonly KubeObject[] {
    const known = this.#sorted.get(resource);
    if (known) return known;
    const sorted = [...(this.#objects.get(resource)?.values() ?? [])].sort(byKey);
    this.#sorted.set(resource, sorted);
    return sorted;
  }

  /** All objects of a kind as they were at a revision. Throws {@link Compacted} when that is too long ago. */
  listAt(resource: Resource, revision: number): readonly KubeObject[] {
    if (revision >= this.#revision) return this.list(resource);
    if (revision < this.#compacted) throw new Compacted();
    const then = new Map(this.list(resource).map((object) => [keyOf(object.metadata), object]));
    for (let index = this.#changes.length - 1; index >= 0; index--) {
      const change = this.#changes[index];
      if (!change || change.revision <= revision) break;
      if (change.resource !== resource) continue;
      const key = keyOf(change.object.metadata);
      if (change.previous) then.set(key, change.previous);
      else then.delete(key);
    }
    return [...then.values()].sort(byKey);
  }

  /** Objects of a kind in key order, as they are or as they were at a revision. A large store makes them as it goes. */
  *scan(resource: Resource, { namespace, after, at }: Scan = {}): Generator<KubeObject> {
    for (const object of at === undefined ? this.list(resource) : this.listAt(resource, at)) {
      if (namespace && object.metadata.namespace !== namespace) continue;
      if (after === undefined || keyOf(object.metadata) > after) yield object;
    }
  }

  /** How many objects {@link scan} would give. */
  count(resource: Resource, range: Scan = {}): number {
    let count = 0;
    for (const _ of this.scan(resource, range)) count += 1;
    return count;
  }

  /** Creates or replaces; answers the object with its new resourceVersion. Throws {@link SpaceExceeded} when it is too much. */
  put(resource: Resource, object: KubeObject): KubeObject {
    const key = keyOf(object.metadata);
    const kind = this.#objects.get(resource) ?? new Map<string, KubeObject>();
    this.#objects.set(resource, kind);
    const previous = this.get(resource, key);
    const more = weigh(object) - (previous ? weigh(previous) : 0);
    if (more > 0 && this.#storedBytes + more > MOST_STORED) throw new SpaceExceeded();
    this.#storedBytes += more;
    this.next();
    const stored = freeze({ ...object, metadata: { ...object.metadata, resourceVersion: `${this.#revision}` } });
    kind.set(key, stored);
    this.#sorted.delete(resource);
    this.record({
      revision: this.#revision,
      resource,
      type: previous ? 'MODIFIED' : 'ADDED',
      object: stored,
      previous,
    });
    return stored;
  }

  /** Removes; answers the object as it last was with the revision of its deletion. */
  remove(resource: Resource, key: string): KubeObject | undefined {
    const previous = this.#objects.get(resource)?.get(key);
    if (!previous) return undefined;
    this.#objects.get(resource)?.delete(key);
    this.#storedBytes -= weigh(previous);
    this.#sorted.delete(resource);
    this.next();
    const object = freeze({
      ...previous,
      metadata: { ...previous.metadata, resourceVersion: `${this.#revision}` },
    });
    this.record({ revision: this.#revision, resource, type: 'DELETED', object, previous });
    return object;
  }

  /** Changes of a kind after a revision. Throws {@link Compacted} when some of them are forgotten. */
  since(resource: Resource, revision: number): Change[] {
    if (revision < this.#compacted) throw new Compacted();
    return this.#changes.filter((change) => change.revision > revision && change.resource === resource);
  }

  /** Calls back at each write, in order, before the write returns. */
  subscribe(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Forgets the changes up to a revision, as etcd's compaction does. */
  compact(revision = this.#revision): void {
    this.#compacted = Math.max(this.#compacted, Math.min(revision, this.#revision));
    this.#changes = this.#changes.filter((change) => change.revision > this.#compacted);
    this.#historyBytes = this.#changes.reduce((sum, change) => sum + weigh(change.object), 0);
  }

  /** Takes the next revision. */
  protected next(): number {
    this.#revision += 1;
    return this.#revision;
  }

  /** Remembers a change and tells of it. */
  protected record(change: Change): void {
    this.#changes.push(change);
    this.#historyBytes += weigh(change.object);
    const isLong = this.#changes.length > this.#window * 1.25;
    if (isLong || this.#historyBytes > MOST_HISTORY) {
      const kept = isLong ? this.#window : Math.floor(this.#changes.length / 2);
      this.compact(this.#changes.at(-kept - 1)?.revision ?? this.#compacted);
    }
    for (const listener of this.#listeners) listener(change);
  }
}
