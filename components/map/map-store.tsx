'use client';
/** What pieces need to know of the map around them, each subscribing only to its own part. */
import { createContext, type ReactNode, use, useState, useSyncExternalStore } from 'react';
import type { PodView } from '@/lib/model/cluster';

export interface MapState {
  selection: string | undefined;
  /** The one piece in the tab order. */
  focus: string | undefined;
  /** Undefined when nothing is filtered. */
  passes: ((pod: PodView) => boolean) | undefined;
  /** Machines on which a container is being started. */
  hot: ReadonlySet<string>;
  /** Machines whose pods are drawn one by one; undefined: all. */
  open: ReadonlySet<string> | undefined;
  select: (id: string) => void;
}

export interface MapStore {
  get(): MapState;
  patch(change: Partial<MapState>): void;
  subscribe(listener: () => void): () => void;
}

const START: MapState = {
  selection: undefined,
  focus: undefined,
  passes: undefined,
  hot: new Set(),
  open: undefined,
  select: () => undefined,
};

export function createMapStore(): MapStore {
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

const MapContext = createContext<MapStore>(createMapStore());

export function MapStoreProvider({ children }: { children: ReactNode }) {
  const [store] = useState(createMapStore);
  return <MapContext value={store}>{children}</MapContext>;
}

export const useMapStore = (): MapStore => use(MapContext);

/** A part of the state; must be a primitive or an object that stays the same while nothing changed. */
export function useMapState<T>(part: (state: MapState) => T): T {
  const store = use(MapContext);
  const get = () => part(store.get());
  return useSyncExternalStore(store.subscribe, get, get);
}
