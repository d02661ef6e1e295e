'use client';
/** The path that is being told, laid over the diagram: nothing under it changes. */
import { ViewportPortal } from '@xyflow/react';
import { useEffect, useEffectEvent, useMemo, useSyncExternalStore } from 'react';
import type { Box, DiagramNode, Layout } from '@/lib/model/layout';
import { highlightOn } from '@/lib/model/path/highlight';
import { highlight, subscribeHighlight } from '@/lib/store/highlight';
import './highlighted-path.css';
import { faceOf } from './use-viewport';

const MOVE_MS = 400;

interface Given {
  drawn: Layout | undefined;
  unit: number;
  bringIntoView: (boxes: readonly Box[], duration: number) => void;
}

export function HighlightedPath({ drawn, unit, bringIntoView }: Given) {
  const told = useSyncExternalStore(subscribeHighlight, highlight, () => undefined);
  const highlighted = useMemo(
    () => (told && drawn ? highlightOn(drawn, told.steps, told.node, unit) : undefined),
    [told, drawn, unit],
  );
  const present = told?.present ?? false;
  // The present step is always in sight; where both its ends are not, the one it leads to.
  const bring = useEffectEvent((nodes: readonly DiagramNode[]) => bringIntoView(nodes.map(faceOf), MOVE_MS));
  useEffect(() => {
    if (highlighted && present) bring(highlighted.now.diagramNodes);
  }, [highlighted, present]);
  if (!highlighted || !drawn) return null;
  const { bounds } = drawn;
  const isNow = (one: { id: string }, of: readonly { id: string }[]) =>
    (present && of.some((other) => other.id === one.id)) || undefined;
  return (
    <ViewportPortal>
      <svg
        className="kp-highlight-path"
        aria-hidden="true"
        style={{ left: bounds.x, top: bounds.y }}
        width={bounds.w}
        height={bounds.h}
        viewBox={`${bounds.x} ${bounds.y} ${bounds.w} ${bounds.h}`}
      >
        {highlighted.edges.map((edge) => (
          <path key={edge.id} d={edge.path} data-edge={edge.id} data-now={isNow(edge, highlighted.now.edges)} />
        ))}
        {highlighted.diagramNodes.map((diagramNode) => (
          <rect
            key={diagramNode.id}
            x={diagramNode.x}
            y={diagramNode.y}
            width={diagramNode.w}
            height={diagramNode.h}
            rx={diagramNode.component === 'runc' ? diagramNode.h / 2 : diagramNode.kind === 'pod' ? 7 * unit : 3 * unit}
            data-highlighted={diagramNode.id}
            data-now={isNow(diagramNode, highlighted.now.diagramNodes)}
          />
        ))}
      </svg>
    </ViewportPortal>
  );
}
