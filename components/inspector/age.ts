/** Elapsed time in words. Pure: now is a parameter. */
export interface AgePart {
  value: number;
  unit: 'day' | 'hour' | 'minute' | 'second';
}

const STEPS: readonly [AgePart['unit'], number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

/** The two largest units that say something: `1 h 12 min`, `3 s`. From ten days on, days alone. Never negative. */
export function ageParts(seconds: number): AgePart[] {
  const whole = Math.max(0, Math.floor(seconds));
  const first = STEPS.findIndex(([, size]) => whole >= size);
  const step = STEPS[first];
  if (!step) return [{ value: 0, unit: 'second' }];
  const parts: AgePart[] = [{ value: Math.floor(whole / step[1]), unit: step[0] }];
  const next = STEPS[first + 1];
  const rest = next ? Math.floor((whole % step[1]) / next[1]) : 0;
  if (next && rest > 0 && !(step[0] === 'day' && whole >= 10 * 86_400)) parts.push({ value: rest, unit: next[0] });
  return parts;
}

/** `1 h 12 min`, `3 s`, in the person's language. */
export function formatAge(seconds: number, locale: string): string {
  return ageParts(seconds)
    .map(({ value, unit }) =>
      new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: unit === 'day' ? 'long' : 'short' }).format(
        value,
      ),
    )
    .join(' ');
}

/** Seconds from `since` to `now` (milliseconds); undefined when `since` is no time. */
export function secondsSince(since: string | undefined, now: number): number | undefined {
  const then = since ? Date.parse(since) : Number.NaN;
  return Number.isNaN(then) ? undefined : (now - then) / 1000;
}
