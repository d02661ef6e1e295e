/** "live" is said of what is live, and of the rest since when it is not: over an API server in memory. */
import { describe, expect, it } from 'vitest';
import { fakePod, refused, statusAnswer } from '@/lib/kubernetes/testing/fake-api';
import type { PodObject } from '@/lib/model/objects';
import { live, PODS, podsOf } from './testing/live-cluster';

const isOf = (path: string) => (url: URL) => url.pathname === path;
const isPods = isOf(PODS);
const NODES = '/api/v1/nodes';
const NODE_LEASES = '/apis/coordination.k8s.io/v1/leases';

const node = (name: string) => ({
  kind: 'Node',
  metadata: { name },
  status: { conditions: [{ type: 'Ready', status: 'True' }] },
});
const lease = (namespace: string, name: string, at: number, seconds: number) => ({
  kind: 'Lease',
  metadata: { name, namespace },
  spec: { holderIdentity: name, leaseDurationSeconds: seconds, renewTime: new Date(at).toISOString() },
});

/** A cluster whose kubelet and scheduler renew their leases until `deaf`. */
function beating() {
  const t = live((api) => {
    api.serve(NODES, [node('n1')]);
    api.serve(NODE_LEASES, []);
  });
  const heart = { beats: true };
  const beat = () => {
    if (heart.beats) {
      t.api.put(NODE_LEASES, lease('kube-node-lease', 'n1', t.clock.now(), 40));
      t.api.put(NODE_LEASES, lease('kube-system', 'kube-scheduler', t.clock.now(), 15));
    }
    t.clock.after(2_000, beat);
  };
  beat();
  const told = () => ({
    node: t.snapshot().nodes[0]?.health,
    scheduler: t.snapshot().components.find(({ id }) => id === 'kube-scheduler')?.health,
  });
  return { ...t, heart, told };
}

describe('the state of the connection', () => {
  it('is that of the worst kind: pods that answer 500 are stale, since when and why, and the rest goes on', async () => {
    const t = live();
    await t.clock.advance(5_000);
    const lastWord = t.kind('pods')?.since;
    const mend = t.api.override((url) =>
      isPods(url) ? statusAnswer(500, 'InternalError', 'etcd is slow') : undefined,
    );
    t.api.endWatches(refused());
    await t.clock.advance(3_000);
    expect(t.snapshot().connection).toMatchObject({
      state: 'stale',
      kinds: ['pods'],
      code: 'server-error',
      message: 'etcd is slow',
      since: lastWord,
    });
    expect(t.kind('pods')).toMatchObject({ state: 'stale', since: lastWord });
    expect(t.kind('nodes')?.state).toBe('live');
    t.api.put(NODES, node('new'));
    await t.clock.advance(200);
    expect(t.snapshot().nodes).toHaveLength(1);
    t.api.put(PODS, fakePod('c'));
    mend();
    await t.clock.advance(20_000);
    expect(t.snapshot().connection).not.toHaveProperty('kinds');
    expect(t.snapshot().connection.state).toBe('live');
    expect(podsOf(t.snapshot())).toEqual(['a', 'b', 'c']);
  });

  it('is told within half a minute when every watch falls silent, and what was missed is there', async () => {
    const t = live();
    t.look();
    await t.clock.advance(5_000);
    t.api.deafen();
    t.api.put(PODS, fakePod('c'));
    await t.clock.advance(30_000);
    expect(podsOf(t.snapshot())).toEqual(['a', 'b', 'c']);
  });

  it('is not stale because answers are slow, while watches tell', async () => {
    const t = beating();
    t.look();
    await t.clock.advance(5_000);
    t.network.failure = ({ path }) => (path.includes('watch') ? undefined : 'hangs');
    await t.clock.advance(60_000);
    const said = t.deltas().flatMap((delta) => delta.sections?.connection?.state ?? []);
    expect(said).toEqual([]);
    expect(t.snapshot().connection.state).toBe('live');
  });

  it('is unreachable where nothing at all can be listed, although the server answers', async () => {
    const t = live((api) => {
      api.override((url) => (url.searchParams.has('limit') ? statusAnswer(500, 'InternalError', 'no') : undefined));
    });
    await t.clock.advance(2_000);
    expect(t.hub.current()).toMatchObject({ problem: { code: 'server-error' } });
  });
});

describe('a token that is good for the version only', () => {
  it('is why there is no picture', async () => {
    const t = live((api) => {
      api.override((url) => (url.searchParams.has('limit') ? statusAnswer(401, 'Unauthorized') : undefined));
    });
    t.look();
    await t.clock.advance(5_000);
    expect(t.hub.current()).toMatchObject({ problem: { code: 'unauthorized' } });
    expect(t.messages.at(-1)?.type).toBe('problem');
  });
});

