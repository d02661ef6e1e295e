/** Reader and hub together, over an API server in memory: what a browser is told on good days and bad ones. */
import { describe, expect, it } from 'vitest';
import { startClusterReader } from '@/lib/kubernetes/cluster-reader';
import { createFakeApi, fakePod, fakeTransport, refused, statusAnswer } from '@/lib/kubernetes/testing/fake-api';
import { createManualClock } from '@/lib/kubernetes/testing/manual-clock';
import type { ClusterDelta } from '@/lib/model/cluster';
import { createHub } from './hub';
import { live, PODS, podsOf } from './testing/live-cluster';

describe('a live cluster', () => {
  it('is live once every kind has been read', async () => {
    const t = live();
    expect(t.hub.current()).toBeUndefined();
    await t.clock.advance(1_000);
    expect(t.snapshot().connection.state).toBe('live');
    expect(t.snapshot().server.version).toBe('v1.36.2');
    expect(podsOf(t.snapshot())).toEqual(['a', 'b']);
    expect(t.snapshot().kinds.every((state) => state.state === 'live')).toBe(true);
  });

  it('never asks for secrets, and asks for each kind by one watch however many look', async () => {
    const t = live();
    t.look();
    t.look();
    await t.clock.advance(15_000);
    expect(t.api.requests.filter((path) => path.includes('secret'))).toEqual([]);
    expect(t.api.requests.filter((path) => path.startsWith(`${PODS}?watch`))).toHaveLength(1);
  });

  it('sends a snapshot and then deltas, each of the next revision, within a tenth of a second', async () => {
    const t = live();
    await t.clock.advance(1_000);
    t.look();
    t.api.put(PODS, fakePod('c'));
    await t.clock.advance(100);
    t.api.remove(PODS, 'default/a');
    await t.clock.advance(100);
    const [first, ...rest] = t.messages;
    expect(first?.type).toBe('snapshot');
    expect(t.deltas().map((delta) => delta.pods?.set?.map((pod) => pod.name))).toEqual([['c'], undefined]);
    expect(t.deltas()[1]?.pods?.gone).toEqual(['default/a']);
    const revision = first?.type === 'snapshot' ? first.snapshot.revision : 0;
    expect(t.deltas().map((delta) => delta.revision)).toEqual([revision + 1, revision + 2]);
    expect(rest).toHaveLength(2);
  });

  it('tells each write as a pulse, but not those of the first list', async () => {
    const t = live();
    t.look();
    await t.clock.advance(1_000);
    expect(t.deltas().flatMap((delta) => delta.writes ?? [])).toEqual([]);
    t.api.put(PODS, fakePod('c'));
    await t.clock.advance(200);
    expect(t.deltas().flatMap((delta: ClusterDelta) => delta.writes ?? [])).toMatchObject([
      { type: 'ADDED', kind: 'pods', namespace: 'default', name: 'c' },
    ]);
  });

  it('counts pulses that no eye could follow', async () => {
    const t = live();
    await t.clock.advance(1_000);
    t.look();
    for (let index = 0; index < 50; index++) t.api.put(PODS, fakePod(`many-${index}`));
    await t.clock.advance(200);
    const [delta] = t.deltas();
    expect(delta?.writes).toHaveLength(20);
    expect(delta?.writesOmitted).toBe(30);
    expect(delta?.pods?.set).toHaveLength(50);
  });

  it('says since when it is stale when the API server goes, keeps the picture, and recovers with nothing lost', async () => {
    const t = live();
    await t.clock.advance(3_000);
    t.look();
    t.network.failure = refused();
    t.api.endWatches(refused());
    await t.clock.advance(3_000);
    const stale = t.snapshot().connection;
    expect(stale).toMatchObject({ state: 'stale', code: 'connection-refused' });
    expect(podsOf(t.snapshot())).toEqual(['a', 'b']);
    await t.clock.advance(60_000);
    expect(t.snapshot().connection.since).toBe(stale.since);
    t.api.put(PODS, fakePod('c'));
    t.api.remove(PODS, 'default/a');
    delete t.network.failure;
    await t.clock.advance(12_000);
    expect(t.snapshot().connection.state).toBe('live');
    expect(t.snapshot().connection).not.toHaveProperty('code');
    expect(podsOf(t.snapshot())).toEqual(['b', 'c']);
    expect(t.messages.filter((message) => message.type === 'problem')).toEqual([]);
  });

  it('notices a network that swallows everything, although no connection was closed', async () => {
    const t = live();
    await t.clock.advance(1_000);
    const lastWord = t.clock.now();
    t.network.failure = 'hangs';
    t.api.deafen();
    await t.clock.advance(30_000);
    const { state, code, since } = t.snapshot().connection;
    expect({ state, code }).toEqual({ state: 'stale', code: 'timed-out' });
    expect(Date.parse(since)).toBeLessThanOrEqual(lastWord);
  });

  it('says why there is no picture when the server was never reached, and shows it when it is', async () => {
    const t = live();
    t.network.failure = refused();
    t.look();
    await t.clock.advance(1_000);
    expect(t.hub.current()).toMatchObject({
      problem: { code: 'connection-refused', values: { context: 'test', server: 'https://fake' } },
    });
    expect(t.messages.at(-1)?.type).toBe('problem');
    delete t.network.failure;
    await t.clock.advance(12_000);
    expect(t.snapshot().connection.state).toBe('live');
    expect(t.messages.some((message) => message.type === 'snapshot')).toBe(true);
  });

  it('says that the token has expired when it does, and keeps what was seen', async () => {
    const t = live();
    await t.clock.advance(1_000);
    t.api.override(() => statusAnswer(401, 'Unauthorized'));
    t.api.endWatches();
    await t.clock.advance(11_000);
    expect(t.snapshot().connection).toMatchObject({ state: 'denied', code: 'unauthorized' });
    expect(podsOf(t.snapshot())).toEqual(['a', 'b']);
  });

  it('shows a kind that RBAC forbids as forbidden, and the rest works', async () => {
    const t = live((api) => {
      api.override((url) =>
        url.pathname === '/api/v1/nodes' ? statusAnswer(403, 'Forbidden', 'nodes is forbidden') : undefined,
      );
    });
    await t.clock.advance(1_000);
    expect(t.kind('nodes')).toMatchObject({ state: 'forbidden', denied: 'list nodes', count: 0 });
    expect(t.snapshot().connection.state).toBe('live');
    expect(podsOf(t.snapshot())).toEqual(['a', 'b']);
  });

  it('looks again at a forbidden kind, for permissions change', async () => {
    const t = live();
    const allow = t.api.override((url) =>
      url.pathname === '/api/v1/nodes' ? statusAnswer(403, 'Forbidden') : undefined,
    );
    await t.clock.advance(1_000);
    expect(t.kind('nodes')?.state).toBe('forbidden');
    allow();
    await t.clock.advance(61_000);
    expect(t.kind('nodes')?.state).toBe('live');
  });

  it('falls back to the namespace of a user who may see one only', async () => {
    const t = live((api) => {
      api.serve(PODS, [fakePod('mine'), fakePod('theirs', 'other')]);
      api.override((url) =>
        /namespaces\/default\//.test(url.pathname) ||
        !/^\/api.*\/[a-z]+s(es)?$/.test(url.pathname) ||
        /\/(v1|v1beta1)$/.test(url.pathname)
          ? undefined
          : statusAnswer(403, 'Forbidden'),
      );
    });
    await t.clock.advance(1_000);
    expect(t.kind('pods')).toMatchObject({ state: 'live' });
    expect(t.kind('nodes')?.state).toBe('forbidden');
    expect(t.snapshot().source.namespaces).toEqual(['default']);
    expect(podsOf(t.snapshot())).toEqual(['a', 'b', 'mine']);
  });

  it('says so when everything is forbidden', async () => {
    const t = live((api) => {
      api.override((url) =>
        url.pathname.startsWith('/api') && !/v1(beta1)?$/.test(url.pathname)
          ? statusAnswer(403, 'Forbidden', 'no')
          : undefined,
      );
    });
    await t.clock.advance(1_000);
    expect(t.hub.current()).toMatchObject({ problem: { code: 'forbidden' } });
  });

  it('reads an old server by the versions it has', async () => {
    const api = createFakeApi();
    for (const path of [
      '/api/v1/pods',
      '/api/v1/nodes',
      '/apis/discovery.k8s.io/v1beta1/endpointslices',
      '/apis/batch/v1/jobs',
      '/apis/batch/v1beta1/cronjobs',
    ])
      api.serve(path);
    const clock = createManualClock();
    const hub = createHub({ kind: 'cluster', context: 'old' }, clock);
    startClusterReader({
      transport: fakeTransport(api, clock),
      clock,
      random: () => 0.5,
      namespaces: [],
      userName: '',
      sink: hub.sink,
    });
    await clock.advance(1_000);
    const now = hub.current();
    const kinds = now && 'snapshot' in now ? now.snapshot.kinds : [];
    const versionOf = (kind: string) => kinds.find((state) => state.kind === kind);
    expect(versionOf('endpointslices')).toMatchObject({ state: 'live', apiVersion: 'discovery.k8s.io/v1beta1' });
    expect(versionOf('cronjobs')).toMatchObject({ state: 'live', apiVersion: 'batch/v1beta1' });
    expect(versionOf('runtimeclasses')).toMatchObject({ state: 'missing' });
  });

  it('tells another server from an API server', async () => {
    const t = live((api) => {
      api.override(() => ({ status: 200, body: '<html><body>It works!</body></html>' }));
    });
    await t.clock.advance(1_000);
    expect(t.hub.current()).toMatchObject({ problem: { code: 'not-kubernetes' } });
  });

  it('stops asking when it is stopped', async () => {
    const t = live();
    await t.clock.advance(1_000);
    t.reader.stop();
    t.hub.close();
    const asked = t.api.requests.length;
    await t.clock.advance(600_000);
    expect(t.api.requests).toHaveLength(asked);
  });
});
