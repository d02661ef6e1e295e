/**
 * What the silence of a kubelet means. Pure.
 * The kubelet renews its Lease every 10 s (a quarter of the lease's 40 s); the node controller waits
 * `--node-monitor-grace-period` (50 s from Kubernetes 1.32, 40 s before) before Ready becomes Unknown.
 * Source: https://kubernetes.io/docs/reference/node/node-status/#heartbeats
 */
export interface Silence {
  /** Seconds since the last renewal that reached the API server. */
  seconds: number;
  /** Beats that should have come and did not. */
  missed: number;
  /** Seconds the node controller waits before it gives the node up. */
  grace: number;
  state: 'beating' | 'late' | 'silent';
}

/** Grace period of the node controller for a server version such as `v1.31.2-eks-1`; 50 s when it cannot be told. */
export function nodeGraceSeconds(version: string): number {
  const minor = /^v?1\.(\d+)/.exec(version)?.[1];
  return minor !== undefined && Number(minor) < 32 ? 40 : 50;
}

/** `late` from the second beat that is missing (one may be on its way), `silent` once the grace period has passed. */
export function silence(seconds: number, leaseSeconds: number | undefined, version: string): Silence {
  const every = (leaseSeconds ?? 40) / 4;
  const grace = nodeGraceSeconds(version);
  const missed = Math.max(0, Math.floor(seconds / every) - 1);
  return { seconds, missed, grace, state: seconds > grace ? 'silent' : missed > 0 ? 'late' : 'beating' };
}
