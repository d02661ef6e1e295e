/** Elapsed time as people say it, in their language: `12 ms`, `2,1 s`, `4 min 6 s`. Never finer than its precision. */
export function formatDuration(ms: number, locale: string, precisionMs = 1): string {
  const unit = (value: number, name: 'millisecond' | 'second' | 'minute' | 'hour', digits = 0) =>
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: name,
      unitDisplay: 'short',
      maximumFractionDigits: digits,
    }).format(value);
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

/** About `count` round steps for an axis of `lengthMs` milliseconds, 0 included, the end not necessarily. */
export function axisSteps(lengthMs: number, count = 5): number[] {
  const raw = lengthMs / count;
  const power = 10 ** Math.floor(Math.log10(Math.max(raw, 0.1)));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= raw) ?? 10) * power;
  const steps: number[] = [];
  for (let at = 0; at <= lengthMs; at += step) steps.push(at);
  return steps;
}
