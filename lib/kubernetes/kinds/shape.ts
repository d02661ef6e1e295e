/**
 * What a field may hold. What comes from a cluster or a file is brought to its shape before anything reads it: null means
 * absent, as Go writes it; a number in quotes is a number; what is of another type is left out, alone, and told of.
 */
export type Shape =
  | 'any'
  | 'text'
  /** `80`, `http`. */
  | 'text-or-number'
  /** RFC 3339: everything that reads it may parse it. */
  | 'time'
  | 'number'
  | 'flag'
  | { readonly list: Shape }
  /** Keys are words of the cluster. */
  | { readonly map: Shape }
  | { readonly fields: readonly (readonly [string, Shape])[]; readonly needs: readonly string[] };

/** The shape of T, each of whose fields must be named; what lacks one of `needs` is left out whole. */
export const fieldsOf = <T>(
  fields: { [K in keyof Required<T>]: Shape },
  needs: readonly (keyof T & string)[] = [],
): Shape => ({
  fields: Object.entries<Shape>(fields),
  needs,
});
/** A list of what has a shape. */
export const listOf = (list: Shape): Shape => ({ list });
/** A map from words of the cluster to what has a shape. */
export const mapOf = (map: Shape): Shape => ({ map });

/** Null, and the empty text of recorders that know no null. */
const isNothing = (value: unknown, shape: Shape) =>
  value === null || (shape !== 'text' && shape !== 'any' && (value === '' || value === 'null'));

/** Told of each field that was left out: `status.conditions[0]`. */
export type Complain = (field: string) => void;

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const TIME = /^\d{4}-\d\d-\d\dT/;

/** Texts are taken apart further on: what is longer than any that Kubernetes writes is cut first. Characters. */
const LONGEST_TEXT = 32_000;
/** A text as long as it is kept. */
export const cut = (text: string): string => (text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text);

function fitScalar(value: unknown, shape: Exclude<Shape, object>): unknown {
  switch (shape) {
    case 'any':
      return value;
    case 'text':
      return typeof value === 'object' ? undefined : cut(String(value));
    case 'text-or-number':
      return typeof value === 'string' || typeof value === 'number' ? value : undefined;
    case 'time':
      return typeof value === 'string' && TIME.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined;
    case 'number': {
      // Some recorders write every scalar as text.
      const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
      return Number.isFinite(number) ? number : undefined;
    }
    case 'flag':
      return typeof value === 'boolean' ? value : value === 'true' ? true : value === 'false' ? false : undefined;
  }
}

function fitList(value: unknown, shape: Shape, path: string, complain: Complain): unknown {
  if (!Array.isArray(value)) return undefined;
  let fitted: unknown[] | undefined;
  for (const [index, one] of value.entries()) {
    const fit = fitTo(shape, one, `${path}[${index}]`, complain);
    if (fit === undefined) complain(`${path}[${index}]`);
    if (fit !== one) fitted ??= value.slice(0, index);
    if (fit !== undefined) fitted?.push(fit);
  }
  return fitted ?? value;
}

function fitMap(value: unknown, shape: Shape, path: string, complain: Complain): unknown {
  if (!isFields(value)) return undefined;
  let same = true;
  const entries = Object.entries(value).flatMap(([key, one]): [string, unknown][] => {
    const fit = fitTo(shape, one, `${path}["${key}"]`, complain);
    if (fit !== one) same = false;
    if (fit === undefined && one !== null) complain(`${path}["${key}"]`);
    return fit === undefined ? [] : [[key, fit]];
  });
  return same ? value : Object.fromEntries(entries);
}

function fitFields(
  value: unknown,
  { fields, needs }: Extract<Shape, { fields: unknown }>,
  path: string,
  complain: Complain,
): unknown {
  if (!isFields(value)) return undefined;
  let fitted: Fields | undefined;
  for (const [field, shape] of fields) {
    const one = value[field];
    if (one === undefined) continue;
    const at = path ? `${path}.${field}` : field;
    const fit = isNothing(one, shape) ? undefined : fitTo(shape, one, at, complain);
    if (fit === undefined && !isNothing(one, shape)) complain(at);
    if (fit === one) continue;
    fitted ??= { ...value };
    if (fit === undefined) delete fitted[field];
    else fitted[field] = fit;
  }
  const whole = fitted ?? value;
  return needs.every((field) => whole[field] !== undefined) ? whole : undefined;
}

/**
 * The value in its shape: itself where it fits, a copy without what does not, undefined where nothing of it can be kept
 * (which the caller tells of). Fields the shape does not name stay as they are.
 */
export function fitTo(shape: Shape, value: unknown, path: string, complain: Complain): unknown {
  if (value === null || value === undefined) return undefined;
  if (typeof shape === 'string') return fitScalar(value, shape);
  if ('list' in shape) return fitList(value, shape.list, path, complain);
  if ('map' in shape) return fitMap(value, shape.map, path, complain);
  return fitFields(value, shape, path, complain);
}
