/**
 * What the age of a lease's last renewal means, by one rule wherever it is said.
 * The kubelet renews its Lease every 10 s (a quarter of the lease's 40 s), leaders every 2 s for 15; the node controller
 * waits `--node-monitor-grace-period` (50 s from Kubernetes 1.32, 40 s before) before Ready becomes Unknown.
 * Source: https://kubernetes.io/docs/reference/node/node-status/#heartbeats
 */
import type { NodeView } from '../cluster';

/** Seconds a lease lasts, and seconds between two renewals. */
export interface Rhythm {
  limit: number;
  every: number;
}

/** Of the leaders of the control plane: `--leader-elect-lease-duration`, `--leader-elect-retry-period`. */
export const LEADER_RHYTHM: Rhythm = { limit: 15, every: 2 };

/** Of the kubelet of a node. */
export function nodeRhythm({ heartbeatSeconds = 40 }: Pick<NodeView, 'heartbeatSeconds'>): Rhythm {
  return { limit: heartbeatSeconds, every: heartbeatSeconds / 4 };
}

/** Seconds under which nothing is late: stamps and clocks are not finer. */
const LEAST = 6;

/** `late`: a renewal should have come; `missed`: the lease ran out without one. */
export type Pulse = 'well' | 'late' | 'missed';

/** How a lease stands whose last renewal is so many seconds old, and how many should have come since. */
export function pulseOf(seconds: number, { limit, every }: Rhythm): { pulse: Pulse; missed: number } {
  const missed = Math.floor(seconds / every);
  if (seconds > limit) return { pulse: 'missed', missed };
  return { pulse: seconds > Math.max(LEAST, every * 1.5) ? 'late' : 'well', missed };
}

/** Whether the control plane has given the node up: it says so itself, nobody else may. */
export const isGivenUp = ({ conditions }: Pick<NodeView, 'conditions'>): boolean =>
  conditions.some(({ type, status }) => type === 'Ready' && status === 'Unknown');

/** Grace period of the node controller for a server version such as `v1.31.2-eks-1`; 50 s when it cannot be told. */
export function nodeGraceSeconds(version: string): number {
  const minor = /^v?1\.(\d+)/.exec(version)?.[1];
  return minor !== undefined && Number(minor) < 32 ? 40 : 50;
}
