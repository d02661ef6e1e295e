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

  it.each([1_000, 20_000])('calls who shows the pod that changed, and nobody else, among %i', (count) => {
    const store = createClusterStore();
    store.applySnapshot(testSnapshot({ pods: Array.from({ length: count }, (_, n) => testPod({ name: `p${n}` })) }));
    const told: string[] = [];
    for (let n = 0; n < count; n += 1) store.onItem('pods', `produccion/p${n}`, () => told.push(`p${n}`));
    store.onItem('nodes', 'trabajador-1', () => told.push('node'));
    store.onCollection('nodes', () => told.push('nodes'));
    store.onCollection('pods', () => told.push('pods'));
    store.onSection('events', () => told.push('events'));
    store.subscribe(() => told.push('batch'));
    store.applyDelta({
      revision: 2,
      at,
      pods: { set: [testPod({ name: 'p7', restarts: 1 })], gone: ['produccion/x'] },
    });
    expect(told.toSorted()).toEqual(['batch', 'p7', 'pods']);
  });

  it('leaves a Map that was read as it was, and reads one item without one', () => {
    const store = createClusterStore();
    store.applySnapshot(testSnapshot());
    const before = store.collection('pods');
    store.applyDelta({ revision: 2, at, pods: { set: [testPod({ restarts: 9 })] } });
    expect(before.get('produccion/web-7d4-x2k')?.restarts).toBe(0);
    expect(store.item('pods', 'produccion/web-7d4-x2k')?.restarts).toBe(9);
    expect(store.collection('pods')).toBe(store.collection('pods'));
    expect(store.collection('pods')).not.toBe(before);
  });

  it('tells who shows a pod that it came, that it went, and that a snapshot is without it', () => {
    const store = createClusterStore();
    store.applySnapshot(testSnapshot({ pods: [] }));
    const seen: (number | undefined)[] = [];
    const stop = store.onItem('pods', 'produccion/a', () => seen.push(store.item('pods', 'produccion/a')?.restarts));
    store.applyDelta({ revision: 2, at, pods: { set: [testPod({ name: 'a', restarts: 1 })] } });
    store.applyDelta({ revision: 3, at, pods: { gone: ['produccion/a'] } });
    store.applyDelta({ revision: 4, at, pods: { set: [testPod({ name: 'a', restarts: 2 })] } });
    store.applySnapshot(testSnapshot({ pods: [] }));
    stop();
    store.applySnapshot(testSnapshot({ pods: [testPod({ name: 'a' })] }));
    expect(seen).toEqual([1, undefined, 2, undefined]);
  });
});
