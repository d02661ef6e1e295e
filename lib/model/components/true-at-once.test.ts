import { describe, expect, it } from 'vitest';
import type { Component, NodeCondition } from '../cluster';
import { derive } from '../derive';
import type { LeaseObject, PodObject } from '../objects';
import { liveFacts } from '../testing/empty-facts';
import { aNode, aPod, condition, container, running } from '../testing/pods';

const NOW = '2026-01-01T00:00:00Z';
const ago = (seconds: number) => new Date(Date.parse(NOW) - seconds * 1000).toISOString();
const controlPlanePod = (id: string, more: Partial<PodObject['metadata']> = {}): PodObject =>
  aPod(
    { conditions: [condition('Ready', 'True')], containerStatuses: [container(id, running)] },
    { nodeName: 'm' },
    { name: `${id}-m`, namespace: 'kube-system', uid: id, labels: { component: id }, ...more },
  );
const lease = (renewTime: string, holderIdentity = 'm_1', leaseDurationSeconds = 15): LeaseObject => ({
  metadata: { name: 'kube-scheduler', namespace: 'kube-system' },
  spec: { holderIdentity, renewTime, leaseDurationSeconds },
});
const scheduler = (pods: PodObject[], leases: LeaseObject[]): Component | undefined =>
  derive(liveFacts({ nodes: [aNode('m')], pods, leases })).components.find((one) => one.id === 'kube-scheduler');
const API = controlPlanePod('kube-apiserver');

describe('a scheduler that was stopped', () => {
  it('is not well from the moment its pod is gone, and counts no copy, though its lease has not run out', () => {
    expect(scheduler([API], [lease(ago(1))])).toMatchObject({
      health: 'unknown',
      instances: [],
      reason: { code: 'last-heard', values: { at: ago(1) } },
      leader: { node: 'm' },
    });
  });

  it('is not ready once renewals are missing', () => {
    expect(scheduler([API], [lease(ago(7))])).toMatchObject({ health: 'not-ready', reason: { code: 'last-heard' } });
  });

  it('fails when its lease has run out: nobody leads, and who led is told as that', () => {
    const found = scheduler([API], [lease(ago(16))]);
    expect(found).toMatchObject({
      health: 'failing',
      instances: [],
      reason: { code: 'lease-expired', values: { identity: 'm', at: ago(16) } },
      lastLeader: { identity: 'm_1', node: 'm' },
    });
    expect(found).not.toHaveProperty('leader');
  });

  it('fails at once when it gave up its lease in order', () => {
    const found = scheduler([API], [lease(ago(1), '', 1)]);
    expect(found).toMatchObject({ health: 'failing', reason: { code: 'lease-released' } });
    expect(found).not.toHaveProperty('leader');
  });

  it('is being ended while its pod is', () => {
    const pod = controlPlanePod('kube-scheduler', { deletionTimestamp: NOW });
    expect(scheduler([API, pod], [lease(ago(1))])).toMatchObject({ health: 'stopping' });
  });

  it('that runs and has not been heard from for some renewals is not called well', () => {
    const pods = [API, controlPlanePod('kube-scheduler')];
    expect(scheduler(pods, [lease(ago(3))])).toMatchObject({ health: 'ok', leader: { node: 'm' } });
    expect(scheduler(pods, [lease(ago(8))])).toMatchObject({ health: 'unknown', reason: { code: 'last-heard' } });
  });

  it('is judged by its own rhythm: OpenShift renews every 26 s of 137', () => {
    const pods = [API, controlPlanePod('kube-scheduler')];
    expect(scheduler(pods, [lease(ago(30), 'm_1', 137)])?.health).toBe('ok');
    expect(scheduler(pods, [lease(ago(60), 'm_1', 137)])?.health).toBe('unknown');
  });
});

describe('a scheduler that runs on the host, where no control plane is in pods', () => {
  it('is well while it renews its lease', () => {
    expect(scheduler([], [lease(ago(2))])).toMatchObject({
      health: 'ok',
      instances: [{ name: 'm', node: 'm', leader: true }],
    });
  });

  it('was last heard from some time ago, then leads no longer', () => {
    expect(scheduler([], [lease(ago(9))])).toMatchObject({ health: 'unknown', reason: { code: 'last-heard' } });
    expect(scheduler([], [lease(ago(20))])).toMatchObject({ health: 'failing', instances: [] });
  });
});

describe('a kubelet', () => {
  const nodeOf = (ready: NodeCondition, renewedSecondsAgo: number) => {
    const node = aNode('m', { kubeletVersion: 'v1.36.2' });
    const leases = [
      {
        metadata: { name: 'm', namespace: 'kube-node-lease' },
        spec: { renewTime: ago(renewedSecondsAgo), leaseDurationSeconds: 40 },
      },
    ];
    const facts = liveFacts({ nodes: [{ ...node, status: { ...node.status, conditions: [ready] } }], leases });
    const { nodes, components } = derive(facts);
    const component = components.find((one) => one.id === 'kubelet');
    return [nodes[0]?.health, nodes[0]?.chain[0]?.health, component?.instances[0]?.health];
  };

  it('that is not heard from is marked itself, not only its node', () => {
    expect(nodeOf(condition('Ready', 'True'), 5)).toEqual(['ok', 'ok', 'ok']);
    expect(nodeOf(condition('Ready', 'True'), 41)).toEqual(['not-ready', 'not-ready', 'not-ready']);
    expect(nodeOf(condition('Ready', 'Unknown'), 90)).toEqual(['failing', 'failing', 'failing']);
  });

  it('is well on a node that waits for its network', () => {
    expect(nodeOf(condition('Ready', 'False', 'KubeletNotReady'), 5)).toEqual(['not-ready', 'ok', 'ok']);
  });
});
