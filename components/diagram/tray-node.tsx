'use client';
import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { useTranslations } from 'use-intl';
import { useCollection } from '@/lib/hooks/use-cluster';
import { MOST_WAITING } from '@/lib/model/layout';
import type { FlowNode } from './flow-nodes';

/** Pods that no machine has. */
export const TrayNode = memo(function TrayNode({ data: { diagramNode } }: NodeProps<FlowNode>) {
  const t = useTranslations('diagram.tray');
  const pods = useCollection('pods');
  let count = 0;
  for (const pod of pods.values()) if (!pod.node) count++;
  return (
    <div className="kp-node kp-tray" style={{ fontSize: `${diagramNode.scale}em` }}>
      <b>{t('title')}</b>
      <span>{t('count', { count })}</span>
      {count > MOST_WAITING ? <span>{t('shown', { count: MOST_WAITING })}</span> : null}
    </div>
  );
});
