'use client';
import { useTranslations } from 'use-intl';
import { StateMark } from '@/components/state-mark';
import { CommandLine } from './command-line';
import { NoticeSheet } from './notice-sheet';
import { UnreadKinds } from './unread-kinds';

/** A cluster that answers and has nothing to draw. */
export function EmptyCluster() {
  const t = useTranslations('shell.empty');
  return (
    <NoticeSheet mark={<StateMark health="starting" decorative />} title={t('title')}>
      <p>{t('cause')}</p>
      <UnreadKinds />
      <section className="space-y-[0.4em]">
        <p>{t('next')}</p>
        <CommandLine command="kubectl get nodes,pods --all-namespaces" />
      </section>
    </NoticeSheet>
  );
}
