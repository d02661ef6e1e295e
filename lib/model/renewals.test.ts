import { describe, expect, it } from 'vitest';
import { createClusterStore } from '../store/cluster-store';
import type { Component } from './cluster';
import { derive } from './derive';
import { diffSnapshots } from './diff';
import type { LeaseObject } from './objects';
import { liveFacts } from './testing/empty-facts';
import { aNode, aPod, container, running } from './testing/pods';

const lease = (name: string, namespace: string, holderIdentity: string, renewTime: string): LeaseObject => ({
  metadata: { name, namespace },
  spec: { holderIdentity, renewTime, leaseDurationSeconds: 40 },
});
const scheduler = aPod(
  { phase: 'Running', containerStatuses: [container('kube-scheduler', running)] },
  { nodeName: 'm1' },
  { name: 'kube-scheduler-m1', namespace: 'kube-system', labels: { component: 'kube-scheduler' } },
);
const NOW = '2026-01-01T00:00:10.000000Z';
/** A node and a leader, last heard from at these seconds; the kubelet version may be another. */
const at = (seconds: string, version = 'v1.30.0') => {
  const renewed = `2026-01-01T00:00:${seconds}.000000Z`;
  const leases = [
    lease('m1', 'kube-node-lease', 'm1', renewed),
    lease('kube-scheduler', 'kube-system', 'm1_1', renewed),
  ];
  const nodes = [aNode('m1', { containerRuntimeVersion: 'containerd://1.7', kubeletVersion: version })];
  return derive(liveFacts({ nodes, leases, pods: [scheduler] }, { now: NOW }));
};

describe('what is renewed every few seconds', () => {
  it('is sent as a time, not as the node and the components it belongs to', () => {
    const change = diffSnapshots(at('08'), at('09'));
    expect(change).toEqual({
      beats: [['m1', '2026-01-01T00:00:09.000000Z']],
      leaderBeats: [['kube-scheduler', '2026-01-01T00:00:09.000000Z']],
    });
  });

  it('comes with everything else where something else is new too', () => {
    const change = diffSnapshots(at('08'), at('09', 'v1.31.0'));
    expect(change?.nodes?.set?.[0]).toMatchObject({ heartbeatAt: '2026-01-01T00:00:09.000000Z' });
    expect(change).not.toHaveProperty('beats');
  });

  it('gives the browser what reading all of it anew would give', () => {
    const store = createClusterStore();
    store.applySnapshot({ ...at('08'), revision: 1, at: NOW });
    const change = diffSnapshots(at('08'), at('09'));
    expect(store.applyDelta({ ...change, revision: 2, at: NOW })).toBe(true);
    const next = at('09');
    expect([...store.collection('nodes').values()]).toEqual(next.nodes);
    const byId = (components: readonly Component[] = []) => new Map(components.map((one) => [one.id, one]));
    expect(byId(store.sections()?.components)).toEqual(byId(next.components));
    expect(store.sections()?.components.find(({ id }) => id === 'kube-scheduler')?.leader?.renewedAt).toBe(
      '2026-01-01T00:00:09.000000Z',
    );
  });
});
