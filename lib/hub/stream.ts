import 'server-only';
import type { Problem } from '@/lib/contract/problem';
import type { Scope } from '@/lib/contract/scope';
import { type Clock, systemClock } from '@/lib/kubernetes/clock';
import { knownSecrets } from '@/lib/kubernetes/known-secrets';
import { type BodyWriter, type Fragment, fragmentOf, gzipBody, plainBody, takesGzip } from './fragments';
import type { Hub } from './hub';
import type { Following, HubListener, HubMessage } from './hub-message';
import { sharedViewers, type Viewers } from './viewers';

/** Headers of a stream of server-sent events that nothing on the way may hold back. */
export const STREAM_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  // Without `no-transform` Next compresses, and small events wait in the compressor.
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
  vary: 'accept-encoding',
};

const HEARTBEAT_MS = 15_000;
/** Bytes that may wait for one slow browser; beyond it, what it misses is remembered by key. */
const LARGEST_BACKLOG = 256 * 1024;

const KEY = Symbol.for('kubeplano.shutdown');
const shared: typeof globalThis & { [KEY]?: Set<() => unknown> } = globalThis;

const ENCODING_KEY = Symbol.for('kubeplano.encoding-header');
/** Where the server that runs this lets routes encode (`lib/cli/body-encoding.js`): the header that says it. */
const sharedEncoding: typeof globalThis & { [ENCODING_KEY]?: string } = globalThis;

/** What ends each open stream; whoever stops the server calls them all. */
export function shutdownClosers(): Set<() => unknown> {
  shared[KEY] ??= new Set();
  return shared[KEY];
}

const encoded = new WeakMap<object, Fragment>();
const BEAT = fragmentOf(': beat\n\n');

const bodyOf = (message: HubMessage): object => {
  switch (message.type) {
    case 'snapshot':
      return message.snapshot;
    case 'delta':
      return message.delta;
    case 'scope':
      return message.scope;
    case 'problem':
      return message.problem;
  }
};

/** A message as it is sent, made once for however many look. */
function fragmentOfMessage(message: HubMessage): Fragment {
  const body = bodyOf(message);
  const known = encoded.get(body);
  if (known) return known;
  const id = 'revision' in body ? `id: ${body.revision}\n` : '';
  const fragment = fragmentOf(`event: ${message.type}\n${id}data: ${knownSecrets().json(body)}\n\n`);
  encoded.set(body, fragment);
  return fragment;
}

/** The answer that carries a stream, compressed where that is asked for. */
export function streamResponse(
  hub: Hub | { problem: Problem },
  { headers, signal }: Pick<Request, 'headers' | 'signal'>,
  options: Pick<StreamOptions, 'scope' | 'viewers'> = {},
): Response {
  const encodingHeader = sharedEncoding[ENCODING_KEY];
  const isGzip = encodingHeader !== undefined && takesGzip(headers.get('accept-encoding'));
  const body = isGzip ? gzipBody() : plainBody();
  return new Response(
    'problem' in hub ? problemStream(hub.problem, body) : streamOf(hub, signal, { ...options, body }),
    {
      headers: isGzip ? { ...STREAM_HEADERS, [encodingHeader]: 'gzip' } : STREAM_HEADERS,
    },
  );
}

/** A stream that says one problem and ends: the browser asks again by itself. */
export function problemStream(problem: Problem, body: BodyWriter = plainBody()): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      const problemMessage = body.write(fragmentOfMessage({ type: 'problem', problem }));
      for (const bytes of [body.start, problemMessage, body.end()]) if (bytes.length > 0) controller.enqueue(bytes);
      controller.close();
    },
  });
}

/** What a stream may be told at its making. */
export interface StreamOptions {
  body?: BodyWriter;
  clock?: Clock;
  /** What is looked at from the start. */
  scope?: Scope;
  viewers?: Viewers;
}

/**
 * The stream of one viewer: who it is, the picture, then what changes. What a browser that does not keep up has missed is
 * remembered by key, and told as it is once it takes more: nothing piles up for it here.
 */
export function streamOf(hub: Hub, signal: AbortSignal, options: StreamOptions = {}): ReadableStream<Uint8Array> {
  const { body = plainBody(), clock = systemClock, scope = {}, viewers = sharedViewers() } = options;
  let following: Following | undefined;
  let forget = () => {};
  let cancelBeat = () => {};
  let ended = false;
  let behind = false;
  let end = () => {};

  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        end = () => {
          if (ended) return;
          ended = true;
          following?.close();
          forget();
          cancelBeat();
          shutdownClosers().delete(end);
          signal.removeEventListener('abort', end);
          try {
            const last = body.end();
            if (last.length > 0) controller.enqueue(last);
            controller.close();
          } catch {
            // Cancelled by the reader: it is closed already, which is what we want.
            return;
          }
        };
        const isFull = () => (controller.desiredSize ?? 0) <= 0;
        const beat = () => {
          // A line that carries nothing to its end needs no sign that it is open.
          if (!isFull()) controller.enqueue(body.write(BEAT));
          cancelBeat = clock.after(HEARTBEAT_MS, beat);
        };
        if (signal.aborted) return end();
        signal.addEventListener('abort', end);
        shutdownClosers().add(end);
        if (body.start.length > 0) controller.enqueue(body.start);
        // A first byte, so that the browser knows the stream is open although nothing is known yet.
        beat();
        const viewer = viewers.add((next) => following?.look(next));
        forget = viewer.forget;
        controller.enqueue(body.write(fragmentOf(`event: hello\ndata: ${JSON.stringify({ viewer: viewer.id })}\n\n`)));
        const listen: HubListener = (message) => {
          if (ended) return true;
          if (isFull()) {
            behind = true;
            return false;
          }
          try {
            controller.enqueue(body.write(fragmentOfMessage(message)));
          } catch {
            // A stream that can take no more must not keep the others from theirs: its browser asks anew.
            end();
          }
          return true;
        };
        following = hub.follow(scope, listen);
      },
      pull() {
        if (!behind || ended) return;
        behind = false;
        following?.ready();
      },
      cancel: () => end(),
    },
    { highWaterMark: LARGEST_BACKLOG, size: (chunk) => chunk.byteLength },
  );
}
