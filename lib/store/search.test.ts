import { describe, expect, it } from 'vitest';
import type { WorkloadView } from '@/lib/model/cluster';
import { buildSearchIndex, search } from '@/lib/model/search';
import { createClusterStore } from './cluster-store';
import { testPod, testSnapshot } from './testing';

function indexOf(over: Parameters<typeof testSnapshot>[0] = {}) {
  const store = createClusterStore();
  store.applySnapshot(testSnapshot(over));
  return buildSearchIndex(store);
}

describe('search', () => {
  it('answers nothing to an empty question', () => {
    expect(search(indexOf(), '  ', 5)).toEqual([]);
  });

  it('finds a pod by name, namespace, node and state together', () => {
    const [answer] = search(indexOf(), 'web producción trabajador running', 5);
    expect(answer?.found.map(({ target }) => target)).toEqual(['pod:produccion/web-7d4-x2k']);
  });

  it('puts the whole name before a start, a start before the middle', () => {
    const pods = ['my-web', 'web', 'web-1'].map((name) => testPod({ name }));
    const pod = search(indexOf({ pods }), 'web', 5).find(({ group }) => group === 'pods');
    expect(pod?.found.map(({ title }) => title)).toEqual(['web', 'web-1', 'my-web']);
  });

  it('finds components, nodes, namespaces and images', () => {
    const index = indexOf();
    expect(search(index, 'apiserver', 5)[0]?.found[0]?.target).toBe('component:kube-apiserver');
    expect(search(index, 'trabajador-1', 5)[0]?.found[0]?.target).toBe('node:trabajador-1');
    expect(search(index, 'produccion', 5)[0]?.found[0]?.target).toBe('namespace:produccion');
    expect(search(index, 'nginx', 5)[0]?.found[0]).toMatchObject({ target: 'nginx:1.27', count: 1 });
  });

  it('leaves out the ReplicaSets of Deployments', () => {
    const set: Omit<WorkloadView, 'name'> = {
      kind: 'ReplicaSet',
      namespace: 'produccion',
      desired: 1,
      ready: 1,
      images: [],
      health: 'ok',
    };
    const workloads = [
      { ...set, name: 'web-7d4', owner: { kind: 'Deployment', name: 'web' } },
      { ...set, name: 'alone' },
    ];
    expect(
      search(indexOf({ workloads, pods: [] }), 'produccion', 5).find(({ group }) => group === 'workloads')?.found,
    ).toHaveLength(1);
  });

  it('says how many more there are, with ten thousand pods in one pass', () => {
    const pods = Array.from({ length: 10_000 }, (_, at) => testPod({ name: `carga-${at}` }));
    const index = indexOf({ pods });
    const [answer] = search(index, 'carga', 6);
    expect(answer?.found).toHaveLength(6);
    expect(answer?.more).toBe(9_994);
  });
});
