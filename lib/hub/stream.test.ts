import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { allowBodyEncoding } from '@/lib/cli/body-encoding';
import { fakePod } from '@/lib/kubernetes/testing/fake-api';
import { createManualClock, settle } from '@/lib/kubernetes/testing/manual-clock';
import type { PodObject } from '@/lib/model/objects';
import { createClusterStore } from '../store/cluster-store';
import { createHub } from './hub';
import { problemStream, shutdownClosers, streamOf, streamResponse } from './stream';
import { createViewers } from './viewers';

const pod = (name: string, message = ''): PodObject => {
  const { metadata } = fakePod(name);
  return {
    kind: 'Pod',
    metadata: { ...metadata, resourceVersion: `${name}${message.length}` },
    spec: { containers: [] },
    status: { phase: 'Pending', message },
  };
};

/** A live hub of one kind, and a stream of it. */
async function streamed() {
  const clock = createManualClock();
  const hub = createHub({ kind: 'cluster', context: 'test' }, clock);
  hub.sink.kind({ kind: 'pods', state: 'live' });
  hub.sink.reached({
    livez: { status: 200, at: '', checks: [] },
    readyz: { status: 200, at: '', checks: [] },
    clockAheadMs: 0,
  });
  hub.sink.listed('pods', undefined, [pod('a')]);
  await clock.advance(200);
  const aborter = new AbortController();
  const viewers = createViewers(() => 'viewer-1');
  const reader = streamOf(hub, aborter.signal, { clock, viewers }).getReader();
  const next = async () => new TextDecoder().decode((await reader.read()).value);
  return { clock, hub, aborter, reader, next, viewers };
}

describe('the stream', () => {
  it('opens with a comment, who the viewer is and the snapshot, then sends deltas', async () => {
    const t = await streamed();
    expect(await t.next()).toBe(': beat\n\n');
    expect(await t.next()).toBe('event: hello\ndata: {"viewer":"viewer-1"}\n\n');
    expect(await t.next()).toMatch(/^event: snapshot\nid: 1\ndata: \{.*"revision":1,.*\}\n\n$/);
    t.hub.sink.changed('pods', 'ADDED', pod('b'));
    await t.clock.advance(200);
    expect(await t.next()).toMatch(/^event: delta\nid: 2\ndata: \{"revision":2,.*"writes":.*\}\n\n$/);
  });

  it('keeps a quiet line open', async () => {
    const t = await streamed();
    for (let read = 0; read < 3; read++) await t.next();
    await t.clock.advance(15_000);
    expect(await t.next()).toBe(': beat\n\n');
  });

  it('lets go when the request is aborted, and when the reader cancels', async () => {
    const first = await streamed();
    expect(first.hub.subscribers).toBe(1);
    first.aborter.abort();
    expect(first.hub.subscribers).toBe(0);
    const second = await streamed();
    await second.reader.cancel();
    expect(second.hub.subscribers).toBe(0);
    expect(second.clock.waits).toEqual([]);
  });

  it('ends when the server shuts down', async () => {
    const t = await streamed();
    for (const close of shutdownClosers()) close();
    expect(t.hub.subscribers).toBe(0);
    for (let read = 0; read < 3; read++) await t.next();
    expect((await t.reader.read()).done).toBe(true);
  });

  it('keeps little for a browser that does not keep up, and then tells it what has become of what it missed', async () => {
    const t = await streamed();
    t.hub.sink.listed('pods', undefined, [pod('a'), pod('b'), pod('c')]);
    await t.clock.advance(1_000);
    // It reads nothing for a while, and everything changes again and again.
    for (let index = 0; index < 20; index++) {
      t.hub.sink.changed('pods', 'MODIFIED', pod('a', 'x'.repeat(100_000 + index)));
      if (index === 10) t.hub.sink.changed('pods', 'DELETED', pod('b'));
      await t.clock.advance(1_000);
    }
    const messages: string[] = [];
    let reading = t.next();
    for (;;) {
      const answered = await Promise.race([reading, settle().then(() => '')]);
      if (!answered) break;
      messages.push(answered);
      reading = t.next();
    }
    expect(messages.join('').length).toBeLessThan(700_000);
    const store = createClusterStore();
    for (const message of messages) {
      const data = JSON.parse(/^data: (.*)$/m.exec(message)?.[1] ?? 'null');
      if (message.startsWith('event: snapshot')) store.applySnapshot(data);
      if (message.startsWith('event: delta')) expect(store.applyDelta(data)).toBe(true);
    }
    expect(messages.filter((message) => message.startsWith('event: snapshot'))).toHaveLength(1);
    expect([...store.collection('pods').keys()]).toEqual(['default/a', 'default/c']);
    expect(store.item('pods', 'default/a')?.message).toHaveLength(100_019);
    // And from there on it is told as before.
    t.hub.sink.changed('pods', 'ADDED', pod('d'));
    await t.clock.advance(1_000);
    const data = JSON.parse(/^data: (.*)$/m.exec(await reading)?.[1] ?? 'null');
    expect(store.applyDelta(data)).toBe(true);
  });

  it('says a problem and ends where there is nothing to look at', async () => {
    const reader = problemStream({ code: 'no-cluster' }).getReader();
    expect(new TextDecoder().decode((await reader.read()).value)).toBe(
      'event: problem\ndata: {"code":"no-cluster"}\n\n',
    );
    expect((await reader.read()).done).toBe(true);
  });

  it('is plain where the server lets no route encode', () => {
    const request = new Request('http://localhost/', { headers: { 'accept-encoding': 'gzip' } });
    expect([...streamResponse({ problem: { code: 'no-cluster' } }, request).headers.values()]).not.toContain('gzip');
  });

  it('is compressed where the request takes it, and says the same when it has ended', async () => {
    allowBodyEncoding();
    const { clock, hub } = await streamed();
    const asked = (headers: HeadersInit) => {
      const aborter = new AbortController();
      const request = new Request('http://localhost/api/cluster/stream', { headers, signal: aborter.signal });
      return { aborter, response: streamResponse(hub, request, { viewers: createViewers(() => 'one') }) };
    };
    const plain = asked({});
    const gzip = asked({ 'accept-encoding': 'gzip, deflate, br' });
    hub.sink.changed('pods', 'ADDED', pod('b'));
    await clock.advance(200);
    for (const { aborter } of [plain, gzip]) aborter.abort();
    expect([...plain.response.headers.values()]).not.toContain('gzip');
    expect([...gzip.response.headers.values()]).toContain('gzip');
    const text = await plain.response.text();
    expect(text).toMatch(/event: delta\nid: 2/);
    expect(gunzipSync(Buffer.from(await gzip.response.arrayBuffer())).toString()).toBe(text);
  });

  it('is compressed too where it says a problem', async () => {
    allowBodyEncoding();
    const request = new Request('http://localhost/', { headers: { 'accept-encoding': 'gzip' } });
    const response = streamResponse({ problem: { code: 'no-cluster' } }, request);
    expect(gunzipSync(Buffer.from(await response.arrayBuffer())).toString()).toBe(
      'event: problem\ndata: {"code":"no-cluster"}\n\n',
    );
  });
});
