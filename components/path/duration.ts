const SYMBOLS = { millisecond: 'ms', second: 's', minute: 'min', hour: 'h' } as const;

/** Elapsed time as people say it, in their language: `12 ms`, `2,1 s`, `4 min 6 s`. Never finer than its precision. */
export function formatDuration(ms: number, locale: string, precisionMs = 1): string {
  // Symbols of units are the same in both languages; Intl would say `sec` in English and `s` in Spanish.
  const unit = (value: number, name: keyof typeof SYMBOLS, digits = 0) =>
    `${new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value)} ${SYMBOLS[name]}`;
  if (ms < 1000) return unit(Math.round(ms), 'millisecond');
  const seconds = ms / 1000;
  if (seconds < 60) return unit(seconds, 'second', precisionMs >= 1000 || seconds >= 10 ? 0 : 1);
  const whole = Math.round(seconds);
  const [big, small, first, second] =
    whole < 3600
      ? ([Math.floor(whole / 60), whole % 60, 'minute', 'second'] as const)
      : ([Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), 'hour', 'minute'] as const);
  return small ? `${unit(big, first)} ${unit(small, second)}` : unit(big, first);
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Round steps as clocks have them, beyond seconds. */
const LONG_STEPS = [
  10_000,
  15_000,
  30_000,
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  24 * HOUR,
];

function roundStep(raw: number): number {
  const long = LONG_STEPS.find((step) => step >= raw);
  if (raw > 5000 && long) return long;
  const power = 10 ** Math.floor(Math.log10(Math.max(raw, 0.1)));
  return ([1, 2, 5, 10].find((factor) => factor * power >= raw) ?? 10) * power;
}

/** At most about `count` round steps for an axis of `lengthMs` milliseconds, 0 included, the end not necessarily. */
export function axisSteps(lengthMs: number, count = 5): number[] {
  const step = roundStep(lengthMs / count);
  return Array.from({ length: Math.floor(lengthMs / step + 1e-9) + 1 }, (_, index) => index * step);
}
