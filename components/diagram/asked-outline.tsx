/** A mark on the diagram node to which something is about to be done. */
import { ViewportPortal } from '@xyflow/react';
import type { DiagramNode } from '@/lib/model/layout';

export function AskedOutline({ diagramNode, unit }: { diagramNode: DiagramNode; unit: number }) {
  return (
    <ViewportPortal>
      <svg
        className="kp-asked"
        aria-hidden="true"
        data-asked={diagramNode.id}
        style={{ left: diagramNode.x, top: diagramNode.y }}
        width={diagramNode.w}
        height={diagramNode.h}
      >
        <rect width={diagramNode.w} height={diagramNode.h} rx={3 * unit} />
      </svg>
    </ViewportPortal>
  );
}
