'use client';
/** A node near enough to be read: real elements, in the very place where it was painted. */
import type { Node, NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { useTranslations } from 'use-intl';
import { StateMark } from '@/components/parts/marks';
import { useItem } from '@/lib/hooks/use-cluster';
import { keyOf } from '@/lib/model/cluster';
import { idOf } from '@/lib/model/diagram-id';
import { podsIn } from '@/lib/model/fleet/group';
import { visibleName } from '@/lib/model/visible-text';
import { usePodsOf } from '../use-pods-of';

/** Width a node is written for, in em; its room in the diagram is a scale of it. */
export const NEAR_EM = 25;

export type NearFlowNode = Node<
  { name: string; scale: number; isSelected: boolean; select: (id: string) => void },
  'near'
>;

export const NearNode = memo(function NearNode({ data: { name, scale, isSelected, select } }: NodeProps<NearFlowNode>) {
  const t = useTranslations('fleet');
  const node = useItem('summaries', name);
  const detail = useItem('nodes', name);
  const its = usePodsOf(name);
  if (!node) return null;
  const count = podsIn(node.pods);
  return (
    <section
      aria-label={t('node', { name, status: node.status, pods: count })}
      className="kp-near nopan absolute top-0 left-0 flex origin-top-left flex-col overflow-hidden rounded-[4px] border-line border-(length:--stroke) bg-surface data-[selected]:border-accent"
      data-selected={isSelected || undefined}
      style={{ width: `${NEAR_EM}em`, height: `${NEAR_EM * 0.75}em`, transform: `scale(${scale})` }}
    >
      <button
        type="button"
        data-diagram-node={idOf.node(name)}
        aria-pressed={isSelected}
        onClick={() => select(idOf.node(name))}
        className="flex items-center gap-[0.6em] border-hair border-b px-[0.7em] py-[0.4em] text-left hover:text-accent"
      >
        <StateMark health={node.health} />
        <b className="min-w-0 truncate font-mono">{visibleName(name)}</b>
        <span className="ml-auto shrink-0 text-soft text-xs">
          {count}
          {node.most ? ` / ${node.most}` : ''}
        </span>
      </button>
      {detail ? (
        <p className="truncate border-hair border-b px-[0.7em] py-[0.2em] text-soft text-xs">
          {detail.chain.map((link) => link.name).join(' › ')}
        </p>
      ) : null}
      {its.length === 0 && count > 0 ? <p className="px-[0.7em] py-[0.3em] text-soft text-xs">{t('unread')}</p> : null}
      <ul aria-label={t('podsOf', { node: name })} className="min-h-0 flex-1 overflow-y-auto py-[0.2em]">
        {its.map((pod) => (
          <li key={keyOf.pods(pod)}>
            <button
              type="button"
              data-diagram-node={idOf.pod(keyOf.pods(pod))}
              onClick={() => select(idOf.pod(keyOf.pods(pod)))}
              className="flex w-full items-center gap-[0.5em] px-[0.7em] py-[0.1em] text-left hover:bg-accent-soft"
            >
              <StateMark health={pod.health} />
              <span className="min-w-0 truncate font-mono text-sm">{visibleName(pod.name)}</span>
              <span className="ml-auto shrink-0 text-soft text-xs">{pod.namespace}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
});
