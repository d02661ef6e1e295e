/** Rules of metadata, common to every kind. */
import type { Fields } from './json';
import { fieldsOf, listOf, textOf } from './json';
import type { ResourceInfo } from './resources';
import type { FieldErrors } from './validation-errors';
import {
  label1035Problems,
  labelProblems,
  labelValueProblems,
  qualifiedNameProblems,
  subdomainProblems,
} from './validation-names';

const ANNOTATIONS_LIMIT = 256 * 1024;

function nameProblems(info: ResourceInfo, name: string): string[] {
  if (info.names === 'label') return labelProblems(name);
  if (info.names === 'label-1035') return label1035Problems(name);
  return subdomainProblems(name);
}

/** Labels: keys and values. */
export function validateLabels(labels: unknown, field: string, errors: FieldErrors): void {
  for (const [key, value] of Object.entries(fieldsOf(labels))) {
    for (const problem of qualifiedNameProblems(key)) errors.invalid(field, key, problem);
    for (const problem of labelValueProblems(String(value))) errors.invalid(field, value, problem);
  }
}

function validateOwners(owners: readonly Fields[], at: string, errors: FieldErrors): void {
  for (const owner of owners) {
    if (!owner.apiVersion) errors.invalid(`${at}.apiVersion`, '', 'version must not be empty');
    for (const field of ['kind', 'name', 'uid'])
      if (!owner[field]) errors.invalid(`${at}.${field}`, '', `${field} must not be empty`);
  }
  const [first, second] = owners.filter(({ controller }) => controller === true);
  if (!first || !second) return;
  const found = `${String(first.name)} and ${String(second.name)}`;
  const why = `Only one reference can have Controller set to true. Found "true" in references for ${found}`;
  errors.invalid(at, owners, why);
}

const STANDARD_FINALIZERS = ['kubernetes', 'orphan', 'foregroundDeletion'];

function validateFinalizer(name: string, index: number, errors: FieldErrors): void {
  for (const problem of qualifiedNameProblems(name)) errors.invalid('metadata.finalizers', name, problem);
  if (!name.includes('/') && !STANDARD_FINALIZERS.includes(name))
    errors.invalid(
      `metadata.finalizers[${index}]`,
      name,
      'name is neither a standard finalizer name nor is it fully qualified',
    );
}

/** Name, labels, annotations, finalizers and owners. */
export function validateMeta(info: ResourceInfo, metadata: Fields, errors: FieldErrors): void {
  const name = textOf(metadata.name) ?? '';
  if (!name) errors.required('metadata.name', 'name or generateName is required');
  else for (const problem of nameProblems(info, name)) errors.invalid('metadata.name', name, problem);
  validateLabels(metadata.labels, 'metadata.labels', errors);
  validateOwners(listOf(metadata.ownerReferences).map(fieldsOf), 'metadata.ownerReferences', errors);
  for (const [index, finalizer] of listOf(metadata.finalizers).entries())
    validateFinalizer(textOf(finalizer) ?? '', index, errors);
  let size = 0;
  for (const [key, value] of Object.entries(fieldsOf(metadata.annotations))) {
    for (const problem of qualifiedNameProblems(key.toLowerCase()))
      errors.invalid('metadata.annotations', key, problem);
    size += key.length + String(value).length;
  }
  if (size > ANNOTATIONS_LIMIT) errors.tooLong('metadata.annotations', ANNOTATIONS_LIMIT);
}
