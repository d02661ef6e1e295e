'use client';
/** One machine in the outline: its state, the chain down to runC, its pods. */
import { useTranslations } from 'use-intl';
import { EvidenceMark, StateMark } from '@/components/parts/marks';
import { SelectionLink } from '@/components/parts/selection-link';
import { useAgo } from '@/components/parts/time';
import type { NodeView } from '@/lib/model/cluster';
import type { Group } from './group-pods';
import { OutlinePods } from './outline-pods';

function Heartbeat({ at }: { at: string }) {
  const t = useTranslations('outline.node');
  const ago = useAgo(at);
  return ago ? <span className="text-soft">{t('heartbeat', { ago })}</span> : null;
}

function Chain({ node }: { node: NodeView }) {
  const t = useTranslations('outline.node');
  return (
    <>
      <h4 className="mt-1 text-soft">{t('chain')}</h4>
      <ol className="flex flex-wrap gap-x-5 gap-y-0.5 pl-[1em]">
        {node.chain.map(({ id, name, version, evidenceLevel }) => (
          <li key={id} className="inline-flex items-center gap-2">
            <SelectionLink to={{ type: 'component', id, node: node.name }} className="font-mono text-[0.95em]">
              {name}
            </SelectionLink>
            {version ? <span className="font-mono text-[0.9em] text-soft">{version}</span> : null}
            <EvidenceMark evidenceLevel={evidenceLevel} word className="text-[0.92em]" />
          </li>
        ))}
      </ol>
    </>
  );
}

interface Props {
  name: string;
  /** Undefined for a machine that only its pods speak of. */
  node: NodeView | undefined;
  group: Group;
  open: boolean;
}

export function OutlineNode({ name, node, group, open }: Props) {
  const t = useTranslations('outline.node');
  const roles = node?.roles.join(', ') || t('worker');
  return (
    <li className="border-hair border-t py-3" data-outline-node={name}>
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h3>
          <SelectionLink to={{ type: 'node', name }} className="font-mono font-semibold">
            {name}
          </SelectionLink>
        </h3>
        {node ? (
          <>
            <StateMark health={node.health} word />
            <span>{t('line', { roles, status: node.status })}</span>
            {node.unschedulable ? <span>{t('cordoned')}</span> : null}
            {node.internalIP ? <span className="font-mono text-[0.95em] text-soft">{node.internalIP}</span> : null}
            {node.heartbeatAt ? <Heartbeat at={node.heartbeatAt} /> : null}
          </>
        ) : (
          <span className="text-soft">{t('unseen')}</span>
        )}
      </div>
      {node?.chain.length ? <Chain node={node} /> : null}
      <OutlinePods group={group} open={open} />
    </li>
  );
}
