/** How far the times of a path are from what the API and the logs of its node say. */
import type { PathAnswer } from '../../lib/contract/path';
import type { Hop } from '../../lib/model/path/types';
import { type Moments, momentsOf } from './moments';

/** What an arrival may differ from the programs' own logs, milliseconds. */
export const TOLERANCE_MS = 250;
/** Stamps of the API are cut to the second. */
const SECOND_MS = 1000;

export interface TimeError {
  pod: string;
  hop: Hop;
  end: 'startedAt' | 'endedAt';
  /** Stated time less the true one, milliseconds. */
  ms: number;
}

const nearest = (values: readonly number[]) =>
  values.reduce<number | undefined>(
    (best, one) => (best === undefined || Math.abs(one) < Math.abs(best) ? one : best),
    undefined,
  );

/** Every time of a path that has its like among these moments, and how far it is from it. */
export function timeErrors(path: PathAnswer, moments: Moments): TimeError[] {
  return path.hops.flatMap((hop) => {
    const names = momentsOf(hop, path.origin === 'controller');
    return (['startedAt', 'endedAt'] as const).flatMap((end): TimeError[] => {
      const stated = hop[end];
      const known = (end === 'startedAt' ? names.start : names.end).flatMap((name) => moments.get(name) ?? []);
      const ms = stated === undefined ? undefined : nearest(known.map((at) => Date.parse(stated) - at));
      return ms === undefined || hop.skewed ? [] : [{ pod: path.pod.name, hop, end, ms }];
    });
  });
}

const words = ({ pod, hop, end, ms }: TimeError) =>
  `${pod}: ${hop.id} ${hop.container ?? ''} ${hop.attempt ?? ''} ${end} ${hop[end]} is ${Math.round(ms)} ms off (${hop.clock} ±${hop.precisionMs})`;

/** Times that do not agree with the API's own fields to the precision of both. */
export function disagreements(errors: readonly TimeError[]): string[] {
  // A field cut to the second says up to a second less; an arrival comes a little later than what it tells of.
  return errors
    .filter(({ hop, ms }) => ms < -Math.max(hop.precisionMs ?? 0, TOLERANCE_MS) || ms >= SECOND_MS + TOLERANCE_MS)
    .map(words);
}

/** A program logs that a thing is done a little after it was. */
const LOGGED_MS = 150;

/** Times that are further from the logs than they say, and than is allowed. */
export function misses(errors: readonly TimeError[]): string[] {
  const allowed = (precisionMs = 0) => Math.max(TOLERANCE_MS, precisionMs + LOGGED_MS);
  return errors.filter(({ hop, ms }) => Math.abs(ms) > allowed(hop.precisionMs)).map(words);
}

/** Rows of the table of docs/performance.md: how far arrivals are from the logs, hop by hop. */
export function errorTable(errors: readonly TimeError[]): string {
  const rows = new Map<string, number[]>();
  for (const { hop, end, ms } of errors) {
    const isArrival = hop.clock === 'seen';
    // Where a hop begins is where another ended, but for the way out.
    if (end === 'startedAt' && hop.id !== 'delete' && hop.id !== 'stop') continue;
    const key = `${hop.id}${end === 'startedAt' ? ' begins' : ''} | ${isArrival ? 'arrival' : 'stamp of the API'}`;
    rows.set(key, [...(rows.get(key) ?? []), Math.abs(ms)]);
  }
  const line = ([key, values]: [string, number[]]) => {
    const sorted = values.toSorted((a, b) => a - b);
    return `| ${key} | ${sorted.length} | ${Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0)} | ${Math.round(sorted.at(-1) ?? 0)} |`;
  };
  const head = '| hop | told by | times | median, ms | worst, ms |\n|---|---|---|---|---|';
  return [head, ...[...rows].map(line)].join('\n');
}
