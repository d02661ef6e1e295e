'use client';
import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { useTranslations } from 'use-intl';
import type { PieceNode } from './flow-nodes';

const LANES = ['client', 'control', 'nodes', 'machines', 'outside'] as const;

/** Heading of a lane and the dotted line at its left. */
export const LanePiece = memo(function LanePiece({ data: { piece } }: NodeProps<PieceNode>) {
  const t = useTranslations('map.lane');
  const lane = LANES.find((name) => name === piece.title);
  if (!lane) return null;
  return (
    <div className="kp-lane" data-lane={lane} style={{ fontSize: `${piece.scale}em` }}>
      <h2>{t(`${lane}.title`)}</h2>
      <p>{t(`${lane}.subtitle`)}</p>
    </div>
  );
});
