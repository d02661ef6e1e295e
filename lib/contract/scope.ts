/** What a viewer looks at, and what the stream says of it: shared by hub, routes and store. */

/** The most nodes whose pods are sent one by one. */
export const MOST_NODES = 64;
/** The most pods of paths that are open. */
export const MOST_PODS = 20;
/** The most cards that are open in the pages of one browser. */
export const MOST_SELECTIONS = 10;

/**
 * What a viewer looks at. Without one a viewer gets the whole of a small cluster, and of a large one the fleet section and
 * what does not grow with it.
 */
export interface Scope {
  /** Nodes whose pods are wanted one by one, at most {@link MOST_NODES}. */
  nodes?: readonly string[] | undefined;
  /** Selection ids (`lib/model/selection.ts`): what their cards show comes along. */
  selections?: readonly string[] | undefined;
  /** Pods of the path that is open, by key. */
  pods?: readonly string[] | undefined;
}
