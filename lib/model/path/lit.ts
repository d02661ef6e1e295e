/** What of a drawing is lit while a path is told: the pieces and wires that are really there for each step. */
import { type Layout, type Piece, riseTo, type Wire } from '../layout';
import type { HopPlace } from './pieces';

export interface Lit {
  /** Pieces acted in, each once; the present step's last. */
  pieces: Piece[];
  wires: Wire[];
  /** Pieces and wires of the present step. */
  now: { pieces: Piece[]; wires: Wire[] };
}

const bare = (id: string) => id.replace(/@.*$/, '');

/**
 * The piece an id stands for in this drawing. In the arrangement by machine a component may be drawn inside its machine
 * (`component:etcd@m1`) or as one of several; what is not drawn at all is shown by the machine it is on.
 */
export function drawnPiece(pieces: readonly Piece[], id: string, node: string | undefined): Piece | undefined {
  const exact = pieces.find((piece) => piece.id === id);
  if (exact) return exact;
  const kin = pieces.filter((piece) => bare(piece.id) === bare(id));
  // A component that says its machine is that machine's or none: another's kubelet is not this one.
  const at = id.includes('@') ? id.slice(id.indexOf('@') + 1) : undefined;
  const piece = at ? kin.find((one) => one.node === at) : (kin.find((one) => one.node === node) ?? kin[0]);
  const machine = at ?? node;
  const onNode = at !== undefined || id.startsWith('pod:');
  return piece ?? (onNode ? pieces.find((one) => one.id === `node:${machine}`) : undefined);
}

function wireBetween(drawn: Layout, from: Piece, to: Piece, unit: number): Wire | undefined {
  if (from.id === to.id) return undefined;
  const joins = (wire: Wire, a: string, b: string) => wire.from === a && wire.to === b;
  return (
    drawn.wires.find((wire) => wire.role !== 'rare' && joins(wire, from.id, to.id)) ??
    drawn.wires.find((wire) => wire.role !== 'rare' && joins(wire, to.id, from.id)) ??
    (to.kind === 'pod' ? riseTo(drawn, to.id, unit) : undefined)
  );
}

/** Chain links between two pieces of one machine, ends included: a call from the kubelet to containerd passes dockerd. */
function between(drawn: Layout, from: Piece, to: Piece): Piece[] {
  const links = drawn.pieces.filter((piece) => piece.kind === 'link' && piece.node === from.node);
  const [a, b] = [links.indexOf(from), links.indexOf(to)];
  return a >= 0 && b > a ? links.slice(a, b + 1) : [from, to];
}

/** Looks each step up in the drawing; `node` is the machine of the pod whose path is told, `unit` the text size over 13 px. */
export function litOn(drawn: Layout, steps: readonly HopPlace[], node: string | undefined, unit: number): Lit {
  const lit: Lit = { pieces: [], wires: [], now: { pieces: [], wires: [] } };
  for (const step of steps) {
    const from = drawnPiece(drawn.pieces, step.from, node);
    const to = drawnPiece(drawn.pieces, step.to, node);
    const ends = from && to ? between(drawn, from, to) : [from ?? to].filter((piece) => piece !== undefined);
    const wires = ends.flatMap((piece, index) => {
      const before = ends[index - 1];
      return (before && wireBetween(drawn, before, piece, unit)) ?? [];
    });
    lit.now = { pieces: [...new Set(ends)], wires };
    lit.pieces.push(...ends);
    lit.wires.push(...wires);
  }
  lit.pieces = [...new Set(lit.pieces)];
  lit.wires = [...new Map(lit.wires.map((wire) => [wire.id, wire])).values()];
  return lit;
}
