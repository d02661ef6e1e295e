'use client';
import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { useTranslations } from 'use-intl';
import { StateMark } from '@/components/parts/marks';
import { useItem } from '@/lib/hooks/use-cluster';
import type { NodeView } from '@/lib/model/cluster';
import { isControlPlane } from '@/lib/model/node/roles';
import { hasSystemd } from '@/lib/model/node/systemd';
import { Beat } from './beat';
import { useDiagramState } from './diagram-store';
import type { FlowNode } from './flow-nodes';
import { Hit, useSelected } from './hit';
import { MachineCounts } from './machine-counts';
import { MachineName } from './machine-name';
import { PodMarks } from './pod-marks';

/** Letters of a long name that are always seen. */
const NAME_END = 8;

/** A machine: its head, room for pods, and below them the band of what runs on the host. */
export const MachineNode = memo(function MachineNode({ data: { diagramNode } }: NodeProps<FlowNode>) {
  const t = useTranslations('diagram');
  const name = diagramNode.node ?? '';
  const node = useItem('nodes', name);
  const selected = useSelected(diagramNode.id);
  const open = useDiagramState((state) => state.open === undefined || state.open.has(name));
  const manyPods = useDiagramState((state) => state.open !== undefined);
  const health = node?.health ?? 'unknown';
  const label = t('label.machine', {
    name,
    status: node?.status ?? t('machine.unseen'),
    roles: node?.roles.join(', ') || '-',
  });
  return (
    <div
      className="kp-node kp-machine"
      data-selected={selected || undefined}
      data-evidence-level={diagramNode.evidenceLevel}
      data-health={health}
    >
      <Hit id={diagramNode.id} label={label} />
      {open ? <MachineHead name={name} node={node} height={diagramNode.head} /> : null}
      <MachineCounts node={name} health={node?.health} />
      {open && manyPods ? (
        <PodMarks
          node={name}
          width={diagramNode.w}
          height={diagramNode.h - (diagramNode.host ?? 0) - 2 * (diagramNode.head ?? 0)}
        />
      ) : null}
      {open ? (
        <div className="kp-host" style={{ height: diagramNode.host }} aria-hidden="true">
          {diagramNode.caption ? (
            <span>
              {t('machine.host')}
              {node && hasSystemd(node) ? (
                <>
                  <br />
                  systemd
                </>
              ) : null}
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
  const t = useTranslations('diagram.machine');
  if (!node) return t('unseen');
  const role = isControlPlane(node.roles) ? t('control') : node.roles.join(', ');
  const state = node.unschedulable ? t('cordoned') : node.health === 'ok' ? undefined : node.status;
  return [role, node.internalIP, state].filter(Boolean).map((word) => <span key={word}>{word}</span>);
}
