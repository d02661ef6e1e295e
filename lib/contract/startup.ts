/** What `GET /api/paths` answers: where start-up time goes, over all pods seen. */
import type { HopStatistics } from '@/lib/model/path/statistics';

/** A pod whose whole start-up is known. */
export interface PodStartup {
  pod: string;
  node?: string;
  /** Order to ready, milliseconds. */
  totalMs: number;
  /** As the objective counts it: creation to all containers started, less image pulls and init containers. Absent where it is not about such a pod. */
  objectiveMs?: number;
  precisionMs: number;
}
export interface StartupAnswer {
  /** Pods whose path was computed. */
  pods: number;
  /** Pods left out, beyond the newest that are computed. */
  omitted: number;
  /** Kubernetes' own objective, milliseconds, and the pods it can be checked for. */
  objective: { ms: number; measured: number; within: number };
  all: HopStatistics[];
  byNode: HopStatistics[];
  byImage: HopStatistics[];
  /** Those that took longest, longest first. */
  slowest: PodStartup[];
}
