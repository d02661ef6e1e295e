'use client';
/** What diagram nodes need to know of the diagram around them, each subscribing only to its own part. */
import { createContext, type ReactNode, use, useState, useSyncExternalStore } from 'react';
import type { PodView } from '@/lib/model/cluster';
import type { Grid } from '@/lib/model/layout';

export interface DiagramState {
  selection: string | undefined;
  /** The one diagram node in the tab order. */
  focus: string | undefined;
  /** Undefined when nothing is filtered. */
  passes: ((pod: PodView) => boolean) | undefined;
  /** Machines on which a container is being started. */
  starting: ReadonlySet<string>;
  /** Machines whose pods are drawn one by one; undefined: all. */
  open: ReadonlySet<string> | undefined;
  /** Pods of what is selected, where that is no node of the diagram. */
  lit: ReadonlySet<string>;
  /** How large names are drawn. */
  type: NameType;
  select: (id: string) => void;
}

export interface NameType {
  density: Grid['density'];
  /** Text size over 13 pixels. */
  unit: number;
  /** Pixels under which names are not drawn. */
  floor: number;
}

export interface DiagramStore {
  get(): DiagramState;
  patch(change: Partial<DiagramState>): void;
  subscribe(listener: () => void): () => void;
}

const START: DiagramState = {
  selection: undefined,
  focus: undefined,
  passes: undefined,
  starting: new Set(),
  open: undefined,
  lit: new Set(),
  type: { density: 'full', unit: 1, floor: 0 },
  select: () => undefined,
};

export function createDiagramStore(): DiagramStore {
  let state = START;
  const listeners = new Set<() => void>();
  return {
    get: () => state,
    patch(change) {
      state = { ...state, ...change };
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const DiagramContext = createContext<DiagramStore>(createDiagramStore());

export function DiagramStoreProvider({ children }: { children: ReactNode }) {
  const [store] = useState(createDiagramStore);
  return <DiagramContext value={store}>{children}</DiagramContext>;
}

export const useDiagramStore = (): DiagramStore => use(DiagramContext);

/** A part of the state; must be a primitive or an object that stays the same while nothing changed. */
export function useDiagramState<T>(part: (state: DiagramState) => T): T {
  const store = use(DiagramContext);
  const get = () => part(store.get());
  return useSyncExternalStore(store.subscribe, get, get);
}
