import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClusterDelta } from '@/lib/model/cluster';
import { createClusterStore } from './cluster-store';
import { testPod, testSnapshot } from './testing';

const at = '2026-11-22T20:00:01Z';

describe('createClusterStore', () => {
  it('keeps the same Map for a collection that did not change, and the same object for a pod that did not', () => {
    const store = createClusterStore();
    store.applySnapshot(testSnapshot({ pods: [testPod(), testPod({ name: 'b' })] }));
    const nodes = store.collection('nodes');
    const pod = store.collection('pods').get('produccion/b');
    store.applyDelta({ revision: 2, at, pods: { gone: ['produccion/web-7d4-x2k'] } });
    expect(store.collection('nodes')).toBe(nodes);
    expect(store.collection('pods').get('produccion/b')).toBe(pod);
  });

  it('refuses a delta that does not follow and stays as it was', () => {
    const store = createClusterStore();
    expect(store.applyDelta({ revision: 1, at })).toBe(false);
    store.applySnapshot(testSnapshot());
    expect(store.applyDelta({ revision: 3, at, pods: { gone: ['produccion/web-7d4-x2k'] } })).toBe(false);
    expect(store.collection('pods').size).toBe(1);
    expect(store.sections()?.revision).toBe(1);
  });

  it('tells once of several deltas, and of all their writes together', () => {
    const store = createClusterStore();
    store.applySnapshot(testSnapshot());
    const told: string[] = [];
    store.subscribe(() => told.push('changed'));
    store.onWrites((writes, omitted) => told.push(`${writes.length} writes, ${omitted} omitted`));
    const write = { id: 1, at, type: 'MODIFIED', kind: 'pods', name: 'a', evidenceLevel: 'observed' } as const;
    store.applyDeltas([
      { revision: 2, at, writes: [write], writesOmitted: 3 },
      { revision: 3, at, writes: [write, write] },
    ]);
    expect(told).toEqual(['changed', '3 writes, 3 omitted']);
  });

  it('ends where a snapshot of the same pods would, whatever the deltas were', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd');
    const change = fc.record({ set: fc.array(fc.tuple(name, fc.nat(9))), gone: fc.array(name) });
    fc.assert(
      fc.property(fc.array(change), (changes) => {
        const store = createClusterStore();
        store.applySnapshot(testSnapshot({ pods: [] }));
        const expected = new Map<string, number>();
        const deltas = changes.map(({ set, gone }, index): ClusterDelta => {
          for (const one of gone) expected.delete(one);
          for (const [one, restarts] of set) expected.set(one, restarts);
          const pods = set.map(([one, restarts]) => testPod({ name: one, restarts }));
          return { revision: index + 2, at, pods: { set: pods, gone: gone.map((one) => `produccion/${one}`) } };
        });
        expect(store.applyDeltas(deltas)).toBe(true);
        const found = [...store.collection('pods').values()].map((pod) => [pod.name, pod.restarts] as const);
        expect(new Map(found)).toEqual(expected);
      }),
    );
  });
});
