import type { Clock } from './types';

/** A moment with the clock it was read from and how far it can be from the truth (milliseconds). */
export interface Instant {
  /** As given, RFC 3339. */
  at: string;
  ms: number;
  clock: Exclude<Clock, 'none'>;
  precisionMs: number;
}

/** Stamps of the API without a fraction are cut to the second. */
export const API_SECOND_MS = 1000;
/** A watch event arrives some milliseconds after the write it tells of; measured on a real cluster, see docs/performance.md. */
export const SEEN_MS = 50;

/** A stamp of the API; undefined when it is absent or not a date. Microsecond stamps keep millisecond precision. */
export function apiInstant(at: string | null | undefined): Instant | undefined {
  if (!at) return undefined;
  const ms = Date.parse(at);
  if (Number.isNaN(ms)) return undefined;
  return { at, ms, clock: 'api', precisionMs: /\.\d/.test(at) ? 1 : API_SECOND_MS };
}

/** The moment a change arrived here. */
export function seenInstant(at: string): Instant | undefined {
  const ms = Date.parse(at);
  return Number.isNaN(ms) ? undefined : { at, ms, clock: 'seen', precisionMs: SEEN_MS };
}

/** The earlier of two, whichever exist. */
export function earlier<T extends Instant>(a: T | undefined, b: T | undefined): T | undefined {
  if (!a || !b) return a ?? b;
  return b.ms < a.ms ? b : a;
}

/** The later of two, whichever exist. */
export function later<T extends Instant>(a: T | undefined, b: T | undefined): T | undefined {
  if (!a || !b) return a ?? b;
  return b.ms > a.ms ? b : a;
}
