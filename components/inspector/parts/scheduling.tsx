'use client';
/** Why a pod has no node: the scheduler's message taken apart, and the message itself, word for word. */
import { useTranslations } from 'use-intl';
import { Note, Verbatim } from '@/components/parts/section';
import { parseFailedScheduling, type SchedulingReason } from '@/lib/model/path/scheduling';

function useReason() {
  const t = useTranslations('inspector.scheduling');
  return ({ kind, text, taint, resource }: SchedulingReason): string => {
    if (kind === 'resource')
      return resource === 'pods' ? t('too-many-pods') : t('resource', { resource: resource ?? text });
    if (kind === 'taint')
      return t('taint', { taint: taint ? [taint.key, taint.value].filter(Boolean).join('=') : text });
    if (kind === 'volume' || kind === 'other') return t(kind, { text });
    return t(kind);
  };
}

export function SchedulingExplained({ message }: { message: string | undefined }) {
  const t = useTranslations('inspector.scheduling');
  const words = useReason();
  if (!message) return <p>{t('silent')}</p>;
  const failure = parseFailedScheduling(message);
  return (
    <>
      {failure ? (
        <>
          <p>{t('summary', { total: failure.total, feasible: failure.available })}</p>
          <ul className="mt-1 divide-y divide-hair border-hair border-y">
            {failure.reasons.map((reason) => (
              <li key={reason.text} className="grid grid-cols-[minmax(0,5em)_minmax(0,1fr)] gap-x-3 py-1">
                <span className="font-semibold">{t('nodes', { nodes: reason.nodes })}</span>
                <span className="[overflow-wrap:anywhere]">{words(reason)}</span>
              </li>
            ))}
          </ul>
          {failure.preemption ? <Note>{t('preemption', { text: failure.preemption })}</Note> : null}
        </>
      ) : null}
      <Verbatim>{message}</Verbatim>
    </>
  );
}
