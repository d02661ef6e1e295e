'use client';
/** The keyboard on the diagram: arrows walk, + − 0 F move it. */
import { type KeyboardEvent, useCallback, useEffect, useRef } from 'react';
import { idOf } from '@/lib/model/diagram-id';
import { type Box, canFocus, type Direction, type Layout, walk } from '@/lib/model/layout';
import type { DiagramActions } from './controls';
import { useDiagramStore } from './diagram-store';
import { faceOf } from './use-viewport';

const ARROWS: ReadonlyMap<string, Direction> = new Map([
  ['ArrowUp', 'up'],
  ['ArrowDown', 'down'],
  ['ArrowLeft', 'left'],
  ['ArrowRight', 'right'],
]);
const KEYS: ReadonlyMap<string, keyof DiagramActions> = new Map([
  ['+', 'in'],
  ['=', 'in'],
  ['-', 'out'],
  ['0', 'fit'],
  ['f', 'full'],
  ['F', 'full'],
]);
const typing = (target: EventTarget | null) =>
  target instanceof Element &&
  target.closest('input, textarea, select, [contenteditable], [role="dialog"], [role="menu"]') !== null;

export function useKeys(
  drawn: Layout | undefined,
  map: HTMLElement | null,
  actions: DiagramActions,
  bringIntoView: (boxes: readonly Box[]) => void,
) {
  const store = useDiagramStore();

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

  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent) => {
      const action = KEYS.get(event.key);
      if (!action || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
      event.preventDefault();
      latest.current[action]();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);

  const onKeyDown = useCallback(
    (event: KeyboardEvent) => {
      const direction = ARROWS.get(event.key);
      const from = event.target instanceof HTMLElement ? event.target.dataset.diagramNode : undefined;
      if (!direction || !drawn || from === undefined) return;
      event.preventDefault();
      const there = drawn.diagramNodes.filter((diagramNode) => element(map, diagramNode.id) !== null);
      const next = walk(there, drawn.edges, from, direction);
      if (next === undefined) return;
      store.patch({ focus: next });
      bringIntoView(drawn.diagramNodes.filter(({ id }) => id === next).map(faceOf));
      element(map, next)?.focus({ preventScroll: true });
    },
    [drawn, map, store, bringIntoView],
  );
  return onKeyDown;
}

const element = (map: HTMLElement | null, id: string) =>
  map?.querySelector<HTMLElement>(`[data-diagram-node="${CSS.escape(id)}"]`) ?? null;
