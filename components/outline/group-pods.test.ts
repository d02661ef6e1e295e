import { describe, expect, it } from 'vitest';
import { COMPONENT_IDS, type PodView } from '@/lib/model/cluster';
import { groupPods, LANES } from './group-pods';

const pod = (name: string, node?: string): PodView => ({
  namespace: 'default',
  name,
  status: 'Running',
  health: 'ok',
  ready: '1/1',
  restarts: 0,
  ...(node ? { node } : {}),
  static: false,
  containers: [],
});

describe('groupPods', () => {
  const pods = [pod('a', 'n1'), pod('b', 'n2'), pod('c'), pod('d', 'n1')];

  it('puts each pod under its machine, or under none', () => {
    const { byNode, unscheduled, total, shown } = groupPods(pods, () => true);
    expect(byNode.get('n1')?.shown.map(({ name }) => name)).toEqual(['a', 'd']);
    expect(unscheduled.shown.map(({ name }) => name)).toEqual(['c']);
    expect([total, shown]).toEqual([4, 4]);
  });

  it('counts what the filters hide, where it is hidden', () => {
    const { byNode, unscheduled, total, shown } = groupPods(pods, ({ name }) => name === 'a');
    expect(byNode.get('n1')).toMatchObject({ hidden: 1 });
    expect(byNode.get('n2')).toEqual({ shown: [], hidden: 1 });
    expect(unscheduled).toEqual({ shown: [], hidden: 1 });
    expect([total, shown]).toEqual([4, 1]);
  });
});

describe('lanes of the outline', () => {
  it('leave no component of the architecture out, and name none twice', () => {
    expect(Object.values(LANES).flat().toSorted()).toEqual([...COMPONENT_IDS].toSorted());
  });
});
