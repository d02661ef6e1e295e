import type { ComponentId } from './cluster';

/**
 * Ids of what can be selected: of diagram nodes, of rows of the outline and the search, and in the address bar.
 * Keys are those of `keyOf`. `parseSelection` reads them back.
 */
export const idOf = {
  pod: (key: string) => `pod:${key}`,
  node: (name: string) => `node:${name}`,
  /** The component as a whole, or its instance on one node. */
  component: (id: ComponentId, node?: string) => (node ? `component:${id}@${node}` : `component:${id}`),
  namespace: (name: string) => `namespace:${name}`,
  workload: (key: string) => `workload:${key}`,
  service: (key: string) => `service:${key}`,
  /** The tray of pods that no node has. */
  pending: 'tray:pending',
} as const;
