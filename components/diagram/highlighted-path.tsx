'use client';
/** The path that is being told, laid over the diagram: nothing under it changes. Moves the diagram only when it may. */
import { useReactFlow, useStoreApi, ViewportPortal } from '@xyflow/react';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { prefersReducedMotion } from '@/components/ui/motion';
import type { Box, DiagramNode, Layout } from '@/lib/model/layout';
import { highlightOn } from '@/lib/model/path/highlight';
import { highlight, subscribeHighlight } from '@/lib/store/highlight';
import './highlighted-path.css';

/** Pixels between the present step and the edge of the canvas. */
const EDGE = 60;
const MOVE_MS = 400;

function boxAround(diagramNodes: readonly DiagramNode[]): Box | undefined {
  const [first] = diagramNodes;
  if (!first) return undefined;
  // A machine is as tall as its pods: its head is enough to see where we are.
  const boxes = diagramNodes.map(({ x, y, w, h, head }) => ({
    left: x,
    top: y,
    right: x + w,
    bottom: y + (head ?? h),
  }));
  const left = Math.min(...boxes.map((box) => box.left));
  const top = Math.min(...boxes.map((box) => box.top));
  return {
    x: left,
    y: top,
    w: Math.max(...boxes.map((box) => box.right)) - left,
    h: Math.max(...boxes.map((box) => box.bottom)) - top,
  };
}

/** Brings a box into view with the least movement; zooms out only when it does not fit. */
function useFollow(box: Box | undefined, on: boolean) {
  const flow = useReactFlow();
  const api = useStoreApi();
  useEffect(() => {
    if (!on || !box) return;
    const { transform, width, height } = api.getState();
    const [x, y, zoom] = transform;
    const fits = Math.min(zoom, (width - 2 * EDGE) / box.w, (height - 2 * EDGE) / box.h);
    const [left, top] = [box.x * fits + x, box.y * fits + y];
    const dx = Math.max(0, EDGE - left) - Math.max(0, left + box.w * fits - (width - EDGE));
    const dy = Math.max(0, EDGE - top) - Math.max(0, top + box.h * fits - (height - EDGE));
    if (dx || dy || fits !== zoom)
      void flow.setViewport({ x: x + dx, y: y + dy, zoom: fits }, { duration: prefersReducedMotion() ? 0 : MOVE_MS });
  }, [box, on, flow, api]);
}

export function HighlightedPath({ drawn, unit }: { drawn: Layout | undefined; unit: number }) {
  const wanted = useSyncExternalStore(subscribeHighlight, highlight, () => undefined);
  const highlighted = useMemo(
    () => (wanted && drawn ? highlightOn(drawn, wanted.steps, wanted.node, unit) : undefined),
    [wanted, drawn, unit],
  );
  const present = wanted?.present ?? false;
  const box = useMemo(
    () => (highlighted && present ? boxAround(highlighted.now.diagramNodes) : undefined),
    [highlighted, present],
  );
  useFollow(box, wanted?.follow ?? false);
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
