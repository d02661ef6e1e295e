/** What a viewer looks at, and what the stream says of it: shared by hub, routes and store. */

/**
 * What a viewer looks at. Without one a viewer gets the whole of a small cluster, and of a large one the fleet section and
 * what does not grow with it.
 */
export interface Scope {
  /** Nodes whose pods are wanted one by one, at most {@link MOST_NODES}. */
  nodes?: readonly string[];
  /** A selection id (`lib/model/selection.ts`): what its card shows comes along. */
  selection?: string;
  /** Pods of the path that is open, by key. */
  pods?: readonly string[];
}

export const MOST_NODES = 64;
