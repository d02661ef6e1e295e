/** Reads a request's body as an object of a kind: the same refusals and warnings as a Go server's decoder. */
import { parse as parseYaml } from 'yaml';
import type { PatchType } from './client.ts';
import { goKind, goValueKind, isWhole, kept, scalarProblem } from './decode-scalars.ts';
import { ApiError } from './errors.ts';
import { type Fields, isFields } from './json.ts';
import type { FieldValidation } from './options.ts';
import { apiVersionOf, RESOURCES } from './resources.ts';
import { type FieldInfo, type FieldType, modelOf } from './schema.ts';

interface Found {
  /** Fields that Go holds by value are filled in; not where only what was written counts (server-side apply). */
  fill: boolean;
  /** First value of the wrong type, as Go's decoder words it. */
  mismatch?: string;
  unknown: string[];
}

const goModel = (model: string) => model.replace(/^(?:Core|Events|Discovery)?V\d(?:beta\d|alpha\d)?/, '');

function goType(type: FieldType): string {
  if (type.is === 'list') return `[]${goType(type.of)}`;
  if (type.is === 'map') return `map[string]${goType(type.of)}`;
  if (type.is === 'model') return `v1.${goModel(type.model)}`;
  if (type.is === 'number' && type.format === 'double') return 'float64';
  if (type.is === 'number') return type.format === 'int64' ? 'int64' : 'int32';
  return { boolean: 'bool', string: 'string', bytes: '[]uint8' }[type.is as string] ?? 'string';
}

function fits(value: unknown, type: FieldType): boolean {
  switch (type.is) {
    case 'string':
    case 'bytes':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'number':
      return isWhole(value, type.format) || (type.format === 'double' && Number.isFinite(value));
    case 'list':
      return Array.isArray(value);
    case 'map':
    case 'model':
      return isFields(value);
    default:
      return true;
  }
}

/** Structures that Go holds by pointer although the schema requires them: absent, they stay absent. */
const POINTERS = new Set(['V1LabelSelector', 'V1NodeSelector']);

/** Whether Go holds a field by value: it is there, as zero, in whatever is decoded. */
function isByValue(model: string, name: string, { type, required }: FieldInfo): boolean {
  if (type.is !== 'model') return required && type.is !== 'time' && type.is !== 'micro-time' && type.is !== 'any';
  if (POINTERS.has(type.model)) return false;
  if (required || name === 'spec') return true;
  return type.model === 'V1PodTemplateSpec' && model !== 'V1ReplicationControllerSpec';
}

/** What Go makes of `null`, or of nothing, where it holds a type by value. */
function zeroOf(type: FieldType, at: Place, found: Found): unknown {
  switch (type.is) {
    case 'number':
    case 'int-or-string':
      return 0;
    case 'boolean':
      return false;
    case 'quantity':
      return '0';
    case 'list':
      return [];
    case 'map':
      return {};
    case 'model':
      return conform({}, type, at, found);
    case 'any':
    case 'time':
    case 'micro-time':
      return null;
    default:
      return '';
  }
}

interface Place {
  /** Struct the field belongs to, for Go's message. */
  struct: string;
  /** Path without indices, for Go's message. */
  plain: string;
  /** Path with indices, for messages about unknown fields. */
  path: string;
}

/** A part of a list or map: `null` is the zero value of its type. */
const part = (value: unknown, type: FieldType, at: Place, found: Found): unknown =>
  value === null || value === undefined ? zeroOf(type, at, found) : conform(value, type, at, found);

/** A copy of `value` as a Go server holds it: the fields of its model only, and no `null`s. */
function conform(value: unknown, type: FieldType, at: Place, found: Found): unknown {
  if (!fits(value, type)) {
    const shown = type.is === 'number' ? goValueKind(value) : goKind(value);
    found.mismatch ??= `json: cannot unmarshal ${shown} into Go struct field ${at.struct}.${at.plain} of type ${goType(type)}`;
    return value;
  }
  const problem = scalarProblem(value, type);
  if (problem) {
    found.mismatch ??= problem;
    return value;
  }
  if (type.is === 'quantity') return typeof value === 'number' ? `${value}` : value;
  if (typeof value === 'number') return type.is === 'number' ? kept(value) : value;
  if (type.is === 'list' && Array.isArray(value))
    return value.map((item, index) => part(item, type.of, { ...at, path: `${at.path}[${index}]` }, found));
  if (!isFields(value)) return value;
  if (type.is === 'map')
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        key,
        part(item, type.of, { ...at, path: `${at.path}.${key}` }, found),
      ]),
    );
  return type.is === 'model' ? conformModel(value, type.model, at, found) : value;
}

