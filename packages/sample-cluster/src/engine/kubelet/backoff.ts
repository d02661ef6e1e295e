/** Doubling waits per key, as the kubelet's `flowcontrol.Backoff`: 10 s, 20 s … 5 min; forgotten after 10 quiet minutes. */
export class Backoff {
  static readonly FIRST_MS = 10_000;
  static readonly LAST_MS = 300_000;
  #entries = new Map<string, { ms: number; updatedAt: number }>();

  /** The wait now in force for a key; 0 when there is none. */
  get(key: string): number {
    return this.#entries.get(key)?.ms ?? 0;
  }

  /** Whether something that ended at `since` must still wait at `now`; for how long, in ms. */
  remaining(key: string, since: number, now: number): number {
    const entry = this.#entries.get(key);
    if (entry === undefined || now - entry.updatedAt > 2 * Backoff.LAST_MS) return 0;
    return Math.max(0, entry.ms - (now - since));
  }

  /** Starts or doubles the wait. */
  next(key: string, now: number): void {
    const entry = this.#entries.get(key);
    const fresh = entry === undefined || now - entry.updatedAt > 2 * Backoff.LAST_MS;
    this.#entries.set(key, { ms: fresh ? Backoff.FIRST_MS : Math.min(entry.ms * 2, Backoff.LAST_MS), updatedAt: now });
  }

  forget(key: string): void {
    this.#entries.delete(key);
  }
}
