'use client';
import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { useTranslations } from 'use-intl';
import { StateMark } from '@/components/state-mark';
import { isSystemNamespace, type Piece } from '@/lib/model/layout';
import { useItem } from '@/lib/store/use-cluster';
import type { PieceNode } from './flow-nodes';
import { Hit, useSelected } from './hit';
import { useMapState } from './map-store';
import { shortPodName } from './pod-name';
import { MOST_COUNTER, MOST_COUNTER_THICK, useBand, useCounterScale } from './zoom-bands';

const MOST_SQUARES = 4;
/** Width of a letter of the name in each band, of the mark and margins, of a square; in em of the piece. */
const LETTER = 0.515;
const LETTER_CLOSE = 0.365;
const BESIDE = 3.05;
/** Height under which a pod has room for its name only. */
const ONE_LINE = 34;
const SQUARE = 0.78;

function room(piece: Piece, containers: number, letter: number): number {
  const em = 13 * piece.scale * (piece.unit ?? 1);
  const squares = Math.min(containers, MOST_SQUARES + 1) * SQUARE;
  return Math.floor((piece.w / em - BESIDE - squares) / letter);
}

export const PodPiece = memo(function PodPiece({ data: { piece } }: NodeProps<PieceNode>) {
  const t = useTranslations('map');
  const health = useTranslations('marks.health');
  const selected = useSelected(piece.id);
  const pod = useItem('pods', piece.pod ?? '');
  const waiting = piece.parent === 'tray:pending';
  const band = useBand();
  const counter = useCounterScale();
  const shown = useMapState((state) => !pod || !state.passes || state.passes(pod));
  if (!pod) return null;
  const unit = piece.unit ?? 1;
  const compact = piece.h < ONE_LINE * piece.scale * unit;
  // Larger type comes with thicker lines.
  const thick = unit > 1;
  const most = compact && thick ? MOST_COUNTER_THICK : MOST_COUNTER;
  const letter = band === 'close' ? LETTER_CLOSE : LETTER * (waiting ? 1 : Math.min(counter, most));
  const label = t('label.pod', {
    name: pod.name,
    namespace: pod.namespace,
    state: health(pod.health),
    status: pod.status,
    ready: pod.ready,
    restarts: pod.restarts,
  });
  return (
    <div
      className="kp-piece kp-pod"
      data-compact={compact || undefined}
      data-thick={thick || undefined}
      data-waiting={waiting || undefined}
      data-system={isSystemNamespace(pod.namespace) || undefined}
      data-leaving={pod.deletionAt !== undefined || undefined}
      data-filtered={!shown || undefined}
      data-selected={selected || undefined}
      data-health={pod.health}
      style={piece.scale === 1 ? undefined : { fontSize: `${piece.scale}em` }}
    >
      {shown ? <Hit id={piece.id} label={waiting && pod.message ? `${label}. ${pod.message}` : label} /> : null}
      <div className="kp-pod-face" aria-hidden="true">
        <StateMark health={pod.health} decorative />
        <span className="kp-pod-words">
          <span className="kp-pod-name">{shortPodName(pod, room(piece, pod.containers.length, letter))}</span>
          <span className="kp-pod-sub">
            {waiting && pod.message ? `${pod.namespace} · ${pod.message}` : pod.namespace}
          </span>
          <span className="kp-pod-more">
            {pod.status} · {pod.ready}
            {pod.restarts ? ` · ↻ ${pod.restarts}` : ''}
          </span>
          <span className="kp-pod-more">{pod.containers[0]?.image}</span>
          {band === 'close' && pod.node !== undefined && pod.health === 'ok' ? <Shim node={pod.node} /> : null}
        </span>
        <span className="kp-squares">
          {pod.containers.slice(0, MOST_SQUARES).map((container) => (
            <i key={container.name} data-kind={container.kind} data-health={container.health} />
          ))}
          {pod.containers.length > MOST_SQUARES ? <b>+{pod.containers.length - MOST_SQUARES}</b> : null}
        </span>
      </div>
    </div>
  );
});

/** What stays beside a running pod once runC is gone. */
function Shim({ node }: { node: string }) {
  const t = useTranslations('map.component');
  const shim = useItem('nodes', node)?.chain.find(({ id }) => id === 'containerd-shim' || id === 'conmon');
  return shim ? <span className="kp-pod-more">{t('shim', { name: shim.name })}</span> : null;
}
