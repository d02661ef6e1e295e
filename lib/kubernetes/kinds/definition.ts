import type { KindName } from '@/lib/model/cluster';
import type { ObjectOf } from '@/lib/model/objects';
import { cleanObject } from '../clean-object';
import { isObject } from './transform';

/** One way the API may offer a kind: newest first in a definition. */
export interface GroupVersionResource<K extends KindName> {
  /** `apps/v1`; `v1` for the core group. */
  apiVersion: string;
  /** Plural name in the path. */
  resource: string;
  /** From the raw object of this version to the shape of `lib/model/objects.ts`. */
  transform: (raw: ObjectOf[K]) => ObjectOf[K];
}

/** How one kind is read. Adding a kind: a file like the others here, and a line in `registry.ts`. */
export interface KindDefinition<K extends KindName> {
  kind: K;
  /** `Pod`: how objects of it name themselves (also in recordings). */
  kinds: readonly string[];
  namespaced: boolean;
  /** Read only in these namespaces. */
  onlyIn?: readonly string[];
  groupVersionResources: readonly [GroupVersionResource<K>, ...GroupVersionResource<K>[]];
}

/** Root of the group's API: `/api/v1`, `/apis/apps/v1`. */
export const apiRoot = (apiVersion: string): string =>
  apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;

/** Path of the list of a kind, in one namespace or in all. */
export function listPath(groupVersionResource: { apiVersion: string; resource: string }, namespace?: string): string {
  const within = namespace === undefined ? '' : `/namespaces/${encodeURIComponent(namespace)}`;
  return `${apiRoot(groupVersionResource.apiVersion)}${within}/${groupVersionResource.resource}`;
}

/** Transforms whatever came; undefined when it is no object at all, or so malformed that pruning it fails. */
export function transformedOrNothing<K extends KindName>(
  groupVersionResource: GroupVersionResource<K>,
  raw: unknown,
): ObjectOf[K] | undefined {
  if (!isObject(raw)) return undefined;
  try {
    // The API server validated it against its own schema; the shape is its word.
    return groupVersionResource.transform(cleanObject(raw) as ObjectOf[K]);
  } catch {
    // One object of a shape no API server gives must not take the rest of the list with it.
    return undefined;
  }
}
