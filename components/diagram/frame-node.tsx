'use client';
import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { useTranslations } from 'use-intl';
import type { FlowNode } from './flow-nodes';

/** Around the components that are one process. */
export const FrameNode = memo(function FrameNode({ data: { diagramNode } }: NodeProps<FlowNode>) {
  const t = useTranslations('diagram');
  return (
    <div className="kp-frame" style={{ fontSize: `${diagramNode.scale}em` }}>
      <p>{t('component.process', { process: diagramNode.name ?? '' })}</p>
    </div>
  );
});
