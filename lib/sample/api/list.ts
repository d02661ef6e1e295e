/** Lists over HTTP: resourceVersion, limit and continue as the API defines them. */
import type { Core } from './core';
import { ApiError } from './errors';
import { fieldsOf, numberOf, textOf } from './json';
import type { Resource } from './kinds';
import { wholeNumber } from './request';
import { type KubeObject, keyOf } from './store';

export interface Page {
  /** Made as it is read; can be read once. */
  items: Iterable<KubeObject>;
  resourceVersion: string;
  continue?: string;
  remainingItemCount?: number;
}

/** Message of a continue token whose revision is forgotten, as recorded. */
const CONTINUE_EXPIRED =
  'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.';

const bad = (message: string) => new ApiError(400, 'BadRequest', message);
const encode = (rv: number, start: string) =>
  Buffer.from(JSON.stringify({ v: 'meta.k8s.io/v1', rv, start: `${start}\u0000` })).toString('base64url');

function readToken(token: string): { rv: number; start: string } {
  try {
    const read = fieldsOf(JSON.parse(Buffer.from(token, 'base64url').toString()));
    const [rv, start] = [numberOf(read.rv), textOf(read.start)];
    if (read.v !== 'meta.k8s.io/v1' || rv === undefined || !start) throw new Error('fields');
    return { rv, start: start.endsWith('\u0000') ? start.slice(0, -1) : start };
  } catch {
    throw bad('continue key is not valid: illegal base64 data or JSON');
  }
}

/** A 410 whose Status carries a token to go on with an inconsistent list. */
export class ExpiredContinue extends ApiError {
  readonly token: string;
  constructor(start: string) {
    super(410, 'Expired', CONTINUE_EXPIRED);
    this.token = encode(-1, start);
  }
}

/** The revision a request names. Throws {@link ApiError} 400 when it is no number. */
export function revisionOf(text: string | null): number | undefined {
  if (text === null || text === '') return undefined;
  if (!/^\d{1,18}$/.test(text))
    throw bad(
      `invalid resource version: ${JSON.stringify(text)}: strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`,
    );
  return Number(text);
}

/** The 504 for a revision the server has not reached. */
export const tooLarge = (asked: number, current: number): ApiError =>
  new ApiError(504, 'Timeout', `Timeout: Too large resource version: ${asked}, current: ${current}`, {
    causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
    retryAfterSeconds: 1,
  });

function revisionToRead(core: Core, query: URLSearchParams): number {
  const { store } = core;
  const asked = revisionOf(query.get('resourceVersion'));
  const match = query.get('resourceVersionMatch');
  if (match && asked === undefined)
    throw new ApiError(
      422,
      'Invalid',
      'ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided',
    );
  if (!asked) return store.revision;
  if (asked > store.revision) throw tooLarge(asked, store.revision);
  if (match !== 'Exact' && !(query.get('limit') && !match)) return store.revision;
  if (asked < store.compacted)
    throw new ApiError(410, 'Expired', `The resourceVersion for the provided list is too old.`);
  return asked;
}

function limitOf(query: URLSearchParams): number {
  const limit = wholeNumber(query.get('limit')) ?? 0;
  if (limit < 0)
    throw bad(`Invalid value: ${JSON.stringify(query.get('limit'))}: limit must be a positive whole number`);
  return limit;
}

/** One page of a list. Throws {@link ApiError} as the API does for its parameters. */
export function listPage(core: Core, resource: Resource, namespace: string | undefined, query: URLSearchParams): Page {
  const { store } = core;
  const limit = limitOf(query);
  const [labelSelector, fieldSelector, token] = ['labelSelector', 'fieldSelector', 'continue'].map(
    (name) => query.get(name) ?? '',
  );
  const matches = core.matcher(resource, {
    ...(namespace ? { namespace } : {}),
    ...(labelSelector ? { labelSelector } : {}),
    ...(fieldSelector ? { fieldSelector } : {}),
  });
  const from = token ? readToken(token) : undefined;
  if (from && revisionOf(query.get('resourceVersion')))
    throw bad('specifying resource version is not allowed when using continue');
  const revision = from ? (from.rv < 0 ? store.revision : from.rv) : revisionToRead(core, query);
  if (from && revision < store.compacted) throw new ExpiredContinue(from.start);
  const at = revision < store.revision ? revision : undefined;
  const selected = function* (after: string | undefined) {
    for (const object of store.scan(resource, { namespace, after, at })) if (matches(object)) yield object;
  };
  const resourceVersion = `${revision}`;
  const limited = limit > 0 && (from !== undefined || query.get('resourceVersion') !== '0');
  if (!limited) return { items: selected(from?.start), resourceVersion };
  const items: KubeObject[] = [];
  for (const object of selected(from?.start)) {
    if (items.length < limit) items.push(object);
    else {
      const last = items.at(-1);
      const start = last ? keyOf(last.metadata) : '';
      const remaining =
        labelSelector || fieldSelector ? undefined : store.count(resource, { namespace, after: start, at });
      return {
        items,
        resourceVersion,
        continue: encode(revision, start),
        ...(remaining === undefined ? {} : { remainingItemCount: remaining }),
      };
    }
  }
  return { items, resourceVersion };
}
