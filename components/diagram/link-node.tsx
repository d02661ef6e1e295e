'use client';
import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { useTranslations } from 'use-intl';
import { StateMark } from '@/components/parts/marks';
import { useItem } from '@/lib/hooks/use-cluster';
import { useDiagramState } from './diagram-store';
import type { FlowNode } from './flow-nodes';
import { Hit, useSelected } from './hit';

/** One program of the chain that starts a container. runC is there only while it starts one. */
export const LinkNode = memo(function LinkNode({ data: { diagramNode } }: NodeProps<FlowNode>) {
  const t = useTranslations('diagram');
  const evidenceLevels = useTranslations('marks.evidenceLevel');
  const selected = useSelected(diagramNode.id);
  const starting = useDiagramState((state) => diagramNode.node !== undefined && state.starting.has(diagramNode.node));
  const moment = diagramNode.component === 'runc';
  const evidenceLevel = evidenceLevels(diagramNode.evidenceLevel ?? 'inferred');
  const health = useItem('nodes', diagramNode.node ?? '')?.chain.find(
    (link) => link.id === diagramNode.component,
  )?.health;
  const isTold = health !== undefined && health !== 'ok';
  const label = t('label.link', { name: diagramNode.name ?? '', node: diagramNode.node ?? '', evidenceLevel });
  return (
    <div
      className="kp-node kp-link"
      data-evidence-level={diagramNode.evidenceLevel}
      data-moment={moment || undefined}
      data-starting={(moment && starting) || undefined}
      data-selected={selected || undefined}
    >
      <Hit id={diagramNode.id} label={moment ? `${label}. ${t(starting ? 'runc.working' : 'runc.gone')}` : label} />
      <span aria-hidden="true">{diagramNode.name}</span>
      {isTold ? <StateMark health={health} className="kp-link-health" /> : null}
    </div>
  );
});
