/** Durations as people read them, in their language: one set of symbols (`ms`, `s`, `min`, `h`, `d`) for the whole page. Pure. */
const SYMBOLS = { millisecond: 'ms', second: 's', minute: 'min', hour: 'h', day: 'd' } as const;
type Unit = keyof typeof SYMBOLS;

// Symbols of units are the same in both languages; Intl would say `sec` in English and `s` in Spanish.
const written = (value: number, unit: Unit, locale: string, digits = 0) =>
  `${new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value)} ${SYMBOLS[unit]}`;

/** Seconds in each unit, largest first. */
const UNITS: readonly [Unit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];
/** From here on, in seconds, days are said alone. */
const ONLY_DAYS = 10 * 86_400;

/** The two largest units that say something of whole seconds: `1 h 12 min`, `3 s`, `2 d 5 h`; from ten days on, days alone. Never negative. */
export function formatAge(seconds: number, locale: string): string {
  const whole = Math.max(0, Math.floor(seconds));
  const index = UNITS.findIndex(([, size]) => whole >= size);
  const first = UNITS[index];
  if (!first) return written(0, 'second', locale);
  const [unit, size] = first;
  const text = written(Math.floor(whole / size), unit, locale);
  const next = UNITS[index + 1];
  const rest = next && whole < ONLY_DAYS ? Math.floor((whole % size) / next[1]) : 0;
  return next && rest > 0 ? `${text} ${written(rest, next[0], locale)}` : text;
}

/** One unit, for where there is little room: seconds up to two minutes, minutes up to two hours, hours up to two days. */
export function formatShortAge(seconds: number, locale: string): string {
  const whole = Math.max(0, Math.round(seconds));
  const [unit, size] = UNITS.find(([, each]) => whole >= 2 * each) ?? (['second', 1] as const);
  return written(Math.round(whole / size), unit, locale);
}

/** A measured time in milliseconds: `12 ms`, `2,1 s`, `4 min 6 s`. Never finer than its precision, in milliseconds. */
export function formatDuration(ms: number, locale: string, precisionMs = 1): string {
  if (ms < 1000) return written(Math.round(ms), 'millisecond', locale);
  const seconds = ms / 1000;
  if (seconds < 60) return written(seconds, 'second', locale, precisionMs >= 1000 || seconds >= 10 ? 0 : 1);
  return formatAge(Math.round(seconds), locale);
}

/** Seconds from `since` (RFC 3339) to `now` (milliseconds); undefined when `since` is no time. */
export function secondsSince(since: string | undefined, now: number): number | undefined {
  const then = since ? Date.parse(since) : Number.NaN;
  return Number.isNaN(then) ? undefined : (now - then) / 1000;
}
