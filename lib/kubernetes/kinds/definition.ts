import type { KindName } from '@/lib/model/cluster';
import type { ObjectOf } from '@/lib/model/objects';
import { cleanObject } from '../clean-object';
import type { Message } from '../protobuf/message';
import { fitTo } from './shape';
import { SHAPES } from './shapes';
import { isObject } from './transform';

/** One way the API may offer a kind: newest first in a definition. */
export interface GroupVersionResource<K extends KindName> {
  /** `apps/v1`; `v1` for the core group. */
  apiVersion: string;
  /** Plural name in the path. */
  resource: string;
  /** From the raw object of this version to the shape of `lib/model/objects.ts`. */
  transform: (raw: ObjectOf[K]) => ObjectOf[K];
  /** How this version is written in protobuf. */
  message: Message;
}

/** How one kind is read. Adding a kind: a file like the others here, and a line in `registry.ts`. */
export interface KindDefinition<K extends KindName> {
  kind: K;
  /** `Pod`: how objects of it name themselves (also in recordings). */
  kinds: readonly string[];
  namespaced: boolean;
  /** Read only in these namespaces. */
  onlyIn?: readonly string[];
  /** Seconds between two signs of life that are asked of its watch, where that matters more than for others. */
  watchSeconds?: number;
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

/** Told of each object of which something was left out: `namespace/name`, and the first fields that did not fit. */
export type Odd = (key: string, what: string) => void;

/**
 * Transforms whatever came, brought to its shape first; `odd` is told what of it no Kubernetes gives, and was left out.
 * Undefined when it is no object at all.
 */
export function transformedOrNothing<K extends KindName>(
  groupVersionResource: GroupVersionResource<K>,
  raw: unknown,
  odd: Odd = () => {},
): ObjectOf[K] | undefined {
  if (!isObject(raw)) return undefined;
  const left: string[] = [];
  const shape = SHAPES.get(groupVersionResource.resource) ?? 'any';
  const fitted = fitTo(shape, cleanObject(raw), '', (field) => left.push(field));
  if (left.length > 0) odd(`${raw.metadata.namespace ?? ''}/${raw.metadata.name}`, left.slice(0, 3).join(', '));
  // Every field that is read has been brought to the type it is read as.
  return isObject(fitted) ? groupVersionResource.transform(fitted as ObjectOf[K]) : undefined;
}

/** Transforms what was decoded from protobuf: each of its fields is of its type and clean already. */
export function transformedDecoded<K extends KindName>(
  groupVersionResource: GroupVersionResource<K>,
  object: unknown,
): ObjectOf[K] | undefined {
  // The message describes the object as JSON would give it.
  return isObject(object) ? groupVersionResource.transform(object as ObjectOf[K]) : undefined;
}
