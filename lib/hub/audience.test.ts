import { describe, expect, it } from 'vitest';
import { createManualClock } from '@/lib/kubernetes/testing/manual-clock';
import type { NodeObject, PodObject } from '@/lib/model/objects';
import { createClusterStore } from '../store/cluster-store';
import { createHub, type HubMessage } from './hub';
import { isSentWhole, MOST_WHOLE } from './whole';

const node = (name: string): NodeObject => ({
  kind: 'Node',
  metadata: { name, uid: name, resourceVersion: '1' },
  status: { conditions: [{ type: 'Ready', status: 'True' }] },
});
const pod = (name: string, nodeName: string, version = '1', phase = 'Running'): PodObject => ({
  kind: 'Pod',
  metadata: { name, namespace: 'shop', uid: name, resourceVersion: version },
  spec: { nodeName, containers: [] },
  status: { phase },
});

/** A cluster too large to be sent whole: `nodes` nodes of two pods each. */
async function large(nodes = MOST_WHOLE.nodes + 1) {
  const clock = createManualClock();
  const hub = createHub({ kind: 'cluster', context: 'test' }, clock);
  const names = Array.from({ length: nodes }, (_, n) => `n${n}`);
  hub.sink.kind({ kind: 'pods', state: 'live' });
  hub.sink.reached({
    livez: { status: 200, at: '', checks: [] },
    readyz: { status: 200, at: '', checks: [] },
    clockAheadMs: 0,
  });
  hub.sink.listed('nodes', undefined, names.map(node));
  hub.sink.listed(
    'pods',
    undefined,
    names.flatMap((name) => [pod(`${name}-a`, name), pod(`${name}-b`, name)]),
  );
  await clock.advance(1_000);

  /** A browser: its store, what it was told, and whether it takes more. */
  const look = (scope = {}) => {
    const store = createClusterStore();
    const told: HubMessage[] = [];
    const line = { takes: true };
    const following = hub.follow(scope, (message) => {
      if (!line.takes) return false;
      told.push(message);
      if (message.type === 'snapshot') store.applySnapshot(message.snapshot);
      if (message.type === 'delta') expect(store.applyDelta(message.delta)).toBe(true);
      if (message.type === 'scope') store.applyScope(message.scope);
      return true;
    });
    return { store, told, line, ...following, pods: () => [...store.collection('pods').keys()].toSorted() };
  };
  const change = async (...objects: PodObject[]) => {
    for (const object of objects) hub.sink.changed('pods', 'MODIFIED', object);
    await clock.advance(1_000);
  };
  return { clock, hub, look, change };
}

