'use client';
/** The card of a term: found in the search, or opened from what it explains. */
import { useTranslations } from 'use-intl';
import type { TermId } from '@/lib/model/terms';
import { InspectorHeader } from '../parts/header';
import { TerminalSection } from '../parts/terminal-section';

export function TermView({ id, selection }: { id: TermId; selection: string }) {
  const t = useTranslations('terms');
  const kind = useTranslations('inspector.term')('kind');
  return (
    <>
      <InspectorHeader title={t(`${id}.name`)} kind={kind} selection={selection} />
      <p className="mt-2">{t(`${id}.what`)}</p>
      <TerminalSection target={{ type: 'term', id }} />
    </>
  );
}
