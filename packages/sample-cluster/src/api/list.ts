/** Lists over HTTP: resourceVersion, limit and continue as the API defines them. */
import type { Core } from './core.ts';
import { goJsonError } from './decode.ts';
import { ApiError } from './errors.ts';
import { type Fields, fieldsOf, numberOf, textOf } from './json.ts';
import type { Resource } from './kinds.ts';
import { revisionOf } from './options.ts';
import { wholeNumber } from './request.ts';
import { type KubeObject, keyOf } from './store.ts';

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
  const invalid = (why: string) => bad(`invalid continue token: continue key is not valid: ${why}`);
  const wrong = /[^A-Za-z0-9_-]/.exec(token)?.index;
  if (wrong !== undefined || token.length % 4 === 1)
    throw invalid(`illegal base64 data at input byte ${wrong ?? token.length - 1}`);
  const text = Buffer.from(token, 'base64url').toString();
  let read: Fields;
  try {
    read = fieldsOf(JSON.parse(text));
  } catch (error) {
    throw invalid(goJsonError(text, error));
  }
  const [version, rv, start] = [textOf(read.v) ?? '', numberOf(read.rv) ?? 0, textOf(read.start) ?? ''];
  if (version !== 'meta.k8s.io/v1') throw invalid(`server does not recognize this encoded version ${version}`);
  if (rv === 0) throw invalid('incorrect encoded start resourceVersion (version meta.k8s.io/v1)');
  if (!start) throw invalid('encoded start key empty (version meta.k8s.io/v1)');
  return { rv, start: start.endsWith('\u0000') ? start.slice(0, -1) : start };
}

/** A 410 whose Status carries a token to go on with an inconsistent list. */
export class ExpiredContinue extends ApiError {
  readonly token: string;
  constructor(start: string) {
    super(410, 'Expired', CONTINUE_EXPIRED);
    this.token = encode(-1, start);
  }
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
  if (!asked) return store.revision;
  if (asked > store.revision) throw tooLarge(asked, store.revision);
  if (match !== 'Exact' && !(query.get('limit') && !match)) return store.revision;
  if (asked < store.compacted)
    throw new ApiError(410, 'Expired', `The resourceVersion for the provided list is too old.`);
  return asked;
}

/** One page of a list. Throws {@link ApiError} as the API does for its parameters. */
export function listPage(core: Core, resource: Resource, namespace: string | undefined, query: URLSearchParams): Page {
  const { store } = core;
  const limit = wholeNumber(query.get('limit')) ?? 0;
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
