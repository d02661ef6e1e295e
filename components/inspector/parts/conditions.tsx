'use client';
/** Conditions of an object, as it gives them: type, status, since when, and the words that go with it. */
import { useTranslations } from 'use-intl';
import { StateMark } from '@/components/parts/marks';
import { Mono, Section } from '@/components/parts/section';
import { Ago } from '@/components/parts/time';
import type { Health } from '@/lib/model/cluster';

export interface ShownCondition {
  type: string;
  status: string;
  reason?: string | undefined;
  message?: string | undefined;
  since?: string | undefined;
  /** What this condition speaks of, in words. */
  meaning?: string | undefined;
  health: Health;
}

function ConditionRow({ condition }: { condition: ShownCondition }) {
  const t = useTranslations('inspector.node.conditionStatus');
  const { type, status, reason, message, since, meaning, health } = condition;
  const answer = status === 'True' || status === 'False' || status === 'Unknown' ? status : 'other';
  return (
    <li className="grid grid-cols-[1.2em_minmax(0,1fr)] gap-x-2 py-1.5">
      <StateMark health={health} decorative className="mt-[0.3em] self-start" />
      <div className="[overflow-wrap:anywhere]">
        <Mono>{type}</Mono>
        <span>
          {meaning ? `: ${meaning} ` : ' · '}
          <b className="font-semibold">{t(answer)}</b>
        </span>
        <span className="text-soft">
          {' '}
          (<Mono>{status}</Mono>
          {reason ? (
            <>
              , <Mono>{reason}</Mono>
            </>
          ) : null}
          )
        </span>
        <div className="text-[0.92em] text-soft">
          {message ? `${message} · ` : null}
          <span className="whitespace-nowrap">
            <Ago since={since} />
          </span>
        </div>
      </div>
    </li>
  );
}

export function ConditionSection({ conditions }: { conditions: readonly ShownCondition[] }) {
  const t = useTranslations('inspector.section');
  if (!conditions.length) return null;
  return (
    <Section title={t('conditions')}>
      <ul className="divide-y divide-hair border-hair border-t">
        {conditions.map((condition) => (
          <ConditionRow key={condition.type} condition={condition} />
        ))}
      </ul>
    </Section>
  );
}
