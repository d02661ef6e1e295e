'use client';
/** One program in the outline: its state, how it is known and why, where it runs. */
import { useTranslations } from 'use-intl';
import { ReasonText } from '@/components/inspector/parts/model-words';
import { PieceLink } from '@/components/inspector/parts/piece-link';
import { DegreeMark, StateMark } from '@/components/state-mark';
import type { Component } from '@/lib/model/cluster';

function useLine(component: Component): string {
  const t = useTranslations('outline');
  const { version, leader, checks, instances, degree } = component;
  const seen = degree === 'observed' || degree === 'inferred';
  const where = instances.length === 1 ? instances[0]?.node : undefined;
  return [
    version,
    seen && instances.length ? t('instances', { count: instances.length }) : undefined,
    where,
    leader ? t('leader', { who: leader.node ?? leader.identity }) : undefined,
    checks?.length ? t('checks', { good: checks.filter(({ ok }) => ok).length, count: checks.length }) : undefined,
  ]
    .filter(Boolean)
    .join(' · ');
}

export function OutlineComponent({ component }: { component: Component }) {
  const names = useTranslations('components');
  const line = useLine(component);
  const { id, degree, health, reason } = component;
  const running = (degree === 'observed' || degree === 'inferred') && health !== 'unknown' && id !== 'runc';
  return (
    <li className="py-1.5">
      <div className="flex flex-wrap items-center gap-x-3">
        <PieceLink to={{ type: 'component', id }} className="font-mono font-semibold">
          {names(`${id}.name`)}
        </PieceLink>
        {running ? <StateMark health={health} word /> : null}
        <DegreeMark degree={degree} word />
        {line ? <span className="text-soft [overflow-wrap:anywhere]">{line}</span> : null}
      </div>
      {reason ? (
        <p className="text-soft [overflow-wrap:anywhere]">
          <ReasonText reason={reason} />
        </p>
      ) : null}
    </li>
  );
}
