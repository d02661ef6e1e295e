/** `?watch=1` over HTTP: a line of JSON per event. */
import type { ServerResponse } from 'node:http';
import type { Core } from './core.ts';
import { ApiError } from './errors.ts';
import type { Fields } from './json.ts';
import { tooLarge } from './list.ts';
import { revisionOf } from './options.ts';
import type { Presenter } from './present.ts';
import { statusOf } from './reply.ts';
import { isTrue } from './request.ts';
import { openWatch } from './watch.ts';

/** How much may wait for a slow reader before it is cut off, in bytes. */
const MOST_UNREAD = 32 * 1024 * 1024;

export interface WatchTimes {
  /** Between two bookmarks, in milliseconds. */
  bookmark: number;
  /** When the client names no timeout, in milliseconds. */
  timeout: number;
}

/** Streams events until the client leaves, the time is up, or `onStop` says the server is going. */
export async function streamWatch(
  core: Core,
  presenter: Presenter,
  namespace: string | undefined,
  query: URLSearchParams,
  response: ServerResponse,
  times: WatchTimes,
  onStop: (end: () => void) => () => void,
): Promise<void> {
  const { resource } = presenter.target.info;
  const { store } = core;
  const asked = revisionOf(query.get('resourceVersion'));
  const initialEvents = query.get('sendInitialEvents');
  const bookmarks = isTrue(query.get('allowWatchBookmarks'));
  const labelSelector = query.get('labelSelector');
  const fieldSelector = query.get('fieldSelector');
  const matches = core.matcher(resource, {
    ...(namespace ? { namespace } : {}),
    ...(labelSelector ? { labelSelector } : {}),
    ...(fieldSelector ? { fieldSelector } : {}),
  });
  if (asked !== undefined && asked > store.revision + 1_000_000) throw tooLarge(asked, store.revision);

  response.writeHead(200, { 'Content-Type': 'application/json', 'Transfer-Encoding': 'chunked' });
  response.flushHeaders();
  const write = (type: string, object: Fields) => {
    if (response.writableLength > MOST_UNREAD) response.destroy();
    else response.write(`${JSON.stringify({ type, object })}\n`);
  };
  let stop: () => void = () => undefined;
  const end = () => {
    stop();
    forget();
    clearInterval(bookmarkTimer);
    clearTimeout(timeoutTimer);
    response.end();
  };
  const forget = onStop(end);
  const bookmarkTimer = setInterval(() => {
    if (bookmarks) write('BOOKMARK', presenter.bookmark(`${store.revision}`, false));
  }, times.bookmark);
  const seconds = Number(query.get('timeoutSeconds') ?? 0);
  const timeoutTimer = setTimeout(end, seconds > 0 ? Math.min(seconds, 86_400) * 1000 : times.timeout);
  response.on('close', end);

  const sendsState = initialEvents === null ? !asked : isTrue(initialEvents);
  const from = sendsState ? store.revision : (asked ?? store.revision);
  if (sendsState) {
    for (const object of store.scan(resource, { namespace }))
      if (matches(object)) {
        write('ADDED', presenter.event(object));
        if (response.writableNeedDrain && !(await drained(response))) return;
      }
    if (initialEvents !== null && bookmarks) write('BOOKMARK', presenter.bookmark(`${store.revision}`, true));
  }
  try {
    stop = openWatch(store, resource, matches, from, (event) => write(event.type, presenter.event(event.object)));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    write('ERROR', statusOf(error));
    end();
  }
}

/** Waits until the reader has taken what was written; false when it is gone. */
function drained(response: ServerResponse): Promise<boolean> {
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done);
      response.off('close', done);
      resolve(!response.destroyed);
    };
    response.on('drain', done);
    response.on('close', done);
  });
}
