'use client';
/** The heartbeat of a machine: the age of the last renewal of its lease, counted, and said when it is missed. */
import { useLocale, useTranslations } from 'use-intl';
import { useItem, useSection } from '@/lib/hooks/use-cluster';
import { useNow } from '@/lib/hooks/use-now';
import { formatShortAge } from '@/lib/i18n/duration';

/** A kubelet renews its lease four times before it ends: every 10 s for 40. */
const BEATS_IN_A_LEASE = 4;
/** Seconds under which nothing is late: stamps and clocks are not finer. */
const LEAST = 6;

export function Beat({ name }: { name: string }) {
  const node = useItem('nodes', name);
  const state = useSection('connection')?.state;
  if (!node?.heartbeatAt || state === 'recording') return null;
  const limit = node.heartbeatSeconds ?? 40;
  return <BeatAge id={name} at={node.heartbeatAt} limit={limit} every={limit / BEATS_IN_A_LEASE} />;
}

interface Rhythm {
  id: string;
  at: string;
  /** Seconds the lease lasts, and seconds between two renewals. */
  limit: number;
  every: number;
}

export function BeatAge({ id, at, limit, every }: Rhythm) {
  const t = useTranslations('diagram.beat');
  const seconds = Math.max(0, Math.round((useNow() - Date.parse(at)) / 1000));
  const pulse = seconds > limit ? 'missed' : seconds > Math.max(LEAST, every * 1.5) ? 'late' : 'well';
  const age = formatShortAge(seconds, useLocale());
  return (
    <span className="kp-beat" data-beat={pulse} data-beat-of={id}>
      <i />
      {pulse === 'late' ? t('late', { age, count: Math.floor(seconds / every) }) : t(pulse, { age })}
    </span>
  );
}
