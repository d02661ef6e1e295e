/** What a telling (the path of a pod) lights up on the diagram: diagram nodes and the steps between them. Ids as in the view's selection. */
export interface Highlight {
  /** Steps already told, oldest first. */
  steps: readonly { from: string; to: string }[];
  /** The last of them is being told now. */
  present: boolean;
  /** Its number on the path. */
  number?: number | undefined;
  /** Machine of the pod: of several copies of a component, its own is meant. */
  node?: string | undefined;
}

let current: Highlight | undefined;
const listeners = new Set<() => void>();

/** Undefined while nothing is being told; the same object until it changes. */
export const highlight = (): Highlight | undefined => current;

/** Replaces what is lit; undefined puts it out. */
export function setHighlight(next: Highlight | undefined): void {
  current = next;
  for (const listener of listeners) listener();
}

/** For useSyncExternalStore. */
export function subscribeHighlight(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
