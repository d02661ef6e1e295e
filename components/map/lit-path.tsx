'use client';
/** The path that is being told, laid over the drawing: nothing under it changes. Moves the paper only when it may. */
import { useReactFlow, useStoreApi, ViewportPortal } from '@xyflow/react';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { Box, Layout, Piece } from '@/lib/model/layout';
import { litOn } from '@/lib/model/path/lit';
import { highlight, subscribeHighlight } from '@/lib/store/highlight';
import './lit-path.css';

/** Pixels between the present step and the edge of the canvas. */
const EDGE = 60;
const MOVE_MS = 400;

const calm = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches;

function boxAround(pieces: readonly Piece[]): Box | undefined {
  const [first] = pieces;
  if (!first) return undefined;
  // A machine is as tall as its pods: its head is enough to see where we are.
  const boxes = pieces.map(({ x, y, w, h, head }) => ({ left: x, top: y, right: x + w, bottom: y + (head ?? h) }));
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
      void flow.setViewport({ x: x + dx, y: y + dy, zoom: fits }, { duration: calm() ? 0 : MOVE_MS });
  }, [box, on, flow, api]);
}

export function LitPath({ drawn, unit }: { drawn: Layout | undefined; unit: number }) {
  const told = useSyncExternalStore(subscribeHighlight, highlight, () => undefined);
  const lit = useMemo(
    () => (told && drawn ? litOn(drawn, told.steps, told.node, unit) : undefined),
    [told, drawn, unit],
  );
  const present = told?.present ?? false;
  const box = useMemo(() => (lit && present ? boxAround(lit.now.pieces) : undefined), [lit, present]);
  useFollow(box, told?.follow ?? false);
  if (!lit || !drawn) return null;
  const { bounds } = drawn;
  const isNow = (one: { id: string }, of: readonly { id: string }[]) =>
    (present && of.some((other) => other.id === one.id)) || undefined;
  return (
    <ViewportPortal>
      <svg
        className="kp-lit-path"
        aria-hidden="true"
        style={{ left: bounds.x, top: bounds.y }}
        width={bounds.w}
        height={bounds.h}
        viewBox={`${bounds.x} ${bounds.y} ${bounds.w} ${bounds.h}`}
      >
        {lit.wires.map((wire) => (
          <path key={wire.id} d={wire.path} data-wire={wire.id} data-now={isNow(wire, lit.now.wires)} />
        ))}
        {lit.pieces.map((piece) => (
          <rect
            key={piece.id}
            x={piece.x}
            y={piece.y}
            width={piece.w}
            height={piece.h}
            rx={piece.component === 'runc' ? piece.h / 2 : piece.kind === 'pod' ? 7 * unit : 3 * unit}
            data-lit={piece.id}
            data-now={isNow(piece, lit.now.pieces)}
          />
        ))}
      </svg>
    </ViewportPortal>
  );
}
