import { describe, expect, it } from 'vitest';
import type { Problem } from '@/lib/contract/problem';
import { createClusterStore } from './cluster-store';
import { type EventLine, reconnectDelay, type StreamTools, startClusterStream } from './cluster-stream';
import { testPod, testSnapshot } from './testing';

class FakeLine implements EventLine {
  closed = false;
  private readonly listeners = new Map<string, (event: { data?: unknown }) => void>();
  addEventListener(type: string, listener: (event: { data?: unknown }) => void) {
    this.listeners.set(type, listener);
  }
  looked: unknown[] = [];
  close() {
    this.closed = true;
  }
  look(scope: unknown) {
    this.looked.push(scope);
  }
  say(type: string, data?: unknown) {
    this.listeners.get(type)?.({ data: JSON.stringify(data) });
  }
}

function setUp(refusal?: Problem) {
  const lines: FakeLine[] = [];
  const frames: (() => void)[] = [];
  const timers = new Map<number, { run: () => void; wait: number }>();
  let handles = 0;
  const world = { now: 1_000 };
  const tools: StreamTools = {
    open: () => {
      const line = new FakeLine();
      lines.push(line);
      return line;
    },
    explain: () => Promise.resolve(refusal),
    now: () => world.now,
    random: () => 1,
    setTimeout: (run, wait) => {
      handles += 1;
      timers.set(handles, { run, wait });
      return handles;
    },
    clearTimeout: (handle) => {
      timers.delete(Number(handle));
    },
    nextFrame: (run) => frames.push(run),
  };
  const store = createClusterStore();
  const stream = startClusterStream('/api/cluster/stream', store, tools);
  const line = () => {
    const last = lines.at(-1);
    if (!last) throw new Error('no line was opened');
    return last;
  };
  const frame = () => {
    for (const run of frames.splice(0)) run();
  };
  const waits = () => [...timers.values()].map(({ wait }) => wait);
  const pass = () => {
    const due = [...timers.values()];
    timers.clear();
    for (const { run } of due) run();
  };
  return { store, stream, lines, line, frame, waits, pass, world };
}

const delta = (revision: number, over = {}) => ({ revision, at: '2026-11-22T20:00:01Z', ...over });

describe('startClusterStream', () => {
  it('is connecting until the snapshot comes, then open', () => {
    const { stream, store, line } = setUp();
    expect(stream.link()).toEqual({ state: 'connecting', since: 1_000 });
    line().say('snapshot', testSnapshot());
    expect(stream.link().state).toBe('open');
    expect(store.collection('pods').size).toBe(1);
  });

  it('applies the deltas of a frame together and tells once', () => {
    const { store, line, frame } = setUp();
    line().say('snapshot', testSnapshot());
    let told = 0;
    store.subscribe(() => {
      told += 1;
    });
    line().say('delta', delta(2, { pods: { set: [testPod({ name: 'b' })] } }));
    line().say('delta', delta(3, { pods: { gone: ['produccion/web-7d4-x2k'] } }));
    expect(told).toBe(0);
    frame();
    expect(told).toBe(1);
    expect([...store.collection('pods').keys()]).toEqual(['produccion/b']);
  });

  it('keeps the picture when the line is cut and says since when', () => {
    const { stream, store, line, world, waits, pass, lines } = setUp();
    line().say('snapshot', testSnapshot());
    world.now = 5_000;
    line().say('error');
    expect(stream.link()).toEqual({ state: 'reconnecting', since: 5_000 });
    expect(store.collection('pods').size).toBe(1);
    expect(waits()).toEqual([500]);
    world.now = 6_000;
    pass();
    line().say('error');
    expect(stream.link().since).toBe(5_000);
    expect(waits()).toEqual([1_000]);
    pass();
    line().say('snapshot', testSnapshot({ revision: 9 }));
    expect(stream.link().state).toBe('open');
    expect(lines.slice(0, 2).every((old) => old.closed)).toBe(true);
  });

  it('asks for everything again when a delta does not follow', () => {
    const { store, line, frame, pass, lines } = setUp();
    line().say('snapshot', testSnapshot());
    line().say('delta', delta(7));
    frame();
    expect(lines[0]?.closed).toBe(true);
    pass();
    line().say('snapshot', testSnapshot({ revision: 7 }));
    line().say('delta', delta(8, { namespaces: { set: [{ name: 'nuevo', phase: 'Active' }] } }));
    frame();
    expect(store.sections()?.revision).toBe(8);
    expect(store.collection('namespaces').has('nuevo')).toBe(true);
  });

  it('forgets the deltas that a snapshot overtakes', () => {
    const { store, line, frame } = setUp();
    line().say('snapshot', testSnapshot());
    line().say('delta', delta(2));
    line().say('snapshot', testSnapshot({ revision: 5 }));
    frame();
    expect(store.sections()?.revision).toBe(5);
  });

  it('asks for the reason when it is refused', async () => {
    const { stream, line } = setUp({ code: 'context-not-found', values: { context: 'x' } });
    line().say('error');
    await Promise.resolve();
    expect(stream.link()).toMatchObject({ state: 'connecting', problem: { code: 'context-not-found' } });
  });

  it('tells a problem that the server tells, until a snapshot comes', () => {
    const { stream, line } = setUp();
    line().say('problem', { code: 'connection-refused' });
    expect(stream.link().problem?.code).toBe('connection-refused');
    line().say('snapshot', testSnapshot());
    expect(stream.link().problem).toBeUndefined();
  });

  it('tries at once when asked, and never after it was stopped', () => {
    const { stream, line, lines, waits } = setUp();
    line().say('error');
    stream.retry();
    expect(lines).toHaveLength(2);
    expect(waits()).toEqual([]);
    stream.stop();
    line().say('error');
    expect(line().closed).toBe(true);
    expect(waits()).toEqual([]);
  });
});

describe('reconnectDelay', () => {
  it('doubles to fifteen seconds, with jitter only downwards', () => {
    expect([0, 1, 2, 5, 50].map((attempt) => reconnectDelay(attempt, 1))).toEqual([500, 1_000, 2_000, 15_000, 15_000]);
    expect(reconnectDelay(0, 0)).toBe(375);
  });

  it('says what it looks at, on each line anew', () => {
    const { stream, line, pass } = setUp();
    line().say('snapshot', testSnapshot());
    stream.look({ nodes: ['m1'] });
    expect(line().looked.at(-1)).toEqual({ nodes: ['m1'] });
    line().say('error');
    pass();
    expect(line().looked).toEqual([{ nodes: ['m1'] }]);
  });

  it('takes what comes into view after the changes that came before it', () => {
    const { store, line, frame } = setUp();
    line().say('snapshot', testSnapshot());
    line().say('delta', delta(2, { pods: { set: [testPod({ restarts: 1 })] } }));
    line().say('scope', { pods: { set: [testPod({ restarts: 2 })] } });
    expect(store.item('pods', 'produccion/web-7d4-x2k')?.restarts).toBe(2);
    frame();
    expect(store.item('pods', 'produccion/web-7d4-x2k')?.restarts).toBe(2);
    expect(store.sections()?.revision).toBe(2);
  });
});
