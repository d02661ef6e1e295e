'use client';
import { useFormatter, useTranslations } from 'use-intl';
import { differences, mainDifferences } from '@/lib/model/path/compare';
import type { PodPath } from '@/lib/model/path/types';
import { useHopWords } from './hop-words';

/** In one sentence, where two pods' paths differ: "why was this one slow?". */
export function DifferenceNote({ path, other }: { path: PodPath; other: PodPath }) {
  const t = useTranslations('path.difference');
  const format = useFormatter();
  const words = useHopWords();
  const names = { pod: path.pod.name, other: other.pod.name };
  const main = mainDifferences(path, other);
  const hops = main
    .map(({ hop, ms, precisionMs }) =>
      t('step', { step: words.title(hop, path), difference: words.difference(ms, precisionMs) }),
    )
    .join(' · ');
  const precision = Math.max(path.totalPrecisionMs ?? 0, other.totalPrecisionMs ?? 0);
  const apart = path.totalMs === undefined || other.totalMs === undefined ? undefined : path.totalMs - other.totalMs;
  const isApart = apart !== undefined && Math.abs(apart) > precision;
  const saidOfTotals = () => {
    if (apart === undefined) {
      const unknown = [path, other].filter((one) => one.totalMs === undefined).map((one) => one.pod.name);
      return t('unknown', { pods: format.list(unknown), steps: differences(path, other).length });
    }
    return t('same', names);
  };
  const saidOfHops = () =>
    isApart
      ? t(apart > 0 ? 'slower' : 'faster', { ...names, time: words.duration(Math.abs(apart), precision), hops })
      : t('where', { ...names, hops });
  return <p role="status">{main.length === 0 ? saidOfTotals() : saidOfHops()}</p>;
}
