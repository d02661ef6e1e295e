import 'server-only';
import { StatusError, statusOf, TrickledError } from './classify';
import { decodeEvent, isProtobuf, PROTOBUF } from './protobuf/envelope';
import { createListReader, type ListMeta } from './protobuf/list-reader';
import type { Message } from './protobuf/message';
import { createPieces } from './protobuf/pieces';
import { MalformedError } from './protobuf/wire';
import { type ApiResponse, parsedJson, readAll, statusErrorOf, type Transport } from './transport';

/** A list as the API answers it, one page. */
interface ListPage {
  metadata?: ListMeta;
  items?: unknown[] | null;
}
/** Where in a list a part of it stands. What of it is in no part, from the first to the last, is gone. */
export interface Part {
  first: boolean;
  last: boolean;
}
/** Told of a list part by part; one that starts over begins with a `first` again. */
export type TakePart<T> = (items: T[], part: Part) => void;
const EVENT_TYPES = ['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK', 'ERROR'] as const;
type EventType = (typeof EVENT_TYPES)[number];
const isEventType = (type: string): type is EventType => EVENT_TYPES.some((known) => known === type);
/** One line, or frame, of a watch. */
export interface WatchEvent {
  type: EventType;
  object: unknown;
}

const RESTARTS = 2;

/** True of an answer that says the resourceVersion or the continue token is too old. */
export const isExpired = (error: unknown): boolean =>
  error instanceof StatusError && (error.status === 410 || error.reason === 'Expired' || error.reason === 'Gone');

/** How a list is read. */
export interface ListOptions<T> {
  transport: Transport;
  /** `/api/v1/pods` */
  path: string;
  /** Objects in a page; undefined: as many as is best. */
  pageSize?: number;
  /**
   * From what the server holds in memory, in one piece however large, which costs it a third of what pages from etcd do:
   * it may be a little old, and a watch from its version tells what came since. As client-go does the first time.
   */
  cached?: boolean;
  /** How its objects are written in protobuf, which is then asked for. */
  message?: Message;
  /** Gives the object to keep, or undefined for one that is not kept; `decoded` from protobuf, it is as it should be. */
  each: (raw: unknown, decoded: boolean) => T | undefined;
  take: TakePart<T>;
  signal: AbortSignal;
}

/** A page of JSON is held whole and parsed in one go. */
const JSON_PAGE = 500;
/** Pages of protobuf are read as they come: so large that asking for them counts for nothing. */
const PROTOBUF_PAGE = 5_000;
/** As many objects of a page are told at once. */
const MOST_IN_PART = 500;

/** Reads one page; gives the token of the next and the version of the whole. */
async function readPage<T>(
  response: ApiResponse,
  { message, each }: ListOptions<T>,
  take: (items: T[], end: ListMeta | undefined) => void,
): Promise<ListMeta> {
  if (response.status < 200 || response.status > 299) throw await statusErrorOf(response);
  let items: T[] = [];
  const keep = (raw: unknown, decoded: boolean) => {
    const item = each(raw, decoded);
    if (item !== undefined) items.push(item);
  };
  let meta: ListMeta = {};
  if (message && isProtobuf(response.headers['content-type'])) {
    const reader = createListReader(message, {
      meta(told) {
        meta = told;
      },
      item: (object) => keep(object, true),
    });
    for await (const chunk of response.body) {
      reader.push(chunk);
      if (items.length < MOST_IN_PART) continue;
      take(items, undefined);
      items = [];
    }
    reader.end();
  } else {
    const page = parsedPage(await readAll(response.body));
    meta = page.metadata ?? {};
    for (const raw of page.items ?? []) keep(raw, false);
  }
  take(items, meta);
  return meta;
}

function parsedPage(text: string): ListPage {
  const page: unknown = parsedJson(text);
  if (!page || typeof page !== 'object' || !('items' in page))
    throw new StatusError(404, 'not a list', undefined, false);
  return page as ListPage;
}

async function listPages<T>(options: ListOptions<T>, isPaged: boolean): Promise<string> {
  const { transport, path, message, signal } = options;
  let pageSize = options.pageSize ?? JSON_PAGE;
  let first = true;
  const take = (items: T[], end: ListMeta | undefined) => {
    const last = end !== undefined && !end.continue;
    // A page that ends with nothing left to tell is no part of its own.
    if (items.length > 0 || last) {
      options.take(items, { first, last });
      first = false;
    }
  };
  let cached = options.cached === true && isPaged;
  for (let token: string | undefined; ; ) {
    const query = new URLSearchParams();
    if (isPaged) query.set('limit', String(pageSize));
    if (token) query.set('continue', token);
    else if (cached) query.set('resourceVersion', '0');
    const accept = message ? { accept: `${PROTOBUF}, application/json` } : {};
    const response = await transport.send({ path: query.size > 0 ? `${path}?${query}` : path, ...accept, signal });
    if (options.pageSize === undefined && isProtobuf(response.headers['content-type'])) pageSize = PROTOBUF_PAGE;
    if (cached && response.status === 200 && !isProtobuf(response.headers['content-type'])) {
      // JSON can only be held whole: it is asked for in pages. A body is left within its loop, which ends the request.
      cached = false;
      for await (const _ of response.body) break;
      continue;
    }
    const meta = await readPage(response, options, take);
    token = meta.continue || undefined;
    if (!token) return meta.resourceVersion ?? '';
  }
}

