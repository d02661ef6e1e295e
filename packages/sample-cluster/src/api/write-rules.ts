/** What becomes of the parts of an object when it is written. */
import { ApiError } from './errors.ts';
import { type Fields, fieldsOf, isFields } from './json.ts';
import { jsonPatch } from './json-patch.ts';
import type { StoredMeta } from './kinds.ts';
import type { ManagedEntry } from './managed-fields.ts';
import { mergePatch, strategicPatch } from './patch.ts';
import type { ResourceInfo } from './resources.ts';
import type { KubeObject } from './store.ts';

/** What a new `metadata.generation` is made for. */
export const withoutStatus = ({ status: _status, apiVersion: _v, kind: _k, ...rest }: Fields): Fields => rest;

/** An object without what every write changes. */
export function stripped(object: KubeObject): Fields {
  const { managedFields: _fields, resourceVersion: _version, ...metadata } = object.metadata;
  return { ...object, metadata };
}

/** Metadata of an object that is to be stored: that given, with identity from `base` and the entries of managedFields. */
export function withEntries(given: Fields, base: StoredMeta, entries: readonly ManagedEntry[]): StoredMeta {
  const { managedFields: _fields, ...meta } = given;
  return {
    ...meta,
    name: base.name,
    uid: base.uid,
    creationTimestamp: base.creationTimestamp,
    resourceVersion: base.resourceVersion,
    ...(entries.length > 0 ? { managedFields: [...entries] } : {}),
  };
}

/** The object a patch makes of another. */
export function patchBy(type: 'json' | 'merge' | 'strategic', before: Fields, body: unknown, model: string): unknown {
  if (type === 'json') return jsonPatch(before, body);
  if (!isFields(body)) {
    const found = Array.isArray(body) ? 'array' : typeof body === 'boolean' ? 'bool' : typeof body;
    const message = `json: cannot unmarshal ${found} into Go value of type map[string]interface {}`;
    throw new ApiError(400, 'BadRequest', message);
  }
  return type === 'merge' ? mergePatch(before, body) : strategicPatch(before, body, { is: 'model', model });
}

/** The object an update makes: each subresource writes its own part, and identity cannot be written at all. */
export function mergeUpdate(
  about: ResourceInfo,
  before: KubeObject,
  next: Fields,
  subresource: string | undefined,
): Fields {
  const { status, ...rest } = before;
  if (subresource === 'status') return { ...rest, metadata: { ...before.metadata }, status: next.status ?? {} };
  if (subresource === 'finalize') return { ...before, metadata: { ...before.metadata }, spec: next.spec ?? {} };
  const own = fieldsOf(next.metadata);
  const meta: Fields = { ...own };
  const kept = ['uid', 'creationTimestamp', 'generation', 'generateName', 'selfLink'] as const;
  for (const name of kept) {
    const value = fieldsOf(before.metadata)[name];
    if (value === undefined) delete meta[name];
    else meta[name] = value;
  }
  // Who sends none keeps those there are; who sends others is refused.
  for (const name of ['deletionTimestamp', 'deletionGracePeriodSeconds'] as const) {
    const value = before.metadata[name];
    if (value !== undefined) meta[name] ??= value;
  }
  meta.name = before.metadata.name;
  if (before.metadata.namespace) meta.namespace = before.metadata.namespace;
  const object: Fields = { ...next, apiVersion: before.apiVersion, kind: before.kind, metadata: meta };
  if (about.resource === 'namespaces') object.spec = before.spec;
  if (status !== undefined && (about.subresources ?? []).includes('status')) object.status = status;
  return object;
}
