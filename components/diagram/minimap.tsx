'use client';
/** The whole diagram in small, while not all of it is on the canvas; a click goes there. In the foot: it covers nothing. */
import { useReactFlow, useStore } from '@xyflow/react';
import { type MouseEvent, memo, type RefObject } from 'react';
import { useTranslations } from 'use-intl';
import { useCollection } from '@/lib/hooks/use-cluster';
import type { Layout } from '@/lib/model/layout';

const SIZE = { width: 96, height: 36 };

export function Minimap({ drawn, isMoved }: { drawn: Layout; isMoved: RefObject<boolean> }) {
  const t = useTranslations('diagram.controls');
  const flow = useReactFlow();
  const { bounds } = drawn;
  const scale = Math.min(SIZE.width / bounds.w, SIZE.height / bounds.h);
  const inside = useStore(
    ({ transform: [x, y, zoom], width, height }) =>
      x >= -2 && y >= -2 && x + bounds.w * zoom <= width + 2 && y + bounds.h * zoom <= height + 2,
  );
  if (inside) return null;
  const go = (event: MouseEvent<HTMLButtonElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const at = { x: (event.clientX - box.left) / scale, y: (event.clientY - box.top) / scale };
    // From the keyboard a click has no place: the middle of the diagram.
    const middle = event.detail === 0 ? { x: bounds.w / 2, y: bounds.h / 2 } : at;
    isMoved.current = true;
    void flow.setCenter(middle.x, middle.y, { zoom: flow.getZoom() });
  };
  return (
    <button type="button" className="kp-small-map" onClick={go} aria-label={t('minimap')}>
      <svg
        width={bounds.w * scale}
        height={bounds.h * scale}
        viewBox={`0 0 ${bounds.w} ${bounds.h}`}
        aria-hidden="true"
      >
        <Sheet drawn={drawn} />
        <Window />
      </svg>
    </button>
  );
}

const Sheet = memo(function Sheet({ drawn }: { drawn: Layout }) {
  const nodes = useCollection('nodes');
  return drawn.diagramNodes.map((diagramNode) =>
    diagramNode.kind === 'machine' ||
    (diagramNode.kind === 'component' && !diagramNode.parent) ||
    diagramNode.kind === 'tray' ? (
      <rect
        key={diagramNode.id}
        x={diagramNode.x}
        y={diagramNode.y}
        width={diagramNode.w}
        height={diagramNode.h}
        data-health={nodes.get(diagramNode.node ?? '')?.health}
      />
    ) : null,
  );
});

function Window() {
  const view = useStore(
    ({ transform: [x, y, zoom], width, height }) => `${-x / zoom} ${-y / zoom} ${width / zoom} ${height / zoom}`,
  );
  const [x, y, width, height] = view.split(' ');
  return <rect className="kp-small-window" x={x} y={y} width={width} height={height} />;
}
