import { ApiError, ServerGone } from '../api/errors.ts';
import type { Clock, Timer } from './clock.ts';

/**
 * The life of one run of one program: its timers and subscriptions. Once closed, nothing of it runs again.
 * What a program does is always inside its scope, so stopping a program is closing a scope.
 */
export class Scope {
  #closed = false;
  #timers = new Set<Timer>();
  #onClose: (() => void)[] = [];

  readonly clock: Clock;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Runs `run` once, `ms` from now, unless the scope is closed by then. */
  after(ms: number, run: () => void): Timer {
    if (this.#closed) return { cancel: () => {} };
    const timer = this.clock.after(ms, () => {
      this.#timers.delete(own);
      try {
        run();
      } catch (error) {
        // A request that failed fails the step that made it, not the world; whoever must try again says so itself.
        if (!(error instanceof ApiError || error instanceof ServerGone)) throw error;
      }
    });
    const own: Timer = {
      cancel: () => {
        timer.cancel();
        this.#timers.delete(own);
      },
    };
    this.#timers.add(own);
    return own;
  }

  /** Runs `run` every `ms`, first after `first` (default: one period). */
  every(ms: number, run: () => void, first = ms): Timer {
    let stopped = false;
    let current = this.after(first, function tick(this: void) {
      again();
    });
    const again = () => {
      if (stopped) return;
      current = this.after(ms, again);
      run();
    };
    return {
      cancel: () => {
        stopped = true;
        current.cancel();
      },
    };
  }

  onClose(run: () => void): void {
    if (this.#closed) run();
    else this.#onClose.push(run);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const timer of this.#timers) timer.cancel();
    this.#timers.clear();
    for (const run of this.#onClose.splice(0).reverse()) run();
  }
}
