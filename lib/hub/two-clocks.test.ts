import { expect, it } from 'vitest';
import { createManualClock } from '@/lib/kubernetes/testing/manual-clock';
import { createHub } from './hub';

/** What is said of a scheduler that renewed its lease `seconds` ago by the cluster's clock, which is so far ahead of ours. */
async function healthOf(seconds: number, clockAheadMs: number) {
  const clock = createManualClock();
  const hub = createHub({ kind: 'cluster', context: 'test' }, clock);
  const report = { status: 200, at: '', checks: [] };
  const renewTime = new Date(clock.now() + clockAheadMs - seconds * 1000).toISOString();
  hub.sink.kind({ kind: 'leases', state: 'live' });
  hub.sink.reached({ livez: report, readyz: report, clockAheadMs });
  const metadata = { name: 'kube-scheduler', namespace: 'kube-system', resourceVersion: '1' };
  const spec = { holderIdentity: 'm1_x', renewTime, leaseDurationSeconds: 15 };
  hub.sink.listed('leases', undefined, [{ metadata, spec }]);
  await clock.advance(200);
  const now = hub.current();
  const snapshot = now && 'snapshot' in now ? now.snapshot : undefined;
  return {
    ahead: snapshot?.server.clockAheadMs,
    health: snapshot?.components.find((one) => one.id === 'kube-scheduler')?.health,
  };
}

it("leases are judged by the cluster's clock, wherever ours stands", async () => {
  expect(await healthOf(5, 0)).toEqual({ ahead: undefined, health: 'ok' });
  expect(await healthOf(5, -600_000)).toEqual({ ahead: -600_000, health: 'ok' });
  expect(await healthOf(60, 5_400_000)).toEqual({ ahead: 5_400_000, health: 'failing' });
});

it('where the clock of the cluster stands still, nobody dies: it is asked for again before a lease runs out', async () => {
  const PROBE_MS = 10_000;
  const clock = createManualClock();
  const hub = createHub({ kind: 'cluster', context: 'test' }, clock);
  const report = { status: 200, at: '', checks: [] };
  const stoppedAt = clock.now();
  const probe = () => hub.sink.reached({ livez: report, readyz: report, clockAheadMs: stoppedAt - clock.now() });
  hub.sink.kind({ kind: 'leases', state: 'live' });
  probe();
  const metadata = { name: 'kube-scheduler', namespace: 'kube-system', resourceVersion: '1' };
  // Renewed two seconds before time stopped, as a leader does.
  const renewTime = new Date(stoppedAt - 2_000).toISOString();
  hub.sink.listed('leases', undefined, [
    { metadata, spec: { holderIdentity: 'm1_x', renewTime, leaseDurationSeconds: 15 } },
  ]);
  const seen = new Set<string | undefined>();
  for (let second = 1; second <= 120; second += 1) {
    await clock.advance(1_000);
    if ((second * 1_000) % PROBE_MS === 0) probe();
    const now = hub.current();
    const snapshot = now && 'snapshot' in now ? now.snapshot : undefined;
    seen.add(snapshot?.components.find((one) => one.id === 'kube-scheduler')?.health);
  }
  expect([...seen]).toEqual(['ok']);
});
