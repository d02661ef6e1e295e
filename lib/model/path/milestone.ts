import type { Evidence } from '../cluster';
import { API_SECOND_MS, type Instant, later } from './instant';
import type { Hop } from './types';

/** A point on the path: the same moment by the API's clock, by ours, or both, and what says so (our own watch included). */
export interface Milestone {
  api?: Instant | undefined;
  seen?: Instant | undefined;
  evidence: Evidence[];
}

/** How far an arrival may lie outside the second its API stamp covers before it is held to be late, milliseconds. */
const LATE_MS = 250;

/**
 * An arrival that does not fit its own API stamp says when it reached us, not when it happened: kubelets send at most
 * 5 events a second, so those of a burst come late; and clocks of hosts differ. Then the API's second is the better time.
 */
function fits(api: Instant | undefined, seen: Instant): boolean {
  if (!api) return true;
  return seen.ms >= api.ms - LATE_MS && seen.ms <= api.ms + Math.max(api.precisionMs, API_SECOND_MS) + LATE_MS;
}

/** Undefined when neither clock knows the moment. */
export function milestone(
  api: Instant | undefined,
  arrival: Instant | undefined,
  evidence: Evidence[],
): Milestone | undefined {
  const seen = arrival && fits(api, arrival) ? arrival : undefined;
  if (!api && !seen) return undefined;
  return {
    api,
    seen,
    evidence: seen ? [...evidence, { object: 'kubeplano', field: 'watch', value: seen.at }] : evidence,
  };
}

/** The last of several milestones, clock by clock: what had to be over before the next hop could begin. */
export function latest(points: readonly (Milestone | undefined)[]): Milestone | undefined {
  const known = points.filter((point) => point !== undefined);
  if (!known.length) return undefined;
  // One clock only counts if all points have it; else the last would be the last of a part.
  const all = (clock: 'api' | 'seen') => known.every((point) => point[clock]);
  return milestone(
    all('api') ? known.reduce<Instant | undefined>((last, point) => later(last, point.api), undefined) : undefined,
    all('seen') ? known.reduce<Instant | undefined>((last, point) => later(last, point.seen), undefined) : undefined,
    known.flatMap((point) => point.evidence),
  );
}

export type Span = Pick<Hop, 'startedAt' | 'endedAt' | 'clock' | 'precisionMs' | 'skewed'>;

/**
 * The span between two milestones, both ends read from the same clock where one has both (ours first: it has milliseconds).
 * An end before its start is never a negative time: within the precision of the stamps it is no time at all; beyond it,
 * clocks of two hosts differ, the span is marked `skewed` and only its end is told.
 */
export function span(from: Milestone | undefined, to: Milestone | undefined): Span {
  const pairs: [Instant | undefined, Instant | undefined][] = [
    [from?.seen, to?.seen],
    [from?.api, to?.api],
  ];
  const [start, end] = pairs.find(([a, b]) => a && b) ?? [from?.seen ?? from?.api, to?.seen ?? to?.api];
  if (!start && !end) return { clock: 'none' };
  const clock = start && end && start.clock !== end.clock ? 'api' : ((end ?? start)?.clock ?? 'none');
  const precisionMs = Math.max(start?.precisionMs ?? 0, end?.precisionMs ?? 0);
  if (start && end && end.ms < start.ms) {
    // A stamp cut to the second covers the whole second: only an end that lies before its start even so is a contradiction.
    const contradiction = end.ms + end.precisionMs <= start.ms;
    // No time is told that is not the one its own proof says: of a contradiction the end stands alone.
    if (contradiction) return { endedAt: end.at, clock, precisionMs, skewed: true };
    return { startedAt: start.at, endedAt: start.at, clock, precisionMs };
  }
  return { ...(start ? { startedAt: start.at } : {}), ...(end ? { endedAt: end.at } : {}), clock, precisionMs };
}
