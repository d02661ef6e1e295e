/** The numbers of the story: the same on the arrows of the diagram and on the steps of any path. */
import type { Hop, HopId } from './types';

/** What happens to every pod before its node turns to it, as the arrows of the diagram count it. A request and its reception are one. */
export const STORY_NUMBER = {
  client: 1,
  apiserver: 1,
  etcd: 2,
  controllers: 3,
  scheduler: 4,
  kubelet: 5,
} as const satisfies Partial<Record<HopId, number>>;

const isNumbered = (id: HopId): id is keyof typeof STORY_NUMBER => Object.hasOwn(STORY_NUMBER, id);

/** The number of each step of a path, in its order: those of the story, then on from there, one by one. */
export function storyNumbers(hops: readonly Pick<Hop, 'id' | 'reason'>[]): number[] {
  let last: number = STORY_NUMBER.kubelet;
  return hops.map(({ id, reason }) => {
    // The mirror of a static pod comes to the API server late in its story.
    if (isNumbered(id) && reason?.code !== 'mirror') return STORY_NUMBER[id];
    last += 1;
    return last;
  });
}
