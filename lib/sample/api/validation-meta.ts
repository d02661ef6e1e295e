/** Rules of metadata, common to every kind. */
import type { Fields } from './json';
import { fieldsOf, textOf } from './json';
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

/** Name, labels, annotations, finalizers and owners. */
export function validateMeta(info: ResourceInfo, metadata: Fields, errors: FieldErrors): void {
  const name = textOf(metadata.name) ?? '';
  if (!name) errors.required('metadata.name', 'name or generateName is required');
  else for (const problem of nameProblems(info, name)) errors.invalid('metadata.name', name, problem);
  validateLabels(metadata.labels, 'metadata.labels', errors);
  let size = 0;
  for (const [key, value] of Object.entries(fieldsOf(metadata.annotations))) {
    for (const problem of qualifiedNameProblems(key.toLowerCase()))
      errors.invalid('metadata.annotations', key, problem);
    size += key.length + String(value).length;
  }
  if (size > ANNOTATIONS_LIMIT)
    errors.invalid('metadata.annotations', '', `Too long: may not be more than ${ANNOTATIONS_LIMIT} bytes`);
}
