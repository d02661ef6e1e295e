/** Watches over the store, shared by the programs of the simulation and by HTTP. */
import { ApiError } from './errors.ts';
import type { Resource } from './kinds.ts';
import type { Matcher } from './selectors.ts';
import { type Change, Compacted, type KubeObject, type RevisionStore } from './store.ts';

export interface RawEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  object: KubeObject;
}

/** What a watcher with a selector is told of a change: an object that leaves the selection is deleted, for it. */
export function seenBy(change: Change, matches: Matcher): RawEvent | undefined {
  const before = change.previous !== undefined && matches(change.previous);
  const now = change.type !== 'DELETED' && matches(change.object);
  if (now) return { type: before ? 'MODIFIED' : 'ADDED', object: change.object };
  if (!before) return undefined;
  if (change.type === 'DELETED') return { type: 'DELETED', object: change.object };
  const previous = change.previous ?? change.object;
  const metadata = { ...previous.metadata, resourceVersion: change.object.metadata.resourceVersion };
  return { type: 'DELETED', object: { ...previous, metadata } };
}

/** `410 Expired` as a watch says it. */
export const expired = (asked: number, oldest: number): ApiError =>
  new ApiError(410, 'Expired', `too old resource version: ${asked} (${oldest})`);

/**
 * Emits what follows a revision: at once what is already known, later what is written. Returns the way to stop.
 * Throws {@link ApiError} 410 when the revision is out of the window.
 */
export function openWatch(
  store: RevisionStore,
  resource: Resource,
  matches: Matcher,
  from: number,
  emit: (event: RawEvent, revision: number) => void,
): () => void {
  let known: Change[];
  try {
    known = store.since(resource, from);
  } catch (error) {
    if (error instanceof Compacted) throw expired(from, store.compacted + 1);
    throw error;
  }
  const tell = (change: Change) => {
    const event = seenBy(change, matches);
    if (event) emit(event, change.revision);
  };
  for (const change of known) tell(change);
  return store.subscribe((change) => {
    if (change.resource === resource) tell(change);
  });
}
