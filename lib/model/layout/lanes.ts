/** The lanes beside the machines: who gives orders, and the control plane. */
import type { Component } from '../cluster';
import type { Metrics } from './metrics';
import type { Piece } from './types';

/** Lines of words under the name of a component. */
export function linesOf(component: Component): number {
  const copies = component.instances.length;
  if (component.id === 'kubeadm' || component.id === 'minikube') return 1;
  if (component.degree === 'absent') return 1;
  if (component.degree === 'hidden' || component.degree === 'forbidden') return 2;
  if (copies > 1) return copies + (component.id === 'kube-apiserver' || component.id === 'etcd' ? 2 : 1);
  return component.id === 'kube-apiserver' ? 3 : 2;
}

export function componentHeight(m: Metrics, component: Component): number {
  const cap = component.id === 'etcd' ? 2 * m.component.cap : 0;
  return m.component.head + linesOf(component) * m.component.line + Math.round(10 * m.unit) + cap;
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
): Piece[] {
  const free = at.h - columnHeight(m, components);
  const stretch = Math.max(0, Math.min(m.component.gap * 0.8, free / (components.length + 1)));
  const gap = Math.round(m.component.gap + stretch);
  const used = columnHeight(m, components) + Math.max(0, components.length - 1) * (gap - m.component.gap);
  let y = at.y + Math.max(0, Math.round((at.h - used) / 2));
  return components.map((component) => {
    const h = Math.round(componentHeight(m, component));
    const piece: Piece = {
      id: `component:${component.id}`,
      kind: 'component',
      component: component.id,
      degree: component.degree,
      x: at.x,
      y,
      w: at.w,
      h,
      scale,
    };
    y += h + gap;
    return piece;
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
): Piece[] {
  const pieces: Piece[] = [];
  const add = (component: Component, y: number) => {
    const h = Math.round(componentHeight(m, component));
    pieces.push({
      id: `component:${component.id}`,
      kind: 'component',
      component: component.id,
      degree: component.degree,
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
  return pieces;
}
