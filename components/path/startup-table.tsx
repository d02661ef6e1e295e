'use client';
/** Median and 95th percentile of each hop, as numbers and as thin bars on one axis. */
import { useLocale, useTranslations } from 'use-intl';
import { formatDuration } from '@/lib/i18n/duration';
import type { HopStatistics } from '@/lib/model/path/statistics';

const share = (ms: number, length: number) => `${Math.min(100, (ms / length) * 100)}%`;

/** What is below its precision is said to be so, never a number. */
export function useHonestTime() {
  const t = useTranslations('path.statistics');
  const locale = useLocale();
  return (ms: number, precisionMs: number) =>
    ms < precisionMs
      ? t('below', { precision: formatDuration(precisionMs, locale) })
      : formatDuration(ms, locale, precisionMs);
}

function Row({ one, length }: { one: HopStatistics; length: number }) {
  const t = useTranslations('path.statistics');
  const say = useHonestTime();
  const key = `hops.${one.hop}`;
  return (
    <tr className="border-hair border-t">
      <th scope="row" className="py-[0.4em] pr-[1em] text-left font-normal">
        {t.has(key as 'hops.image') ? t(key as 'hops.image') : one.hop}
      </th>
      <td className="py-[0.4em] pr-[1em] text-right text-soft">{one.count}</td>
      <td className="whitespace-nowrap py-[0.4em] pr-[1em] text-right">{say(one.medianMs, one.precisionMs)}</td>
      <td className="whitespace-nowrap py-[0.4em] pr-[1em] text-right max-md:pr-0">
        {say(one.p95Ms, one.precisionMs)}
      </td>
      <td className="p-0 max-md:hidden">
        <span className="relative block h-[1.6em]" aria-hidden="true">
          <span
            className="absolute top-1/2 h-0 border-soft border-t-(length:--stroke)"
            style={{ left: 0, width: share(one.p95Ms, length) }}
          />
          <span
            className="absolute top-1/2 h-[0.5em] min-w-[2px] -translate-y-1/2 bg-accent"
            style={{ left: 0, width: share(one.medianMs, length) }}
          />
          <span
            className="absolute top-1/2 h-[0.9em] -translate-y-1/2 border-soft border-l-(length:--stroke)"
            style={{ left: share(one.p95Ms, length) }}
          />
        </span>
      </td>
    </tr>
  );
}

export function StartupTable({ rows, caption }: { rows: readonly HopStatistics[]; caption: string }) {
  const t = useTranslations('path.statistics');
  const length = Math.max(1, ...rows.map((one) => one.p95Ms)) * 1.02;
  const groups = Map.groupBy(rows, (one) => one.group);
  return (
    <table className="w-full border-collapse tabular-nums">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr className="text-soft">
          <th scope="col" className="w-[18em] pr-[1em] text-left font-normal max-md:w-auto">
            {t('hop')}
          </th>
          <th scope="col" className="w-[5em] pr-[1em] text-right max-md:w-[4em] font-normal">
            {t('count')}
          </th>
          <th scope="col" className="w-[8em] pr-[1em] text-right font-normal max-md:w-[5em]">
            {t('median')}
          </th>
          <th scope="col" className="w-[8em] pr-[1em] text-right font-normal max-md:w-[5em] max-md:pr-0">
            {t('p95')}
          </th>
          <td className="max-md:hidden" />
        </tr>
      </thead>
      {[...groups].map(([group, own]) => (
        <tbody key={group ?? ''}>
          {group === undefined ? null : (
            <tr className="border-line border-t-(length:--stroke)">
              <th
                scope="rowgroup"
                colSpan={5}
                className="pt-[0.8em] pb-[0.3em] text-left font-mono font-semibold [overflow-wrap:anywhere]"
              >
                {group}
              </th>
            </tr>
          )}
          {own.map((one) => (
            <Row key={one.hop} one={one} length={length} />
          ))}
        </tbody>
      ))}
    </table>
  );
}
