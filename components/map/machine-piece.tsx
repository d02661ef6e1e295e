'use client';
import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { useTranslations } from 'use-intl';
import { StateMark } from '@/components/state-mark';
import type { NodeView } from '@/lib/model/cluster';
import { useItem } from '@/lib/store/use-cluster';
import { Beat } from './beat';
import type { PieceNode } from './flow-nodes';
import { Hit, useSelected } from './hit';
import { MachineCounts } from './machine-counts';
import { MachineName } from './machine-name';
import { useMapState } from './map-store';
import { PodMarks } from './pod-marks';

/** Letters of a long name that are always seen. */
const NAME_END = 8;

/** A machine: its head, room for pods, and below them the band of what runs on the iron. */
export const MachinePiece = memo(function MachinePiece({ data: { piece } }: NodeProps<PieceNode>) {
  const t = useTranslations('map');
  const name = piece.node ?? '';
  const node = useItem('nodes', name);
  const selected = useSelected(piece.id);
  const open = useMapState((state) => state.open === undefined || state.open.has(name));
  const manyPods = useMapState((state) => state.open !== undefined);
  const health = node?.health ?? 'unknown';
  const label = t('label.machine', {
    name,
    status: node?.status ?? t('machine.unseen'),
    roles: node?.roles.join(', ') || '-',
  });
  return (
    <div
      className="kp-piece kp-machine"
      data-selected={selected || undefined}
      data-degree={piece.degree}
      data-health={health}
    >
      <Hit id={piece.id} label={label} />
      {open ? <MachineHead name={name} node={node} height={piece.head} /> : null}
      <MachineCounts node={name} health={node?.health} />
      {open && manyPods ? (
        <PodMarks node={name} width={piece.w} height={piece.h - (piece.iron ?? 0) - 2 * (piece.head ?? 0)} />
      ) : null}
      {open ? (
        <div className="kp-iron" style={{ height: piece.iron }} aria-hidden="true">
          {piece.caption ? (
            <span>
              {t('machine.iron')}
              <br />
              systemd
            </span>
          ) : null}
        </div>
      ) : null}
    </div>
  );
});

function MachineHead({ name, node, height }: { name: string; node: NodeView | undefined; height: number | undefined }) {
  return (
    <div className="kp-machine-head" style={{ height }} aria-hidden="true">
      <MachineName name={name} kept={NAME_END} />
      <span className="kp-machine-sub">
        <Subtitle node={node} />
      </span>
      {node ? <Beat name={name} /> : null}
      <StateMark health={node?.health ?? 'unknown'} decorative />
    </div>
  );
}

function Subtitle({ node }: { node: NodeView | undefined }) {
  const t = useTranslations('map.machine');
  if (!node) return t('unseen');
  const roles = node.roles.filter((role) => role !== 'master');
  const role = roles.includes('control-plane') || node.roles.includes('master') ? t('control') : roles.join(', ');
  const state = node.unschedulable ? t('cordoned') : node.health === 'ok' ? undefined : node.status;
  return [role, node.internalIP, state].filter(Boolean).map((word) => <span key={word}>{word}</span>);
}
