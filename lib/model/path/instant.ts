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

/** Clocks nearer than this are taken to be the same: what is measured of one includes the way of a report to us. */
const SAME_CLOCK_MS = 1000;
/** How well it is known how far two clocks are apart. */
const APART_MS = 250;

/** Whether a clock is so far ahead (behind, when negative) that its stamps mislead. */
export const isApart = (aheadMs: number | undefined): aheadMs is number =>
  aheadMs !== undefined && Math.abs(aheadMs) >= SAME_CLOCK_MS;

/** A stamp of a clock known to be that far ahead (behind, when negative), with it taken off. */
export function withoutLead(instant: Instant | undefined, aheadMs: number | undefined): Instant | undefined {
  if (!instant || !isApart(aheadMs)) return instant;
  const ms = Math.round(instant.ms - aheadMs);
  return { ...instant, ms, at: new Date(ms).toISOString(), precisionMs: instant.precisionMs + APART_MS };
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
