'use client';
import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { useTranslations } from 'use-intl';
import { StateMark } from '@/components/parts/marks';
import { useSection } from '@/lib/hooks/use-cluster';
import { ComponentLines } from './component-lines';
import type { FlowNode } from './flow-nodes';
import { Hit, useSelected } from './hit';

/** What the names of most programs begin with. */
const PREFIX = 'kube-';
const STATELESS = new Set(['kubectl', 'kubeplano', 'kubeadm', 'minikube']);

/** A program of the architecture. etcd is a cylinder; what is hidden has a curtain; what is absent is dashed. */
export const ComponentNode = memo(function ComponentNode({ data: { diagramNode } }: NodeProps<FlowNode>) {
  const t = useTranslations('diagram');
  const health = useTranslations('marks.health');
  const evidenceLevels = useTranslations('marks.evidenceLevel');
  const selected = useSelected(diagramNode.id);
  const component = useSection('components')?.find((each) => each.id === diagramNode.component);
  if (!component) return null;
  const here = diagramNode.parent
    ? component.instances.filter((each) => each.node === diagramNode.node)
    : component.instances;
  // Of several, the one that stands here; of one alone all that is known of it, its checks and its lease too.
  const one = component.instances.length > 1 && here.length === 1 ? here[0] : undefined;
  const state = one?.health ?? component.health;
  const speaks = component.evidenceLevel === 'observed' || component.evidenceLevel === 'inferred';
  const label = t('label.component', {
    name: component.id,
    state: speaks && !STATELESS.has(component.id) ? `, ${health(state)}` : '',
    evidenceLevel: evidenceLevels(component.evidenceLevel),
    count: here.length,
  });
  return (
    <div
      className="kp-node kp-component"
      data-component={component.id}
      data-evidence-level={component.evidenceLevel}
      data-note={component.id === 'kubeadm' || component.id === 'minikube' || undefined}
      data-inside={diagramNode.parent ? true : undefined}
      data-copies={
        !diagramNode.parent && here.length > 1 && !STATELESS.has(component.id) ? Math.min(3, here.length) : undefined
      }
      data-selected={selected || undefined}
      style={{ fontSize: `${diagramNode.scale}em` }}
    >
      {component.id === 'etcd' ? <Cylinder w={diagramNode.w} h={diagramNode.h} scale={diagramNode.scale} /> : null}
      <Hit id={diagramNode.id} label={label} />
      <div className="kp-component-face" aria-hidden="true">
        <div className="kp-component-name">
          <b>
            {component.id.startsWith(PREFIX) ? <span className="kp-prefix">{PREFIX}</span> : null}
            {component.id.replace(PREFIX, '')}
          </b>
          {speaks && !STATELESS.has(component.id) ? <StateMark health={state} decorative /> : null}
        </div>
        <ComponentLines component={component} here={here} inside={diagramNode.parent !== undefined} />
      </div>
    </div>
  );
});

function Cylinder({ w, h, scale }: { w: number; h: number; scale: number }) {
  const cap = Math.min(12 * scale, h / 5);
  const side = `M1 ${cap}V${h - cap}A${w / 2 - 1} ${cap} 0 0 0 ${w - 1} ${h - cap}V${cap}`;
  return (
    <svg className="kp-cylinder" width={w} height={h} viewBox={`0 0 ${w} ${h}`} aria-hidden="true">
      <path d={side} />
      <ellipse cx={w / 2} cy={cap} rx={w / 2 - 1} ry={cap - 1} />
    </svg>
  );
}
