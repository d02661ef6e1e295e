/** Sets of field paths, as `metadata.managedFields[].fieldsV1` writes them: `{"f:spec":{"f:replicas":{}}}`. */
import { type Fields, fieldsOf, isFields, listOf, same, setField } from './json.ts';
import { type FieldType, modelOf } from './schema.ts';

/** A node: whether this very field is in the set, and the paths below it. */
export interface FieldSet {
  self: boolean;
  below: Map<string, FieldSet>;
}

const empty = (): FieldSet => ({ self: false, below: new Map() });
const leaf = (): FieldSet => ({ self: true, below: new Map() });

/** True when the set holds no path. */
export const isEmptySet = (set: FieldSet): boolean => !set.self && set.below.size === 0;

/** Reads `fieldsV1`. */
export function readFieldSet(fields: unknown, top = true): FieldSet {
  const source = fieldsOf(fields);
  const names = Object.keys(source);
  const set: FieldSet = { self: !top && (names.length === 0 || '.' in source), below: new Map() };
  for (const name of names) if (name !== '.') set.below.set(name, readFieldSet(source[name], false));
  return set;
}

/** Whether a path of the set is in `fieldsV1`, or (`all`) each of them is. */
export function hasFields(fields: unknown, set: FieldSet, all: boolean): boolean {
  const source = fieldsOf(fields);
  for (const [name, part] of set.below) {
    const inner = source[name];
    const has = isFields(inner) && hasPart(inner, part, all);
    if (has !== all) return has;
  }
  return all;
}

function hasPart(fields: Fields, part: FieldSet, all: boolean): boolean {
  const self = part.self && ('.' in fields || Object.keys(fields).length === 0);
  if (all) return (self || !part.self) && hasFields(fields, part, true);
  return self || hasFields(fields, part, false);
}

/** Writes `fieldsV1`. */
export function writeFieldSet(set: FieldSet): Fields {
  const fields: Fields = {};
  if (set.self && set.below.size > 0) fields['.'] = {};
  for (const [name, part] of [...set.below].sort(([a], [b]) => (a < b ? -1 : 1))) fields[name] = writeFieldSet(part);
  return fields;
}

/** Paths in either set. */
export function union(a: FieldSet, b: FieldSet): FieldSet {
  const result: FieldSet = { self: a.self || b.self, below: new Map(a.below) };
  for (const [name, part] of b.below) {
    const mine = result.below.get(name);
    result.below.set(name, mine ? union(mine, part) : part);
  }
  return result;
}

/** Paths of `a` that are not in `b`. */
export function difference(a: FieldSet, b: FieldSet): FieldSet {
  const result: FieldSet = { self: a.self && !b.self, below: new Map() };
  for (const [name, part] of a.below) {
    const other = b.below.get(name);
    const left = other ? difference(part, other) : part;
    if (!isEmptySet(left)) result.below.set(name, left);
  }
  return result;
}

/** Paths in both sets. */
export function intersection(a: FieldSet, b: FieldSet): FieldSet {
  const result: FieldSet = { self: a.self && b.self, below: new Map() };
  for (const [name, part] of a.below) {
    const other = b.below.get(name);
    const both = other ? intersection(part, other) : undefined;
    if (both && !isEmptySet(both)) result.below.set(name, both);
  }
  return result;
}

/** Every path as kubectl prints it in a conflict: `.spec.template.spec.containers[name="web"].image`. */
export function pathsOf(set: FieldSet, prefix = ''): string[] {
  const paths = set.self ? [prefix] : [];
  for (const [name, part] of set.below) paths.push(...pathsOf(part, prefix + pathElement(name)));
  return paths.sort();
}

function pathElement(name: string): string {
  if (name.startsWith('f:')) return `.${name.slice(2)}`;
  if (name.startsWith('v:')) return `[=${name.slice(2)}]`;
  const keys = fieldsOf(JSON.parse(name.slice(2)));
  return `[${Object.entries(keys)
    .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
    .join(',')}]`;
}

/** Structs (and one list) that exist in a Go object before anything is set in them: nobody owns them as such. */
const ALWAYS_THERE = new Set([
  'metadata',
  'spec',
  'status',
  'strategy',
  'updateStrategy',
  'template',
  'jobTemplate',
  'source',
  'involvedObject',
  'nodeInfo',
  'daemonEndpoints',
  'kubeletEndpoint',
  'loadBalancer',
  'containers',
]);

const DEFAULT_KEYS: Fields = { protocol: 'TCP' };

/** Name of a list item in a set: `k:{"name":"web"}`; undefined when the item lacks its keys. */
export function itemName(item: unknown, keys: readonly string[]): string {
  const source = fieldsOf(item);
  const named = Object.fromEntries([...keys].sort().map((key) => [key, source[key] ?? DEFAULT_KEYS[key]]));
  return `k:${JSON.stringify(named)}`;
}

