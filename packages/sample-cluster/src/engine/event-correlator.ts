/** Events of one object that may come at once, and how long until one more may. */
const BURST = 25;
const REFILL_MS = 300_000;
/** So many events that differ only in their message are told one by one; the rest together. */
const MOST_SIMILAR = 10;
const SIMILAR_MS = 10 * 60_000;
/** Objects, and kinds of events, remembered. */
const MOST_KNOWN = 4096;

/** Puts a value last in a Map of bounded size. */
function remember<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  if (map.size > MOST_KNOWN) map.delete(map.keys().next().value ?? '');
}

/** What keeps a program from flooding the API with events, as `EventCorrelator` of client-go does. */
export class EventCorrelator {
  #tokens = new Map<string, { left: number; at: number }>();
  #messages = new Map<string, { known: Set<string>; at: number }>();

  /** Whether one more event about an object may be written now (ms). */
  admits(object: string, now: number): boolean {
    const before = this.#tokens.get(object) ?? { left: BURST, at: now };
    const left = Math.min(BURST, before.left + (now - before.at) / REFILL_MS);
    remember(this.#tokens, object, { left: left >= 1 ? left - 1 : left, at: now });
    return left >= 1;
  }

  /** Whether this is one too many of events that agree in all but their message. */
  combines(kind: string, message: string, now: number): boolean {
    const before = this.#messages.get(kind);
    const known = before !== undefined && now - before.at <= SIMILAR_MS ? before.known : new Set<string>();
    known.add(message);
    remember(this.#messages, kind, { known, at: now });
    if (known.size < MOST_SIMILAR) return false;
    known.delete(known.values().next().value ?? '');
    return true;
  }
}
