/** Pieces and wires as React Flow wants them; the same object while a piece did not change, so that nothing re-renders. */
import type { Edge, Node } from '@xyflow/react';
import { Position } from '@xyflow/react';
import type { Piece, Wire } from '@/lib/model/layout';

export type PieceNode = Node<{ piece: Piece }, Piece['kind']>;
export type WireEdge = Edge<{ wire: Wire }, 'wire'>;

const LAYER: Record<Piece['kind'], number> = { lane: 0, frame: 1, machine: 2, tray: 2, component: 4, link: 4, pod: 4 };
const WIRE_LAYER = 3;

const GEOMETRY = ['x', 'y', 'w', 'h', 'scale', 'unit', 'degree', 'parent', 'name', 'iron', 'caption'] as const;

const same = (a: Piece, b: Piece) => GEOMETRY.every((key) => a[key] === b[key]);

const LINE = ['path', 'protocol', 'label', 'degree', 'step', 'role', 'node', 'scale', 'from', 'to'] as const;
const sameWire = (a: Wire, b: Wire) =>
  a === b ||
  (LINE.every((key) => a[key] === b[key]) &&
    a.at?.x === b.at?.x &&
    a.at?.y === b.at?.y &&
    a.stepAt?.x === b.stepAt?.x &&
    a.stepAt?.y === b.stepAt?.y);

function toNode(piece: Piece): PieceNode {
  const anchor = { x: 0, y: 0, width: 1, height: 1, position: Position.Right };
  return {
    id: piece.id,
    type: piece.kind,
    position: { x: piece.x, y: piece.y },
    width: piece.w,
    height: piece.h,
    // Given, so that React Flow measures nothing and edges need no element to hold on to.
    measured: { width: piece.w, height: piece.h },
    handles: [
      { ...anchor, type: 'source' },
      { ...anchor, type: 'target' },
    ],
    zIndex: LAYER[piece.kind],
    data: { piece },
  };
}

/** Remembers the nodes it made. */
export function createFlowCache() {
  let nodes = new Map<string, PieceNode>();
  let edges = new Map<string, WireEdge>();
  return {
    nodes(pieces: readonly Piece[]): PieceNode[] {
      const next = new Map<string, PieceNode>();
      for (const piece of pieces) {
        const before = nodes.get(piece.id);
        next.set(piece.id, before && same(before.data.piece, piece) ? before : toNode(piece));
      }
      nodes = next;
      return [...next.values()];
    },
    edges(wires: readonly Wire[]): WireEdge[] {
      const next = new Map<string, WireEdge>();
      for (const wire of wires) {
        const before = edges.get(wire.id);
        const kept = before?.data && sameWire(before.data.wire, wire);
        next.set(
          wire.id,
          kept
            ? before
            : { id: wire.id, type: 'wire', source: wire.from, target: wire.to, data: { wire }, zIndex: WIRE_LAYER },
        );
      }
      edges = next;
      return [...next.values()];
    },
  };
}
