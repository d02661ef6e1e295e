import { describe, expect, it } from 'vitest';
import { type KubeObject, RevisionStore, SpaceExceeded } from './store.ts';

const MIB = 2 ** 20;
const configMap = (name: string, bytes: number): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'default', uid: name, creationTimestamp: '', resourceVersion: '' },
  data: { file: 'x'.repeat(bytes) },
});

describe('what the store keeps', () => {
  it('forgets the oldest changes when they weigh too much, however few they are, and never the newest', () => {
    const store = new RevisionStore();
    for (let round = 0; round < 200; round += 1) store.put('configmaps', configMap('big', MIB));
    expect(store.compacted).toBeGreaterThan(100);
    expect(store.compacted).toBeLessThan(store.revision);
    expect(store.since('configmaps', store.revision - 1)).toHaveLength(1);
    expect(() => store.since('configmaps', 2)).toThrow();
  });

  it('takes no more objects than fit, and some again when others are gone', () => {
    const store = new RevisionStore();
    let count = 0;
    const fill = () => {
      for (; ; count += 1) store.put('configmaps', configMap(`n${count}`, MIB));
    };
    expect(fill).toThrow(SpaceExceeded);
    expect(count).toBeGreaterThan(200);
    expect(count).toBeLessThan(300);
    store.remove('configmaps', 'default/n0');
    expect(() => store.put('configmaps', configMap('again', MIB / 2))).not.toThrow();
  });
});
