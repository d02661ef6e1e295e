/** Errors of fields, worded as `k8s.io/apimachinery/pkg/util/validation/field` words them. */
import { ApiError, type StatusCause } from './errors.ts';
import { isFields } from './json.ts';
import { qualifiedKind, type ResourceInfo } from './resources.ts';

/** Maps are written with their keys in order, as Go writes them; structures, whose fields have capitals, keep theirs. */
const ordered = (_key: string, value: unknown): unknown =>
  isFields(value) && Object.entries(value).every(([key, one]) => typeof one === 'string' && !/^[A-Z]/.test(key))
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
/** A time as Go writes it. */
const goTime = (time: Date): string =>
  time
    .toISOString()
    .replace('T', ' ')
    .replace(/(\.\d*?)0*Z$/, '$1 +0000 UTC')
    .replace('. ', ' ');
const shown = (value: unknown): string =>
  value instanceof Date ? goTime(value) : JSON.stringify(value ?? null, ordered);

/** Collects what is wrong with one object. Fields are paths as `spec.containers[0].image`. */
export class FieldErrors {
  readonly causes: (StatusCause & { field: string })[] = [];
  required(field: string, why = ''): void {
    this.#add('FieldValueRequired', field, `Required value${why && `: ${why}`}`);
  }
  invalid(field: string, value: unknown, why: string): void {
    this.#add('FieldValueInvalid', field, `Invalid value: ${shown(value)}: ${why}`);
  }
  /** Wrong as a whole: no value is shown. */
  wrong(field: string, why: string): void {
    this.#add('FieldValueInvalid', field, `Invalid value: ${why}`);
  }
  duplicate(field: string, value: unknown, why = ''): void {
    this.#add('FieldValueDuplicate', field, `Duplicate value: ${shown(value)}${why && `: ${why}`}`);
  }
  notSupported(field: string, value: unknown, supported: readonly string[]): void {
    const values = supported.map((word) => JSON.stringify(word));
    this.#add(
      'FieldValueNotSupported',
      field,
      `Unsupported value: ${shown(value)}: supported values: ${values.join(', ')}`,
    );
  }
  forbidden(field: string, why: string): void {
    this.#add('FieldValueForbidden', field, `Forbidden: ${why}`);
  }
  tooLong(field: string, limit: number): void {
    this.#add('FieldValueTooLong', field, `Too long: may not be more than ${limit} bytes`);
  }
  notFound(field: string, value: unknown, why = ''): void {
    this.#add('FieldValueNotFound', field, `Not found: ${shown(value)}${why && `: ${why}`}`);
  }

  /** Throws {@link ApiError} 422 when anything was found. */
  check(info: Pick<ResourceInfo, 'group' | 'kind'>, name: string): void {
    if (this.causes.length === 0) return;
    // What is said twice in the same words is listed once.
    const lines = [...new Set(this.causes.map(({ field, message }) => `${field}: ${message}`))];
    const list = lines.length === 1 ? lines[0] : `[${lines.join(', ')}]`;
    throw new ApiError(422, 'Invalid', `${qualifiedKind(info)} ${JSON.stringify(name)} is invalid: ${list}`, {
      name,
      ...(info.group ? { group: info.group } : {}),
      kind: info.kind,
      causes: this.causes,
    });
  }

  #add(reason: string, field: string, message: string): void {
    this.causes.push({ reason, message, field });
  }
}
