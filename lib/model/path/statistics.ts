import type { Hop, HopId, PodPath } from './types';

export interface HopStatistics {
  hop: HopId;
  /** Node or image the figures are of; absent for all together. */
  group?: string;
  count: number;
  /** Milliseconds. */
  medianMs: number;
  p95Ms: number;
  /** Coarsest precision among the samples, milliseconds: figures below it mean "less than this". */
  precisionMs: number;
}

/** Nearest-rank percentile of sorted values. */
function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

/** Duration of a hop in milliseconds, when both its ends are known. */
export function durationMs(hop: { startedAt?: string; endedAt?: string }): number | undefined {
  return hop.startedAt && hop.endedAt ? Date.parse(hop.endedAt) - Date.parse(hop.startedAt) : undefined;
}

/** Whether a hop ended when another had begun, as far as the clocks can tell: stamps cut to the second may say a second less. */
export function endedAfter(hop: Hop, other: Hop): boolean {
  if (!hop.endedAt || !other.startedAt) return false;
  return Date.parse(hop.endedAt) + (hop.precisionMs ?? 0) >= Date.parse(other.startedAt);
}

/** Where start-up time goes: each hop's median and 95th percentile, grouped by `groupOf` (a node, an image), first starts only. */
export function hopStatistics(
  paths: readonly PodPath[],
  groupOf: (path: PodPath, container: string | undefined) => string | undefined = () => undefined,
): HopStatistics[] {
  const samples = new Map<string, { hop: HopId; group: string | undefined; values: number[]; precisionMs: number }>();
  for (const path of paths) {
    for (const hop of path.hops) {
      // The image puller's own figure is better than two stamps cut to the second.
      const value = hop.reportedMs ?? durationMs(hop);
      if (value === undefined || hop.skewed || (hop.attempt ?? 0) > 0) continue;
      const group = groupOf(path, hop.container);
      const key = `${hop.id}\n${group ?? ''}`;
      const sample = samples.get(key) ?? { hop: hop.id, group, values: [], precisionMs: 0 };
      sample.values.push(value);
      sample.precisionMs = Math.max(sample.precisionMs, hop.reportedMs === undefined ? (hop.precisionMs ?? 0) : 1);
      samples.set(key, sample);
    }
  }
  return [...samples.values()].map(({ hop, group, values, precisionMs }) => {
    const sorted = values.toSorted((a, b) => a - b);
    return {
      hop,
      ...(group === undefined ? {} : { group }),
      count: sorted.length,
      medianMs: percentile(sorted, 0.5),
      p95Ms: percentile(sorted, 0.95),
      precisionMs,
    };
  });
}
