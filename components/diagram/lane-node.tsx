'use client';
import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { useTranslations } from 'use-intl';
import type { FlowNode } from './flow-nodes';

const LANES = ['client', 'control', 'nodes', 'machines', 'outside'] as const;

/** Heading of a lane and the dotted line at its left. */
export const LaneNode = memo(function LaneNode({ data: { diagramNode } }: NodeProps<FlowNode>) {
  const t = useTranslations('diagram.lane');
  const lane = LANES.find((name) => name === diagramNode.title);
  if (!lane) return null;
  return (
    <div className="kp-lane" data-lane={lane} style={{ fontSize: `${diagramNode.scale}em` }}>
      <h2>{t(`${lane}.title`)}</h2>
      <p>{t(`${lane}.subtitle`)}</p>
    </div>
  );
});
