/** JSON as the API server handles it before it is known to be of a kind. */

export type Fields = Record<string, unknown>;

/** True for a JSON object (not a list, not null). */
export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value as an object; an empty one when it is anything else. */
export const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});

/** The value as a list; empty when it is anything else. */
export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** The value when it is a string. */
export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** The value when it is a number. */
export const numberOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

/** Follows field names into nested objects; undefined where the path ends early. */
export function at(value: unknown, ...path: string[]): unknown {
  let here = value;
  for (const name of path) {
    if (!isFields(here)) return undefined;
    here = here[name];
  }
  return here;
}

/** Freezes a JSON value and everything in it; parts already frozen are taken to be frozen throughout. */
export function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const part of Object.values(value)) freeze(part);
  return value;
}

/** Equality of JSON values; the order of fields does not matter, absent and undefined are the same. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((item, index) => same(item, b[index]));
  if (!isFields(a) || !isFields(b)) return false;
  for (const key of Object.keys(a)) if (!same(a[key], b[key])) return false;
  for (const key of Object.keys(b)) if (b[key] !== undefined && a[key] === undefined) return false;
  return true;
}

/** Sets a field that may have any name: `__proto__` too is one like others. */
export function setField(into: Fields, name: string, value: unknown): void {
  Object.defineProperty(into, name, { value, enumerable: true, writable: true, configurable: true });
}

/** Times a Go server writes as null when they are not set, instead of leaving them out. */
const KEPT_NULLS = new Set(['lastProbeTime', 'firstTimestamp', 'lastTimestamp', 'eventTime']);

/** A copy that can be changed, without the fields that are null or undefined: what a Go server keeps of a request. */
export function prune(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(prune);
  if (!isFields(value)) return value;
  const kept: Fields = {};
  for (const [key, part] of Object.entries(value)) {
    if (part === undefined || (part === null && !KEPT_NULLS.has(key))) continue;
    setField(kept, key, prune(part));
  }
  return kept;
}
