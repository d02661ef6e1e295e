import type { ObjectOf, Resource } from './kinds.ts';
import { infoOf } from './resources.ts';
import type { KubeObject } from './store.ts';

/** Whether a stored object is of a resource. What is stored was decoded against the kind's schema (or typed by its writer). */
export function isOf<R extends Resource>(resource: R, object: unknown): object is ObjectOf<R> {
  return typeof object === 'object' && object !== null && 'kind' in object && object.kind === infoOf(resource).kind;
}

/** A stored object as what its resource says. Throws when a caller mixed resources up. */
export function typed<R extends Resource>(resource: R, object: KubeObject): ObjectOf<R> {
  const candidate: unknown = object;
  if (!isOf(resource, candidate)) throw new Error(`${object.kind} is not one of ${resource}`);
  return candidate;
}
