'use client';
/** The words over a group: what it is, how many nodes and pods, how many of them are in trouble. A click comes nearer. */
import type { Node, NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { useTranslations } from 'use-intl';
import { StateMark } from '@/components/parts/marks';
import { visibleName } from '@/lib/model/visible-text';

export type CaptionFlowNode = Node<
  {
    id: string;
    isControlPlane: boolean;
    isLabelled: boolean;
    nodes: number;
    pods: number;
    troubled: number;
    open: () => void;
  },
  'caption'
>;

export const GroupCaption = memo(function GroupCaption({ data }: NodeProps<CaptionFlowNode>) {
  const t = useTranslations('fleet');
  const { id, isControlPlane, isLabelled, nodes, pods, troubled } = data;
  const unnamed = isControlPlane ? '' : t(isLabelled ? 'without' : 'all');
  const value = visibleName(id) || unnamed;
  return (
    <button type="button" className="kp-caption nopan" onClick={data.open}>
      <span className="kp-caption-line">
        {isControlPlane ? <b>{t('controlPlane')}</b> : null}
        {value ? <b className="font-mono">{value}</b> : null}
        {troubled > 0 ? (
          <span className="kp-caption-troubled">
            <StateMark health="failing" decorative /> {t('troubled', { count: troubled })}
          </span>
        ) : null}
      </span>
      <span className="kp-caption-line text-soft">{t('totals', { nodes, pods })}</span>
    </button>
  );
});
