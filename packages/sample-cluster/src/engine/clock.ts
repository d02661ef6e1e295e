/** A timer that was set and can be taken back. */
export interface Timer {
  cancel(): void;
}

/** Time as the programs of the sample cluster know it. Milliseconds since 1970. */
export interface Clock {
  now(): number;
  /** Runs `run` once, `ms` of simulated time from now, never before the caller has returned. */
  after(ms: number, run: () => void): Timer;
}

interface Entry {
  at: number;
  order: number;
  run: (() => void) | undefined;
}

const before = (a: Entry, b: Entry) => a.at < b.at || (a.at === b.at && a.order < b.order);

/**
 * Simulated time: stands still until it is advanced, and then runs what falls due, in order of time and then of setting.
 * A binary heap, so that thousands of timers cost nothing while they wait.
 */
export class SimulatedClock implements Clock {
  #now: number;
  #order = 0;
  #heap: Entry[] = [];
  /** While time flows, what time it is between two timers; see `./driver.ts`. */
  flow: (() => number) | undefined;
  /** Told when a timer was set that falls due before all others. */
  onEarlier: (() => void) | undefined;

  constructor(startsAt: number) {
    this.#now = startsAt;
  }

  now(): number {
    if (this.flow === undefined) return this.#now;
    return Math.max(this.#now, Math.min(this.flow(), this.nextAt() ?? Number.POSITIVE_INFINITY));
  }

  after(ms: number, run: () => void): Timer {
    const entry: Entry = { at: this.now() + Math.max(0, ms), order: this.#order++, run };
    this.#push(entry);
    if (this.#heap[0] === entry) this.onEarlier?.();
    return {
      cancel: () => {
        entry.run = undefined;
      },
    };
  }

  /** When the next timer falls due; undefined when none waits. */
  nextAt(): number | undefined {
    for (let top = this.#heap[0]; top !== undefined; top = this.#heap[0]) {
      if (top.run !== undefined) return top.at;
      this.#pop();
    }
    return undefined;
  }

  /** Moves time on by `ms`, running every timer that falls due on the way. */
  advance(ms: number): void {
    this.advanceTo(this.#now + ms);
  }

  /** Moves time on to `until`, or until so many timers that ran are `enough`; answers whether it got there. */
  advanceTo(until: number, enough: (ran: number) => boolean = () => false): boolean {
    let ran = 0;
    for (let at = this.nextAt(); at !== undefined && at <= until; at = this.nextAt()) {
      if (ran > 0 && enough(ran)) return false;
      const entry = this.#pop();
      this.#now = Math.max(this.#now, at);
      const run = entry?.run;
      if (entry !== undefined) entry.run = undefined;
      run?.();
      ran += 1;
    }
    this.#now = Math.max(this.#now, until);
    return true;
  }

  #push(entry: Entry): void {
    const heap = this.#heap;
    let index = heap.push(entry) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || !before(entry, above)) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = entry;
  }

  #pop(): Entry | undefined {
    const heap = this.#heap;
    const top = heap[0];
    const last = heap.pop();
    if (top === undefined || last === undefined || heap.length === 0) return top;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      let below = heap[child];
      if (below === undefined) break;
      const right = heap[child + 1];
      if (right !== undefined && before(right, below)) {
        child += 1;
        below = right;
      }
      if (!before(below, last)) break;
      heap[index] = below;
      index = child;
    }
    heap[index] = last;
    return top;
  }
}
