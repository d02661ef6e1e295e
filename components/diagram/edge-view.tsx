'use client';
import { EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import { useTranslations } from 'use-intl';
/** An arrow, with the protocol it speaks and its place in the story. */
import { idOf } from '@/lib/model/diagram-id';
import { useDiagramState } from './diagram-store';
import type { FlowEdge } from './flow-nodes';

export const EdgeView = memo(function EdgeView({ data }: EdgeProps<FlowEdge>) {
  const t = useTranslations('diagram.edge');
  const edge = data?.edge;
  const highlighted = useDiagramState(
    (state) =>
      edge !== undefined &&
      (state.selection === edge.from ||
        state.selection === edge.to ||
        (edge.node !== undefined &&
          (state.starting.has(edge.node) || state.selection === idOf.node(edge.node)) &&
          edge.role !== 'rare')),
  );
  if (!edge) return null;
  const words = edge.label ?? (edge.protocol ? t(edge.protocol) : undefined);
  const strong = highlighted || edge.role === 'trunk';
  const style = { fontSize: `${edge.scale}em` };
  return (
    <>
      <path
        d={edge.path}
        className={`kp-edge kp-edge-${edge.role} ${strong ? 'kp-strong' : ''}`}
        data-evidence-level={edge.evidenceLevel}
        markerEnd={`url(#kp-arrow-${strong ? 'strong' : 'plain'})`}
      />
      {edge.at || edge.stepAt ? (
        <EdgeLabelRenderer>
          {edge.at && words ? (
            <span
              className="kp-edge-words"
              data-role={edge.role}
              style={{ ...place(edge.at), fontSize: style.fontSize }}
            >
              <span>{words}</span>
            </span>
          ) : null}
          {edge.stepAt ? (
            <span className="kp-step" style={{ ...place(edge.stepAt), fontSize: style.fontSize }}>
              {edge.step}
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
