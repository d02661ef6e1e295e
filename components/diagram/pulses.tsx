'use client';
/** Real writes seen as they happen. Nothing here runs while the cluster is quiet; too many to follow become a number. */
import { ViewportPortal } from '@xyflow/react';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { prefersReducedMotion } from '@/components/ui/motion';
import { useClusterStore } from '@/lib/hooks/use-cluster';
import type { Write } from '@/lib/model/cluster';
import type { DiagramEdge } from '@/lib/model/layout';
import { beats, isBeat, type Leg, routeOf } from './pulse-routes';

/** Pulses eyes can follow in a second; beyond it they are counted. */
const FOLLOWED = 6;
const SECOND = 1_000;
/** Milliseconds for a hundred pixels of edge, within bounds. */
const PACE = 110;

export function Pulses({ edges, map }: { edges: readonly DiagramEdge[]; map: HTMLElement | null }) {
  const t = useTranslations('diagram');
  const store = useClusterStore();
  const layer = useRef<HTMLDivElement>(null);
  const latest = useRef(edges);
  const [flow, setFlow] = useState(0);
  useEffect(() => {
    latest.current = edges;
  }, [edges]);
  useEffect(() => {
    let shown = 0;
    let counted = 0;
    let second: ReturnType<typeof setTimeout> | undefined;
    const turn = () => {
      setFlow(counted);
      second = counted || shown ? setTimeout(turn, SECOND) : undefined;
      shown = 0;
      counted = 0;
    };
    const stop = store.onWrites((writes, omitted) => {
      if (document.hidden) return;
      counted += omitted;
      for (const write of writes) {
        if (isBeat(write)) beat(map, beats(write));
        else if (shown < FOLLOWED) {
          shown++;
          show(write);
        } else counted++;
      }
      second ??= setTimeout(turn, SECOND);
    });
    const show = (write: Write) => {
      const pod = write.kind === 'pods' ? store.collection('pods').get(`${write.namespace}/${write.name}`) : undefined;
      const { way, fan } = routeOf(write, latest.current, pod?.node);
      void run(layer.current, map, way, fan);
    };
    return () => {
      stop();
      clearTimeout(second);
    };
  }, [store, map]);
  const etcdEdge = edges.find((edge) => edge.protocol === 'grpc');
  const at = etcdEdge?.points[0];
  return (
    <ViewportPortal>
      <div ref={layer} className="kp-pulses" aria-hidden="true" />
      {flow > 0 && at ? (
        <span
          className="kp-flow"
          style={{
            transform: `translate(-50%, -120%) translate(${at.x}px, ${at.y}px)`,
            fontSize: `${etcdEdge.scale}em`,
          }}
        >
          {t('flow', { count: flow })}
        </span>
      ) : null}
    </ViewportPortal>
  );
}

async function run(layer: HTMLElement | null, map: HTMLElement | null, way: readonly Leg[], fan: readonly Leg[]) {
  if (!layer) return;
  if (prefersReducedMotion()) {
    for (const each of [...way, ...fan]) flash(map, each);
    return;
  }
  for (const each of way) await travel(layer, each);
  await Promise.all(fan.map((each) => travel(layer, each)));
}

async function travel(layer: HTMLElement, { edge, back, evidenceLevel }: Leg): Promise<void> {
  const dot = document.createElement('i');
  dot.className = 'kp-pulse';
  dot.dataset.evidenceLevel = evidenceLevel;
  dot.style.fontSize = `${edge.scale}em`;
  dot.style.offsetPath = `path("${edge.path}")`;
  layer.append(dot);
  let length = 0;
  edge.points.forEach((point, index) => {
    const before = edge.points[index - 1];
    if (before) length += Math.abs(point.x - before.x) + Math.abs(point.y - before.y);
  });
  const ends = [{ offsetDistance: '0%' }, { offsetDistance: '100%' }];
  const duration = Math.min(900, Math.max(260, (length / edge.scale / 100) * PACE));
  try {
    await dot.animate(back ? ends.reverse() : ends, { duration, easing: 'ease-in-out' }).finished;
  } finally {
    dot.remove();
  }
}

/** For people who asked for no motion: the edge is lit for a moment. */
function flash(map: HTMLElement | null, { edge }: Leg): void {
  const path = map?.querySelector(`[data-id="${CSS.escape(edge.id)}"] .kp-edge`);
  if (!path) return;
  path.classList.add('kp-highlight');
  setTimeout(() => path.classList.remove('kp-highlight'), SECOND);
}

function beat(map: HTMLElement | null, name: string): void {
  const heart = map?.querySelector(`[data-beat-of="${CSS.escape(name)}"] > i`);
  if (!heart || prefersReducedMotion()) return;
  heart.animate(
    [
      { transform: 'scale(1)', backgroundColor: 'var(--accent)', borderColor: 'var(--accent)' },
      { transform: 'scale(1.45)', backgroundColor: 'var(--accent)', borderColor: 'var(--accent)', offset: 0.25 },
      { transform: 'scale(1)' },
    ],
    { duration: 700, easing: 'ease-out' },
  );
}
