'use client';
import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { useTranslations } from 'use-intl';
import type { PieceNode } from './flow-nodes';

/** Around the components that are one process. */
export const FramePiece = memo(function FramePiece({ data: { piece } }: NodeProps<PieceNode>) {
  const t = useTranslations('map');
  return (
    <div className="kp-frame" style={{ fontSize: `${piece.scale}em` }}>
      <p>{t('component.process', { process: piece.name ?? '' })}</p>
    </div>
  );
});
