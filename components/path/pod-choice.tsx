'use client';
import { useTranslations } from 'use-intl';
import { useCollection } from '@/lib/hooks/use-cluster';

/** Pods offered; a native list stays usable up to about this many. */
const MOST = 500;

/** A pod to compare with: those of the same workload first, then of the namespace. */
export function PodChoice({
  pod,
  value,
  onChange,
}: {
  pod: string;
  value: string | undefined;
  onChange: (pod: string | undefined) => void;
}) {
  const t = useTranslations('path');
  const pods = useCollection('pods');
  const workload = pods.get(pod)?.workload?.name;
  const rank = (key: string) => {
    const other = pods.get(key);
    if (workload && other?.workload?.name === workload) return 0;
    return key.split('/')[0] === pod.split('/')[0] ? 1 : 2;
  };
  const keys = [...pods.keys()].filter((key) => key !== pod).sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
  return (
    <select
      aria-label={t('compareWith')}
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
      className="h-[2.3em] max-w-[14em] rounded-[4px] border border-line bg-surface px-[0.6em]"
    >
      <option value="">{value ? t('stopComparing') : t('compare')}</option>
      {keys.slice(0, MOST).map((key) => (
        <option key={key} value={key}>
          {key}
        </option>
      ))}
    </select>
  );
}
