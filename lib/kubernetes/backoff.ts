/** Waiting longer after each failure, with jitter, so that many readers do not come back at once. */
export interface Backoff {
  /** Milliseconds to wait before the next attempt. */
  next(): number;
  reset(): void;
}

/** Doubles from `base` to `max` milliseconds; each wait is between half and the whole of the step. `random` gives [0, 1). */
export function createBackoff(random: () => number, base = 500, max = 30_000): Backoff {
  let step = base;
  return {
    next() {
      const wait = step * (0.5 + random() / 2);
      step = Math.min(max, step * 2);
      return wait;
    },
    reset() {
      step = base;
    },
  };
}
