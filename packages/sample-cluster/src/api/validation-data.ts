/** Rules of ConfigMaps and Secrets. */
import { same } from './json.ts';
import type { DraftOf } from './kinds.ts';
import type { FieldErrors } from './validation-errors.ts';
import { configKeyProblems } from './validation-names.ts';

const LIMIT = 1024 * 1024;
const IMMUTABLE = 'field is immutable when `immutable` is set';
const bytesOf = (base64: string) => Buffer.from(base64, 'base64');

function validateKeys(data: Record<string, string> | undefined, field: string, errors: FieldErrors): void {
  for (const key of Object.keys(data ?? {}).sort())
    for (const problem of configKeyProblems(key)) errors.invalid(`${field}[${key}]`, key, problem);
}

/** Keys, size, and no key in both maps. */
export function validateConfigMap({ data, binaryData }: DraftOf<'configmaps'>, errors: FieldErrors): void {
  validateKeys(data, 'data', errors);
  for (const key of Object.keys(data ?? {}))
    if (binaryData && Object.hasOwn(binaryData, key))
      errors.invalid(`data[${key}]`, key, 'duplicate of key present in binaryData');
  validateKeys(binaryData, 'binaryData', errors);
  const size =
    Object.values(data ?? {}).reduce((sum, text) => sum + Buffer.byteLength(text), 0) +
    Object.values(binaryData ?? {}).reduce((sum, text) => sum + bytesOf(text).length, 0);
  if (size > LIMIT) errors.tooLong('[]', LIMIT);
}

/** Keys that a type of Secret cannot be without. */
const NEEDED: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    'kubernetes.io/dockercfg': ['.dockercfg'],
    'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
    'kubernetes.io/ssh-auth': ['ssh-privatekey'],
    'kubernetes.io/tls': ['tls.crt', 'tls.key'],
  }),
);

function jsonProblem(base64: string): string | undefined {
  const text = bytesOf(base64).toString('utf8');
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    return /^[\s]*$/.test(text)
      ? 'unexpected end of JSON input'
      : `invalid character '${text.trim()[0] ?? ''}' looking for beginning of value`;
  }
}

/** Keys, size, and what its type asks for. */
export function validateSecret({ data = {}, type = '', metadata }: DraftOf<'secrets'>, errors: FieldErrors): void {
  validateKeys(data, 'data', errors);
  if (Object.values(data).reduce((sum, text) => sum + bytesOf(text).length, 0) > LIMIT) errors.tooLong('data', LIMIT);
  const account = 'kubernetes.io/service-account.name';
  if (type === 'kubernetes.io/service-account-token' && !metadata?.annotations?.[account])
    errors.required(`metadata.annotations[${account}]`);
  if (type === 'kubernetes.io/basic-auth' && !('username' in data) && !('password' in data))
    for (const key of ['username', 'password']) errors.required(`data[${key}]`);
  for (const key of NEEDED.get(type) ?? []) {
    const value = data[key];
    if (value === undefined) errors.required(`data[${key}]`);
    else if (key.startsWith('.docker')) {
      const problem = jsonProblem(value);
      if (problem) errors.invalid(`data[${key}]`, '<secret contents redacted>', problem);
    }
  }
}

/** What cannot change once somebody has said so. */
export function validateImmutable(
  object: DraftOf<'configmaps'> | DraftOf<'secrets'>,
  before: DraftOf<'configmaps'> | DraftOf<'secrets'>,
  errors: FieldErrors,
): void {
  if (!before.immutable) return;
  if (!object.immutable) errors.forbidden('immutable', IMMUTABLE);
  if (!same(object.data ?? {}, before.data ?? {})) errors.forbidden('data', IMMUTABLE);
  const binary = (one: typeof object) => ('binaryData' in one ? (one.binaryData ?? {}) : {});
  if (!same(binary(object), binary(before))) errors.forbidden('binaryData', IMMUTABLE);
}
