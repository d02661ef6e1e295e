'use client';
/** The pods of one place, counted; read one by one, with their containers, when it is unfolded. */
import { useTranslations } from 'use-intl';
import { StateMark } from '@/components/parts/marks';
import { SelectionLink } from '@/components/parts/selection-link';
import { Disclosure } from '@/components/ui/disclosure';
import { keyOf, type PodView } from '@/lib/model/cluster';
import type { Group } from './group-pods';

function Containers({ pod }: { pod: PodView }) {
  const t = useTranslations('inspector.container');
  return (
    <ul className="pl-[1.6em] text-soft">
      {pod.containers.map(({ name, kind, health, state, image }) => (
        <li key={name} className="flex flex-wrap items-baseline gap-x-2">
          <StateMark health={health} decorative />
          <SelectionLink
            to={{ type: 'pod', namespace: pod.namespace, name: pod.name, container: name }}
            className="font-mono text-[0.95em]"
          >
            {name}
          </SelectionLink>
          {kind === 'app' ? null : <span>{t(`kind.${kind}`)}</span>}
          <span className="[overflow-wrap:anywhere]">
            {state ?? t('notYet')} · <span className="font-mono text-[0.95em]">{image}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

function OutlinePod({ pod }: { pod: PodView }) {
  const t = useTranslations('outline.pod');
  const line = [
    pod.namespace,
    pod.status,
    t('ready', { ready: pod.ready }),
    pod.restarts ? t('restarts', { count: pod.restarts }) : undefined,
    pod.static ? t('static') : undefined,
    pod.component ? t('system', { component: pod.component }) : undefined,
    pod.deletionAt ? t('deleting') : undefined,
  ]
    .filter(Boolean)
    .join(' · ');
  return (
    <li className="py-1" data-outline-pod={keyOf.pods(pod)}>
      <div className="flex flex-wrap items-baseline gap-x-3">
        <StateMark health={pod.health} word className="min-w-[7.5em]" />
        <SelectionLink
          to={{ type: 'pod', namespace: pod.namespace, name: pod.name }}
          className="font-mono text-[0.95em]"
        >
          {pod.name}
        </SelectionLink>
        <span className="text-soft [overflow-wrap:anywhere]">{line}</span>
      </div>
      {pod.message && pod.health !== 'ok' && pod.health !== 'done' ? (
        <p className="pl-[1.6em] font-mono text-[0.9em] text-soft [overflow-wrap:anywhere]">{pod.message}</p>
      ) : null}
      <Containers pod={pod} />
    </li>
  );
}

export function OutlinePods({ group, open }: { group: Group; open: boolean }) {
  const t = useTranslations('outline');
  const counts = t('pods', { shown: group.shown.length, hidden: group.hidden });
  if (!group.shown.length) return <p className="py-1 text-soft">{counts}</p>;
  return (
    <Disclosure summary={counts} open={open}>
      {() => (
        <ul className="divide-y divide-hair pl-[1em]">
          {group.shown.map((pod) => (
            <OutlinePod key={keyOf.pods(pod)} pod={pod} />
          ))}
        </ul>
      )}
    </Disclosure>
  );
}
