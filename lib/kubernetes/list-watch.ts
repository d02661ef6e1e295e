import 'server-only';
import { StatusError, statusOf } from './classify';
import { statusErrorOf, type Transport } from './transport';

/** A list as the API answers it, one page. */
interface ListPage {
  metadata?: { resourceVersion?: string; continue?: string };
  items?: unknown[] | null;
}
/** The whole of a list at one resourceVersion (opaque: never compared, only handed back). */
export interface Listed<T> {
  items: T[];
  resourceVersion: string;
}
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
  signal: AbortSignal,
): Promise<Listed<T>> {
  const items: T[] = [];
  let token: string | undefined;
  for (;;) {
    const query = new URLSearchParams();
    if (limit > 0) query.set('limit', String(limit));
    if (token) query.set('continue', token);
    const suffix = query.size > 0 ? `?${query}` : '';
    const page = await transport.json<ListPage>({ path: path + suffix, signal });
    if (!page || typeof page !== 'object' || !('items' in page))
      throw new StatusError(404, 'not a list', undefined, false);
    // Each page is transformed as it comes: only one page of raw objects is ever held.
    for (const raw of page.items ?? []) {
      const item = each(raw);
      if (item !== undefined) items.push(item);
    }
    token = page.metadata?.continue || undefined;
    if (!token) return { items, resourceVersion: page.metadata?.resourceVersion ?? '' };
  }
}

/**
 * Lists everything in pages of `limit`, each object passed through `each`.
 * A continue token that expires on the way (etcd was compacted: five minutes, by default) starts over with a fresh one;
 * when that keeps happening the list is asked for in one diagram node, which cannot expire.
 */
export async function listAll<T>(
  transport: Transport,
  path: string,
  limit: number,
  each: Each<T>,
  signal: AbortSignal,
): Promise<Listed<T>> {
  for (let restart = 0; ; restart++) {
    try {
      return await listPages(transport, path, restart < RESTARTS ? limit : 0, each, signal);
    } catch (error) {
      if (!isExpired(error) || restart >= RESTARTS) throw error;
    }
  }
}

/** Lines of a body; a line may span any number of chunks without being copied more than once. */
export async function* linesOf(body: AsyncIterable<Buffer>): AsyncGenerator<string, void> {
  let pending: Buffer[] = [];
  for await (const chunk of body) {
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      pending.push(chunk.subarray(start, end));
      const line = (pending.length === 1 ? chunk.subarray(start, end) : Buffer.concat(pending)).toString('utf8');
      pending = [];
      start = end + 1;
      if (line.trim()) yield line;
    }
    if (start < chunk.length) pending.push(chunk.subarray(start));
  }
  const last = Buffer.concat(pending).toString('utf8');
  if (last.trim()) yield last;
}

/** Watches from a resourceVersion until the server closes; errors inside the stream are thrown as {@link StatusError}. */
export async function* watchFrom(
  transport: Transport,
  path: string,
  options: {
    resourceVersion: string;
    timeoutSeconds: number;
    idleMs: number;
    signal: AbortSignal;
    opened?: () => void;
  },
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
  });
  if (response.status !== 200) throw await statusErrorOf(response);
  options.opened?.();
  for await (const line of linesOf(response.body)) {
    const event: WatchEvent = JSON.parse(line);
    if (event.type === 'ERROR') throw statusOf(event.object);
    yield event;
  }
}
