import 'server-only';
import { KIND_NAMES, type KindName } from '@/lib/model/cluster';
import type { KubernetesObject, ObjectOf, ObjectStore } from '@/lib/model/objects';

/** `namespace/name`, or `name` for cluster-scoped objects. */
export const objectKey = ({ metadata }: KubernetesObject): string =>
  metadata.namespace ? `${metadata.namespace}/${metadata.name}` : metadata.name;

type Maps = { [K in KindName]: Map<string, ObjectOf[K]> };

const emptyMaps = (): Maps => ({
  namespaces: new Map(),
  nodes: new Map(),
  pods: new Map(),
  events: new Map(),
  leases: new Map(),
  services: new Map(),
  endpointslices: new Map(),
  deployments: new Map(),
  replicasets: new Map(),
  daemonsets: new Map(),
  statefulsets: new Map(),
  jobs: new Map(),
  cronjobs: new Map(),
  runtimeclasses: new Map(),
});

/**
 * All objects read, by kind and key. A published view is never changed: the first change of a kind after
 * `publish()` copies its map, so who holds the view may compare maps and objects by identity.
 */
export function createObjectStore() {
  const maps = emptyMaps();
  /** Keys of the lists that are still coming. */
  const listing = new Map<string, Set<string>>();
  let published = new Set<KindName>();

  function writable<K extends KindName>(kind: K): Map<string, ObjectOf[K]> {
    const map: Map<string, ObjectOf[K]> = maps[kind];
    if (!published.has(kind)) return map;
    published.delete(kind);
    const copy = new Map(map);
    // Each key of Maps is written with the value type of that same key; TypeScript cannot relate the two across the union.
    Object.assign(maps, { [kind]: copy });
    return copy;
  }

  const sameVersion = (one: KubernetesObject | undefined, other: KubernetesObject) =>
    one?.metadata.resourceVersion !== undefined &&
    one.metadata.resourceVersion === other.metadata.resourceVersion &&
    one.metadata.uid === other.metadata.uid;

  return {
    size: (kind: KindName) => maps[kind].size,
    get<K extends KindName>(kind: K, key: string): ObjectOf[K] | undefined {
      const map: Map<string, ObjectOf[K]> = maps[kind];
      return map.get(key);
    },
    /** Puts an object in its place; gives what was there. */
    set<K extends KindName>(kind: K, object: ObjectOf[K]): ObjectOf[K] | undefined {
      const map = writable(kind);
      const key = objectKey(object);
      const previous = map.get(key);
      map.set(key, object);
      return previous;
    },
    delete<K extends KindName>(kind: K, object: ObjectOf[K]): ObjectOf[K] | undefined {
      const map = writable(kind);
      const key = objectKey(object);
      const previous = map.get(key);
      map.delete(key);
      return previous;
    },
    /**
     * A fresh list takes the place of what was known (of one namespace), all at once or part by part; unchanged objects
     * keep their identity.
     */
    replace<K extends KindName>(
      kind: K,
      namespace: string | undefined,
      objects: readonly ObjectOf[K][],
      part: { first: boolean; last: boolean } = { first: true, last: true },
    ) {
      const map = writable(kind);
      const list = `${kind}/${namespace ?? ''}`;
      const there = part.first ? new Set<string>() : (listing.get(list) ?? new Set<string>());
      for (const object of objects) {
        const key = objectKey(object);
        there.add(key);
        if (!sameVersion(map.get(key), object)) map.set(key, object);
      }
      if (!part.last) {
        listing.set(list, there);
        return;
      }
      listing.delete(list);
      for (const [key, { metadata }] of map)
        if (!there.has(key) && (namespace === undefined || metadata.namespace === namespace)) map.delete(key);
    },
    /** Lets go of a kind's objects outside these namespaces. */
    keepIn(kind: KindName, namespaces: readonly string[]) {
      const map = writable(kind);
      for (const [key, { metadata }] of map) if (!namespaces.includes(metadata.namespace ?? '')) map.delete(key);
    },
    /** The objects as they are now, never to change. */
    publish(): ObjectStore {
      published = new Set(KIND_NAMES);
      return { ...maps };
    },
  };
}
