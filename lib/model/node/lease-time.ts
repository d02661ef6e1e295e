/** When a lease is judged: now, or in a recording the moment of the file it is from. */
import type { LeaseObject } from '../objects';

/** `kubectl get` of one kind asks page after page, and clocks of nodes differ: leases of one file are this far apart. */
const FILE_SPAN_MS = 60_000;

/** The time by which a lease has run out or not. */
export function judgedAt(lease: LeaseObject | undefined, now: string): string {
  const at = Date.parse(lease?.recordedAt ?? '');
  return Number.isNaN(at) ? now : new Date(at - FILE_SPAN_MS).toISOString();
}

/** The leases of one file of a recording, by key: they were recorded at one moment, that of the newest renewal among them. */
export function leasesOfFile(leases: ReadonlyMap<string, LeaseObject>): ReadonlyMap<string, LeaseObject> {
  const renewals = [...leases.values()].flatMap(({ spec }) => spec?.renewTime ?? []);
  const recordedAt = renewals.toSorted((one, other) => Date.parse(one) - Date.parse(other)).at(-1);
  if (recordedAt === undefined) return leases;
  return new Map([...leases].map(([key, lease]) => [key, { ...lease, recordedAt }]));
}