describe('our own silence', () => {
  it.each(['all of the network', 'the leases only'])('is not the death of nodes and leaders: %s', async (what) => {
    const t = beating();
    await t.clock.advance(20_000);
    expect(t.told()).toEqual({ node: 'ok', scheduler: 'ok' });
    t.api.deafen();
    t.network.failure = ({ path }) => (what !== 'the leases only' || path.includes('/leases') ? 'hangs' : undefined);
    for (let second = 0; second < 150; second++) {
      await t.clock.advance(1_000);
      expect(t.told()).toEqual({ node: 'ok', scheduler: 'ok' });
    }
    expect(t.snapshot().connection.state).toBe('stale');
    expect(t.kind('leases')?.state).toBe('stale');
    t.look();
    delete t.network.failure;
    await t.clock.advance(30_000);
    expect(t.told()).toEqual({ node: 'ok', scheduler: 'ok' });
    expect(t.snapshot().connection.state).toBe('live');
    expect(
      t
        .deltas()
        .flatMap((delta) => delta.nodes?.set ?? [])
        .filter(({ health }) => health !== 'ok'),
    ).toEqual([]);
  });

  it.each([-30, 30])('nor is a clock of ours that is set by %i minutes', async (minutes) => {
    const t = beating();
    await t.clock.advance(20_000);
    t.heart.beats = false;
    t.clock.set(minutes * 60_000);
    for (let second = 0; second < 8; second++) {
      await t.clock.advance(1_000);
      expect(t.told()).toEqual({ node: 'ok', scheduler: 'ok' });
    }
  });

  it('does not hide theirs: who stops renewing is told, as watches go on telling that there is nothing new', async () => {
    const t = beating();
    await t.clock.advance(20_000);
    t.heart.beats = false;
    await t.clock.advance(31_000);
    expect(t.told().scheduler).not.toBe('ok');
    await t.clock.advance(30_000);
    expect(t.told().node).toBe('not-ready');
    expect(t.snapshot().connection.state).toBe('live');
  });
});

describe('what may not be read for a while', () => {
  it.each([
    [403, 'Forbidden'],
    [404, 'NotFound'],
  ])('is kept through seconds of %i, said to be old, and back when it may be read', async (status, reason) => {
    const t = live();
    await t.clock.advance(5_000);
    t.look();
    const allow = t.api.override((url) => (isPods(url) ? statusAnswer(status, reason, 'not now') : undefined));
    t.api.endWatches();
    await t.clock.advance(20_000);
    expect(t.kind('pods')).toMatchObject({ state: 'stale', count: 2, message: 'not now' });
    expect(t.snapshot().connection).toMatchObject({ state: 'stale', kinds: ['pods'] });
    allow();
    t.api.put(PODS, fakePod('c'));
    await t.clock.advance(30_000);
    expect(t.kind('pods')?.state).toBe('live');
    expect(podsOf(t.snapshot())).toEqual(['a', 'b', 'c']);
    expect(t.snapshot().source).not.toHaveProperty('namespaces');
    expect(t.deltas().flatMap((delta) => delta.pods?.gone ?? [])).toEqual([]);
  });

  it('is read in all namespaces as soon as that is allowed, and asked for cheaply until then', async () => {
    const t = live((api) => {
      api.serve(PODS, [fakePod('mine'), fakePod('theirs', 'other')]);
    });
    const allow = t.api.override((url) => (isPods(url) ? statusAnswer(403, 'Forbidden') : undefined));
    await t.clock.advance(60_000);
    expect(t.snapshot().source.namespaces).toEqual(['default']);
    expect(podsOf(t.snapshot())).toEqual(['a', 'b', 'mine']);
    const asked = t.api.requests.filter((path) => path.startsWith(`${PODS}?`));
    expect(asked.slice(1).every((path) => path === `${PODS}?limit=1`)).toBe(true);
    expect(asked.length).toBeLessThan(10);
    allow();
    await t.clock.advance(30_000);
    expect(podsOf(t.snapshot())).toEqual(['a', 'b', 'mine', 'theirs']);
    expect(t.snapshot().source).not.toHaveProperty('namespaces');
  });

  it('is let go of after five minutes by who may still look at a namespace', async () => {
    const t = live((api) => api.serve(PODS, [fakePod('theirs', 'other')]));
    await t.clock.advance(5_000);
    t.api.override((url) => (isPods(url) ? statusAnswer(403, 'Forbidden') : undefined));
    t.api.endWatches();
    await t.clock.advance(4 * 60_000);
    expect(podsOf(t.snapshot())).toEqual(['a', 'b', 'theirs']);
    expect(t.kind('pods')?.state).toBe('stale');
    await t.clock.advance(2 * 60_000);
    expect(podsOf(t.snapshot())).toEqual(['a', 'b']);
    expect(t.kind('pods')?.state).toBe('live');
    expect(t.snapshot().source.namespaces).toEqual(['default']);
  });

  it('is found when a starting server has said 404 to everything', async () => {
    const t = live();
    const start = t.api.override((url) =>
      url.pathname.startsWith('/api') ? statusAnswer(404, 'NotFound', 'not yet') : undefined,
    );
    await t.clock.advance(6_000);
    start();
    await t.clock.advance(30_000);
    expect(t.snapshot().connection.state).toBe('live');
    expect(podsOf(t.snapshot())).toEqual(['a', 'b']);
  });
});

