/** Rules of metadata, common to every kind. */
import type { Fields } from './json.ts';
import { fieldsOf, listOf, textOf } from './json.ts';
import type { ResourceInfo } from './resources.ts';
import type { FieldErrors } from './validation-errors.ts';
import {
  label1035Problems,
  labelProblems,
  labelValueProblems,
  pathSegmentProblems,
  qualifiedNameProblems,
  subdomainProblems,
} from './validation-names.ts';

const IMMUTABLE = 'field is immutable';
const ANNOTATIONS_LIMIT = 256 * 1024;

function nameProblems(info: ResourceInfo, name: string): string[] {
  if (info.names === 'label') return labelProblems(name);
  if (info.names === 'label-1035') return label1035Problems(name);
  if (info.names === 'path') return pathSegmentProblems(name);
  return subdomainProblems(name);
}

/** Labels: keys and values. */
export function validateLabels(labels: unknown, field: string, errors: FieldErrors): void {
  for (const [key, value] of Object.entries(fieldsOf(labels))) {
    for (const problem of qualifiedNameProblems(key)) errors.invalid(field, key, problem);
    for (const problem of labelValueProblems(String(value))) errors.invalid(field, value, problem);
  }
}

/** Annotations: keys, whose case does not matter, and the size of all of them. */
export function validateAnnotations(annotations: unknown, field: string, errors: FieldErrors): void {
  let size = 0;
  for (const [key, value] of Object.entries(fieldsOf(annotations))) {
    for (const problem of qualifiedNameProblems(key.toLowerCase())) errors.invalid(field, key, problem);
    size += key.length + String(value).length;
  }
  if (size > ANNOTATIONS_LIMIT) errors.tooLong(field, ANNOTATIONS_LIMIT);
}

function validateOwners(owners: readonly Fields[], at: string, errors: FieldErrors): void {
  for (const owner of owners) {
    const apiVersion = textOf(owner.apiVersion) ?? '';
    if (!/^[^/]+(\/[^/]+)?$/.test(apiVersion))
      errors.invalid(`${at}.apiVersion`, apiVersion, 'version must not be empty');
    for (const field of ['kind', 'name', 'uid'])
      if (!owner[field]) errors.invalid(`${at}.${field}`, '', `${field} must not be empty`);
    if (apiVersion === 'v1' && owner.kind === 'Event')
      errors.invalid(at, owner, '/v1, Kind=Event is disallowed from being an owner');
  }
  const [first, second] = owners.filter(({ controller }) => controller === true);
  if (!first || !second) return;
  const found = `${String(first.name)} and ${String(second.name)}`;
  const why = `Only one reference can have Controller set to true. Found "true" in references for ${found}`;
  errors.invalid(at, owners, why);
}

const STANDARD_FINALIZERS = ['kubernetes', 'orphan', 'foregroundDeletion'];

/** A finalizer without a domain is one of a few. */
export function validateFinalizer(name: string, field: string, errors: FieldErrors): void {
  if (!name.includes('/') && !STANDARD_FINALIZERS.includes(name))
    errors.invalid(field, name, 'name is neither a standard finalizer name nor is it fully qualified');
}

/** Name, labels, annotations, finalizers and owners. */
export function validateMeta(info: ResourceInfo, metadata: Fields, errors: FieldErrors): void {
  const name = textOf(metadata.name) ?? '';
  if (!name) errors.required('metadata.name', 'name or generateName is required');
  else for (const problem of nameProblems(info, name)) errors.invalid('metadata.name', name, problem);
  const prefix = textOf(metadata.generateName);
  if (prefix)
    for (const problem of nameProblems(info, prefix.replace(/-$/, 'a')))
      errors.invalid('metadata.generateName', prefix, problem);
  validateLabels(metadata.labels, 'metadata.labels', errors);
  validateAnnotations(metadata.annotations, 'metadata.annotations', errors);
  validateOwners(listOf(metadata.ownerReferences).map(fieldsOf), 'metadata.ownerReferences', errors);
  const finalizers = listOf(metadata.finalizers).map((finalizer) => textOf(finalizer) ?? '');
  for (const finalizer of finalizers)
    for (const problem of qualifiedNameProblems(finalizer)) errors.invalid('metadata.finalizers', finalizer, problem);
  for (const [index, finalizer] of finalizers.entries())
    validateFinalizer(finalizer, `metadata.finalizers[${index}]`, errors);
}

/** When an object goes is said by deleting it. */
export function validateMetaUpdate(metadata: Fields, before: Fields, errors: FieldErrors): void {
  const { deletionTimestamp: time, deletionGracePeriodSeconds: grace } = metadata;
  if (time !== before.deletionTimestamp)
    errors.invalid('metadata.deletionTimestamp', new Date(textOf(time) ?? ''), IMMUTABLE);
  if (grace !== before.deletionGracePeriodSeconds)
    errors.invalid('metadata.deletionGracePeriodSeconds', grace, IMMUTABLE);
}