function conformModel(value: Fields, name: string, at: Place, found: Found): Fields {
  const { fields } = modelOf(name);
  const result: Fields = {};
  const placeOf = (field: string): Place => ({
    struct: goModel(name),
    plain: at.plain ? `${at.plain}.${field}` : field,
    path: at.path ? `${at.path}.${field}` : field,
  });
  for (const [field, item] of Object.entries(value)) {
    const known = fields.get(field);
    if (!known) found.unknown.push(placeOf(field).path);
    else if (item !== null && item !== undefined) result[field] = conform(item, known.type, placeOf(field), found);
    // Some times that are not set are written all the same.
    else if (known.type.is === 'time' || known.type.is === 'micro-time') result[field] = null;
  }
  if (!found.fill) return result;
  for (const [field, info] of fields)
    if (result[field] === undefined && isByValue(name, field, info))
      result[field] = zeroOf(info.type, placeOf(field), found);
  return result;
}

export interface Decoded {
  object: Fields;
  /** For `Warning` headers. */
  warnings: string[];
}

/** Checks an object against a model. Unknown fields are dropped; what was found is for the caller to refuse or warn of. */
export function checkAgainst(model: string, value: Fields, fill = true): { object: Fields; found: Found } {
  const found: Found = { fill, unknown: [] };
  const object = conform(value, { is: 'model', model }, { struct: '', plain: '', path: '' }, found);
  return { object: isFields(object) ? object : {}, found };
}

const strictError = (unknown: string[]) =>
  `strict decoding error: ${unknown.map((path) => `unknown field ${JSON.stringify(path)}`).join(', ')}`;

/** What a request is about. */
export interface Expected {
  kind: string;
  apiVersion: string;
  model: string;
}

/** The package of Go that a version is in, and that of the server's own structure: `v1` and `apps`. */
const packages = (apiVersion: string) => {
  const [version = '', group = ''] = apiVersion.split('/').reverse();
  return { version, internal: group.split('.')[0] || 'core' };
};

/** Why an object of a kind is none of what is expected; undefined when it is. Who says nothing means what is expected. */
export function kindProblem(kind: string, apiVersion: string, expected: Expected): string | undefined {
  if (kind === expected.kind && apiVersion === expected.apiVersion) return undefined;
  const known = RESOURCES.some((info) => info.kind === kind && apiVersionOf(info) === apiVersion);
  if (!known) return unregistered(kind, apiVersion);
  const [from, to] = [packages(apiVersion), packages(expected.apiVersion)];
  return `converting (${from.version}.${kind}) to (${to.internal}.${expected.kind}): unknown conversion`;
}

/** How a Go server says that it knows no such kind. */
export const unregistered = (kind: string, apiVersion: string): string =>
  `no kind ${JSON.stringify(kind)} is registered for version ${JSON.stringify(apiVersion)} in scheme "pkg/api/legacyscheme/scheme.go:30"`;

/** `Deployment in version "v1" cannot be handled as a Deployment: …` for a body; throws {@link ApiError} 400. */
export function decodeObject(body: unknown, expected: Expected, validation: FieldValidation, fill = true): Decoded {
  if (!isFields(body))
    throw new ApiError(
      400,
      'BadRequest',
      `the object provided is unrecognized (must be of type ${expected.kind}): couldn't get version/kind; json parse error: json: cannot unmarshal ${goKind(body)} into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }`,
    );
  const said = (name: 'apiVersion' | 'kind'): string => {
    const value = body[name];
    if (typeof value === 'string') return value || expected[name];
    if (value === undefined || value === null) return expected[name];
    throw new ApiError(
      400,
      'BadRequest',
      `the object provided is unrecognized (must be of type ${expected.kind}): couldn't get version/kind; json parse error: json: cannot unmarshal ${goKind(value)} into Go struct field .${name} of type string (${JSON.stringify(body).slice(0, 30)} ...)`,
    );
  };
  const [apiVersion, kind] = [said('apiVersion'), said('kind')];
  const { version } = packages(apiVersion);
  const cannot = (why: string) =>
    new ApiError(
      400,
      'BadRequest',
      `${kind} in version ${JSON.stringify(version)} cannot be handled as a ${expected.kind}: ${why}`,
    );
  const other = kindProblem(kind, apiVersion, expected);
  if (other) throw cannot(other);
  const { object, found } = checkAgainst(expected.model, body, fill);
  if (found.mismatch) throw cannot(found.mismatch);
  if (validation === 'Strict' && found.unknown.length > 0) throw cannot(strictError(found.unknown));
  const warnings = validation === 'Warn' ? found.unknown.map((path) => `unknown field ${JSON.stringify(path)}`) : [];
  return { object: { ...object, apiVersion, kind }, warnings };
}

