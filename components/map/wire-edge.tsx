'use client';
/** An arrow, with the protocol it speaks and its place in the story. */
import { EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import { useTranslations } from 'use-intl';
import type { WireEdge } from './flow-nodes';
import { useMapState } from './map-store';

export const WireEdgeView = memo(function WireEdgeView({ data }: EdgeProps<WireEdge>) {
  const t = useTranslations('map.wire');
  const wire = data?.wire;
  const lit = useMapState(
    (state) =>
      wire !== undefined &&
      (state.selection === wire.from ||
        state.selection === wire.to ||
        (wire.node !== undefined &&
          (state.hot.has(wire.node) || state.selection === `node:${wire.node}`) &&
          wire.role !== 'rare')),
  );
  if (!wire) return null;
  const words = wire.label ?? (wire.protocol ? t(wire.protocol) : undefined);
  const told = lit || wire.role === 'trunk';
  const style = { fontSize: `${wire.scale}em` };
  return (
    <>
      <path
        d={wire.path}
        className={`kp-wire kp-wire-${wire.role} ${told ? 'kp-told' : ''}`}
        data-degree={wire.degree}
        markerEnd={`url(#kp-arrow-${told ? 'told' : 'plain'})`}
      />
      {wire.at || wire.stepAt ? (
        <EdgeLabelRenderer>
          {wire.at && words ? (
            <span
              className="kp-wire-words"
              data-role={wire.role}
              style={{ ...place(wire.at), fontSize: style.fontSize }}
            >
              <span>{words}</span>
            </span>
          ) : null}
          {wire.stepAt ? (
            <span className="kp-step" style={{ ...place(wire.stepAt), fontSize: style.fontSize }}>
              {wire.step}
            </span>
          ) : null}
        </EdgeLabelRenderer>
      ) : null}
    </>
  );
});

const place = (at: { x: number; y: number }) => ({
  transform: `translate(-50%, -50%) translate(${at.x}px, ${at.y}px)`,
});
