/**
 * An object of the cluster without what in it is, or could be, a credential: by place (values of the environment, copies of
 * whole objects in annotations, settings named like a secret) and by pattern in every text. Used wherever an object comes
 * in or goes out: the model, the page, recordings.
 */
import { visibleName, visibleText } from '../model/visible-text.ts';
import { isSecretName, withoutCredentials } from './redact.ts';

/** What stands where something is left out because of its place. */
export const HIDDEN = '(not shown)';
/** Annotations that copy the object, its environment with it, as other annotations do not. */
const COPIES =
  /(?:\/last-applied(?:-configuration)?|^kapp\.k14s\.io\/original.*|^objectset\.rio\.cattle\.io\/applied|^sidecar\.istio\.io\/status)$/;
/** A text longer than this is no message, and is not shown. Characters. */
const LONGEST = 256 * 1024;
/** Deeper than any kind of Kubernetes. */
const DEEPEST = 64;

/** What names things, in letters the API server has checked: an event's name looks like a bootstrap token, and is none. */
export const NAMES: ReadonlySet<string> = new Set([
  'name',
  'namespace',
  'generateName',
  'uid',
  'resourceVersion',
  'kind',
  'apiVersion',
  'image',
  'imageID',
  'containerID',
]);

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A text of any length as it may be shown. */
export function cleanText(text: string): string {
  return text.length > LONGEST ? `${HIDDEN}: ${text.length} characters` : visibleText(withoutCredentials(text));
}

/** An annotation may be an object itself: cleaned as one. */
function cleanAnnotation(text: string, depth: number): string {
  if (!/^\s{0,8}[[{]/.test(text) || text.length > LONGEST) return cleanText(text);
  try {
    const value: unknown = JSON.parse(text);
    const clean = cleanValue(value, '', depth);
    return clean === value ? text : JSON.stringify(clean);
  } catch {
    // No JSON after all: a text like any other.
    return cleanText(text);
  }
}

/** `--password`, `hunter2`: the word after a flag that holds a secret. */
const takesSecret = (flag: unknown) => typeof flag === 'string' && /^--?[\w-]{2,80}$/.test(flag) && isSecretName(flag);

/** A list, and of words of a command what stands after a flag that takes a secret. */
export function cleanList(list: readonly unknown[], key = '', depth = 0): readonly unknown[] {
  let copy: unknown[] | undefined;
  list.forEach((item, index) => {
    const secret = typeof item === 'string' && !item.startsWith('-') && takesSecret(list[index - 1]);
    const clean = secret
      ? HIDDEN
      : key === 'env' && isFields(item)
        ? cleanVariable(item, depth)
        : cleanValue(item, '', depth);
    if (clean === item) return;
    copy ??= [...list];
    copy[index] = clean;
  });
  return copy ?? list;
}

/** A variable keeps its name and where its value comes from; a literal value may be a password. */
function cleanVariable(variable: Fields, depth: number): Fields {
  const clean = cleanFields(variable, 'env', depth);
  return clean.value === undefined || clean.value === HIDDEN ? clean : { ...clean, value: HIDDEN };
}

/** A text under a name: the value of a field, of a label, of an annotation (`within` names what it is an entry of). */
export function cleanEntry(name: string, value: string, within: string, depth = 0): string {
  if (NAMES.has(name)) return visibleName(value);
  if (within === 'annotations') return COPIES.test(name) || isSecretName(name) ? HIDDEN : cleanAnnotation(value, depth);
  return value !== '' && isSecretName(name) ? HIDDEN : cleanText(value);
}

/** One field of an object, or entry of a map (of labels, annotations: `within`). */
export function cleanField(fields: Fields, name: string, within: string, depth: number): unknown {
  const value = fields[name];
  // Names of fields only; nobody's values.
  if (name === 'managedFields') return value;
  if (typeof value !== 'string') return cleanValue(value, name, depth);
  const named = name === 'value' && within !== 'annotations' && typeof fields.name === 'string' ? fields.name : name;
  if (named !== name && /^(?:authorization|cookie|proxy-authorization)$/i.test(named)) return HIDDEN;
  if (named !== name) return value !== '' && isSecretName(named) ? HIDDEN : cleanText(value);
  return cleanEntry(name, value, within, depth);
}

function cleanFields(fields: Fields, within: string, depth: number): Fields {
  let copy: Record<string, unknown> | undefined;
  for (const name of Object.keys(fields)) {
    const clean = cleanField(fields, name, within, depth);
    if (clean === fields[name]) continue;
    copy ??= { ...fields };
    // Not by assignment: an annotation may be called `__proto__`.
    Object.defineProperty(copy, name, { value: clean, enumerable: true, writable: true, configurable: true });
  }
  return copy ?? fields;
}

function cleanValue(value: unknown, key: string, depth: number): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEEPEST) return HIDDEN;
  return Array.isArray(value)
    ? cleanList(value, key, depth + 1)
    : isFields(value)
      ? cleanFields(value, key, depth + 1)
      : value;
}

/** The object without credentials; what holds none is the same object, not a copy. Secrets keep their metadata alone. */
export function cleanObject(raw: unknown): unknown {
  const clean = cleanValue(raw, '', 0);
  if (!isFields(clean) || clean.kind !== 'Secret') return clean;
  return { kind: 'Secret', ...(clean.apiVersion ? { apiVersion: clean.apiVersion } : {}), metadata: clean.metadata };
}
