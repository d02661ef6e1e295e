/** A mark on the piece to which something is about to be done. */
import { ViewportPortal } from '@xyflow/react';
import type { Piece } from '@/lib/model/layout';

export function AskedPiece({ piece, unit }: { piece: Piece; unit: number }) {
  return (
    <ViewportPortal>
      <svg
        className="kp-asked"
        aria-hidden="true"
        data-asked={piece.id}
        style={{ left: piece.x, top: piece.y }}
        width={piece.w}
        height={piece.h}
      >
        <rect width={piece.w} height={piece.h} rx={3 * unit} />
      </svg>
    </ViewportPortal>
  );
}
