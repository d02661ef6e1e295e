'use client';
import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { useTranslations } from 'use-intl';
import { StateMark } from '@/components/parts/marks';
import { useItem } from '@/lib/hooks/use-cluster';
import { idOf } from '@/lib/model/diagram-id';
import { type DiagramNode, isSystemNamespace, shortPodName } from '@/lib/model/layout';
import { useDiagramState } from './diagram-store';
import type { FlowNode } from './flow-nodes';
import { Hit, useSelected } from './hit';
import { useBand, useNameEm } from './zoom-bands';

const MOST_SQUARES = 4;
/** Width of a letter over the size of the type. */
const LETTER = 0.6;
/** Width of the mark and the margins, and of a square; in em of the diagram node. */
const BESIDE = { full: 3.05, compact: 3.05, tight: 1.95 };
const SQUARE = 0.78;

function room(diagramNode: DiagramNode, containers: number, em: number): number {
  const text = 13 * diagramNode.scale * (diagramNode.unit ?? 1);
  const density = diagramNode.density ?? 'full';
  const squares = density === 'tight' ? 0 : Math.min(containers, MOST_SQUARES + 1) * SQUARE;
  return Math.floor((diagramNode.w / text - BESIDE[density] - squares) / (em * LETTER));
}

export const PodNode = memo(function PodNode({ data: { diagramNode } }: NodeProps<FlowNode>) {
  const t = useTranslations('diagram');
  const health = useTranslations('marks.health');
  const selected = useSelected(diagramNode.id);
  const lit = useDiagramState((state) => state.lit.has(diagramNode.id));
  const pod = useItem('pods', diagramNode.pod ?? '');
  const waiting = diagramNode.parent === idOf.pending;
  const band = useBand();
  const density = diagramNode.density ?? 'full';
  const em = useNameEm(density);
  const shown = useDiagramState((state) => !pod || !state.passes || state.passes(pod));
  if (!pod) return null;
  const letters = room(diagramNode, pod.containers.length, waiting && density !== 'tight' ? 0.85 : em || 1);
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
      className="kp-node kp-pod"
      data-compact={density === 'full' ? undefined : true}
      data-waiting={waiting || undefined}
      data-system={isSystemNamespace(pod.namespace) || undefined}
      data-leaving={pod.deletionAt !== undefined || undefined}
      data-filtered={!shown || undefined}
      data-selected={selected || undefined}
      data-lit={lit || undefined}
      data-health={pod.health}
      style={diagramNode.scale === 1 ? undefined : { fontSize: `${diagramNode.scale}em` }}
    >
      {shown ? <Hit id={diagramNode.id} label={waiting && pod.message ? `${label}. ${pod.message}` : label} /> : null}
      <div className="kp-pod-face" aria-hidden="true">
        <StateMark health={pod.health} decorative />
        <span className="kp-pod-words">
          <span className="kp-pod-name">{shortPodName(pod, letters)}</span>
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
  const t = useTranslations('diagram.component');
  const shim = useItem('nodes', node)?.chain.find(({ id }) => id === 'containerd-shim' || id === 'conmon');
  return shim ? <span className="kp-pod-more">{t('shim', { name: shim.name })}</span> : null;
}
