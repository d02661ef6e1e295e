'use client';
/** Reading, or why it could not be read: what happened, and what to do. */
import { useTranslations } from 'use-intl';

const REASONS = ['object-not-found', 'forbidden', 'recording', 'network'] as const;

export function LoadFailure({ code, detail, retry }: { code: string; detail: string | undefined; retry?: () => void }) {
  const t = useTranslations('inspector.load');
  const reason = REASONS.find((known) => known === code) ?? 'other';
  return (
    <p className="text-soft [overflow-wrap:anywhere]">
      {t('failed', {
        reason: reason === 'other' ? t('reason.other', { detail: detail || code }) : t(`reason.${reason}`),
      })}
      {retry ? (
        <button type="button" onClick={retry} className="ml-2 text-accent underline underline-offset-2">
          {t('retry')}
        </button>
      ) : null}
    </p>
  );
}
