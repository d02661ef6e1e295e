import 'server-only';
import type { Problem } from '@/lib/contract/problem';
import { createBackoff } from './backoff';
import { classify, StatusError, TimedOutError, TrickledError } from './classify';
import { type Clock, createSleeper, isoNow } from './clock';
import { CutError, isExpired, listAll, type Part, type WatchEvent, watchFrom } from './list-watch';
import type { Message } from './protobuf/message';
import { type RetryPace, takeTurn } from './retry-pace';
import type { Transport } from './transport';

/**
 * Where a reflector stands. `polled`: it may list and not watch, so the list is asked for again and again.
 * `stale`: what we hold is not being kept up, `since` the last word of the server.
 */
export type ReflectorState =
  | { state: 'loading' | 'live' }
  | { state: 'polled' | 'failed'; problem: Problem }
  | { state: 'stale'; problem: Problem; since: string };
/** Why a reflector gave up: asking again at once would give the same answer. */
export type ReflectorEnd = { end: 'forbidden' | 'missing'; problem: Problem } | { end: 'stopped' };

/** Who is told. Objects come transformed. */
export interface ReflectorSink<T> {
  /** A list comes in parts, each of which may be shown; an attempt that fails is begun anew with a `first`. */
  listed(objects: T[], part: Part): void;
  changed(type: 'ADDED' | 'MODIFIED' | 'DELETED', object: T): void;
  state(state: ReflectorState): void;
  /** The server spoke of this list: whatever it was, what we hold is true as of now. A watch that only opened said nothing yet. */
  heard(): void;
}

/** How a reflector reads; all waits in milliseconds. */
export interface ReflectorOptions<T> {
  transport: Transport;
  clock: Clock;
  /** [0, 1) */
  random: () => number;
  pace: RetryPace;
  /** `/api/v1/pods` */
  path: string;
  /** How its objects are written in protobuf, where it is asked for. */
  message?: Message;
  /** Undefined for an object not worth keeping (malformed). `decoded` from protobuf, each field is of its type and clean. */
  transform: (raw: unknown, decoded: boolean) => T | undefined;
  sink: ReflectorSink<T>;
  pageSize?: number;
  /** Seconds after which the server ends a watch, telling its newest version: a quiet kind is heard of that often. */
  watchSeconds?: number;
}

/** A running reflector. */
export interface Reflector {
  /** Resolves when it gave up or was stopped; never rejects. */
  readonly ended: Promise<ReflectorEnd>;
  stop(): void;
  /** The way is clear again: skip any waiting, and open the watch anew from where it was. */
  kick(): void;
}

const WATCH_SECONDS = 20;
/** The same of the watch after one that fell silent: whether it can be heard is to be known soon. */
const WORD_SECONDS = 2;
/** Times as long that a watch may last where it was cut in the middle of an object. */
const MOST_PATIENCE = 8;
/** Longest wait between two attempts. How often all kinds together may fail is the pace's to say. */
const LONGEST_WAIT_MS = 10_000;
/** Between two lists of who may not watch. */
const POLL_MS = 20_000;
/** How much later than it was asked to a server may end a watch before the watch is taken for dead. */
const IDLE_MARGIN_MS = 3_000;
const ANSWER_MS = 10_000;
/** A watch that trickles for so long is given up, and the list asked for instead. */
const TRICKLE_MS = 10_000;
/** An API server that is starting answers 403 and 404 for a moment: who held a picture believes it only the third time. */
const REFUSALS_BELIEVED = 3;

const resourceVersionOf = (object: unknown): string => {
  if (typeof object !== 'object' || object === null || !('metadata' in object)) return '';
  const { metadata } = object;
  if (typeof metadata !== 'object' || metadata === null || !('resourceVersion' in metadata)) return '';
  return typeof metadata.resourceVersion === 'string' ? metadata.resourceVersion : '';
};

const isRefusal = (error: unknown): error is StatusError =>
  error instanceof StatusError && error.kubernetes && (error.status === 403 || error.status === 404);

const isUnwatchable = (error: unknown) => error instanceof StatusError && error.status === 405;

