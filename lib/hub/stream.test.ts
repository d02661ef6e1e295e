import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { allowBodyEncoding } from '@/lib/cli/body-encoding';
import { fakePod } from '@/lib/kubernetes/testing/fake-api';
import { createManualClock, settle } from '@/lib/kubernetes/testing/manual-clock';
import type { PodObject } from '@/lib/model/objects';
import { createHub } from './hub';
import { problemStream, shutdownClosers, streamOf, streamResponse } from './stream';

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
  const reader = streamOf(hub, aborter.signal, { clock }).getReader();
  const next = async () => new TextDecoder().decode((await reader.read()).value);
  return { clock, hub, aborter, reader, next };
}

describe('the stream', () => {
  it('opens with a comment and the snapshot, then sends deltas', async () => {
    const t = await streamed();
    expect(await t.next()).toBe(': beat\n\n');
    expect(await t.next()).toMatch(/^event: snapshot\nid: 1\ndata: \{"revision":1,.*\}\n\n$/);
    t.hub.sink.changed('pods', 'ADDED', pod('b'));
    await t.clock.advance(200);
    expect(await t.next()).toMatch(/^event: delta\nid: 2\ndata: \{"revision":2,.*"writes":.*\}\n\n$/);
  });

  it('keeps a quiet line open', async () => {
    const t = await streamed();
    await t.next();
    await t.next();
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
    await t.next();
    await t.next();
    expect((await t.reader.read()).done).toBe(true);
  });

  it('sends a browser that does not keep up the whole picture, not everything it missed', async () => {
    const t = await streamed();
    for (let index = 0; index < 12; index++) {
      t.hub.sink.changed('pods', 'MODIFIED', pod('a', 'x'.repeat(1_000_000 + index)));
      await t.clock.advance(1_000);
    }
    const kinds: string[] = [];
    let bytes = 0;
    for (let read = 0; read < 12; read++) {
      const answered = await Promise.race([t.next(), settle().then(() => '')]);
      if (!answered) break;
      bytes += answered.length;
      kinds.push(answered.startsWith(':') ? 'beat' : (/^event: (\w+)/.exec(answered)?.[1] ?? ''));
    }
    expect(bytes).toBeLessThan(8_000_000);
    expect(kinds.filter((kind) => kind === 'snapshot')).toHaveLength(2);
    expect(kinds.lastIndexOf('snapshot')).toBeGreaterThan(kinds.lastIndexOf('delta'));
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
      return { aborter, response: streamResponse(hub, request) };
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
