import type { LeaseObject } from '@/lib/model/objects';

const DEFAULT_SECONDS = 40;

/**
 * When the next of these leases runs out, should nobody renew it: from then on something else is said although
 * nothing was written. Milliseconds, the first whole one after it; undefined where all have run out.
 */
export function nextLeaseEnd(leases: Iterable<LeaseObject>, now: number): number | undefined {
  let next: number | undefined;
  for (const { spec } of leases) {
    const renewed = Date.parse(spec?.renewTime ?? '');
    if (Number.isNaN(renewed)) continue;
    const end = Math.floor(renewed + (spec?.leaseDurationSeconds ?? DEFAULT_SECONDS) * 1_000) + 1;
    if (end > now && (next === undefined || end < next)) next = end;
  }
  return next;
}
