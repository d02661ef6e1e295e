/** Who owns which field: `metadata.managedFields`, for updates and for server-side apply. */

import type { V1ManagedFieldsEntry } from '@kubernetes/client-node';
import { ApiError } from './errors.ts';
import {
  compareFields,
  difference,
  type FieldSet,
  fieldSetOf,
  hasFields,
  intersection,
  isEmptySet,
  mergeFields,
  pathsOf,
  readFieldSet,
  union,
  withoutFields,
  writeFieldSet,
} from './field-set.ts';
import { type Fields, fieldsOf, isFields, same } from './json.ts';
import type { Json } from './kinds.ts';

export type ManagedEntry = Json<V1ManagedFieldsEntry>;
export interface Writer {
  manager: string;
  apiVersion: string;
  /** RFC 3339, whole seconds. */
  time: string;
  subresource?: string | undefined;
}

/** Fields nobody owns: the server writes them. */
const SYSTEM = [
  'name',
  'namespace',
  'uid',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'selfLink',
  'generation',
  'resourceVersion',
  'managedFields',
];

function owned(object: Fields | undefined): Fields {
  const { apiVersion: _version, kind: _kind, metadata, ...rest } = object ?? {};
  const meta = { ...fieldsOf(metadata) };
  for (const name of SYSTEM) delete meta[name];
  return { ...rest, metadata: meta };
}

const operationOrder = (entry: ManagedEntry) => (entry.operation === 'Apply' ? 0 : 1);
const ordered = (entries: ManagedEntry[]): ManagedEntry[] =>
  entries.sort(
    (a, b) =>
      operationOrder(a) - operationOrder(b) ||
      (a.time ?? '').localeCompare(b.time ?? '') ||
      (a.manager ?? '').localeCompare(b.manager ?? ''),
  );

const entryOf = (writer: Writer, operation: 'Apply' | 'Update', set: FieldSet, time: string): ManagedEntry => ({
  manager: writer.manager,
  operation,
  apiVersion: writer.apiVersion,
  time,
  fieldsType: 'FieldsV1',
  fieldsV1: writeFieldSet(set),
  ...(writer.subresource ? { subresource: writer.subresource } : {}),
});

const isOf = (entry: ManagedEntry, writer: Writer, operation: string): boolean =>
  entry.operation === operation &&
  entry.manager === writer.manager &&
  (entry.subresource ?? '') === (writer.subresource ?? '');

function withSet(entry: ManagedEntry, set: FieldSet): ManagedEntry | undefined {
  return isEmptySet(set) ? undefined : { ...entry, fieldsV1: writeFieldSet(set) };
}

/** Entries after an update by `writer`: it owns what it set or changed, others lose what it changed or removed. */
export function trackUpdate(
  model: string,
  before: Fields | undefined,
  after: Fields,
  entries: readonly ManagedEntry[],
  writer: Writer,
): ManagedEntry[] {
  const { changed, removed } = compareFields(owned(before), owned(after), { is: 'model', model });
  if (isEmptySet(changed) && isEmptySet(removed)) return [...entries];
  const result: ManagedEntry[] = [];
  let mine: ManagedEntry | undefined;
  for (const entry of entries) {
    if (isOf(entry, writer, 'Update')) mine = entry;
    else if (!hasFields(entry.fieldsV1, changed, false) && !hasFields(entry.fieldsV1, removed, false))
      result.push(entry);
    else {
      const kept = withSet(entry, difference(difference(readFieldSet(entry.fieldsV1), changed), removed));
      if (kept) result.push(kept);
    }
  }
  if (mine && isEmptySet(removed) && hasFields(mine.fieldsV1, changed, true))
    return ordered([...result, { ...mine, apiVersion: writer.apiVersion, time: writer.time }]);
  const old = readFieldSet(mine?.fieldsV1);
  const set = difference(union(old, changed), difference(removed, changed));
  if (!isEmptySet(set)) {
    const fields = writeFieldSet(set);
    const time = mine?.time && same(fields, mine.fieldsV1) ? mine.time : writer.time;
    result.push(entryOf(writer, 'Update', set, isEmptySet(changed) ? time : writer.time));
  }
  return ordered(result);
}

/** `Apply failed with 1 conflict: conflict with "kubectl" using apps/v1: .spec.replicas`. */
function conflictError(conflicts: { entry: ManagedEntry; set: FieldSet }[]): ApiError {
  const causes = conflicts.flatMap(({ entry, set }) => {
    const by = `${JSON.stringify(entry.manager)}${entry.subresource ? ` with subresource ${JSON.stringify(entry.subresource)}` : ''}`;
    const message = `conflict with ${by} using ${entry.apiVersion}`;
    return pathsOf(set).map((field) => ({ reason: 'FieldManagerConflict', message, field }));
  });
  const byManager = new Map<string, string[]>();
  for (const { message, field } of causes) byManager.set(message, [...(byManager.get(message) ?? []), field]);
  const lines = [...byManager].map(([message, fields]) =>
    fields.length === 1
      ? `${message}: ${fields[0]}`
      : `${message.replace('conflict with', 'conflicts with')}:\n${fields.map((field) => `- ${field}`).join('\n')}`,
  );
  const many = causes.length === 1 ? '1 conflict' : `${causes.length} conflicts`;
  return new ApiError(409, 'Conflict', `Apply failed with ${many}: ${lines.join('\n')}`, { causes });
}

/**
 * Server-side apply: the manifest's fields become the writer's; fields it applied before and no longer names go, unless
 * someone else owns them. Throws {@link ApiError} 409 on a conflict unless `force`.
 */
export function applyManifest(
  model: string,
  live: Fields | undefined,
  manifest: Fields,
  entries: readonly ManagedEntry[],
  writer: Writer,
  force: boolean,
): { object: Fields; entries: ManagedEntry[] } {
  const type = { is: 'model', model } as const;
  const base = live ?? {
    apiVersion: manifest.apiVersion,
    kind: manifest.kind,
    metadata: { ...fieldsOf(manifest.metadata) },
  };
  const wanted = fieldSetOf(owned(manifest), type, false);
  const merged = mergeFields(base, manifest, type);
  const { changed } = compareFields(owned(live), owned(fieldsOf(merged)), type);
  const mine = entries.find((entry) => isOf(entry, writer, 'Apply'));
  const others = entries.filter((entry) => entry !== mine);
  const conflicts = others
    .filter((entry) => entry.manager !== writer.manager || entry.operation === 'Apply')
    .map((entry) => ({ entry, set: intersection(intersection(readFieldSet(entry.fieldsV1), changed), wanted) }))
    .filter(({ set }) => !isEmptySet(set));
  if (conflicts.length > 0 && !force) throw conflictError(conflicts);
  let dropped = difference(readFieldSet(mine?.fieldsV1), wanted);
  for (const entry of others) dropped = difference(dropped, readFieldSet(entry.fieldsV1));
  const object = withoutFields(merged, type, dropped);
  const kept = others.flatMap((entry) => withSet(entry, difference(readFieldSet(entry.fieldsV1), changed)) ?? []);
  const unchanged =
    mine && same(mine.fieldsV1, writeFieldSet(wanted)) && isFields(object) && same(owned(object), owned(live));
  kept.push(entryOf(writer, 'Apply', wanted, unchanged ? (mine.time ?? writer.time) : writer.time));
  return { object: fieldsOf(object), entries: ordered(kept) };
}
