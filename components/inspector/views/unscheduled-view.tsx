'use client';
/** The tray: pods that have no node yet, each with the reason. */
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { StateMark } from '@/components/parts/marks';
import { NameLink } from '@/components/parts/selection-link';
import { useCollection } from '@/lib/hooks/use-cluster';
import { keyOf } from '@/lib/model/cluster';
import { InspectorHeader } from '../parts/header';
import { SchedulingExplained } from '../parts/scheduling';
import { TerminalSection } from '../parts/terminal-section';
import { waitsForNode } from '../waits-for-node';

export function UnscheduledView({ selection }: { selection: string }) {
  const t = useTranslations('inspector.scheduling');
  const all = useCollection('pods');
  const pods = useMemo(() => [...all.values()].filter(waitsForNode), [all]);
  return (
    <>
      <InspectorHeader title={t('title')} selection={selection} line={<span>{pods.length}</span>} />
      <p className="mt-2">{pods.length ? t('what') : t('none')}</p>
      <ul className="mt-3 divide-y divide-line border-line border-t">
        {pods.map((pod) => (
          <li key={keyOf.pods(pod)} className="py-3">
            <p className="mb-1 flex items-baseline gap-2">
              <StateMark health={pod.health} />
              <span>
                <NameLink to={{ type: 'pod', namespace: pod.namespace, name: pod.name }} name={pod.name} />
                <span className="text-soft"> {pod.namespace}</span>
              </span>
            </p>
            <SchedulingExplained message={pod.message} />
          </li>
        ))}
      </ul>
      <TerminalSection target={{ type: 'unscheduled' }} />
    </>
  );
}
