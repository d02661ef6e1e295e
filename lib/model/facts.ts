/** What is known of a cluster before anything is concluded from it. */
import type { Connection, HealthReport, Identity, KindState, Source } from './cluster';
import type { ObjectStore } from './objects';

/**
 * Everything the derivation reads. Objects and the maps that hold them are immutable: a change is a new object in a new
 * map, so identity is content, and what was made of either is remembered by it.
 */
export interface ClusterFacts {
  source: Source;
  connection: Connection;
  /** Answer of `/version`; absent until it came, and in recordings without it. */
  version?: { gitVersion: string; platform?: string };
  livez?: HealthReport;
  readyz?: HealthReport;
  /** How far the clock of the API server is ahead of ours, milliseconds; absent where they agree. */
  clockAheadMs?: number;
  identity?: Identity;
  kinds: KindState[];
  objects: ObjectStore;
  /** RFC 3339, by the clock of the API server; in a recording, its time. */
  now: string;
  /** Until when leases are known, RFC 3339 by the clock of the API server: what was renewed since we cannot know. */
  leasesAt?: string;
}
