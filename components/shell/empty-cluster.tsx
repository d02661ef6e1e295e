'use client';
import { useTranslations } from 'use-intl';
import { StateMark } from '@/components/parts/marks';
import { CommandLine } from '@/components/ui/command-line';
import { useSection } from '@/lib/hooks/use-cluster';
import { NoticePage } from './notice-page';
import { UnreadKinds } from './unread-kinds';

const COMMAND = 'kubectl get nodes,pods --all-namespaces';

/** A cluster that answers and has nothing to draw. */
export function EmptyCluster() {
  const t = useTranslations('shell.empty');
  // In a recording nothing will ever appear by itself.
  const recorded = useSection('source')?.kind === 'recording';
  // Empty is said of what was read: who may not look does not know what is there.
  const kinds = useSection('kinds') ?? [];
  const isDenied = kinds.some(({ kind, state }) => (kind === 'nodes' || kind === 'pods') && state === 'forbidden');
  const said = recorded ? 'recordedTitle' : isDenied ? 'deniedTitle' : 'title';
  const cause = recorded ? 'recordedCause' : isDenied ? 'deniedCause' : 'cause';
  return (
    <NoticePage mark={<StateMark health={isDenied ? 'unknown' : 'starting'} decorative />} title={t(said)}>
      <p>{t(cause)}</p>
      <UnreadKinds />
      <section className="space-y-[0.4em]">
        <p>{t(recorded ? 'recordedNext' : 'next')}</p>
        <CommandLine command={recorded ? `${COMMAND} -o json > cluster.json` : COMMAND} />
      </section>
    </NoticePage>
  );
}
