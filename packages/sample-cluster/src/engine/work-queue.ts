import type { Scope } from './scope.ts';

/** client-go's default for one item: 5 ms, doubling, up to 1000 s. */
const FIRST_RETRY_MS = 5;
const LAST_RETRY_MS = 1_000_000;
/** What one turn of a controller takes: network and thought. */
const TURN_MS = 4;

/**
 * Keys waiting to be reconciled, each at most once; one at a time; those that failed again later.
 * A failure is anything thrown by `sync`: the API server refusing, or not being there.
 */
export class WorkQueue {
  #waiting = new Set<string>();
  #failures = new Map<string, number>();
  #busy = false;

  private readonly scope: Scope;
  private readonly sync: (key: string) => void;

  constructor(scope: Scope, sync: (key: string) => void) {
    this.scope = scope;
    this.sync = sync;
  }

  add(key: string): void {
    if (this.scope.closed) return;
    this.#waiting.add(key);
    this.#next();
  }

  addAfter(key: string, ms: number): void {
    this.scope.after(ms, () => this.add(key));
  }

  #next(): void {
    if (this.#busy || this.#waiting.size === 0) return;
    this.#busy = true;
    this.scope.after(TURN_MS, () => {
      const [key] = this.#waiting;
      this.#busy = false;
      if (key === undefined) return;
      this.#waiting.delete(key);
      try {
        this.sync(key);
        this.#failures.delete(key);
      } catch (error) {
        const failures = this.#failures.get(key) ?? 0;
        this.#failures.set(key, failures + 1);
        this.addAfter(key, Math.min(FIRST_RETRY_MS * 2 ** failures, LAST_RETRY_MS));
        if (isProgrammingError(error)) throw error;
      } finally {
        this.#next();
      }
    });
  }
}

/** Mistakes of ours are not weather: they are retried too, but not in silence. */
export function isProgrammingError(error: unknown): boolean {
  return error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError;
}

/** Runs what may fail because a server is away: it will be tried again by whoever calls this periodically. */
export function quietly(run: () => void): void {
  try {
    run();
  } catch (error) {
    if (isProgrammingError(error)) throw error;
  }
}
