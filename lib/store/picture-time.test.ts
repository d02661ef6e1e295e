import { describe, expect, it } from 'vitest';
import type { Connection, KindState } from '@/lib/model/cluster';
import { leasesKnownUntil, pictureStoppedAt } from './picture-time';

const since = '2026-11-22T20:00:00Z';
const at = Date.parse(since);
const open = { state: 'open', since: 7 } as const;
const sections = (connection: Connection, recordedAt?: string) => ({
  connection,
  source: { kind: 'cluster' as const, context: 'x', ...(recordedAt ? { recordedAt } : {}) },
});

describe('the time of the picture', () => {
  it('stands still at the last word of a cluster that is silent, and at that of our own server', () => {
    expect(pictureStoppedAt(open, sections({ state: 'stale', since }))).toBe(at);
    expect(pictureStoppedAt(open, sections({ state: 'denied', since }))).toBe(at);
    expect(pictureStoppedAt({ state: 'reconnecting', since: 9 }, sections({ state: 'live', since }))).toBe(9);
    expect(pictureStoppedAt(open, sections({ state: 'recording', since }, since))).toBe(at);
  });

  it('runs while any of it is live', () => {
    expect(pictureStoppedAt(open, sections({ state: 'live', since }))).toBeUndefined();
    expect(pictureStoppedAt(open, sections({ state: 'stale', since, kinds: ['pods'] }))).toBeUndefined();
    expect(pictureStoppedAt(open, undefined)).toBeUndefined();
  });

  it('stops for leases alone where only they are not kept up', () => {
    const leases = (state: KindState['state']): KindState[] => [{ kind: 'leases', state, since, count: 1 }];
    expect(leasesKnownUntil(leases('stale'), at + 60_000)).toBe(at);
    expect(leasesKnownUntil(leases('live'), at + 60_000)).toBe(at + 60_000);
    expect(leasesKnownUntil(undefined, at)).toBe(at);
  });
});
