import { describe, expect, it } from 'vitest';
import { layout } from '../layout';
import { classroom } from '../testing/classroom';
import { STORY_NUMBER, storyNumbers } from './story';
import { aPod } from './testing/story';
import { tracePod } from './trace';

const OPTIONS = {
  arrangement: 'role',
  reading: 'story',
  canvas: { width: 1440, height: 800 },
  unit: 1,
  floor: 0,
} as const;

describe('the numbers of the story', () => {
  it('are on the arrows of the diagram what they are on the steps of a path', () => {
    const { edges } = layout(classroom(), OPTIONS);
    const numbers = new Map(edges.flatMap((edge) => (edge.step ? [[edge.to, edge.step] as const] : [])));
    expect(numbers.get('component:kube-apiserver')).toBe(STORY_NUMBER.client);
    expect(numbers.get('component:etcd')).toBe(STORY_NUMBER.etcd);
    expect(numbers.get('component:kube-controller-manager')).toBe(STORY_NUMBER.controllers);
    expect(numbers.get('component:kube-scheduler')).toBe(STORY_NUMBER.scheduler);
    expect([...numbers].find(([to]) => to.startsWith('component:kubelet'))?.[1]).toBe(STORY_NUMBER.kubelet);
  });

  it('stay the same where a step is missing, and go on one by one after the kubelet', () => {
    const direct = tracePod({ pod: aPod() }).hops;
    expect(direct.map(({ id }) => id).slice(0, 5)).toEqual(['client', 'apiserver', 'etcd', 'scheduler', 'kubelet']);
    expect(storyNumbers(direct).slice(0, 5)).toEqual([1, 1, 2, 4, 5]);
    const rest: Parameters<typeof storyNumbers>[0] = [
      { id: 'kubelet' },
      { id: 'sandbox' },
      { id: 'image' },
      { id: 'start' },
    ];
    expect(storyNumbers(rest)).toEqual([5, 6, 7, 8]);
  });
});
