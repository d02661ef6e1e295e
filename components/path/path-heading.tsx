'use client';
import { useTranslations } from 'use-intl';
import { SEEN_MS } from '@/lib/model/path/instant';
import type { PodPath } from '@/lib/model/path/types';
import { useHopWords } from './hop-words';

/** Its last step is still going on: nothing is missing of what is known, the pod is just not there yet. */
function isUnderWay({ hops }: PodPath) {
  const last = hops.at(-1);
  if (!last || last.endedAt !== undefined || last.evidenceLevel === 'absent' || last.id === 'delete') return false;
  return last.id !== 'ready' || last.reason?.code === 'not-yet';
}

/** Name, origin, and how long it all took, with whose clock; `short` leaves the origin out. */
export function PathHeading({ path, short }: { path: PodPath; short?: boolean }) {
  const t = useTranslations('path');
  const words = useHopWords();
  const owner = path.hops.find((hop) => hop.steps)?.steps?.[0];
  const manager = path.hops.find((hop) => hop.id === 'client')?.manager;
  const origin = owner
    ? t('origin.controller', { kind: owner.kind, name: owner.name })
    : t(path.origin === 'static' ? 'origin.static' : 'origin.direct');
  const facts = [path.pod.namespace, origin, path.node, manager ? t('ordered', { manager }) : undefined].filter(
    Boolean,
  );
  const ahead = path.nodeClockAheadMs;
  const clocks = new Set(path.hops.map((hop) => hop.clock));
  const clock = clocks.has('seen') ? (clocks.has('api') ? 'both' : 'seen') : 'api';
  const pulled = path.hops.reduce((sum, hop) => sum + (hop.id === 'image' ? (hop.reportedMs ?? 0) : 0), 0);
  const total =
    path.totalMs === undefined
      ? undefined
      : t(path.totalTo === 'finished' ? 'totalFinished' : 'total', {
          time: words.duration(path.totalMs, path.totalPrecisionMs),
        });
  const isStatic = path.origin === 'static';
  const whyNone = isUnderWay(path) ? t('notReady') : isStatic ? undefined : t('totalUnknown');
  const more = [
    total === undefined ? whyNone : undefined,
    pulled > 0 ? t('pulling', { time: words.duration(pulled) }) : undefined,
    ahead === undefined || !path.node
      ? undefined
      : t('nodeClock', { node: path.node, time: words.duration(Math.abs(ahead)), way: ahead > 0 ? 'ahead' : 'behind' }),
    t(`clockNote.${clock}`, { precision: words.duration(SEEN_MS) }),
  ].filter(Boolean);
  return (
    <div className="min-w-0 flex-[1_1_22em]">
      <h2 className="flex flex-wrap items-baseline gap-x-[0.8em]">
        <span className="break-words font-semibold text-xl">{t('title', { pod: path.pod.name })}</span>
        {short ? null : <span className="text-soft">{facts.join(' · ')}</span>}
      </h2>
      <p className="text-soft">
        {total ? <b className="text-ink">{total}</b> : null}
        {total && more.length ? ' · ' : ''}
        {more.join(' · ')}
      </p>
    </div>
  );
}
