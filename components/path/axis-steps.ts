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
