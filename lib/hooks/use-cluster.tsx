'use client';
/** The one adapter between the store and React. Selectors must return the same object while nothing changed. */
import { createContext, type ReactNode, use, useCallback, useSyncExternalStore } from 'react';
import type { ClusterStore, CollectionName, Collections, Sections } from '@/lib/store/cluster-store';

const StoreContext = createContext<ClusterStore | undefined>(undefined);

export function ClusterStoreProvider({ store, children }: { store: ClusterStore; children: ReactNode }) {
  return <StoreContext value={store}>{children}</StoreContext>;
}

/** The store itself, for subscriptions outside rendering. */
export function useClusterStore(): ClusterStore {
  const store = use(StoreContext);
  if (!store) throw new Error('useClusterStore outside ClusterStoreProvider');
  return store;
}

/** One section (components, connection, events…); undefined until the first snapshot. */
export function useSection<K extends keyof Sections>(name: K): Sections[K] | undefined {
  const store = useClusterStore();
  const subscribe = useCallback((wake: () => void) => store.onSection(name, wake), [store, name]);
  const get = () => store.sections()?.[name];
  return useSyncExternalStore(subscribe, get, get);
}

/** A whole collection: wakes on each change of any member. For layout and lists of ids. */
export function useCollection<N extends CollectionName>(name: N): ReadonlyMap<string, Collections[N]> {
  const store = useClusterStore();
  const subscribe = useCallback((wake: () => void) => store.onCollection(name, wake), [store, name]);
  const get = () => store.collection(name);
  return useSyncExternalStore(subscribe, get, get);
}

/** One member: wakes only when that member changes. */
export function useItem<N extends CollectionName>(name: N, key: string): Collections[N] | undefined {
  const store = useClusterStore();
  const subscribe = useCallback((wake: () => void) => store.onItem(name, key, wake), [store, name, key]);
  const get = () => store.item(name, key);
  return useSyncExternalStore(subscribe, get, get);
}
