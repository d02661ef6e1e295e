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

const textOf = (value: object, field: 'kind' | 'apiVersion' | 'selfLink'): string => {
  const text: unknown = Object.hasOwn(value, field) ? Object.entries(value).find(([key]) => key === field)?.[1] : '';
  return typeof text === 'string' ? text : '';
};
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
  const listed = listOf?.groupVersionResource.apiVersion ?? '';
  function* objects(): Generator<Found> {
    for (const item of items ?? []) {
      if (typeof item !== 'object' || item === null) {
        yield { known: listOf, apiVersion: '', value: item };
        continue;
      }
      const itemKind = textOf(item, 'kind');
      const itemVersion = textOf(item, 'apiVersion') || apiVersion || listed;
      if (itemKind) yield { known: knownKind(textOf(item, 'apiVersion') || apiVersion, itemKind), apiVersion: itemVersion, value: item };
      else yield { known: listOf ?? kindOfPath(selfLinkOf(item)), apiVersion: itemVersion, value: item };
    }
  }
  return { ...(listOf ? { listOf } : {}), objects: objects() };
}
