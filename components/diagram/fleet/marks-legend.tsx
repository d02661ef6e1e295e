'use client';
import { useTranslations } from 'use-intl';
import { StateMark } from '@/components/parts/marks';

/** What the marks of nodes mean. */
export function MarksLegend() {
  const t = useTranslations('fleet.legend');
  return (
    <ul className="flex flex-wrap items-center gap-x-[1.2em] px-[1.2em] text-soft text-xs">
      <li>
        <span className="text-bad" aria-hidden="true">
          ✕
        </span>{' '}
        {t('silent')}
      </li>
      <li>
        <span className="text-warn" aria-hidden="true">
          ▲
        </span>{' '}
        {t('notReady')}
      </li>
      <li>
        <span className="text-warn" aria-hidden="true">
          ■
        </span>{' '}
        {t('pressure')}
      </li>
      <li>
        <svg viewBox="0 0 10 10" className="inline-block h-[0.75em] w-[0.75em]" aria-hidden="true">
          <path d="M.6.6h8.8v8.8H.6zM.6 9.4 9.4.6" fill="none" stroke="currentColor" strokeWidth="1.2" />
        </svg>{' '}
        {t('cordoned')}
      </li>
      {(['ok', 'not-ready', 'failing'] as const).map((state) => (
        <li key={state}>
          <StateMark health={state} word />
        </li>
      ))}
    </ul>
  );
}
