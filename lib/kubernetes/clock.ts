/** Time as a parameter: the system's in the product, a hand-moved one in tests. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Milliseconds that only grow, from an arbitrary start: every duration is measured by it, as people set clocks back. */
  monotonic(): number;
  /** Calls back once after so many milliseconds; the answer cancels it. */
  after(ms: number, callback: () => void): () => void;
}

/** The machine's clock. Its timers never keep the process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** RFC 3339 in milliseconds, as the snapshot says times of our own. */
export const isoNow = (clock: Clock): string => new Date(clock.now()).toISOString();

/** A sleeper that can be woken: resolves after `ms`, on `wake()`, or when the signal aborts, whichever is first. */
export function createSleeper(clock: Clock) {
  const waking = new Set<() => void>();
  return {
    sleep(ms: number, signal?: AbortSignal): Promise<void> {
      return new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const done = () => {
          cancel();
          waking.delete(done);
          signal?.removeEventListener('abort', done);
          resolve();
        };
        const cancel = clock.after(ms, done);
        waking.add(done);
        signal?.addEventListener('abort', done);
      });
    },
    wake() {
      for (const done of [...waking]) done();
    },
  };
}
