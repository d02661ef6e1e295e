'use client';
/** Joins the view to the address bar for components: `const [view, setView] = useView()`. */
import { useSyncExternalStore } from 'react';
import { parseView, type ViewState } from '@/lib/store/view-state';
import { createViewStore, type ViewStore } from '@/lib/store/view-store';
import { useServerStart } from './server-start';

let shared: ViewStore | undefined;
const store = () => {
  shared ??= createViewStore(window);
  return shared;
};
const subscribe = (listener: () => void) => store().subscribe(listener);
const snapshot = () => store().view();
const patchView = (patch: Partial<ViewState>) => store().patch(patch);

let served: { query: string; view: ViewState } | undefined;
function servedView(query: string): ViewState {
  if (served?.query !== query) served = { query, view: parseView(query) };
  return served.view;
}

/** The view and the one way to change it; the same function on every render. */
export function useView(): readonly [ViewState, (patch: Partial<ViewState>) => void] {
  const { query } = useServerStart();
  return [useSyncExternalStore(subscribe, snapshot, () => servedView(query)), patchView];
}