/**
 * Lists everything in pages, each object passed through `each`, told in parts as they come; gives the resourceVersion of
 * the whole (opaque: never compared, only handed back).
 * A continue token that expires on the way (etcd was compacted: five minutes, by default) starts over with a fresh one;
 * when that keeps happening the list is asked for in one piece, which cannot expire.
 */
export async function listAll<T>(options: ListOptions<T>): Promise<string> {
  for (let restart = 0; ; restart++) {
    try {
      return await listPages(options, restart < RESTARTS);
    } catch (error) {
      if (error instanceof MalformedError) throw new StatusError(404, error.message, undefined, false);
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

/** Throws where a stream trickles; told of each chunk before and after it is taken apart. */
function createTrickleCheck(trickle: TrickleWatch | undefined) {
  let since = 0;
  let bytes = 0;
  return {
    came(chunk: Buffer, pending: number) {
      if (pending === 0) {
        since = trickle?.monotonic() ?? 0;
        bytes = 0;
      }
      bytes += chunk.length;
    },
    check(pending: number) {
      const ms = trickle && pending > 0 ? trickle.monotonic() - since : 0;
      if (trickle && ms >= trickle.windowMs && bytes < (ms / 1000) * TRICKLE) throw new TrickledError(bytes, ms);
    },
  };
}

/** Lines of a body; a line may span any number of chunks without being copied more than once. */
export async function* linesOf(body: AsyncIterable<Buffer>, trickle?: TrickleWatch): AsyncGenerator<string, void> {
  const trickles = createTrickleCheck(trickle);
  let pending: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    trickles.came(chunk, size);
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
    trickles.check(size);
  }
  const last = Buffer.concat(pending).toString('utf8');
  if (last.trim()) yield last;
}

/** Events of a watch in protobuf, whose frames each have their length in four bytes before them. */
async function* framedEvents(
  body: AsyncIterable<Buffer>,
  message: Message,
  trickle?: TrickleWatch,
): AsyncGenerator<WatchEvent, void> {
  const trickles = createTrickleCheck(trickle);
  let events: WatchEvent[] = [];
  const pieces = createPieces((cursor, end) => {
    if (end - cursor.at < FRAME_HEAD) return FRAME_HEAD;
    const start = cursor.at + FRAME_HEAD;
    const until = start + cursor.bytes.readUInt32BE(cursor.at);
    if (until > end) return until - cursor.at;
    const { type, object } = decodeEvent(cursor.bytes, start, until, message);
    if (isEventType(type)) events.push({ type, object });
    cursor.at = until;
    return 1;
  });
  for await (const chunk of body) {
    trickles.came(chunk, pieces.pending);
    pieces.push(chunk);
    yield* events;
    events = [];
    trickles.check(pieces.pending);
  }
  if (pieces.pending > 0) throw new CutError();
}
const FRAME_HEAD = 4;

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
  /** How its objects are written in protobuf, which is then asked for. */
  message?: Message;
  signal: AbortSignal;
  opened?: () => void;
}

/**
 * Watches from a resourceVersion until the server closes; errors inside the stream are thrown as {@link StatusError}.
 * `decoded`: the objects are from protobuf, and as they should be.
 */
export async function* watchFrom(
  transport: Transport,
  path: string,
  options: WatchOptions,
): AsyncGenerator<WatchEvent & { decoded: boolean }, void> {
  const { message } = options;
  const query = new URLSearchParams({
    watch: '1',
    allowWatchBookmarks: 'true',
    resourceVersion: options.resourceVersion,
    timeoutSeconds: String(options.timeoutSeconds),
  });
  const response = await transport.send({
    path: `${path}?${query}`,
    ...(message ? { accept: `${PROTOBUF};stream=watch, application/json` } : {}),
    signal: options.signal,
    silenceMs: options.idleMs,
    answerMs: options.answerMs,
  });
  if (response.status !== 200) throw await statusErrorOf(response);
  options.opened?.();
  const framed = message && isProtobuf(response.headers['content-type']) ? message : undefined;
  const events = framed
    ? framedEvents(response.body, framed, options.trickle)
    : lineEvents(response.body, options.trickle);
  try {
    for await (const event of events) {
      if (event.type === 'ERROR') throw statusOf(event.object);
      yield { ...event, decoded: framed !== undefined };
    }
  } catch (error) {
    throw error instanceof MalformedError ? new CutError() : error;
  }
}

async function* lineEvents(body: AsyncIterable<Buffer>, trickle?: TrickleWatch): AsyncGenerator<WatchEvent, void> {
  for await (const line of linesOf(body, trickle)) yield parsedEvent(line);
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
