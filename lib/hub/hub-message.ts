import type { Problem } from '@/lib/contract/problem';
import type { Scope } from '@/lib/contract/scope';
import type { ClusterDelta, ClusterSnapshot, ScopeDelta } from '@/lib/model/cluster';

/**
 * What a viewer is told. A `snapshot` may come again at any time; a `delta` follows the revision it names; a `scope` is what
 * comes into view, changes in it and leaves it, where not all of the cluster is sent.
 */
export type HubMessage =
  | { type: 'snapshot'; snapshot: ClusterSnapshot }
  | { type: 'delta'; delta: ClusterDelta }
  | { type: 'scope'; scope: ScopeDelta }
  | { type: 'problem'; problem: Problem };

/** Takes a message; `false` says that no more can be taken now, this one included. */
export type HubListener = (message: HubMessage) => unknown;

/** One viewer of a hub. */
export interface Following {
  /** It looks at something else. */
  look(scope: Scope): void;
  /** It can take messages again: it is told what it has missed, as it is now. */
  ready(): void;
  close(): void;
}