/** The named parts of a value that merges field by field; undefined for a value that is owned as one. */
export function partsOf(value: unknown, type: FieldType): Map<string, { value: unknown; type: FieldType }> | undefined {
  const parts = new Map<string, { value: unknown; type: FieldType }>();
  if (type.is === 'model') {
    const model = modelOf(type.model);
    if (model.atomic || !isFields(value)) return undefined;
    for (const [name, part] of Object.entries(value))
      parts.set(`f:${name}`, { value: part, type: model.fields.get(name)?.type ?? { is: 'any' } });
    return parts;
  }
  if (type.is === 'map') {
    if (!isFields(value)) return undefined;
    for (const [name, part] of Object.entries(value)) parts.set(`f:${name}`, { value: part, type: type.of });
    return parts;
  }
  if (type.is !== 'list' || !Array.isArray(value)) return undefined;
  if (type.set) for (const item of value) parts.set(`v:${JSON.stringify(item)}`, { value: item, type: type.of });
  else if (type.keys) for (const item of value) parts.set(itemName(item, type.keys), { value: item, type: type.of });
  else return undefined;
  return parts;
}

/**
 * All paths of a value. `updated` sets also own the containers themselves (maps, lists, pointers that were not there
 * before), as the diff of an update does; sets of an apply own only what the manifest says.
 */
export function fieldSetOf(value: unknown, type: FieldType, updated: boolean, name = ''): FieldSet {
  const parts = partsOf(value, type);
  if (!parts || parts.size === 0) return value === undefined ? empty() : leaf();
  const isItem = name.startsWith('k:');
  const set: FieldSet = { self: isItem || (updated && !ALWAYS_THERE.has(name.slice(2))), below: new Map() };
  for (const [part, inner] of parts) {
    if (inner.value === undefined || inner.value === null) continue;
    set.below.set(part, fieldSetOf(inner.value, inner.type, updated, part));
  }
  return set;
}

/** Which paths an update set or changed, and which it took away. */
export function compareFields(
  before: unknown,
  after: unknown,
  type: FieldType,
  name = '',
): { changed: FieldSet; removed: FieldSet } {
  // Most of an object is as it was: found out once, not part by part.
  if (same(before, after)) return { changed: empty(), removed: empty() };
  if (after === undefined || after === null)
    return { changed: empty(), removed: before === undefined ? empty() : fieldSetOf(before, type, true, name) };
  if (before === undefined || before === null)
    return { changed: fieldSetOf(after, type, true, name), removed: empty() };
  const [old, now] = [partsOf(before, type), partsOf(after, type)];
  if (!old || !now || (now.size === 0 && old.size === 0)) return { changed: leaf(), removed: empty() };
  const [changed, removed] = [empty(), empty()];
  for (const part of new Set([...old.keys(), ...now.keys()])) {
    const inner = now.get(part)?.type ?? old.get(part)?.type ?? { is: 'any' };
    const result = compareFields(old.get(part)?.value, now.get(part)?.value, inner, part);
    if (!isEmptySet(result.changed)) changed.below.set(part, result.changed);
    if (!isEmptySet(result.removed)) removed.below.set(part, result.removed);
  }
  return { changed, removed };
}

/** `live` with the fields of a manifest put over it, list items matched by their keys. */
export function mergeFields(live: unknown, manifest: unknown, type: FieldType): unknown {
  const [have, want] = [partsOf(live, type), partsOf(manifest, type)];
  if (!have || !want) return manifest;
  if (type.is === 'list') {
    const merged = listOf(live).map((item) => {
      const part = want.get(type.set ? `v:${JSON.stringify(item)}` : itemName(item, type.keys ?? []));
      return part ? mergeFields(item, part.value, type.of) : item;
    });
    for (const [name, part] of want) if (!have.has(name)) merged.push(part.value);
    return merged;
  }
  const merged: Fields = { ...fieldsOf(live) };
  for (const [name, part] of want) {
    const field = name.slice(2);
    if (part.value === null) delete merged[field];
    else
      setField(
        merged,
        field,
        Object.hasOwn(merged, field) ? mergeFields(merged[field], part.value, part.type) : part.value,
      );
  }
  return merged;
}

/** A value without the paths of a set; containers left empty go too when the set owns them. */
export function withoutFields(value: unknown, type: FieldType, set: FieldSet): unknown {
  const parts = partsOf(value, type);
  if (!parts) return set.self ? undefined : value;
  if (set.self && set.below.size === 0) return parts.size === 0 ? undefined : value;
  if (type.is === 'list') {
    const kept: unknown[] = [];
    for (const [name, part] of parts) {
      const inner = set.below.get(name);
      if (inner?.self) continue;
      kept.push(inner ? withoutFields(part.value, part.type, inner) : part.value);
    }
    return kept.length === 0 && parts.size > 0 ? undefined : kept;
  }
  const kept: Fields = {};
  for (const [name, part] of parts) {
    const inner = set.below.get(name);
    const left = inner ? withoutFields(part.value, part.type, inner) : part.value;
    if (left !== undefined) setField(kept, name.slice(2), left);
  }
  return kept;
}
