'use client';
import { useFormatter, useTranslations } from 'use-intl';
import { EvidenceMark } from '@/components/parts/marks';
import { useSection } from '@/lib/hooks/use-cluster';
import type { EvidenceLevel, KindState } from '@/lib/model/cluster';

type UnreadState = 'forbidden' | 'missing' | 'failed' | 'unrecorded' | 'stale' | 'polled';
const LEVEL: Record<UnreadState, EvidenceLevel> = {
  forbidden: 'forbidden',
  missing: 'absent',
  failed: 'hidden',
  unrecorded: 'absent',
  stale: 'hidden',
  polled: 'inferred',
};
type UnreadKind = KindState & { state: UnreadState };
const isUnread = (kind: KindState): kind is UnreadKind => Object.hasOwn(LEVEL, kind.state);

function useWords() {
  const t = useTranslations('shell.unread');
  const format = useFormatter();
  return ({ kind, state, denied, since, message = '' }: UnreadKind) => {
    const time = since ? format.dateTime(new Date(since), { timeStyle: 'medium' }) : '';
    const said = state === 'polled' && denied ? 'unwatched' : state;
    return t(said, { denied: denied ?? kind, message, time });
  };
}

/** What is missing from the picture, or not kept up, because it could not be read, each with its reason. */
export function UnreadKinds() {
  const t = useTranslations('shell.unread');
  const words = useWords();
  const kinds = useSection('kinds') ?? [];
  const unread = kinds.filter(isUnread);
  const odd = kinds.filter((kind) => kind.odd);
  if (!unread.length && !odd.length) return null;
  return (
    <section className="mt-[1em]">
      <h3 className="heading mb-[0.4em]">{t('title')}</h3>
      <ul className="space-y-[0.3em]">
        {unread.map((kind) => (
          <li key={kind.kind} className="grid grid-cols-[1.2em_auto_1fr] items-baseline gap-x-[0.4em]">
            <EvidenceMark evidenceLevel={LEVEL[kind.state]} decorative />
            <span className="font-mono">{kind.kind}</span>
            <span className="text-soft">{words(kind)}</span>
          </li>
        ))}
        {odd.map(({ kind, odd: { count = 0, first = '' } = {} }) => (
          <li key={`odd ${kind}`} className="grid grid-cols-[1.2em_auto_1fr] items-baseline gap-x-[0.4em]">
            <EvidenceMark evidenceLevel="hidden" decorative />
            <span className="font-mono">{kind}</span>
            <span className="min-w-0 break-words text-soft">{t('odd', { count, first })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
