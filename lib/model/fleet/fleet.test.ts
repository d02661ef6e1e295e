import { describe, expect, it } from 'vitest';
import type { NodeView, PodView } from '../object-views';
import { attentionOf, MOST_ROWS } from './attention';
import { farAway } from './fleet';

const node = (name: string, over: Partial<NodeView> = {}): NodeView => ({
  name,
  roles: [],
  ready: true,
  status: 'Ready',
  health: 'ok',
  runtime: '',
  kubeletVersion: '',
  unschedulable: false,
  taints: [],
  conditions: [],
  capacity: {},
  allocatable: { pods: '110' },
  requests: { cpu: 0, memory: 0, pods: 0 },
  chain: [],
  handlers: [],
  ...over,
});
const pod = (name: string, over: Partial<PodView> = {}): PodView => ({
  namespace: 'shop',
  name,
  status: 'Running',
  health: 'ok',
  ready: '1/1',
  restarts: 0,
  static: false,
  node: 'a',
  containers: [],
  ...over,
});
const far = (nodes: NodeView[], pods: PodView[], labels: Record<string, Record<string, string>> = {}) =>
  farAway({ nodes, pods, namespaces: [], workloads: [], services: [] }, (name) => labels[name] ?? {});

const { node: _, ...unplaced } = pod('5', { health: 'not-ready', status: 'Pending' });

describe('a cluster from far away', () => {
  it('counts the pods of each node by state, and those that have none', () => {
    const { summaries, fleet, facets } = far(
      [node('a'), node('b', { unschedulable: true, conditions: [{ type: 'DiskPressure', status: 'True' }] })],
      [
        pod('1'),
        pod('2', { health: 'failing', status: 'Error' }),
        pod('3', { node: 'b' }),
        pod('4', { node: 'gone' }),
        unplaced,
      ],
    );
    expect(summaries).toEqual([
      { name: 'a', status: 'Ready', health: 'ok', pods: { ok: 1, failing: 1 }, most: 110, labels: 0 },
      {
        name: 'b',
        status: 'Ready',
        health: 'ok',
        pods: { ok: 1 },
        most: 110,
        cordoned: true,
        pressure: ['disk'],
        labels: 0,
      },
    ]);
    expect(fleet.unscheduled).toEqual({ 'not-ready': 1 });
    expect(fleet.totals).toMatchObject({ nodes: 2, pods: 5 });
    expect(facets.namespaces).toEqual({ shop: 5 });
    expect(facets.statuses).toMatchObject({
      Running: { pods: 3, health: 'ok' },
      Error: { pods: 1, health: 'failing' },
    });
  });

  it('has each set of shared labels once, and leaves out what one node alone wears', () => {
    const { fleet, summaries } = far([node('a'), node('b'), node('c')], [], {
      a: { zone: 'one', 'kubernetes.io/hostname': 'same', only: 'here' },
      b: { zone: 'one', 'kubernetes.io/hostname': 'same' },
      c: { zone: 'two' },
    });
    expect(fleet.labelSets).toEqual([{ zone: 'one' }, {}]);
    expect(summaries.map(({ labels }) => labels)).toEqual([0, 0, 1]);
  });
});

describe('what needs looking at', () => {
  const looping = (name: string) =>
    pod(name, { health: 'failing', status: 'CrashLoopBackOff', workload: { kind: 'Deployment', name: 'web' } });

  it('has one row for all pods of a workload in one trouble, the worst first', () => {
    const rows = attentionOf(
      [node('a', { unschedulable: true }), node('b', { ready: false, health: 'failing', status: 'NotReady' })],
      [looping('1'), looping('2'), pod('3', { health: 'failing', status: 'ImagePullBackOff' }), pod('4')],
    );
    expect(rows.map(({ reason, of, count }) => [reason, of, count])).toEqual([
      ['node-silent', 'nodes', 1],
      ['crash-loop', 'pods', 2],
      ['image', 'pods', 1],
      ['node-cordoned', 'nodes', 1],
    ]);
    expect(rows[1]).toMatchObject({
      workload: { kind: 'Deployment', namespace: 'shop', name: 'web' },
      places: ['pod:shop/1', 'pod:shop/2'],
    });
  });

  it('is bounded in rows and in places, and keeps the count', () => {
    const many = Array.from({ length: 500 }, (_, n) => looping(`p${n}`));
    const alone = Array.from({ length: 500 }, (_, n) => pod(`q${n}`, { health: 'failing', status: 'Error' }));
    const rows = attentionOf([], [...many, ...alone]);
    expect(rows).toHaveLength(MOST_ROWS);
    expect(rows[0]).toMatchObject({ count: 500 });
    expect(rows[0]?.places).toHaveLength(20);
  });
});
