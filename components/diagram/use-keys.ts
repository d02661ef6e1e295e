'use client';
import { useReactFlow, useStoreApi } from '@xyflow/react';
import { type KeyboardEvent, useCallback, useEffect, useRef } from 'react';
/** The keyboard on the diagram: arrows walk, Escape lets go, + − 0 F move the diagram. */
import { idOf } from '@/lib/model/diagram-id';
import { canFocus, type Direction, type Layout, walk } from '@/lib/model/layout';
import type { DiagramActions } from './controls';
import { useDiagramStore } from './diagram-store';

const ARROWS: Record<string, Direction> = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'left', ArrowRight: 'right' };
const KEYS: Record<string, keyof DiagramActions> = {
  '+': 'in',
  '=': 'in',
  '-': 'out',
  '0': 'fit',
  f: 'full',
  F: 'full',
};
/** Pixels between a diagram node that is walked to and the edge of the canvas. */
const EDGE = 48;

const typing = (target: EventTarget | null) =>
  target instanceof Element &&
  target.closest('input, textarea, select, [contenteditable], [role="dialog"], [role="menu"]') !== null;

export function useKeys(
  drawn: Layout | undefined,
  map: HTMLElement | null,
  actions: DiagramActions,
  letGo: () => void,
) {
  const store = useDiagramStore();
  const flow = useReactFlow();
  const api = useStoreApi();

  // Somebody must be first in the tab order: what is selected, else the API server.
  useEffect(() => {
    if (!drawn) return;
    const { focus, selection } = store.get();
    const has = (id: string | undefined) =>
      id !== undefined && drawn.diagramNodes.some((diagramNode) => diagramNode.id === id && canFocus(diagramNode));
    if (has(focus)) return;
    const first = [selection, idOf.component('kube-apiserver'), drawn.diagramNodes.find(canFocus)?.id].find(has);
    store.patch({ focus: first });
  }, [drawn, store]);

  const bringIntoView = useCallback(
    (id: string) => {
      const diagramNode = drawn?.diagramNodes.find((each) => each.id === id);
      if (!diagramNode) return;
      const { transform, domNode } = api.getState();
      // Measured now: what has just opened beside it or under it counts.
      const { width = 0, height = 0 } = domNode?.getBoundingClientRect() ?? {};
      const [x, y, zoom] = transform;
      const [left, top] = [diagramNode.x * zoom + x, diagramNode.y * zoom + y];
      // The diagram does not move for what is in sight.
      const [right, bottom] = [left + diagramNode.w * zoom, top + (diagramNode.head ?? diagramNode.h) * zoom];
      if (left >= 0 && top >= 0 && right <= width && bottom <= height) return;
      const w = Math.min(diagramNode.w * zoom, width - 2 * EDGE);
      const h = Math.min((diagramNode.head ?? diagramNode.h) * zoom, height - 2 * EDGE);
      const dx = Math.max(0, EDGE - left) - Math.max(0, left + w - (width - EDGE));
      const dy = Math.max(0, EDGE - top) - Math.max(0, top + h - (height - EDGE));
      if (dx || dy) void flow.setViewport({ x: x + dx, y: y + dy, zoom });
    },
    [drawn, api, flow],
  );

  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent) => {
      const action = KEYS[event.key];
      if (!action || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
      event.preventDefault();
      latest.current[action]();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);

  const onKeyDown = useCallback(
    (event: KeyboardEvent) => {
      if (event.key === 'Escape') letGo();
      const direction = ARROWS[event.key];
      const from = event.target instanceof HTMLElement ? event.target.dataset.diagramNode : undefined;
      if (!direction || !drawn || from === undefined) return;
      event.preventDefault();
      const there = drawn.diagramNodes.filter((diagramNode) => element(map, diagramNode.id) !== null);
      const next = walk(there, drawn.edges, from, direction);
      if (next === undefined) return;
      store.patch({ focus: next });
      bringIntoView(next);
      element(map, next)?.focus({ preventScroll: true });
    },
    [drawn, map, store, letGo, bringIntoView],
  );
  return { onKeyDown, bringIntoView };
}

const element = (map: HTMLElement | null, id: string) =>
  map?.querySelector<HTMLElement>(`[data-diagram-node="${CSS.escape(id)}"]`) ?? null;
