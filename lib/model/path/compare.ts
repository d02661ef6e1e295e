import { durationMs } from './statistics';
import type { Hop, PodPath } from './types';

/** How much longer one hop took on a path than on another. */
export interface Difference {
  hop: Hop;
  /** Milliseconds; negative where it was faster. */
  ms: number;
  /** How far it can be from the truth, milliseconds. */
  precisionMs: number;
}

const lengthOf = (hop: Hop | undefined) => (!hop || hop.skewed ? undefined : durationMs(hop));

/** Containers of two pods are matched by name, else (a pod of one container each) by their place. */
function counterpart(hop: Hop, path: PodPath): Hop | undefined {
  const same = path.hops.filter((one) => one.id === hop.id && (one.attempt ?? 0) === (hop.attempt ?? 0));
  return same.find((one) => one.container === hop.container) ?? (same.length === 1 ? same[0] : undefined);
}

/** Hop by hop, how much longer `path` took than `other`; those that only one of them tells the length of are left out. */
export function differences(path: PodPath, other: PodPath): Difference[] {
  return path.hops.flatMap((hop) => {
    const its = counterpart(hop, other);
    const [mine, theirs] = [lengthOf(hop), lengthOf(its)];
    if (mine === undefined || theirs === undefined) return [];
    return [{ hop, ms: mine - theirs, precisionMs: Math.max(hop.precisionMs ?? 0, its?.precisionMs ?? 0) }];
  });
}

/** The hops that make up most of the difference, greatest first; less than its precision is none. */
export function mainDifferences(path: PodPath, other: PodPath, most = 3): Difference[] {
  return differences(path, other)
    .filter(({ ms, precisionMs }) => Math.abs(ms) > precisionMs)
    .sort((one, two) => Math.abs(two.ms) - Math.abs(one.ms))
    .slice(0, most);
}
