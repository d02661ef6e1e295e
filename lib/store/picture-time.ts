/** Of when the picture is, where that is not now. Pure. */
import type { Sections } from './cluster-store';
import type { Link } from './cluster-stream';

const OLD: ReadonlySet<string> = new Set(['stale', 'denied', 'unreachable']);

/**
 * The moment at which all of the picture stands still, milliseconds; undefined while it moves. A picture of a past moment
 * does not go on changing: nothing in it grows older, nobody misses a heartbeat.
 */
export function pictureStoppedAt(
  link: Pick<Link, 'state' | 'since'>,
  sections: Pick<Sections, 'source' | 'connection'> | undefined,
): number | undefined {
  if (!sections) return undefined;
  const { source, connection } = sections;
  if (source.recordedAt) return Date.parse(source.recordedAt);
  if (OLD.has(connection.state) && !connection.kinds) return Date.parse(connection.since);
  return link.state === 'reconnecting' ? link.since : undefined;
}

/** Until when leases are known, milliseconds: where only they are not kept up, they stop alone. */
export function leasesKnownUntil(kinds: Sections['kinds'] | undefined, now: number): number {
  const leases = kinds?.find(({ kind }) => kind === 'leases');
  return leases?.state === 'stale' && leases.since ? Math.min(now, Date.parse(leases.since)) : now;
}