/** Go's `%+v` of a map: `map[spec:map[replicas:x]]`. */
function goValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(goValue).join(' ')}]`;
  if (!isFields(value)) return value === null ? '<nil>' : String(value);
  return `map[${Object.keys(value)
    .sort()
    .map((key) => `${key}:${goValue(value[key])}`)
    .join(' ')}]`;
}

const sorted = (object: Fields): Fields =>
  Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));

const SCALAR = /^json: .* of type (int32|int64|string|bool)$/;

/**
 * The same check for what a patch made of an object: 422 `patch: Invalid value`. A strategic patch is put into the structure
 * there is, so that its kind does not count; what the others make is read anew.
 */
export function decodePatched(
  patch: unknown,
  type: PatchType,
  expected: Expected,
  validation: FieldValidation,
  patched: unknown,
): Decoded {
  const whole = isFields(patched) ? patched : {};
  const { object, found } = checkAgainst(expected.model, whole);
  const isNew = type === 'merge' || type === 'json';
  const { kind, apiVersion } = whole;
  const other =
    isNew && typeof kind === 'string' && typeof apiVersion === 'string'
      ? kindProblem(kind || expected.kind, apiVersion || expected.apiVersion, expected)
      : undefined;
  // Strategic patches are read by another decoder, with another word for it.
  const mismatch = type === 'strategic' ? found.mismatch?.replace(SCALAR, 'unrecognized type: $1') : found.mismatch;
  const problem =
    other ?? mismatch ?? (validation === 'Strict' && found.unknown.length > 0 ? strictError(found.unknown) : undefined);
  if (problem) {
    const shown = isNew ? JSON.stringify(sorted(whole)) : goValue(patch);
    const message = `Invalid value: ${JSON.stringify(shown)}: ${problem}`;
    const causes = [{ reason: 'FieldValueInvalid', message, field: 'patch' }];
    throw new ApiError(422, 'Invalid', ` "" is invalid: patch: ${message}`, { causes });
  }
  const warnings = validation === 'Warn' ? found.unknown.map((path) => `unknown field ${JSON.stringify(path)}`) : [];
  return { object, warnings };
}

/** Node's complaint about a JSON text as Go words it. */
export function goJsonError(text: string, error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  // Of a short text Node names the character alone.
  const token = /^Unexpected token '(.)'/su.exec(message)?.[1];
  const position = Number(/position (\d+)/.exec(message)?.[1] ?? (token ? text.indexOf(token) : Number.NaN));
  if (/Unexpected end|Unterminated/.test(message) || Number.isNaN(position) || position >= text.length)
    return 'unexpected end of JSON input';
  const character = text[position] ?? '';
  const where = /property name/.test(message)
    ? 'looking for beginning of object key string'
    : /after/.test(message)
      ? 'after top-level value'
      : 'looking for beginning of value';
  return `invalid character '${character}' ${where}`;
}

/** Reading three megabytes of YAML takes up to twenty seconds, in which nobody else is answered; none is that long. */
const MOST_YAML = 512 * 1024;

/** What clients send as YAML is JSON as a rule (`kubectl apply --server-side`), and that is read at once. */
function parseYamlOrJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    if (text.length > MOST_YAML)
      throw new ApiError(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${MOST_YAML}`, {});
    return parseYaml(text, { maxAliasCount: 100 });
  }
}

/** Go reads ten thousand levels; whatever walks over objects here does so by calling itself. No manifest comes near. */
const MOST_LEVELS = 1_000;

function shallow(value: unknown): unknown {
  let level = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MOST_LEVELS) throw new RangeError('exceeded max depth');
    const next: unknown[] = [];
    for (const one of level)
      if (typeof one === 'object' && one !== null) for (const child of Object.values(one)) next.push(child);
    level = next;
  }
  return value;
}

/** Parses a body by its content type. Throws {@link ApiError} 400 as a Go server words it. */
export function parseBody(text: string, contentType: string, kind: string): unknown {
  const shown = text.length > 200 ? `${text.slice(0, 200)}...` : text;
  try {
    return shallow(/yaml/.test(contentType) ? parseYamlOrJson(text) : JSON.parse(text));
  } catch (error) {
    if (error instanceof ApiError) throw error;
    const why = /yaml/.test(contentType)
      ? `yaml: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : ''}`
      : goJsonError(text, error);
    throw new ApiError(
      400,
      'BadRequest',
      `the object provided is unrecognized (must be of type ${kind}): couldn't get version/kind; json parse error: ${why} (${shown})`,
    );
  }
}
