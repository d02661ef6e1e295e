'use client';
/** One program in the outline: its state, how it is known and why, where it runs. */
import { useTranslations } from 'use-intl';
import { EvidenceMark, StateMark } from '@/components/parts/marks';
import { ReasonText } from '@/components/parts/model-words';
import { SelectionLink } from '@/components/parts/selection-link';
import type { Component } from '@/lib/model/cluster';
import { holderHost } from '@/lib/model/lease-holder';

function useLine(component: Component): string {
  const t = useTranslations('outline');
  const { version, leader, checks, instances, evidenceLevel } = component;
  const seen = evidenceLevel === 'observed' || evidenceLevel === 'inferred';
  const where = instances.length === 1 ? instances[0]?.node : undefined;
  return [
    version,
    seen && instances.length ? t('instances', { count: instances.length }) : undefined,
    where,
    leader ? t('leader', { who: leader.node ?? holderHost(leader.identity) }) : undefined,
    checks?.length ? t('checks', { good: checks.filter(({ ok }) => ok).length, count: checks.length }) : undefined,
  ]
    .filter(Boolean)
    .join(' · ');
}

export function OutlineComponent({ component }: { component: Component }) {
  const names = useTranslations('components');
  const line = useLine(component);
  const { id, evidenceLevel, health, reason } = component;
  const running =
    (evidenceLevel === 'observed' || evidenceLevel === 'inferred') && health !== 'unknown' && id !== 'runc';
  return (
    <li className="py-1.5">
      <div className="flex flex-wrap items-center gap-x-3">
        <SelectionLink to={{ type: 'component', id }} className="font-mono font-semibold">
          {names(`${id}.name`)}
        </SelectionLink>
        {running ? <StateMark health={health} word /> : null}
        <EvidenceMark evidenceLevel={evidenceLevel} word />
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
