import { describe, expect, it } from 'vitest';
import type { PodObject } from '@/lib/model/objects';
import type { Clock } from './clock';
import { transformedDecoded, transformedOrNothing } from './kinds/definition';
import { pods } from './kinds/pods';
import { pod } from './protobuf/messages/pods';
import { type ReflectorState, startReflector } from './reflector';
import { createRetryPace } from './retry-pace';
import { createFakeApi, fakePod, fakeTransport, refused, statusAnswer } from './testing/fake-api';
import { createManualClock, settle } from './testing/manual-clock';
import type { ApiRequest } from './transport';

const PODS = '/api/v1/pods';

/** A reflector of pods over a fake API, and everything it said. */
function reflected({ protobuf = false, ...options }: { pageSize?: number; protobuf?: boolean } = {}) {
  const api = createFakeApi();
  const clock = createManualClock();
  const network: { failure?: Error | 'hangs' | ((request: ApiRequest) => 'hangs' | undefined) } = {};
  const held = new Map<string, PodObject>();
  const parts: string[] = [];
  let inList = new Set<string>();
  const states: string[] = [];
  const seen: string[] = [];
  let lists = 0;
  let smallest = Number.POSITIVE_INFINITY;
  api.serve(PODS, [fakePod('a'), fakePod('b'), fakePod('c')]);
  const [groupVersionResource] = pods.groupVersionResources;
  const start = () =>
    startReflector<PodObject>({
      transport: fakeTransport(
        api,
        clock,
        (request) => (typeof network.failure === 'function' ? network.failure(request) : network.failure),
        protobuf ? pod : undefined,
      ),
      clock,
      random: () => 0.5,
      pace: createRetryPace(clock, () => 0.5),
      path: PODS,
      message: pod,
      transform: (raw, decoded) =>
        decoded ? transformedDecoded(groupVersionResource, raw) : transformedOrNothing(groupVersionResource, raw),
      sink: {
        listed(objects, part) {
          parts.push(
            `${part.first ? '[' : ''}${objects.map(({ metadata }) => metadata.name).join('')}${part.last ? ']' : ''}`,
          );
          if (part.first) inList = new Set();
          for (const object of objects) held.set(object.metadata.name, object);
          for (const { metadata } of objects) inList.add(metadata.name);
          if (!part.last) return;
          lists += 1;
          for (const name of held.keys()) if (!inList.has(name)) held.delete(name);
          smallest = Math.min(smallest, held.size);
        },
        changed(type, object) {
          seen.push(`${type} ${object.metadata.name}`);
          if (type === 'DELETED') held.delete(object.metadata.name);
          else held.set(object.metadata.name, object);
          smallest = Math.min(smallest, held.size);
        },
        state: (state: ReflectorState) => states.push(state.state),
        heard() {},
      },
      ...options,
    });
  const names = () => [...held.keys()].sort().join('');
  const watchesAsked = () => api.requests.filter((path) => path.includes('watch=1'));
  return {
    api,
    clock,
    network,
    states,
    seen,
    parts,
    start,
    names,
    watchesAsked,
    listed: () => lists,
    smallest: () => smallest,
  };
}

/** A body that is open and says nothing. */
async function* silence(): AsyncGenerator<Buffer, void> {
  await new Promise(() => {});
  yield Buffer.of();
}

/** A line at two hundred bytes a second. */
async function* trickle(clock: Clock, line: string): AsyncGenerator<Buffer, void> {
  for (let at = 0; at < line.length; at += 200) {
    yield Buffer.from(line.slice(at, at + 200));
    await new Promise<void>((resolve) => clock.after(1_000, resolve));
  }
}

