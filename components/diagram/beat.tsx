'use client';
/** The heartbeat of a machine: the age of the last renewal of its lease, counted, and said when it is missed. */
import { useLocale, useTranslations } from 'use-intl';
import { useItem, useSection } from '@/lib/hooks/use-cluster';
import { useLeaseNow } from '@/lib/hooks/use-now';
import { formatShortAge } from '@/lib/i18n/duration';
import { nodeRhythm, pulseOf, type Rhythm } from '@/lib/model/node/heartbeat';

export function Beat({ name }: { name: string }) {
  const node = useItem('nodes', name);
  const state = useSection('connection')?.state;
  if (!node?.heartbeatAt || state === 'recording') return null;
  return <BeatAge id={name} at={node.heartbeatAt} rhythm={nodeRhythm(node)} />;
}

interface Beating {
  id: string;
  at: string;
  rhythm: Rhythm;
}

export function BeatAge({ id, at, rhythm }: Beating) {
  const t = useTranslations('diagram.beat');
  const seconds = Math.max(0, Math.round((useLeaseNow() - Date.parse(at)) / 1000));
  const { pulse, missed } = pulseOf(seconds, rhythm);
  const age = formatShortAge(seconds, useLocale());
  return (
    <span className="kp-beat" data-beat={pulse} data-beat-of={id}>
      <i />
      {pulse === 'late' ? t('late', { age, count: missed }) : t(pulse, { age })}
    </span>
  );
}
