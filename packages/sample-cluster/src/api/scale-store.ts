/** A store of many thousands of objects that keeps none of them: each is made from its number when it is read. */
import type { SampleClock } from './client.ts';
import type { Resource } from './kinds.ts';
import { type ScaleKind, type ScalePlan, scaleKinds, type Version } from './scale-objects.ts';
import { type Change, type KubeObject, keyOf, RevisionStore, type Scan } from './store.ts';

interface Kept {
  kind: ScaleKind;
  /** Revision and number of changes of each object. */
  revisions: Float64Array;
  changes: Uint32Array;
}

/**
 * Like {@link RevisionStore}; objects written by hand are kept and stand before those made on the fly.
 * A paged list shows objects as they are at the moment, not as they were at its first page.
 */
export class ScaleStore extends RevisionStore {
  readonly #kinds = new Map<Resource, Kept>();
  readonly #clock: SampleClock;
  readonly #gone = new Set<string>();

  constructor(plan: ScalePlan, clock: SampleClock, window?: number) {
    super(window);
    this.#clock = clock;
    for (const kind of scaleKinds(plan))
      this.#kinds.set(kind.resource, {
        kind,
        revisions: new Float64Array(kind.count).fill(1),
        changes: new Uint32Array(kind.count),
      });
  }

  override get(resource: Resource, key: string): KubeObject | undefined {
    const kept = super.get(resource, key);
    const made = this.#kinds.get(resource);
    if (kept || !made || this.#gone.has(`${resource} ${key}`)) return kept;
    const index = firstAfter(made.kind, key, true);
    return index < made.kind.count && made.kind.key(index) === key ? this.#make(made, index) : undefined;
  }

  override list(resource: Resource): readonly KubeObject[] {
    return this.#kinds.has(resource) ? [...this.scan(resource)] : super.list(resource);
  }

  override *scan(resource: Resource, range: Scan = {}): Generator<KubeObject> {
    const made = this.#kinds.get(resource);
    if (!made) {
      yield* super.scan(resource, range);
      return;
    }
    const byHand = super.list(resource).filter((object) => inRange(keyOf(object.metadata), range));
    for (const index of indices(made.kind, range)) {
      const key = made.kind.key(index);
      while (byHand[0] && keyOf(byHand[0].metadata) < key) {
        const before = byHand.shift();
        if (before) yield before;
      }
      if (byHand[0] && keyOf(byHand[0].metadata) === key) continue;
      if (this.#gone.size === 0 || !this.#gone.has(`${resource} ${key}`)) yield this.#make(made, index);
    }
    yield* byHand;
  }

  override count(resource: Resource, range: Scan = {}): number {
    const made = this.#kinds.get(resource);
    if (!made || this.#gone.size > 0 || super.list(resource).length > 0) return super.count(resource, range);
    return indices(made.kind, range).length;
  }

  override remove(resource: Resource, key: string): KubeObject | undefined {
    const previous = super.get(resource, key) ? undefined : this.get(resource, key);
    if (!previous) {
      if (this.#kinds.has(resource)) this.#gone.add(`${resource} ${key}`);
      return super.remove(resource, key);
    }
    this.#gone.add(`${resource} ${key}`);
    const revision = this.next();
    const object = { ...previous, metadata: { ...previous.metadata, resourceVersion: `${revision}` } };
    this.record({ revision, resource, type: 'DELETED', object, previous });
    return object;
  }

  /** Changes one object as the program that owns it would: a restart of a pod, the renewal of a lease. */
  touch(resource: Resource, index: number): void {
    const made = this.#kinds.get(resource);
    if (!made || index >= made.kind.count || this.#gone.has(`${resource} ${made.kind.key(index)}`)) return;
    const before = this.#versionOf(made, index);
    const after = { revision: this.next(), changes: before.changes + 1 };
    made.revisions[index] = after.revision;
    made.changes[index] = after.changes;
    this.record(new Touched(made.kind, index, before, after, this.#clock.now()));
  }

  #versionOf({ revisions, changes }: Kept, index: number): Version {
    return { revision: revisions[index] ?? 1, changes: changes[index] ?? 0 };
  }

  #make(kept: Kept, index: number): KubeObject {
    return kept.kind.make(index, this.#versionOf(kept, index), this.#clock.now());
  }
}

/** A change that is kept as numbers: five minutes of a large cluster's history are many of them. */
class Touched implements Change {
  readonly type = 'MODIFIED';
  readonly #kind: ScaleKind;
  readonly #index: number;
  readonly #before: Version;
  readonly #after: Version;
  readonly #at: Date;

  constructor(kind: ScaleKind, index: number, before: Version, after: Version, at: Date) {
    this.#kind = kind;
    this.#index = index;
    this.#before = before;
    this.#after = after;
    this.#at = at;
  }

  get resource(): Resource {
    return this.#kind.resource;
  }

  get revision(): number {
    return this.#after.revision;
  }

  get object(): KubeObject {
    return this.#kind.make(this.#index, this.#after, this.#at);
  }

  get previous(): KubeObject {
    return this.#kind.make(this.#index, this.#before, this.#at);
  }
}

/** Keys grow with the number: the first at or after a key. */
function firstAfter(kind: ScaleKind, key: string, orAt: boolean): number {
  let [low, high] = [0, kind.count];
  while (low < high) {
    const middle = (low + high) >> 1;
    const found = kind.key(middle);
    if (found < key || (!orAt && found === key)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function inRange(key: string, { namespace, after }: Scan): boolean {
  return (!namespace || key.startsWith(`${namespace}/`)) && (after === undefined || key > after);
}

/** The numbers in a range, without making anything. */
function indices(kind: ScaleKind, { namespace, after }: Scan): { length: number } & Iterable<number> {
  let start = namespace ? firstAfter(kind, `${namespace}/`, true) : 0;
  const end = namespace ? firstAfter(kind, `${namespace}0`, true) : kind.count;
  if (after !== undefined) start = Math.max(start, firstAfter(kind, after, false));
  return {
    length: Math.max(0, end - start),
    *[Symbol.iterator]() {
      for (let index = start; index < end; index++) yield index;
    },
  };
}