describe('a server that asks for quiet', () => {
  const since = (t: ReturnType<typeof live>, from: number) => t.api.requests.length - from;

  it.each([7, 30])('is left alone for the %i s of its Retry-After, by all kinds together', async (seconds) => {
    const t = live();
    await t.clock.advance(5_000);
    const busy = { ...statusAnswer(429, 'TooManyRequests'), headers: { 'retry-after': String(seconds) } };
    t.api.override(() => busy);
    t.api.endWatches();
    const before = t.api.requests.length;
    await t.clock.advance(1_000);
    const first = since(t, before);
    expect(first).toBeLessThan(22);
    await t.clock.advance(seconds * 1_000 - 2_000);
    expect(since(t, before)).toBe(first);
    await t.clock.advance(120_000);
    expect(since(t, before)).toBeLessThan(first + (125 / seconds) * 20);
  });

  it('is asked no more than sixteen times at once and once a second, whatever fails', async () => {
    const t = live();
    await t.clock.advance(5_000);
    t.api.override((url) => (url.pathname.startsWith('/api') ? statusAnswer(500, 'InternalError') : undefined));
    t.api.endWatches();
    const before = t.api.requests.filter((path) => path.startsWith('/api')).length;
    await t.clock.advance(60_000);
    const asked = t.api.requests.filter((path) => path.startsWith('/api')).length - before;
    // The fifteen watches that had been open are asked for once before it is known that they fail.
    expect(asked).toBeLessThanOrEqual(15 + 16 + 60);
  });
});

describe('an object of a strange shape', () => {
  const odd = fakePod('odd', 'default', {
    spec: { containers: null, tolerations: 7 },
    status: { conditions: [null], containerStatuses: 'none' },
  });

  it('is told of, and nothing else suffers, whether it comes by a watch or in a list', async () => {
    const t = live();
    await t.clock.advance(5_000);
    t.api.put(PODS, odd);
    t.api.put(PODS, fakePod('c'));
    await t.clock.advance(1_000);
    expect(podsOf(t.snapshot())).toEqual(['a', 'b', 'c', 'odd']);
    expect(t.kind('pods')?.odd).toEqual({
      count: 1,
      first: 'default/odd: spec.tolerations, status.conditions[0], status.containerStatuses',
    });
    expect(t.snapshot().connection.state).toBe('live');
    t.api.put(PODS, fakePod('odd'));
    await t.clock.advance(1_000);
    expect(t.kind('pods')).not.toHaveProperty('odd');
    const listed = live((api) => api.serve(PODS, [odd]));
    await listed.clock.advance(5_000);
    expect(podsOf(listed.snapshot())).toEqual(['a', 'b', 'odd']);
    expect(listed.kind('pods')?.odd?.count).toBe(1);
  });
});

describe('a picture that cannot be made', () => {
  const bomb = (): PodObject => ({
    kind: 'Pod',
    metadata: { name: 'bomb', namespace: 'default', uid: 'bomb' },
    spec: { containers: [] },
    get status(): never {
      throw new TypeError('nobody expected that');
    },
  });

  it('leaves the last one standing, said to be old, since when and why; the log says it once', async () => {
    const t = live();
    await t.clock.advance(5_000);
    t.look();
    const held = [...t.hub.objects().pods.values()];
    const { at } = t.snapshot();
    t.hub.sink.listed('pods', undefined, [...held, bomb()]);
    for (let second = 0; second < 30; second++) {
      t.api.put(NODES, node(`n${second}`));
      await t.clock.advance(1_000);
    }
    expect(t.snapshot().connection).toMatchObject({
      state: 'stale',
      code: 'internal',
      message: 'nobody expected that',
      since: at,
    });
    expect(podsOf(t.snapshot())).toEqual(['a', 'b']);
    expect(t.log).toHaveLength(1);
    t.hub.sink.listed('pods', undefined, held);
    await t.clock.advance(1_000);
    expect(t.snapshot().connection.state).toBe('live');
    expect(t.snapshot().nodes).toHaveLength(30);
  });

  it('goes on being made when somebody sets the clock back', async () => {
    const t = live();
    await t.clock.advance(5_000);
    t.clock.set(-30 * 60_000);
    t.api.put(PODS, fakePod('c'));
    await t.clock.advance(1_000);
    expect(podsOf(t.snapshot())).toEqual(['a', 'b', 'c']);
  });
});
