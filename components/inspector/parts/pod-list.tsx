'use client';
/** Pods of something, each with its state, as links; the first few and the rest on demand. */
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { StateMark } from '@/components/parts/marks';
import { NameLink } from '@/components/parts/selection-link';
import { keyOf, type PodView } from '@/lib/model/cluster';

const FIRST = 12;

function PodRow({ pod, where }: { pod: PodView; where: 'node' | 'namespace' }) {
  const aside = where === 'node' ? pod.node : pod.namespace;
  return (
    <li className="flex items-baseline gap-2 py-1">
      <StateMark health={pod.health} />
      <span className="min-w-0 flex-1">
        <NameLink to={{ type: 'pod', namespace: pod.namespace, name: pod.name }} name={pod.name} />
        <span className="text-[0.92em] text-soft">
          {' '}
          {pod.status} · {pod.ready}
          {aside ? ` · ${aside}` : ''}
        </span>
      </span>
    </li>
  );
}

/** `where` says what is worth telling beside the name: the node or the namespace. */
export function PodList({ pods, where }: { pods: readonly PodView[]; where: 'node' | 'namespace' }) {
  const t = useTranslations('inspector.events');
  const [all, setAll] = useState(false);
  const shown = all ? pods : pods.slice(0, FIRST);
  const hidden = pods.length - shown.length;
  return (
    <>
      <ul className="divide-y divide-hair border-hair border-t">
        {shown.map((pod) => (
          <PodRow key={keyOf.pods(pod)} pod={pod} where={where} />
        ))}
      </ul>
      {hidden > 0 ? (
        <button type="button" className="mt-1 text-accent underline underline-offset-2" onClick={() => setAll(true)}>
          {t('more', { count: hidden })}
        </button>
      ) : null}
    </>
  );
}