describe('a reflector', () => {
  it('lists in pages and then watches from the version of the list', async () => {
    const t = reflected({ pageSize: 2 });
    const reflector = t.start();
    await settle();
    expect(t.parts).toEqual(['[ab', 'c]']);
    expect(t.names()).toBe('abc');
    // What the server remembers may come in one piece, which is no way to read JSON.
    expect(t.api.requests.slice(0, 3)).toEqual([
      `${PODS}?limit=2&resourceVersion=0`,
      `${PODS}?limit=2`,
      `${PODS}?limit=2&continue=2`,
    ]);
    expect(t.watchesAsked()[0]).toContain('allowWatchBookmarks=true&resourceVersion=100&');
    expect(t.states).toEqual(['loading', 'live']);
    reflector.stop();
    expect(await reflector.ended).toEqual({ end: 'stopped' });
  });

  it('tells additions, changes and deletions as they come', async () => {
    const t = reflected();
    const reflector = t.start();
    await settle();
    t.api.put(PODS, fakePod('d'));
    t.api.put(PODS, fakePod('a'));
    t.api.remove(PODS, 'default/b');
    await settle();
    expect(t.seen).toEqual(['ADDED d', 'MODIFIED a', 'DELETED b']);
    reflector.stop();
  });

  it('resumes from the last version, bookmarks included, when the server closes the watch', async () => {
    const t = reflected();
    const reflector = t.start();
    await settle();
    t.api.bookmark();
    await t.clock.advance(5_000);
    t.api.endWatches();
    await t.clock.advance(1_000);
    expect(t.watchesAsked()).toHaveLength(2);
    expect(t.watchesAsked()[1]).toContain('resourceVersion=101&');
    expect(t.listed()).toBe(1);
    reflector.stop();
  });

  it('loses nothing that happened while the server was away, and says since when it is stale', async () => {
    const t = reflected();
    const reflector = t.start();
    await settle();
    t.network.failure = refused();
    t.api.endWatches(refused());
    await t.clock.advance(2_000);
    expect(t.states.at(-1)).toBe('stale');
    expect(t.names()).toBe('abc');
    t.api.put(PODS, fakePod('d'));
    t.api.remove(PODS, 'default/a');
    delete t.network.failure;
    await t.clock.advance(31_000);
    expect(t.states.at(-1)).toBe('live');
    expect(t.names()).toBe('bcd');
    expect(t.listed()).toBe(1);
    reflector.stop();
  });

  it('lists anew on 410 inside a watch, and the picture is never empty on the way', async () => {
    const t = reflected();
    const reflector = t.start();
    await settle();
    await t.clock.advance(5_000);
    t.api.deafen();
    t.api.put(PODS, fakePod('d'));
    t.api.compact();
    reflector.kick();
    await t.clock.advance(5_000);
    expect(t.names()).toBe('abcd');
    expect(t.listed()).toBe(2);
    expect(t.smallest()).toBe(3);
    reflector.stop();
  });

  it('opens a watch anew that died without a word, from where it was', async () => {
    const t = reflected();
    const reflector = t.start();
    await settle();
    t.api.deafen();
    t.api.put(PODS, fakePod('d'));
    await t.clock.advance(30_000);
    expect(t.seen).toEqual(['ADDED d']);
    expect(t.listed()).toBe(1);
    expect(t.states.slice(0, 4)).toEqual(['loading', 'live', 'stale', 'live']);
    reflector.stop();
  });

  it('hears of a quiet kind every twenty seconds, and says nothing of it', async () => {
    const t = reflected();
    const reflector = t.start();
    await t.clock.advance(100_000);
    expect(t.watchesAsked().length).toBeGreaterThan(4);
    expect(t.watchesAsked().length).toBeLessThan(8);
    expect(t.states.filter((state) => state !== 'live')).toEqual(['loading']);
    expect(t.listed()).toBe(1);
    reflector.stop();
  });

  it('lists again and again where watches open and never say a word, and says that it does', async () => {
    const t = reflected();
    t.api.override((url) => (url.searchParams.has('watch') ? { status: 200, body: silence() } : undefined));
    const reflector = t.start();
    await t.clock.advance(60_000);
    expect(t.states).toContain('stale');
    expect(t.states.at(-1)).toBe('polled');
    t.api.put(PODS, fakePod('d'));
    await t.clock.advance(30_000);
    expect(t.names()).toBe('abcd');
    reflector.stop();
  });

  it('lists again and again where a proxy holds back the answers of watches, and says that it does', async () => {
    const t = reflected();
    const holds = ({ path }: { path: string }) => (path.includes('watch=1') ? 'hangs' : undefined);
    t.network.failure = holds;
    const reflector = t.start();
    await t.clock.advance(11_000);
    expect(t.states.at(-1)).toBe('stale');
    t.api.put(PODS, fakePod('d'));
    await t.clock.advance(15_000);
    expect(t.states.at(-1)).toBe('polled');
    expect(t.names()).toBe('abcd');
    t.api.remove(PODS, 'default/a');
    await t.clock.advance(25_000);
    expect(t.names()).toBe('bcd');
    expect(t.states.slice(3)).not.toContain('stale');
    expect(t.listed()).toBeLessThan(5);
    delete t.network.failure;
    await t.clock.advance(25_000);
    expect(t.states.at(-1)).toBe('live');
    reflector.stop();
  });

  it('goes on from where it was when for a while nothing came at all, lists included', async () => {
    const t = reflected();
    const reflector = t.start();
    await settle();
    t.network.failure = 'hangs';
    t.api.endWatches();
    await t.clock.advance(120_000);
    expect(t.states.at(-1)).toBe('stale');
    t.api.put(PODS, fakePod('d'));
    delete t.network.failure;
    reflector.kick();
    await t.clock.advance(1_000);
    expect(t.names()).toBe('abcd');
    expect(t.states.at(-1)).toBe('live');
    expect(t.listed()).toBe(1);
    reflector.stop();
  });

  it('lists again and again for who may list and not watch', async () => {
    const t = reflected();
    const allow = t.api.override((url) => (url.searchParams.has('watch') ? statusAnswer(403, 'Forbidden') : undefined));
    const reflector = t.start();
    await settle();
    expect(t.states.at(-1)).toBe('polled');
    t.api.put(PODS, fakePod('d'));
    await t.clock.advance(21_000);
    expect(t.names()).toBe('abcd');
    allow();
    await t.clock.advance(21_000);
    expect(t.states.at(-1)).toBe('live');
    reflector.stop();
  });

  it('gives up a watch that trickles, and lists instead', async () => {
    const t = reflected();
    const line = JSON.stringify({ type: 'ADDED', object: fakePod('late', 'default', { note: 'x'.repeat(50_000) }) });
    t.api.override((url) =>
      url.searchParams.has('watch') ? { status: 200, body: trickle(t.clock, line) } : undefined,
    );
    const reflector = t.start();
    await settle();
    t.api.put(PODS, fakePod('d'));
    await t.clock.advance(15_000);
    expect(t.states).toContain('stale');
    expect(t.names()).toBe('abcd');
    reflector.stop();
  });

  it('obeys Retry-After, and never comes earlier', async () => {
    const t = reflected();
    const answer = { ...statusAnswer(429, 'TooManyRequests'), headers: { 'retry-after': '7' } };
    t.api.override(() => answer);
    const reflector = t.start();
    await t.clock.advance(6_900);
    expect(t.api.requests).toHaveLength(1);
    await t.clock.advance(60_000);
    expect(t.api.requests.length).toBeGreaterThan(4);
    expect(t.api.requests.length).toBeLessThan(11);
    reflector.stop();
  });

  it('measures by a clock that nobody sets back', async () => {
    const t = reflected();
    const reflector = t.start();
    await settle();
    t.clock.set(-30 * 60_000);
    t.api.put(PODS, fakePod('d'));
    t.api.endWatches();
    await t.clock.advance(5_000);
    expect(t.names()).toBe('abcd');
    expect(t.states.at(-1)).toBe('live');
    reflector.stop();
  });

  it('starts the list over when its continue token expires, and at last asks for it in one piece', async () => {
    const t = reflected({ pageSize: 2 });
    t.api.override((url) => (url.searchParams.has('continue') ? statusAnswer(410, 'Expired') : undefined));
    const reflector = t.start();
    await settle();
    expect(t.names()).toBe('abc');
    expect(t.api.requests.filter((path) => !path.includes('watch'))).toEqual([
      `${PODS}?limit=2&resourceVersion=0`,
      `${PODS}?limit=2`,
      `${PODS}?limit=2&continue=2`,
      `${PODS}?limit=2&resourceVersion=0`,
      `${PODS}?limit=2`,
      `${PODS}?limit=2&continue=2`,
      PODS,
    ]);
    reflector.stop();
  });

  it.each([
    [403, 'Forbidden', 'forbidden'],
    [404, 'NotFound', 'missing'],
  ])('gives up on a first answer of %i', async (status, reason, end) => {
    const t = reflected();
    t.api.override(() => statusAnswer(status, reason));
    const reflector = t.start();
    expect((await reflector.ended).end).toBe(end);
  });

  it('does not believe a 403 of a server that is just starting, and keeps the picture', async () => {
    const t = reflected();
    const reflector = t.start();
    await settle();
    const allow = t.api.override((url) => (url.searchParams.has('watch') ? statusAnswer(403, 'Forbidden') : undefined));
    t.api.endWatches();
    const list = t.api.override((url) => (url.searchParams.has('watch') ? undefined : statusAnswer(403, 'Forbidden')));
    await t.clock.advance(1_000);
    expect(t.states.at(-1)).toBe('stale');
    list();
    allow();
    await t.clock.advance(31_000);
    expect(t.states.at(-1)).toBe('live');
    expect(t.smallest()).toBe(3);
    reflector.stop();
  });

  it('waits longer after each failure, never more than ten seconds', async () => {
    const t = reflected();
    t.network.failure = refused();
    const reflector = t.start();
    const waits: number[] = [];
    for (let attempt = 0; attempt < 9; attempt++) {
      await settle();
      const [wait = 0] = t.clock.waits;
      waits.push(wait);
      await t.clock.advance(wait);
    }
    expect(waits).toEqual([375, 750, 1500, 3000, 6000, 7500, 7500, 7500, 7500]);
    reflector.stop();
  });

  it('does not ask in a busy loop when the server closes each watch at once', async () => {
    const t = reflected();
    const reflector = t.start();
    await settle();
    for (let second = 0; second < 20; second++) {
      t.api.endWatches();
      await t.clock.advance(500);
    }
    expect(t.watchesAsked().length).toBeLessThan(8);
    reflector.stop();
  });

  it('takes a huge object that comes in many pieces', async () => {
    const t = reflected();
    const reflector = t.start();
    await settle();
    const blob = 'x'.repeat(1_500_000);
    t.api.put(PODS, fakePod('huge', 'default', { status: { phase: 'Running', message: blob } }));
    await settle();
    expect(t.names()).toBe('abchuge');
    reflector.stop();
  });

  it('leaves out what is no object, and keeps the rest', async () => {
    const t = reflected();
    const hostile = [
      null,
      7,
      'text',
      {},
      { metadata: {} },
      { metadata: { name: 9 } },
      fakePod('__proto__'),
      fakePod('ok'),
    ];
    const list = { kind: 'PodList', metadata: { resourceVersion: '1' }, items: hostile };
    t.api.override((url) => (url.searchParams.has('watch') ? undefined : { status: 200, body: JSON.stringify(list) }));
    const reflector = t.start();
    await settle();
    expect(t.names()).toBe('__proto__ok');
    reflector.stop();
  });
});

