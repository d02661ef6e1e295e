/** One collection of the store: changed in place, read as a Map that never changes. */
import type { CollectionDelta } from '@/lib/model/cluster';

/** Items by key. */
export interface KeyedItems<T> {
  get(key: string): T | undefined;
  /** The same Map until something changes; made when somebody asks, so that who looks up one item pays for one. */
  view(): ReadonlyMap<string, T>;
  /** Adds to `touched` the keys that are not what they were. */
  apply(delta: CollectionDelta<T>, touched: Set<string>): void;
  /** Takes the place of everything. */
  replace(items: readonly T[], touched: Set<string>): void;
}

/** An empty collection. */
export function createKeyedItems<T>(keyOf: (item: T) => string): KeyedItems<T> {
  let live = new Map<string, T>();
  let view: ReadonlyMap<string, T> | undefined;
  return {
    get: (key) => live.get(key),
    view() {
      view ??= new Map(live);
      return view;
    },
    apply({ set = [], gone = [] }, touched) {
      for (const key of gone) if (live.delete(key)) touched.add(key);
      for (const item of set) {
        const key = keyOf(item);
        live.set(key, item);
        touched.add(key);
      }
      view = undefined;
    },
    replace(items, touched) {
      for (const key of live.keys()) touched.add(key);
      live = new Map(items.map((item) => [keyOf(item), item]));
      for (const key of live.keys()) touched.add(key);
      view = undefined;
    },
  };
}
