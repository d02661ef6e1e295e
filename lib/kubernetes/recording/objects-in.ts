import { type KnownKind, kindOfFile, kindOfPath, knownKind } from './known-kinds';
import { withoutGoNames } from './old-dump';

/** An object of a recording, or what looks like one. */
export interface Found {
  /** Undefined for kinds Kubeplano does not read. */
  known: KnownKind | undefined;
  apiVersion: string;
  value: unknown;
}
/** What a document holds. */
export interface DocumentContent {
  /** The kind it is a list of, even of nothing. */
  listOf?: KnownKind;
  objects: Iterable<Found>;
}

function textOf(value: object, field: string): string {
  const text: unknown = Object.hasOwn(value, field) ? Reflect.get(value, field) : undefined;
  return typeof text === 'string' ? text : '';
}
const selfLinkOf = (value: object): string =>
  'metadata' in value && typeof value.metadata === 'object' && value.metadata ? textOf(value.metadata, 'selfLink') : '';

/** The items of a list of whatever form: `List`, `PodList`, a bare array. */
function itemsOf(value: object): unknown[] | undefined {
  if (Array.isArray(value)) return value;
  if (!('items' in value)) return undefined;
  return Array.isArray(value.items) ? value.items : value.items === null ? [] : undefined;
}

/** The objects of a document: itself, or the items of its list. Items that do not say what they are, the list or the file says. */
export function objectsIn(document: unknown, file: string): DocumentContent {
  const value = withoutGoNames(document);
  if (typeof value !== 'object' || value === null) return { objects: [] };
  const items = itemsOf(value);
  const kind = textOf(value, 'kind').replace(/List$/, '');
  const apiVersion = textOf(value, 'apiVersion');
  const own = kind ? knownKind(apiVersion, kind) : kindOfPath(selfLinkOf(value));
  if (!items) {
    const known = kind ? own : (own ?? ('metadata' in value ? kindOfFile(file) : undefined));
    return { objects: [{ known, apiVersion, value }] };
  }
  // `kind: List` says nothing of its items; where there are none, the file's name does.
  const listOf = own ?? (kind === '' ? kindOfFile(file) : undefined);
  return { ...(listOf ? { listOf } : {}), objects: itemsAs(items, apiVersion, listOf) };
}

function* itemsAs(items: unknown[], listVersion: string, listOf: KnownKind | undefined): Generator<Found> {
  for (const value of items) {
    const item = typeof value === 'object' && value !== null ? value : {};
    const kind = textOf(item, 'kind');
    const said = textOf(item, 'apiVersion') || listVersion;
    const known = kind ? knownKind(said, kind) : (kindOfPath(selfLinkOf(item)) ?? listOf);
    yield { known, apiVersion: said || (known?.apiVersion ?? ''), value };
  }
}