describe('a reflector of a server that writes protobuf', () => {
  it('lists in pages, watches, and resumes from a bookmark', async () => {
    const t = reflected({ protobuf: true, pageSize: 2 });
    const reflector = t.start();
    await settle();
    expect(t.parts).toEqual(['[ab', 'c]']);
    t.api.put(PODS, fakePod('d'));
    t.api.remove(PODS, 'default/b');
    t.api.bookmark();
    await t.clock.advance(5_000);
    expect(t.seen).toEqual(['ADDED d', 'DELETED b']);
    t.api.endWatches();
    await t.clock.advance(1_000);
    expect(t.watchesAsked().at(-1)).toContain('resourceVersion=103&');
    expect(t.names()).toBe('acd');
    reflector.stop();
  });

  it('lists anew, without going back to what the server remembers, when its version is too old', async () => {
    const t = reflected({ protobuf: true });
    const reflector = t.start();
    await settle();
    t.api.endWatches();
    t.api.compact();
    t.api.put(PODS, fakePod('d'));
    await t.clock.advance(30_000);
    expect(t.listed()).toBe(2);
    expect(t.names()).toBe('abcd');
    expect(t.smallest()).toBe(3);
    const lists = t.api.requests.filter((path) => !path.includes('watch'));
    expect(lists).toEqual([`${PODS}?limit=500&resourceVersion=0`, `${PODS}?limit=500`]);
    reflector.stop();
  });

  it('understands its refusals', async () => {
    const t = reflected({ protobuf: true });
    t.api.override(() => statusAnswer(403, 'Forbidden', 'pods is forbidden'));
    expect(await t.start().ended).toMatchObject({ end: 'forbidden', problem: { detail: 'pods is forbidden' } });
  });
});
