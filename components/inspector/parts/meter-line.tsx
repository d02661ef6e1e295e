'use client';
/** How much of a whole, drawn as on a plan: a fine line with a thick part. The numbers stand beside it in words. */
export function MeterLine({ part, whole }: { part: number; whole: number }) {
  const share = whole > 0 ? Math.min(1, Math.max(0, part / whole)) : 0;
  const over = part > whole;
  return (
    <svg viewBox="0 0 100 6" preserveAspectRatio="none" className="my-1 block h-1.5 w-full" aria-hidden="true">
      <path d="M0 3H100" stroke="var(--line)" strokeWidth="1" vectorEffect="non-scaling-stroke" />
      <path
        d={`M0 3H${share * 100}`}
        stroke={over ? 'var(--bad)' : 'var(--ink)'}
        strokeWidth="4"
        vectorEffect="non-scaling-stroke"
      />
      <path d="M0 0V6M100 0V6" stroke="var(--line)" strokeWidth="1" vectorEffect="non-scaling-stroke" />
    </svg>
  );
}
