/**
 * Feeds a store from `GET /api/cluster/stream` (server-sent events `snapshot`, `delta`, `problem`).
 * While the line is cut the picture is kept, and the link says since when. Deltas are applied once per frame.
 */
import type { Problem } from '@/lib/contract/problem';
import type { Scope } from '@/lib/contract/scope';
import type { ClusterDelta, ClusterSnapshot, ScopeDelta } from '@/lib/model/cluster';
import type { ClusterStore } from './cluster-store';

/** The part of `EventSource` that is used. */
export interface EventLine {
  addEventListener(type: string, listener: (event: { data?: unknown }) => void): void;
  close(): void;
  /** Says what the page looks at, now and whenever the line is anew. */
  look(scope: Scope): void;
}

/** Everything of the outside world: tests bring their own. */
export interface StreamTools {
  open(url: string): EventLine;
  /** Why the server refuses this URL; undefined when it does not, or nobody answers. */
  explain(url: string): Promise<Problem | undefined>;
  now(): number;
  /** Between 0 and 1. */
  random(): number;
  setTimeout(run: () => void, milliseconds: number): unknown;
  clearTimeout(handle: unknown): void;
  /** Runs before the next paint, or within a second where nothing is painted (a hidden page). */
  nextFrame(run: () => void): void;
}

/** The line between this page and Kubeplano's server, which is not the line between that server and the cluster. */
export interface Link {
  state: 'connecting' | 'open' | 'reconnecting';
  /** Since when it is so, milliseconds. */
  since: number;
  /** Why there is no picture, or why the one there is no longer moves. */
  problem?: Problem;
}

export interface ClusterStream {
  link(): Link;
  subscribe(listener: () => void): () => void;
  /** Says what the page looks at. */
  look(scope: Scope): void;
  /** Tries now instead of waiting for the next attempt. */
  retry(): void;
  stop(): void;
}

const FIRST_DELAY = 500;
const LONGEST_DELAY = 15_000;

/** Wait before the attempt number `attempt` (from 0), in milliseconds: doubling, at most 15 s, with up to a quarter of jitter. */
export function reconnectDelay(attempt: number, random: number): number {
  const delay = Math.min(FIRST_DELAY * 2 ** attempt, LONGEST_DELAY);
  return Math.round(delay * (0.75 + random / 4));
}

/** The data of a message: JSON, or the object it was where a worker has read it. */
export function parsed<T>(data: unknown): T | undefined {
  if (typeof data === 'object' && data !== null) return data as T;
  if (typeof data !== 'string') return undefined;
  try {
    return JSON.parse(data);
  } catch {
    // A cut message: the delta after it will not follow, and that asks for everything again.
    return undefined;
  }
}

/** Connects at once, and again until stopped. */
export function startClusterStream(url: string, store: ClusterStore, tools: StreamTools): ClusterStream {
  let link: Link = { state: 'connecting', since: tools.now() };
  let line: EventLine | undefined;
  let timer: unknown;
  let attempt = 0;
  let stopped = false;
  let scope: Scope = {};
  let queue: ClusterDelta[] = [];
  const listeners = new Set<() => void>();

  const say = (next: Omit<Link, 'since'>) => {
    const since = next.state === link.state ? link.since : tools.now();
    link = { ...next, since };
    for (const listener of listeners) listener();
  };
  const hangUp = () => {
    line?.close();
    line = undefined;
    queue = [];
    tools.clearTimeout(timer);
  };
  const tryLater = (problem?: Problem) => {
    hangUp();
    const seen = store.sections() !== undefined;
    const known = problem ?? link.problem;
    say({ state: seen ? 'reconnecting' : 'connecting', ...(known ? { problem: known } : {}) });
    timer = tools.setTimeout(connect, reconnectDelay(attempt, tools.random()));
    attempt += 1;
  };
  const lost = (cut: EventLine) => {
    if (stopped || cut !== line) return;
    tryLater();
    const asked = attempt;
    // An EventSource does not tell the reason it was refused: ask again in a way that can hear it.
    tools.explain(url).then(
      (problem) => {
        if (problem && !stopped && asked === attempt) say({ state: link.state, problem });
      },
      () => undefined,
    );
  };
  const flush = () => {
    const deltas = queue;
    queue = [];
    if (stopped || !deltas.length || store.applyDeltas(deltas)) return;
    tryLater();
  };
  function connect() {
    hangUp();
    if (stopped) return;
    const opened = tools.open(url);
    line = opened;
    opened.addEventListener('snapshot', ({ data }) => {
      const snapshot = parsed<ClusterSnapshot>(data);
      if (opened !== line || !snapshot) return;
      queue = [];
      attempt = 0;
      store.applySnapshot(snapshot);
      say({ state: 'open' });
    });
    opened.addEventListener('delta', ({ data }) => {
      const delta = parsed<ClusterDelta>(data);
      if (opened !== line || !delta) return;
      if (!queue.length) tools.nextFrame(flush);
      queue.push(delta);
    });
    opened.addEventListener('scope', ({ data }) => {
      const change = parsed<ScopeDelta>(data);
      if (opened !== line || !change) return;
      // Of what is waiting it may tell what came later.
      flush();
      store.applyScope(change);
    });
    opened.addEventListener('problem', ({ data }) => {
      const problem = parsed<Problem>(data);
      if (opened === line && problem) say({ state: link.state, problem });
    });
    opened.addEventListener('error', () => lost(opened));
    opened.look(scope);
  }
  connect();

  return {
    link: () => link,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    look(next) {
      scope = next;
      line?.look(scope);
    },
    retry() {
      attempt = 0;
      connect();
    },
    stop() {
      stopped = true;
      hangUp();
    },
  };
}
