'use client';
import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { useTranslations } from 'use-intl';
import type { PieceNode } from './flow-nodes';
import { Hit, useSelected } from './hit';
import { useMapState } from './map-store';

/** One program of the chain that starts a container. runC is there only while it starts one. */
export const LinkPiece = memo(function LinkPiece({ data: { piece } }: NodeProps<PieceNode>) {
  const t = useTranslations('map');
  const degrees = useTranslations('marks.degree');
  const selected = useSelected(piece.id);
  const hot = useMapState((state) => piece.node !== undefined && state.hot.has(piece.node));
  const moment = piece.component === 'runc';
  const degree = degrees(piece.degree ?? 'inferred');
  const label = t('label.link', { name: piece.name ?? '', node: piece.node ?? '', degree });
  return (
    <div
      className="kp-piece kp-link"
      data-degree={piece.degree}
      data-moment={moment || undefined}
      data-hot={(moment && hot) || undefined}
      data-selected={selected || undefined}
    >
      <Hit id={piece.id} label={moment ? `${label}. ${t(hot ? 'runc.working' : 'runc.gone')}` : label} />
      <span aria-hidden="true">{piece.name}</span>
    </div>
  );
});
