import { describe, expect, it } from 'vitest';
import type { EventLine } from './cluster-stream';
import { createSharedStream, MOST_UNREAD, type WorkerMessage } from './shared-stream';
import { testPod, testSnapshot } from './testing';

const URL = '/api/cluster/stream';
const at = '2026-11-22T20:00:01Z';

function setUp() {
  const opened: { url: string; closed: boolean; looked: unknown[]; say(type: string, data?: unknown): void }[] = [];
  const shared = createSharedStream((url): EventLine => {
    const listeners = new Map<string, (event: { data?: unknown }) => void>();
    const line = {
      url,
      closed: false,
      looked: [] as unknown[],
      say: (type: string, data?: unknown) => listeners.get(type)?.({ data: JSON.stringify(data) }),
    };
    opened.push(line);
    return {
      addEventListener: (type, listener) => listeners.set(type, listener),
      look: (scope) => line.looked.push(scope),
      close: () => {
        line.closed = true;
      },
    };
  });
  const page = () => {
    const told: WorkerMessage[] = [];
    const port = shared.join({ post: (message) => told.push(message) });
    return {
      told,
      types: () => told.map(({ type }) => type),
      ...port,
      open: (url = URL) => port.hear({ say: 'open', url }),
    };
  };
  const line = () => {
    const last = opened.at(-1);
    if (!last) throw new Error('nothing was opened');
    return last;
  };
  return { opened, page, line };
}

describe('pages that share a stream', () => {
  it('open one line for all that ask for the same cluster, and one more for another', () => {
    const { opened, page } = setUp();
    page().open();
    page().open();
    page().open(`${URL}?context=b`);
    expect(opened.map(({ url }) => url)).toEqual([URL, `${URL}?context=b`]);
  });

  it('are all told everything, and one that comes later first gets the picture as it has become', () => {
    const { page, line } = setUp();
    const first = page();
    first.open();
    line().say('snapshot', testSnapshot());
    line().say('delta', { revision: 2, at, pods: { set: [testPod({ name: 'b' })] } });
    const second = page();
    second.open();
    line().say('delta', { revision: 3, at });
    expect(first.types()).toEqual(['snapshot', 'delta', 'delta']);
    expect(second.types()).toEqual(['snapshot', 'delta']);
    expect(second.told[0]?.data).toEqual({
      ...testSnapshot({ revision: 2, at }),
      pods: [testPod(), testPod({ name: 'b' })],
    });
  });

  it('that come later are told the problem too, until there is a picture', () => {
    const { page, line } = setUp();
    page().open();
    line().say('problem', { code: 'unauthorized' });
    const second = page();
    second.open();
    expect(second.told).toEqual([{ type: 'problem', data: { code: 'unauthorized' } }]);
    line().say('snapshot', testSnapshot());
    const third = page();
    third.open();
    expect(third.types()).toEqual(['snapshot']);
  });

  it('close the line with the last of them, whether it says so or is gone', () => {
    const { page, line, opened } = setUp();
    const [first, second] = [page(), page()];
    first.open();
    second.open();
    first.close();
    expect(line().closed).toBe(false);
    second.hear({ say: 'close' });
    expect(line().closed).toBe(true);
    page().open();
    expect(opened).toHaveLength(2);
  });

  it('are all told that the line is cut, and the first that asks again opens the next', () => {
    const { page, line, opened } = setUp();
    const [first, second] = [page(), page()];
    first.open();
    second.open();
    line().say('snapshot', testSnapshot());
    line().say('error');
    expect(first.types()).toEqual(['snapshot', 'error']);
    expect(second.types()).toEqual(['snapshot', 'error']);
    expect(opened[0]?.closed).toBe(true);
    second.open();
    first.open();
    expect(opened).toHaveLength(2);
    line().say('snapshot', testSnapshot({ revision: 9 }));
    expect(first.types().at(-1)).toBe('snapshot');
  });

  it('ask anew when a delta does not follow', () => {
    const { page, line } = setUp();
    const one = page();
    one.open();
    line().say('snapshot', testSnapshot());
    line().say('delta', { revision: 7, at });
    expect(one.types()).toEqual(['snapshot', 'error']);
  });

  it('do not pile up messages for one that is frozen: it gets the picture once it reads again', () => {
    const { page, line } = setUp();
    const frozen = page();
    frozen.open();
    line().say('snapshot', testSnapshot());
    for (let n = 0; n < MOST_UNREAD * 3; n += 1) line().say('delta', { revision: n + 2, at });
    expect(frozen.told).toHaveLength(MOST_UNREAD);
    for (let n = 0; n < MOST_UNREAD; n += 1) frozen.hear({ say: 'read' });
    expect(frozen.told).toHaveLength(MOST_UNREAD + 1);
    expect(frozen.told.at(-1)).toMatchObject({ type: 'snapshot', data: { revision: MOST_UNREAD * 3 + 1 } });
    line().say('delta', { revision: MOST_UNREAD * 3 + 2, at });
    expect(frozen.types().at(-1)).toBe('delta');
  });

  it('look at what any of them looks at, and no longer at that of one that is gone', () => {
    const { page, line } = setUp();
    const [first, second] = [page(), page()];
    first.open();
    first.hear({ say: 'look', scope: { nodes: ['a', 'b'], selections: ['node:a'] } });
    second.open();
    second.hear({ say: 'look', scope: { nodes: ['b', 'c'] } });
    expect(line().looked.at(-1)).toEqual({ nodes: ['b', 'c', 'a'], selections: ['node:a'] });
    first.close();
    expect(line().looked.at(-1)).toEqual({ nodes: ['b', 'c'] });
  });

  it('are told what comes into view, and so is one that comes later', () => {
    const { page, line } = setUp();
    const [first, second] = [page(), page()];
    first.open();
    line().say('snapshot', testSnapshot({ pods: [] }));
    line().say('scope', { pods: { set: [testPod()] } });
    second.open();
    expect(first.types()).toEqual(['snapshot', 'scope']);
    expect(second.told[0]).toMatchObject({ data: { pods: [testPod()] } });
  });
});
