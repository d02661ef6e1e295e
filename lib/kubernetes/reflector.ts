import 'server-only';
import type { Problem } from '@/lib/contract/problem';
import { createBackoff } from './backoff';
import { classify, StatusError, TimedOutError } from './classify';
import { type Clock, createSleeper } from './clock';
import { isExpired, listAll, type WatchEvent, watchFrom } from './list-watch';
import type { Transport } from './transport';

/** Where a reflector stands. `stale`: what we hold is not being kept up. */
export type ReflectorState = { state: 'loading' | 'live' } | { state: 'stale' | 'failed'; problem: Problem };
/** Why a reflector gave up: asking again at once would give the same answer. */
export type ReflectorEnd = { end: 'forbidden' | 'missing'; problem: Problem } | { end: 'stopped' };

/** Who is told. Objects come transformed. */
export interface ReflectorSink<T> {
  listed(objects: T[]): void;
  changed(type: 'ADDED' | 'MODIFIED' | 'DELETED', object: T): void;
  state(state: ReflectorState): void;
}

/** How a reflector reads; all waits in milliseconds. */
export interface ReflectorOptions<T> {
  transport: Transport;
  clock: Clock;
  /** [0, 1) */
  random: () => number;
  /** `/api/v1/pods` */
  path: string;
  /** Undefined for an object not worth keeping (malformed). */
  transform: (raw: unknown) => T | undefined;
  sink: ReflectorSink<T>;
  pageSize?: number;
  /** A watch without a byte (bookmarks are bytes) for so long is taken for dead and opened again from where it was. */
  idleMs?: number;
}

/** A running reflector. */
export interface Reflector {
  /** Resolves when it gave up or was stopped; never rejects. */
  readonly ended: Promise<ReflectorEnd>;
  stop(): void;
  /** The way is clear again: skip any waiting, and open the watch anew from where it was. */
  kick(): void;
}

const PAGE = 500;
const IDLE_MS = 75_000;
/** An API server that is starting answers 403 and 404 for a moment: who held a picture believes it only the third time. */
const REFUSALS_BELIEVED = 3;

const resourceVersionOf = (object: unknown): string => {
  if (typeof object !== 'object' || object === null || !('metadata' in object)) return '';
  const { metadata } = object;
  if (typeof metadata !== 'object' || metadata === null || !('resourceVersion' in metadata)) return '';
  return typeof metadata.resourceVersion === 'string' ? metadata.resourceVersion : '';
};

/** Keeps a copy of one list of the API server: list, then watch, again and again, until stopped or refused. */
export function startReflector<T>(options: ReflectorOptions<T>): Reflector {
  const { transport, clock, random, path, transform, sink } = options;
  const stopping = new AbortController();
  const sleeper = createSleeper(clock);
  const backoff = createBackoff(random);
  let attempt = new AbortController();
  let kicked = false;
  let resourceVersion = '';
  let listedOnce = false;
  let refusals = 0;

  async function list(signal: AbortSignal) {
    if (!listedOnce) sink.state({ state: 'loading' });
    const listed = await listAll(transport, path, options.pageSize ?? PAGE, transform, signal);
    resourceVersion = listed.resourceVersion;
    listedOnce = true;
    sink.listed(listed.items);
  }

  function take(event: WatchEvent) {
    const version = resourceVersionOf(event.object);
    if (version) resourceVersion = version;
    if (event.type === 'BOOKMARK' || event.type === 'ERROR') return;
    const object = transform(event.object);
    if (object) sink.changed(event.type, object);
  }

  async function watch(signal: AbortSignal) {
    const watching = watchFrom(transport, path, {
      resourceVersion,
      // Spread over a minute, so that the watches of all kinds do not end together.
      timeoutSeconds: Math.round(240 + random() * 60),
      idleMs: options.idleMs ?? IDLE_MS,
      signal,
      opened: () => {
        refusals = 0;
        sink.state({ state: 'live' });
      },
    });
    for await (const event of watching) {
      backoff.reset();
      take(event);
    }
  }

  /** What a failure means: an end, or a wait of so many milliseconds. */
  function judge(error: unknown): ReflectorEnd | number {
    if (stopping.signal.aborted) return { end: 'stopped' };
    if (kicked) return 0;
    if (isExpired(error)) {
      // The picture stays; the next list replaces it in one step.
      resourceVersion = '';
      return backoff.next() / 10;
    }
    // Silence of an open watch is not a failure of the server: open it again from the same place.
    if (error instanceof TimedOutError && listedOnce && refusals === 0) return 0;
    const problem = classify(error);
    const refused = error instanceof StatusError && error.kubernetes && (error.status === 403 || error.status === 404);
    if (refused) {
      refusals += 1;
      if (!listedOnce || refusals >= REFUSALS_BELIEVED)
        return { end: error.status === 403 ? 'forbidden' : 'missing', problem };
    }
    sink.state({ state: listedOnce ? 'stale' : 'failed', problem });
    return backoff.next();
  }

  async function run(): Promise<ReflectorEnd> {
    while (!stopping.signal.aborted) {
      attempt = new AbortController();
      kicked = false;
      const openedAt = clock.now();
      try {
        if (!resourceVersion) await list(attempt.signal);
        await watch(attempt.signal);
        // A server that closes at once, again and again, is not asked in a busy loop.
        if (clock.now() - openedAt < 1_000) await sleeper.sleep(backoff.next(), stopping.signal);
        else backoff.reset();
      } catch (error) {
        const verdict = judge(error);
        if (typeof verdict !== 'number') return verdict;
        if (verdict > 0) await sleeper.sleep(verdict, stopping.signal);
      }
    }
    return { end: 'stopped' };
  }

  return {
    ended: run(),
    stop() {
      stopping.abort();
      attempt.abort();
    },
    kick() {
      kicked = true;
      backoff.reset();
      attempt.abort();
      sleeper.wake();
    },
  };
}
