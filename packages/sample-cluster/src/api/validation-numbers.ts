/** Rules of numbers and words of a few, common to many fields. */
import type { FieldErrors } from './validation-errors.ts';
import { portNameProblems } from './validation-names.ts';

/** Below zero is wrong; absent is not. */
export function nonNegative(errors: FieldErrors, field: string, value: number | undefined): void {
  if (value !== undefined && value < 0) errors.invalid(field, value, 'must be greater than or equal to 0');
}

/** The number of a user or a group. */
export function userId(errors: FieldErrors, field: string, value: number | undefined): void {
  if (value !== undefined && (value < 0 || value >= 2 ** 31))
    errors.invalid(field, value, 'must be between 0 and 2147483647, inclusive');
}

/** The number of a port. */
export function portNumber(errors: FieldErrors, field: string, value: number): void {
  if (!(value >= 1 && value <= 65_535)) errors.invalid(field, value, 'must be between 1 and 65535, inclusive');
}

/** A port by its number or its name. */
export function portNumberOrName(errors: FieldErrors, field: string, value: string | number | undefined): void {
  if (typeof value !== 'string') portNumber(errors, field, value ?? 0);
  else for (const problem of portNameProblems(value)) errors.invalid(field, value, problem);
}

/** One of a few words, which must be there. */
export function oneOf(errors: FieldErrors, field: string, value: string | undefined, words: readonly string[]): void {
  if (!value) errors.required(field);
  else if (!words.includes(value)) errors.notSupported(field, value, words);
}

/** A number of pods or a percentage of them. */
export function countOrPercent(errors: FieldErrors, field: string, value: string | number | undefined): void {
  if (typeof value === 'number') nonNegative(errors, field, value);
  else if (value !== undefined && !/^[0-9]+%$/.test(value))
    errors.invalid(
      field,
      value,
      "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')",
    );
}

/** There are no more than all. */
export function atMostAll(errors: FieldErrors, field: string, value: string | number | undefined): void {
  const percent = /^([0-9]+)%$/.exec(String(value))?.[1];
  if (Number(percent) > 100) errors.invalid(field, value, 'must not be greater than 100%');
}

/** A number of pods or a percentage of them, of which there are no more than all. */
export function partOrPercent(errors: FieldErrors, field: string, value: string | number | undefined): void {
  countOrPercent(errors, field, value);
  atMostAll(errors, field, value);
}
