import 'server-only';
import { StatusError, statusOf, TrickledError } from './classify';
import { statusErrorOf, type Transport } from './transport';

/** A list as the API answers it, one page. */
interface ListPage {
  metadata?: { resourceVersion?: string; continue?: string };
  items?: unknown[] | null;
}
/** Where in a list a part of it stands. What of it is in no part, from the first to the last, is gone. */
export interface Part {
  first: boolean;
  last: boolean;
}
/** Told of a list part by part; one that starts over begins with a `first` again. */
export type TakePart<T> = (items: T[], part: Part) => void;
/** One line of a watch. */
export interface WatchEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  object: unknown;
}

const RESTARTS = 2;

/** True of an answer that says the resourceVersion or the continue token is too old. */
export const isExpired = (error: unknown): boolean =>
  error instanceof StatusError && (error.status === 410 || error.reason === 'Expired' || error.reason === 'Gone');

/** Gives the object to keep, or undefined for one that is not kept. */
type Each<T> = (raw: unknown) => T | undefined;

async function listPages<T>(
  transport: Transport,
  path: string,
  limit: number,
  each: Each<T>,
  take: TakePart<T>,
  signal: AbortSignal,
): Promise<string> {
  let token: string | undefined;
  for (let first = true; ; first = false) {
    const query = new URLSearchParams();
    if (limit > 0) query.set('limit', String(limit));
    if (token) query.set('continue', token);
    const suffix = query.size > 0 ? `?${query}` : '';
    const page = await transport.json<ListPage>({ path: path + suffix, signal });
    if (!page || typeof page !== 'object' || !('items' in page))
      throw new StatusError(404, 'not a list', undefined, false);
    const items: T[] = [];
    // Each page is transformed as it comes: only one page of raw objects is ever held.
    for (const raw of page.items ?? []) {
      const item = each(raw);
      if (item !== undefined) items.push(item);
    }
    token = page.metadata?.continue || undefined;
    take(items, { first, last: !token });
    if (!token) return page.metadata?.resourceVersion ?? '';
  }
}

/**
 * Lists everything in pages of `limit`, each object passed through `each`, each page told as it comes; gives the
 * resourceVersion of the whole (opaque: never compared, only handed back).
 * A continue token that expires on the way (etcd was compacted: five minutes, by default) starts over with a fresh one;
 * when that keeps happening the list is asked for in one piece, which cannot expire.
 */
export async function listAll<T>(
  transport: Transport,
  path: string,
  limit: number,
  each: Each<T>,
  take: TakePart<T>,
  signal: AbortSignal,
): Promise<string> {
  for (let restart = 0; ; restart++) {
    try {
      return await listPages(transport, path, restart < RESTARTS ? limit : 0, each, take, signal);
    } catch (error) {
      if (!isExpired(error) || restart >= RESTARTS) throw error;
    }
  }
}

/** A watch ended in the middle of an object. */
export class CutError extends Error {
  readonly code = 'ECONNRESET';
  constructor() {
    super('the watch was cut in the middle of an object');
    this.name = 'CutError';
  }
}

/** Longest line of a watch that is taken: etcd holds no object of a tenth of it. */
const LONGEST_LINE = 32 * 1024 * 1024;
/** Bytes a second under which a watch that is always in the middle of a line is taken for one that cannot keep up. */
const TRICKLE = 2_000;

/** Tells a stream that trickles: for `windowMs` always in the middle of a line, and hardly anything came. */
export interface TrickleWatch {
  monotonic(): number;
  windowMs: number;
}

/** Lines of a body; a line may span any number of chunks without being copied more than once. */
export async function* linesOf(body: AsyncIterable<Buffer>, trickle?: TrickleWatch): AsyncGenerator<string, void> {
  let pending: Buffer[] = [];
  let size = 0;
  let since = 0;
  let bytes = 0;
  for await (const chunk of body) {
    if (size === 0) {
      since = trickle?.monotonic() ?? 0;
      bytes = 0;
    }
    bytes += chunk.length;
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      pending.push(chunk.subarray(start, end));
      const line = (pending.length === 1 ? chunk.subarray(start, end) : Buffer.concat(pending)).toString('utf8');
      pending = [];
      size = 0;
      start = end + 1;
      if (line.trim()) yield line;
    }
    if (start < chunk.length) {
      pending.push(chunk.subarray(start));
      size += chunk.length - start;
    }
    if (size > LONGEST_LINE) throw new StatusError(502, `a line of more than ${LONGEST_LINE} bytes`, undefined, false);
    const ms = trickle && size > 0 ? trickle.monotonic() - since : 0;
    if (trickle && ms >= trickle.windowMs && bytes < (ms / 1000) * TRICKLE) throw new TrickledError(bytes, ms);
  }
  const last = Buffer.concat(pending).toString('utf8');
  if (last.trim()) yield last;
}

/** How a watch is kept. */
export interface WatchOptions {
  resourceVersion: string;
  /** The server ends it after so long, with a bookmark just before: a quiet kind is heard of at least as often. */
  timeoutSeconds: number;
  /** Without a byte for so long it is taken for dead. */
  idleMs: number;
  /** How long its beginning is waited for. */
  answerMs: number;
  trickle?: TrickleWatch;
  signal: AbortSignal;
  opened?: () => void;
}

/** Watches from a resourceVersion until the server closes; errors inside the stream are thrown as {@link StatusError}. */
export async function* watchFrom(
  transport: Transport,
  path: string,
  options: WatchOptions,
): AsyncGenerator<WatchEvent, void> {
  const query = new URLSearchParams({
    watch: '1',
    allowWatchBookmarks: 'true',
    resourceVersion: options.resourceVersion,
    timeoutSeconds: String(options.timeoutSeconds),
  });
  const response = await transport.send({
    path: `${path}?${query}`,
    signal: options.signal,
    silenceMs: options.idleMs,
    answerMs: options.answerMs,
  });
  if (response.status !== 200) throw await statusErrorOf(response);
  options.opened?.();
  for await (const line of linesOf(response.body, options.trickle)) {
    const event = parsedEvent(line);
    if (event.type === 'ERROR') throw statusOf(event.object);
    yield event;
  }
}

function parsedEvent(line: string): WatchEvent {
  try {
    const event: WatchEvent | null = JSON.parse(line);
    if (event && typeof event === 'object') return event;
  } catch {
    // Falls through: a line that was cut, or no API server.
  }
  throw new CutError();
}
