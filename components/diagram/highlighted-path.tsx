'use client';
/** The path that is being told, laid over the diagram: nothing under it changes. */
import { ViewportPortal } from '@xyflow/react';
import { useEffect, useEffectEvent, useMemo, useSyncExternalStore } from 'react';
import type { Box, DiagramEdge, DiagramNode, Layout } from '@/lib/model/layout';
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

/** Where the number of the present step stands: on its arrow, else on the corner of what acts. */
function hopPlaceOn({ edges, diagramNodes }: { edges: readonly DiagramEdge[]; diagramNodes: readonly DiagramNode[] }) {
  const edge = edges.at(-1);
  if (edge?.stepAt) return edge.stepAt;
  const [a, b] = edge?.points.slice(-2) ?? [];
  if (a && b) return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  const node = diagramNodes.at(-1);
  return node ? { x: node.x, y: node.y } : undefined;
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
  const place = present ? hopPlaceOn(highlighted.now) : undefined;
  const scale = drawn.grid.scale;
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
        {told?.number === undefined || !place ? null : (
          <g
            className="kp-hop"
            transform={`translate(${place.x} ${place.y}) scale(${unit * scale})`}
            data-hop={told.number}
          >
            <circle r="12" />
            <text>{told.number}</text>
          </g>
        )}
      </svg>
    </ViewportPortal>
  );
}