describe('a cluster that is not sent whole', () => {
  it('is shown from far, and near where a viewer looks', async () => {
    const { look } = await large();
    const far = look();
    expect(far.store.sections()?.fleet).toMatchObject({ whole: false, totals: { nodes: 151, pods: 302 } });
    expect(far.store.collection('summaries').size).toBe(151);
    expect(far.store.collection('nodes').size + far.pods().length).toBe(0);
    const near = look({ nodes: ['n3'] });
    expect(near.pods()).toEqual(['shop/n3-a', 'shop/n3-b']);
    expect([...near.store.collection('nodes').keys()]).toEqual(['n3']);
  });

  it('tells everybody the next change too after one that only some could see', async () => {
    const { look, change, hub, clock } = await large();
    const [far, near] = [look(), look({ nodes: ['n3'] })];
    const before = far.told.length;
    const other = { ...pod('n3-a', 'n3', '2'), status: { phase: 'Running', qosClass: 'Burstable' } };
    // Found in a list, not told by a watch: there is no write to show.
    const pods = [...hub.objects().pods.values()].map((one) => (one.metadata.name === 'n3-a' ? other : one));
    hub.sink.listed('pods', undefined, pods);
    await clock.advance(1_000);
    expect(far.told).toHaveLength(before);
    expect(near.store.item('pods', 'shop/n3-a')?.qos).toBe('Burstable');
    // A store takes only what follows what it has.
    await change(pod('n4-a', 'n4', '2', 'Failed'));
    for (const { store } of [far, near]) expect(store.item('summaries', 'n4')?.pods).toMatchObject({ failing: 1 });
    const newcomer = look();
    await change(pod('n5-a', 'n5', '2', 'Failed'));
    expect(newcomer.store.sections()?.revision).toBe(far.store.sections()?.revision);
    hub.close();
  });

  it('tells a viewer what changes, comes and goes where it looks, and nothing of elsewhere', async () => {
    const { look, change, hub, clock } = await large();
    const near = look({ nodes: ['n3'] });
    const before = near.told.length;
    await change(pod('n4-a', 'n4', '2', 'Failed'));
    expect(near.told.slice(before).map(({ type }) => type)).toEqual(['delta']);
    expect(near.store.item('summaries', 'n4')?.pods).toMatchObject({ failing: 1 });
    await change(pod('n3-a', 'n3', '2', 'Failed'), pod('n3-c', 'n3'));
    expect(near.pods()).toEqual(['shop/n3-a', 'shop/n3-b', 'shop/n3-c']);
    expect(near.store.item('pods', 'shop/n3-a')?.health).toBe('failing');
    hub.sink.changed('pods', 'DELETED', pod('n3-b', 'n3'));
    await clock.advance(1_000);
    expect(near.pods()).toEqual(['shop/n3-a', 'shop/n3-c']);
  });

  it('follows a viewer that looks elsewhere: what went out of view goes, what came in comes', async () => {
    const { look, change } = await large();
    const near = look({ nodes: ['n3'] });
    near.look({ nodes: ['n5'], selections: ['pod:shop/n7-a'], pods: ['shop/n9-b'] });
    expect(near.pods()).toEqual(['shop/n5-a', 'shop/n5-b', 'shop/n7-a', 'shop/n9-b']);
    expect([...near.store.collection('nodes').keys()].toSorted()).toEqual(['n5', 'n7', 'n9']);
    await change(pod('n3-a', 'n3', '2', 'Failed'), pod('n7-a', 'n7', '2', 'Failed'));
    expect(near.pods()).toHaveLength(4);
    expect(near.store.item('pods', 'shop/n7-a')?.health).toBe('failing');
  });

  it('makes what is told once for all that look at the same', async () => {
    const { look, change } = await large();
    const viewers = Array.from({ length: 30 }, () => look({ nodes: ['n3'] }));
    const other = look({ nodes: ['n4'] });
    await change(pod('n3-a', 'n3', '2', 'Failed'));
    const bodies = viewers.map(({ told }) => told.slice(-2).map((message) => Object.values(message)[1]));
    expect(new Set(bodies.map(([delta]) => delta)).size).toBe(1);
    expect(new Set(bodies.map(([, scope]) => scope)).size).toBe(1);
    const common = other.told.at(-1);
    expect(common?.type === 'delta' && common.delta).toBe(bodies[0]?.[0]);
  });

  it('brings what comes into view in parts', async () => {
    const { look, hub, clock } = await large();
    hub.sink.listed(
      'pods',
      undefined,
      Array.from({ length: 950 }, (_, n) => pod(`p${n}`, `n${n % 2}`)),
    );
    await clock.advance(1_000);
    const near = look({ nodes: ['n0', 'n1'] });
    expect(near.pods()).toHaveLength(950);
    const sizes = near.told.flatMap((message) =>
      message.type === 'scope' ? [message.scope.pods?.set?.length ?? 0] : [],
    );
    expect(Math.max(...sizes)).toBeLessThanOrEqual(100);
  });

  it('remembers for one that takes nothing what it misses, and tells it as it is', async () => {
    const { look, change, hub, clock } = await large();
    const [slow, quick] = [look({ nodes: ['n3'] }), look({ nodes: ['n3'] })];
    slow.line.takes = false;
    for (let version = 2; version < 30; version += 1)
      await change(pod('n3-a', 'n3', `${version}`, version % 2 ? 'Running' : 'Failed'));
    await change(pod('n3-z', 'n3'));
    hub.sink.changed('pods', 'DELETED', pod('n3-b', 'n3'));
    await clock.advance(1_000);
    slow.look({ nodes: ['n3', 'n8'] });
    const before = slow.told.length;
    slow.line.takes = true;
    slow.ready();
    expect(slow.told.length - before).toBe(2);
    quick.look({ nodes: ['n3', 'n8'] });
    expect(new Map(slow.store.collection('pods'))).toEqual(new Map(quick.store.collection('pods')));
    expect(slow.store.collection('summaries')).toEqual(quick.store.collection('summaries'));
    expect(slow.store.sections()?.revision).toBe(quick.store.sections()?.revision);
    await change(pod('n8-a', 'n8', '2', 'Failed'));
    expect(slow.store.item('pods', 'shop/n8-a')?.health).toBe('failing');
  });

  it('becomes one that is sent whole when it shrinks, and every viewer is shown all of it', async () => {
    const { look, hub, clock } = await large();
    const near = look({ nodes: ['n3'] });
    hub.sink.listed('nodes', undefined, [node('n1'), node('n3')]);
    hub.sink.listed('pods', undefined, [pod('n1-a', 'n1'), pod('n3-a', 'n3')]);
    await clock.advance(1_000);
    expect(near.store.sections()?.fleet.whole).toBe(true);
    expect(near.pods()).toEqual(['shop/n1-a', 'shop/n3-a']);
  });
});

describe('where the line lies', () => {
  it('a cluster about as large does not change its ways with every pod', () => {
    expect(isSentWhole(true, { pods: 2_500, nodes: 150 })).toBe(true);
    expect(isSentWhole(true, { pods: 2_501, nodes: 1 })).toBe(false);
    expect(isSentWhole(false, { pods: 2_400, nodes: 1 })).toBe(false);
    expect(isSentWhole(false, { pods: 2_000, nodes: 120 })).toBe(true);
  });
});

describe('a lease that runs out', () => {
  it('is said the very second, although nothing is written then', async () => {
    const clock = createManualClock();
    const hub = createHub({ kind: 'cluster', context: 'test' }, clock);
    const report = { status: 200, at: '', checks: [] };
    hub.sink.kind({ kind: 'nodes', state: 'live' });
    hub.sink.reached({ livez: report, readyz: report, clockAheadMs: 0 });
    hub.sink.listed('nodes', undefined, [node('m1')]);
    const renewTime = new Date(clock.now()).toISOString();
    const spec = { holderIdentity: 'm1', renewTime, leaseDurationSeconds: 40 };
    hub.sink.listed('leases', undefined, [{ metadata: { name: 'm1', namespace: 'kube-node-lease' }, spec }]);
    const health = () => {
      const now = hub.current();
      return now && 'snapshot' in now ? now.snapshot.nodes[0]?.health : undefined;
    };
    await clock.advance(39_900);
    expect(health()).toBe('ok');
    await clock.advance(200);
    expect(health()).toBe('not-ready');
  });
});
