import 'server-only';
import type { Problem } from '@/lib/contract/problem';
import { type Clock, systemClock } from '@/lib/kubernetes/clock';
import { knownSecrets } from '@/lib/kubernetes/known-secrets';
import type { Hub, HubMessage } from './hub';

/** Headers of a stream of server-sent events that nothing on the way may hold back. */
export const STREAM_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  // Without `no-transform` Next compresses, and small events wait in the compressor.
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
};

const HEARTBEAT_MS = 15_000;
/** Bytes that may wait for one slow browser before it is sent the whole picture instead. */
const LARGEST_BACKLOG = 4 * 1024 * 1024;

const KEY = Symbol.for('kubeplano.shutdown');
const shared: typeof globalThis & { [KEY]?: Set<() => unknown> } = globalThis;

/** What ends each open stream; whoever stops the server calls them all. */
export function shutdownClosers(): Set<() => unknown> {
  shared[KEY] ??= new Set();
  return shared[KEY];
}

const encoder = new TextEncoder();
const encoded = new WeakMap<object, Uint8Array>();

/** The bytes of a message, made once for however many look. */
function bytesOf(message: HubMessage): Uint8Array {
  const body =
    message.type === 'snapshot' ? message.snapshot : message.type === 'delta' ? message.delta : message.problem;
  const known = encoded.get(body);
  if (known) return known;
  const id = 'revision' in body ? `id: ${body.revision}\n` : '';
  const bytes = encoder.encode(`event: ${message.type}\n${id}data: ${knownSecrets().json(body)}\n\n`);
  encoded.set(body, bytes);
  return bytes;
}

/** A stream that says one problem and ends: the browser asks again by itself. */
export function problemStream(problem: Problem): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(bytesOf({ type: 'problem', problem }));
      controller.close();
    },
  });
}

/** The stream of one subscriber: snapshot, then deltas; a browser that does not keep up gets a snapshot anew. */
export function streamOf(hub: Hub, signal: AbortSignal, clock: Clock = systemClock): ReadableStream<Uint8Array> {
  let unsubscribe = () => {};
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
          unsubscribe();
          cancelBeat();
          shutdownClosers().delete(end);
          signal.removeEventListener('abort', end);
          try {
            controller.close();
          } catch {
            // Cancelled by the reader: it is closed already, which is what we want.
            return;
          }
        };
        const beat = () => {
          controller.enqueue(encoder.encode(': beat\n\n'));
          cancelBeat = clock.after(HEARTBEAT_MS, beat);
        };
        if (signal.aborted) return end();
        signal.addEventListener('abort', end);
        shutdownClosers().add(end);
        // A first byte, so that the browser knows the stream is open although nothing is known yet.
        beat();
        unsubscribe = hub.subscribe((message) => {
          if (ended || behind) return;
          if ((controller.desiredSize ?? 0) <= 0) {
            behind = true;
            return;
          }
          try {
            controller.enqueue(bytesOf(message));
          } catch {
            // A stream that can take no more must not keep the others from theirs: its browser asks anew.
            end();
          }
        });
      },
      pull(controller) {
        if (!behind || ended) return;
        behind = false;
        const now = hub.current();
        if (!now) return;
        controller.enqueue(bytesOf('problem' in now ? { type: 'problem', ...now } : { type: 'snapshot', ...now }));
      },
      cancel: () => end(),
    },
    { highWaterMark: LARGEST_BACKLOG, size: (chunk) => chunk.byteLength },
  );
}
