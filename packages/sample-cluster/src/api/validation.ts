/** Says whether an object may be stored; refusals are `Status` 422 with one cause per field. */

import { isDraft } from './draft.ts';
import { type Fields, fieldsOf, textOf } from './json.ts';
import type { Resource } from './kinds.ts';
import type { ResourceInfo } from './resources.ts';
import { FieldErrors } from './validation-errors.ts';
import { CHANGES_FIRST, CREATE_RULES, RULES, UPDATE_RULES } from './validation-kinds.ts';
import { validateMeta, validateMetaUpdate } from './validation-meta.ts';

function applyRule<R extends Resource>(rules: typeof RULES, resource: R, object: Fields, errors: FieldErrors): void {
  const rule = rules[resource];
  if (rule && isDraft(resource, object)) rule(object, errors);
}

function applyUpdateRule<R extends Resource>(resource: R, object: Fields, before: Fields, errors: FieldErrors): void {
  const rule = UPDATE_RULES[resource];
  if (rule && isDraft(resource, object) && isDraft(resource, before)) rule(object, before, errors);
}

/** Throws {@link ApiError} 422 when a new object breaks a rule of its kind. */
export function validateCreate(info: ResourceInfo, object: Fields): void {
  const errors = new FieldErrors();
  const metadata = fieldsOf(object.metadata);
  validateMeta(info, metadata, errors);
  applyRule(RULES, info.resource, object, errors);
  applyRule(CREATE_RULES, info.resource, object, errors);
  errors.check(info, textOf(metadata.name) ?? '');
}

/** Throws {@link ApiError} 422 when a change breaks a rule, or touches what cannot change. Status writes are taken as they are. */
export function validateUpdate(
  info: ResourceInfo,
  object: Fields,
  before: Fields,
  subresource: string | undefined,
): void {
  if (subresource) return;
  const errors = new FieldErrors();
  const metadata = fieldsOf(object.metadata);
  validateMeta(info, metadata, errors);
  validateMetaUpdate(metadata, fieldsOf(before.metadata), errors);
  const rules = [
    () => applyRule(RULES, info.resource, object, errors),
    () => applyUpdateRule(info.resource, object, before, errors),
  ];
  for (const apply of CHANGES_FIRST.includes(info.resource) ? rules.toReversed() : rules) apply();
  errors.check(info, textOf(metadata.name) ?? '');
}
