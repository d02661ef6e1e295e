/**
 * One clock for everything that says "3 s ago": all of it changes in the same instant, once a second.
 * Corrected to the server's clock; stopped at the moment of a recording, and while the sample's time is.
 */
export interface ClockTimers {
  now(): number;
  setInterval(tick: () => void, milliseconds: number): unknown;
  clearInterval(handle: unknown): void;
}

/** Who stops the clock, each for itself: the earliest counts. */
export type Stopper = 'picture' | 'sample';

export interface Clock {
  /** Milliseconds since the epoch; the same number until the next tick. */
  now(): number;
  subscribe(listener: () => void): () => void;
  /** The server says it is `at` now (milliseconds). Differences under two seconds are transport, not skew. */
  correct(at: number): void;
  /** Stops the clock: at a recording's time, while the sample's stands, at the last word of a cluster. `undefined` lets it run. */
  freeze(by: Stopper, at: number | undefined): void;
}

const TICK = 1_000;
const SKEW_THAT_MATTERS = 2_000;

/** A clock that ticks only while somebody listens. */
export function createClock(timers: ClockTimers): Clock {
  let skew = 0;
  const frozen = new Map<Stopper, number>();
  let current: number | undefined;
  let handle: unknown;
  const listeners = new Set<() => void>();
  const read = () => (frozen.size > 0 ? Math.min(...frozen.values()) : timers.now() + skew);
  const tick = () => {
    const next = read();
    if (next === current) return;
    current = next;
    for (const listener of listeners) listener();
  };
  return {
    now() {
      current ??= read();
      return current;
    },
    subscribe(listener) {
      if (!listeners.size) {
        current = read();
        handle = timers.setInterval(tick, TICK);
      }
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (!listeners.size) timers.clearInterval(handle);
      };
    },
    correct(at) {
      const difference = at - timers.now();
      skew = Math.abs(difference) < SKEW_THAT_MATTERS ? 0 : difference;
      tick();
    },
    freeze(by, at) {
      if (at === undefined) frozen.delete(by);
      else frozen.set(by, at);
      tick();
    },
  };
}
