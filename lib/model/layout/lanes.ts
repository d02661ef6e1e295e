/** The lanes beside the machines: who gives orders, and the control plane. */

import type { Component } from '../cluster';
import { idOf } from '../diagram-id';
import { isEmbedded } from './layout-groups';
import type { Metrics } from './metrics';
import type { DiagramNode } from './types';

/** Height of the name of a frame, at a text of 13. */
const FRAME_HEAD = 23;

/** Lines of words under the name of a component. */
function linesOf(component: Component): number {
  const copies = component.instances.length;
  if (component.id === 'kubeadm' || component.id === 'minikube') return component.version ? 2 : 1;
  if (component.evidenceLevel === 'absent' || component.evidenceLevel === 'unknown') return 1;
  if (isEmbedded(component)) return component.id === 'kube-apiserver' ? 2 : 1;
  if (component.evidenceLevel === 'hidden') return component.id === 'kube-apiserver' ? 3 : 1;
  if (component.evidenceLevel === 'forbidden') return 2;
  // Several members of etcd say nothing of their checks where there are none.
  const third = component.id === 'etcd' ? Boolean(component.checks?.length) : true;
  return component.id === 'kube-apiserver' || (copies > 1 && third) ? 3 : 2;
}

/** With the least margins, only what tells it apart: of the API server, where it runs and its checks. */
const fewest = (component: Component) => (component.id === 'kube-apiserver' ? 2 : 1);

export function componentHeight(m: Metrics, component: Component): number {
  const cap = component.id === 'etcd' ? 2 * m.component.cap : 0;
  const isWords = component.evidenceLevel === 'hidden' || component.evidenceLevel === 'forbidden';
  const lines = m.tight && !isWords ? Math.min(linesOf(component), fewest(component)) : linesOf(component);
  return m.component.head + lines * m.component.line + Math.round((m.tight ? 7 : 10) * m.unit) + cap;
}

/** Height of a column of components, with the least gaps. */
export function columnHeight(m: Metrics, components: readonly Component[]): number {
  const boxes = components.reduce((sum, component) => sum + componentHeight(m, component), 0);
  return boxes + Math.max(0, components.length - 1) * m.component.gap;
}

/** A column of components, spread over the height and centred in it. */
export function placeColumn(
  m: Metrics,
  components: readonly Component[],
  at: { x: number; y: number; w: number; h: number },
  scale: number,
): DiagramNode[] {
  const titled = components.filter(isEmbedded).length > 1 ? FRAME_HEAD * m.unit : 0;
  const free = at.h - titled - columnHeight(m, components);
  const stretch = Math.max(0, Math.min(m.component.gap * 0.8, free / (components.length + 1)));
  const gap = Math.round(m.component.gap + stretch);
  const used = columnHeight(m, components) + Math.max(0, components.length - 1) * (gap - m.component.gap);
  let y = at.y + Math.round(titled + Math.max(0, (at.h - titled - used) / 2));
  return components.map((component) => {
    const h = Math.round(componentHeight(m, component));
    const diagramNode: DiagramNode = {
      id: idOf.component(component.id),
      kind: 'component',
      component: component.id,
      evidenceLevel: component.evidenceLevel,
      x: at.x,
      y,
      w: at.w,
      h,
      scale,
    };
    y += h + gap;
    return diagramNode;
  });
}

/** The client lane: kubectl level with the API server, this app below it, what only built the cluster at the foot. */
export function placeClient(
  m: Metrics,
  client: readonly Component[],
  notes: readonly Component[],
  at: { x: number; y: number; w: number; h: number },
  level: number,
  scale: number,
): DiagramNode[] {
  const diagramNodes: DiagramNode[] = [];
  const add = (component: Component, y: number) => {
    const h = Math.round(componentHeight(m, component));
    diagramNodes.push({
      id: idOf.component(component.id),
      kind: 'component',
      component: component.id,
      evidenceLevel: component.evidenceLevel,
      x: at.x,
      y: Math.round(y),
      w: at.w,
      h,
      scale,
    });
    return Math.round(y) + h + m.component.gap;
  };
  let y = level;
  client.forEach((component, index) => {
    y = add(component, index === 0 ? level - componentHeight(m, component) / 2 : y);
  });
  const foot = at.y + at.h - columnHeight(m, notes);
  y = Math.max(y, foot);
  for (const note of notes) y = add(note, y);
  return diagramNodes;
}

/** The frame around the components that are one process, when there are several; `name` is that of the process. */
export function frameAround(
  m: Metrics,
  placed: readonly DiagramNode[],
  components: readonly Component[],
): DiagramNode[] {
  const inside = components.filter(isEmbedded);
  const boxes = inside.flatMap(({ id }) => placed.filter((diagramNode) => diagramNode.component === id));
  const [first] = boxes;
  const last = boxes[boxes.length - 1];
  if (!first || !last || boxes.length < 2) return [];
  const pad = Math.round(9 * m.unit);
  const head = Math.round(FRAME_HEAD * m.unit);
  return [
    {
      id: 'frame:process',
      kind: 'frame',
      name: String(inside[0]?.reason?.values?.process ?? ''),
      x: first.x - pad,
      y: first.y - head,
      w: first.w + 2 * pad,
      h: last.y + last.h - first.y + head + pad,
      scale: first.scale,
    },
  ];
}
