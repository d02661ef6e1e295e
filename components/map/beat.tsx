'use client';
/** The heartbeat of a machine: the age of the last renewal of its lease, counted, and said when it is missed. */
import { useTranslations } from 'use-intl';
import { useItem, useSection } from '@/lib/store/use-cluster';
import { useNow } from '@/lib/store/use-now';

/** A kubelet renews every 10 s; later than this is late, later than the lease is missed. */
const LATE = 15;

export function Beat({ name }: { name: string }) {
  const node = useItem('nodes', name);
  const state = useSection('connection')?.state;
  if (!node?.heartbeatAt || state === 'recording') return null;
  return <BeatAge id={name} at={node.heartbeatAt} limit={node.heartbeatSeconds ?? 40} />;
}

export function BeatAge({ id, at, limit }: { id: string; at: string; limit: number }) {
  const t = useTranslations('map.beat');
  const seconds = Math.max(0, Math.round((useNow() - Date.parse(at)) / 1000));
  const pulse = seconds > limit ? 'missed' : seconds > LATE ? 'late' : 'well';
  return (
    <span className="kp-beat" data-beat={pulse} data-beat-of={id}>
      <i />
      {pulse === 'missed' ? t('missed', { age: ageWords(seconds) }) : t('well', { age: ageWords(seconds) })}
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
