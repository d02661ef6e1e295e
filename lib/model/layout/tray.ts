/** What stands under the machines: pods that no machine has, and components that were looked for and run on none. */

import type { Component } from '../cluster';
import { idOf } from '../diagram-id';
import { componentHeight } from './lanes';
import type { LayoutGroups } from './layout-groups';
import type { Metrics } from './metrics';
import type { DiagramNode, Slots } from './types';

/** Height to keep for the foot, whether or not it is used: what comes later moves nothing. */
export const footHeight = (m: Metrics, groups: Pick<LayoutGroups, 'nowhere'>): number =>
  Math.max(m.tray.h, ...groups.nowhere.map((component) => componentHeight(m, component)));

/** The tray at the left, what is absent at the right; one under the other where the width is not enough for both. */
export function placeFoot(
  s: Metrics,
  slots: Slots,
  nowhere: readonly Component[],
  at: { x: number; y: number; w: number },
  scale: number,
): DiagramNode[] {
  const w = Math.min(s.lane.control, at.w);
  const all = nowhere.length * (w + s.pod.gap);
  const beside = at.w - all >= s.tray.pod * 1.6;
  const tray = placeTray(s, slots, { ...at, w: beside ? at.w - all : at.w }, scale);
  const y = beside ? at.y : Math.max(at.y, ...tray.map((diagramNode) => diagramNode.y + diagramNode.h + s.pod.gap));
  const across = Math.max(1, Math.floor((at.w + s.pod.gap) / (w + s.pod.gap)));
  const absent = nowhere.map((component, index): DiagramNode => {
    const h = Math.round(componentHeight(s, component));
    const id = idOf.component(component.id);
    const column = beside ? index : index % across;
    const x = (tray.length && beside ? at.x + at.w - all + s.pod.gap : at.x) + column * (w + s.pod.gap);
    const top = beside ? y : y + Math.floor(index / across) * (h + s.pod.gap);
    return {
      id,
      kind: 'component',
      component: component.id,
      evidenceLevel: component.evidenceLevel,
      x,
      y: top,
      w,
      h,
      scale,
    };
  });
  return [...tray, ...absent];
}

/** Pods the tray draws; beyond them it says how many more wait. */
export const MOST_WAITING = 24;

function placeTray(s: Metrics, all: Slots, at: { x: number; y: number; w: number }, scale: number): DiagramNode[] {
  const waiting = all.filter((id) => id !== undefined);
  if (!waiting.length) return [];
  const slots = all.length > MOST_WAITING ? waiting.slice(0, MOST_WAITING) : all;
  const pad = Math.round((s.tight ? 4 : 5) * s.unit);
  const caption = Math.round(86 * s.unit);
  const columns = Math.max(1, Math.floor((at.w - caption - 2 * pad + s.pod.gap) / (s.tray.pod + s.pod.gap)));
  const w = Math.floor((at.w - caption - 2 * pad + s.pod.gap) / columns - s.pod.gap);
  const rows = Math.ceil(slots.length / columns);
  const h = rows * (s.pod.full + s.pod.gap) - s.pod.gap + 2 * pad;
  const diagramNodes: DiagramNode[] = [{ id: idOf.pending, kind: 'tray', x: at.x, y: at.y, w: at.w, h, scale }];
  const widest = Math.round(840 * s.unit);
  /** Its own place, and the free ones at its right: why it waits takes many words. */
  const widthOf = (slot: number) => {
    const rest = columns - (slot % columns);
    const next = slots.slice(slot + 1, slot + rest).findIndex((key) => key !== undefined);
    const places = next < 0 ? rest : next + 1;
    return Math.min(places * (w + s.pod.gap) - s.pod.gap, widest);
  };
  slots.forEach((key, slot) => {
    if (key === undefined) return;
    diagramNodes.push({
      id: idOf.pod(key),
      kind: 'pod',
      pod: key,
      parent: idOf.pending,
      unit: s.unit / scale,
      density: s.tight ? 'tight' : 'full',
      x: at.x + caption + pad + (slot % columns) * (w + s.pod.gap),
      y: at.y + pad + Math.floor(slot / columns) * (s.pod.full + s.pod.gap),
      w: widthOf(slot),
      h: s.pod.full,
      scale,
    });
  });
  return diagramNodes;
}
