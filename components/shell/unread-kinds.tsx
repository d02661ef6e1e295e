'use client';
import { useTranslations } from 'use-intl';
import { EvidenceMark } from '@/components/parts/marks';
import { useSection } from '@/lib/hooks/use-cluster';
import type { EvidenceLevel, KindState } from '@/lib/model/cluster';

type UnreadState = 'forbidden' | 'missing' | 'failed' | 'unrecorded';
const DEGREE: Record<UnreadState, EvidenceLevel> = {
  forbidden: 'forbidden',
  missing: 'absent',
  failed: 'hidden',
  unrecorded: 'absent',
};
type UnreadKind = KindState & { state: UnreadState };
const isUnread = (kind: KindState): kind is UnreadKind => kind.state in DEGREE;

/** The kinds that we asked for and did not get. */
export function useUnreadKinds(): UnreadKind[] {
  return (useSection('kinds') ?? []).filter(isUnread);
}

/** What is missing from the picture because it could not be read, each with its reason. */
export function UnreadKinds() {
  const t = useTranslations('shell.unread');
  const unread = useUnreadKinds();
  if (!unread.length) return null;
  return (
    <section className="mt-[1em]">
      <h3 className="heading mb-[0.4em]">{t('title')}</h3>
      <ul className="space-y-[0.3em]">
        {unread.map((kind) => (
          <li key={kind.kind} className="grid grid-cols-[1.2em_auto_1fr] items-baseline gap-x-[0.4em]">
            <EvidenceMark evidenceLevel={DEGREE[kind.state]} decorative />
            <span className="font-mono">{kind.kind}</span>
            <span className="text-soft">
              {t(kind.state, { denied: kind.denied ?? kind.kind, message: kind.message ?? '' })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
