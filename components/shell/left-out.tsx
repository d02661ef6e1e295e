'use client';
import { useTranslations } from 'use-intl';
import type { LeftOut } from '@/lib/model/cluster';

function WhyLeftOut({ reason: { code, values = {} }, more }: LeftOut) {
  const t = useTranslations('recording');
  return (
    <span>
      {t(`why.${code}`, values)} {more ? t('alike', { count: more }) : null}
    </span>
  );
}

/** Files of a recording, and why each was not read, or not wholly. */
export function LeftOutList({ leftOut, more = 0 }: { leftOut: readonly LeftOut[]; more?: number | undefined }) {
  const t = useTranslations('recording');
  return (
    <ul className="max-h-[40vh] space-y-[0.3em] overflow-y-auto">
      {leftOut.map((part) => (
        <li
          key={`${part.file} ${part.reason.code}`}
          className="grid grid-cols-[minmax(0,1fr)_minmax(0,2fr)] gap-x-[1em]"
        >
          <span className="break-all font-mono">{part.file}</span>
          <WhyLeftOut {...part} />
        </li>
      ))}
      {more > 0 ? <li>{t('more', { count: more })}</li> : null}
    </ul>
  );
}
