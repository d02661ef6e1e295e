import { describe, expect, it } from 'vitest';
import { MOST_NODES, type Scope } from '@/lib/contract/scope';
import { createScopeSender, unionOf } from './scope-sender';

function setUp(taken = true) {
  const posted: [string, Scope][] = [];
  const timers: (() => void)[] = [];
  const sender = createScopeSender({
    post: (viewer, scope) => {
      posted.push([viewer, scope]);
      return Promise.resolve(taken);
    },
    setTimeout: (run) => timers.push(run),
    clearTimeout: () => timers.splice(0),
  });
  const settle = () => {
    for (const run of timers.splice(0)) run();
  };
  return { sender, posted, settle };
}

describe('what is looked at', () => {
  it('is said once the view has settled, and not again while it is the same', () => {
    const { sender, posted, settle } = setUp();
    sender.hello('v1');
    sender.whole(false);
    for (const name of ['a', 'b', 'c']) sender.look({ nodes: [name] });
    settle();
    sender.look({ nodes: ['c'] });
    settle();
    expect(posted).toEqual([['v1', { nodes: ['c'] }]]);
  });

  it('is not said while all of a small cluster comes anyway, and is once it has grown', () => {
    const { sender, posted, settle } = setUp();
    sender.hello('v1');
    sender.look({ nodes: ['a'] });
    settle();
    expect(posted).toEqual([]);
    sender.whole(false);
    settle();
    expect(posted).toEqual([['v1', { nodes: ['a'] }]]);
  });

  it('is said to each new stream, and again where it was not taken', async () => {
    const { sender, posted, settle } = setUp(false);
    sender.whole(false);
    sender.hello('v1');
    sender.look({ nodes: ['a'] });
    settle();
    await Promise.resolve();
    sender.look({ nodes: ['a'] });
    settle();
    sender.hello('v2');
    settle();
    expect(posted.map(([viewer]) => viewer)).toEqual(['v1', 'v1', 'v2']);
  });

  it('of several pages is bounded, that of the first before the others', () => {
    const many = (letter: string) => ({ nodes: Array.from({ length: MOST_NODES }, (_, n) => `${letter}${n}`) });
    expect(unionOf([many('a'), many('b')])).toEqual(many('a'));
    expect(unionOf([{ pods: ['n/a'] }, { pods: ['n/a', 'n/b'], selections: [] }])).toEqual({ pods: ['n/a', 'n/b'] });
  });
});
