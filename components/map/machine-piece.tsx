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

/** A machine: its head, room for pods, and below them the band of what runs on the iron. */
export const MachinePiece = memo(function MachinePiece({ data: { piece } }: NodeProps<PieceNode>) {
  const t = useTranslations('map');
  const name = piece.node ?? '';
  const node = useItem('nodes', name);
  const selected = useSelected(piece.id);
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
      <div className="kp-machine-head" style={{ height: piece.head }} aria-hidden="true">
        <b>{name}</b>
        <span className="kp-machine-sub">
          {subtitle(node, t('machine.control'), t('machine.unseen'), t('machine.cordoned'))}
        </span>
        {node ? <Beat name={name} /> : null}
        <StateMark health={health} decorative />
      </div>
      <MachineCounts node={name} />
      <div className="kp-iron" style={{ height: piece.iron }} aria-hidden="true">
        <span>
          {t('machine.iron')}
          <br />
          systemd
        </span>
      </div>
    </div>
  );
});

function subtitle(node: NodeView | undefined, control: string, unseen: string, cordoned: string): string {
  if (!node) return unseen;
  const roles = node.roles.filter((role) => role !== 'master');
  const role = roles.includes('control-plane') || node.roles.includes('master') ? control : roles.join(', ');
  const state = node.unschedulable ? cordoned : node.health === 'ok' ? undefined : node.status;
  return [role, node.internalIP, state].filter(Boolean).join(' · ');
}
