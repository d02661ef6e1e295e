import type { Clock } from '../clock';

/** A clock that only moves when told, and calls back on the way. */
export interface ManualClock extends Clock {
  /** Moves on by so many milliseconds, letting everything that was waiting go on in between. */
  advance(ms: number): Promise<void>;
  /** Waits (of how many milliseconds from now) that are set. */
  readonly waits: number[];
  /** Somebody sets the clock on the wall: what is measured does not notice. */
  set(by: number): void;
}

/** Lets pending promises and I/O callbacks run. */
export async function settle(turns = 20): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** Starts at 2026-01-01T00:00:00Z. */
export function createManualClock(start = Date.UTC(2026, 0, 1)): ManualClock {
  let now = start;
  let wall = 0;
  let timers: { at: number; callback: () => void }[] = [];
  return {
    now: () => now + wall,
    monotonic: () => now - start,
    set(by) {
      wall += by;
    },
    after(ms, callback) {
      const timer = { at: now + ms, callback };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    get waits() {
      return timers.map((timer) => timer.at - now).toSorted((a, b) => a - b);
    },
    async advance(ms) {
      const end = now + ms;
      await settle();
      for (;;) {
        const [next] = timers.filter((timer) => timer.at <= end).toSorted((a, b) => a.at - b.at);
        if (!next) break;
        timers = timers.filter((timer) => timer !== next);
        now = Math.max(now, next.at);
        next.callback();
        await settle();
      }
      now = end;
    },
  };
}