/** Keeps a copy of one list of the API server: list, then watch, again and again, until stopped or refused. */
export function startReflector<T>(options: ReflectorOptions<T>): Reflector {
  const { transport, clock, random, pace, path, message, transform, sink } = options;
  const stopping = new AbortController();
  const sleeper = createSleeper(clock);
  const backoff = createBackoff(random, 500, LONGEST_WAIT_MS);
  let attempt = new AbortController();
  let kicked = false;
  let resourceVersion = '';
  let heardAt = isoNow(clock);
  let listedOnce = false;
  /** The list of this very attempt. */
  let freshList = false;
  let watching = false;
  let refusals = 0;
  let failures = 0;
  /** Watches in a row that opened and then fell silent, or only trickled, and what is said of it. */
  let silences = 0;
  let trickles = 0;
  let deaf: Problem | undefined;
  /** Watches in a row that were asked for and got no answer at all: a proxy holds back what has no end. */
  let unanswered = 0;
  let asking = false;
  /** Where a watch may go on when the list that was asked for instead does not come either. */
  let resumeFrom = '';
  /** Grows where the way is so slow that an object does not come through before a watch ends. */
  let patience = 1;

  function heard() {
    heardAt = isoNow(clock);
    sink.heard();
  }

  async function list(signal: AbortSignal) {
    if (!listedOnce) sink.state({ state: 'loading' });
    // Where it fails, the watch goes on from where it was, if that is known.
    resourceVersion = resumeFrom;
    resourceVersion = await listAll({
      transport,
      path,
      ...(options.pageSize ? { pageSize: options.pageSize } : {}),
      ...(message ? { message } : {}),
      // Later only what is not older than what we hold will do.
      cached: !listedOnce,
      each: transform,
      take: sink.listed,
      signal,
    });
    resumeFrom = '';
    listedOnce = true;
    freshList = true;
    refusals = 0;
    heard();
    if (deaf && (silences > 1 || trickles > 1 || unanswered > 1)) sink.state({ state: 'polled', problem: deaf });
  }

  function take(event: WatchEvent & { decoded: boolean }) {
    const version = resourceVersionOf(event.object);
    if (version) resourceVersion = version;
    if (event.type === 'BOOKMARK' || event.type === 'ERROR') return;
    const object = transform(event.object, event.decoded);
    if (object) sink.changed(event.type, object);
  }

  /** The watch said something: it can be heard. */
  function word() {
    if (silences > 0) sink.state({ state: 'live' });
    silences = 0;
    heard();
  }

  function opened() {
    watching = true;
    refusals = 0;
    failures = 0;
    unanswered = 0;
    heardAt = isoNow(clock);
    // After a silence an open watch proves nothing yet: its first word does, which is asked for at once.
    if (silences === 0 && trickles < 2) sink.state({ state: 'live' });
  }

  async function watch(signal: AbortSignal) {
    const seconds = silences === 1 ? WORD_SECONDS : (options.watchSeconds ?? WATCH_SECONDS) * patience;
    asking = true;
    const events = watchFrom(transport, path, {
      resourceVersion,
      // Spread over a fifth, so that the watches of all kinds do not end together.
      timeoutSeconds: Math.ceil(seconds * (0.8 + random() / 5)),
      idleMs: seconds * 1000 + IDLE_MARGIN_MS,
      answerMs: ANSWER_MS,
      trickle: { monotonic: clock.monotonic, windowMs: TRICKLE_MS },
      ...(message ? { message } : {}),
      signal,
      opened,
    });
    for await (const event of events) {
      backoff.reset();
      word();
      take(event);
    }
    trickles = 0;
    patience = 1;
    word();
  }

  const stale = (problem: Problem) => sink.state({ state: 'stale', problem, since: heardAt });

  /** Who may list and not watch: the next list comes after a while, and what it gave is true until then. */
  function poll(error: unknown): number {
    resourceVersion = '';
    if (!freshList) return 0;
    sink.state({ state: 'polled', problem: classify(error) });
    return POLL_MS * (0.8 + random() / 5);
  }

  const isDeaf = (error: unknown): error is TrickledError | TimedOutError =>
    error instanceof TrickledError || (asking && error instanceof TimedOutError);

  /** A watch that does not tell in time: from where it was, once, as connections are cut in half; else its list is asked for. */
  function judgeDeaf(error: TrickledError | TimedOutError): number {
    if (!watching) return judgeUnanswered(error);
    deaf = classify(error);
    if (error instanceof TrickledError) trickles += 1;
    else silences += 1;
    if (trickles < 2 && silences < 2) stale(deaf);
    if (trickles > 0 || silences > 1) resourceVersion = '';
    return trickles > 0 ? backoff.next() : 0;
  }

  /** Once may be the network; after that the list is asked for, as what has an end may come through. */
  function judgeUnanswered(error: Error): number {
    deaf = classify(error);
    unanswered += 1;
    if (unanswered < 2) stale(deaf);
    else {
      resumeFrom = resourceVersion;
      resourceVersion = '';
    }
    return backoff.next();
  }

  /** What a failure means: an end, or a wait of so many milliseconds. */
  function judge(error: unknown): ReflectorEnd | number {
    if (stopping.signal.aborted) return { end: 'stopped' };
    if (kicked) return 0;
    pace.told(error);
    if (isExpired(error)) {
      // The picture stays; the next list replaces it in one step.
      resourceVersion = '';
      return backoff.next() / 10;
    }
    if (isDeaf(error)) return judgeDeaf(error);
    if (error instanceof CutError) patience = Math.min(MOST_PATIENCE, patience * 2);
    if (resourceVersion && (isRefusal(error) || isUnwatchable(error))) return poll(error);
    const problem = classify(error);
    if (isRefusal(error)) {
      refusals += 1;
      if (!listedOnce || refusals >= REFUSALS_BELIEVED)
        return { end: error.status === 403 ? 'forbidden' : 'missing', problem };
    }
    failures += 1;
    if (!listedOnce) sink.state({ state: 'failed', problem });
    // One watch that breaks is no news while the next one opens at once.
    else if (failures > 1 || !watching) stale(problem);
    return backoff.next();
  }

  async function wait(ms: number) {
    if (ms > 0) await sleeper.sleep(ms, stopping.signal);
    await takeTurn(pace, sleeper, stopping.signal, () => kicked);
  }

  async function run(): Promise<ReflectorEnd> {
    while (!stopping.signal.aborted) {
      attempt = new AbortController();
      kicked = false;
      watching = false;
      asking = false;
      freshList = false;
      const openedAt = clock.monotonic();
      try {
        if (!resourceVersion) await list(attempt.signal);
        await watch(attempt.signal);
        // A server that closes at once, again and again, is not asked in a busy loop.
        if (clock.monotonic() - openedAt < 1_000) await sleeper.sleep(backoff.next(), stopping.signal);
        else backoff.reset();
      } catch (error) {
        const verdict = judge(error);
        if (typeof verdict !== 'number') return verdict;
        await wait(verdict);
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
