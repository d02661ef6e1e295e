'use client';
/** The heartbeat of a machine: the age of the last renewal of its lease, counted, and said when it is missed. */
import { useTranslations } from 'use-intl';
import { useItem, useSection } from '@/lib/store/use-cluster';
import { useNow } from '@/lib/store/use-now';

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
  const age = ageWords(seconds);
  return (
    <span className="kp-beat" data-beat={pulse} data-beat-of={id}>
      <i />
      {pulse === 'late' ? t('late', { age, count: Math.floor(seconds / every) }) : t(pulse, { age })}
    </span>
  );
}

/** An age as short as it can be told. */
export function ageWords(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86_400)} d`;
}
