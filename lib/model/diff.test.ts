import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createClusterStore } from '../store/cluster-store';
import type { ClusterSnapshot, KindName } from './cluster';
import { type DerivedCluster, derive } from './derive';
import { diffSnapshots } from './diff';
import { isEqual } from './equal';
import type { ObjectOf } from './objects';
import { liveFacts } from './testing/empty-facts';
import { aNode, aPod, container, ended, running, waiting } from './testing/pods';

const name = fc.constantFrom('a', 'b', 'c', 'd');
const state = fc.constantFrom(running, waiting('CrashLoopBackOff'), ended(1, 'Error'));
const pod = fc
  .record({ name, namespace: fc.constantFrom('default', 'kube-system'), node: name, state, restarts: fc.nat(3) })
  .map(({ name, namespace, node, state, restarts }) =>
    aPod(
      { containerStatuses: [container('c', state, { restartCount: restarts })] },
      { nodeName: node },
      {
        name,
        namespace,
        uid: `${namespace}-${name}`,
        labels: namespace === 'kube-system' ? { component: 'etcd' } : {},
      },
    ),
  );
const node = fc
  .record({ name, runtime: fc.constantFrom('containerd://1.7', 'docker://20', 'cri-o://1.30') })
  .map((one) => aNode(one.name, { containerRuntimeVersion: one.runtime, kubeletVersion: 'v1.30.0' }));
const cluster = fc
  .record({
    pods: fc.uniqueArray(pod, { selector: ({ metadata }) => `${metadata.namespace}/${metadata.name}` }),
    nodes: fc.uniqueArray(node, { selector: ({ metadata }) => metadata.name }),
    namespaces: fc.uniqueArray(name).map((names) => names.map((one) => ({ metadata: { name: one } }))),
    identity: fc.option(
      fc.record({ username: name, groups: fc.array(name), evidenceLevel: fc.constant('observed' as const) }),
    ),
  })
  .map(({ pods, nodes, namespaces, identity }) => {
    const objects: { [K in KindName]?: ObjectOf[K][] } = { pods, nodes, namespaces };
    return derive(liveFacts(objects, identity ? { identity } : {}));
  });

const placed = (derived: DerivedCluster, revision: number): ClusterSnapshot => ({ ...derived, revision, at: 't' });

/** What the browser holds, back in the form of a derivation; sections that are undefined count as gone. */
function held(store: ReturnType<typeof createClusterStore>): unknown {
  const { revision: _revision, at: _at, ...sections } = store.sections() ?? {};
  const list = (which: 'nodes' | 'pods' | 'namespaces' | 'workloads' | 'services' | 'summaries') =>
    [...store.collection(which)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
  const known = Object.entries(sections).filter(([, value]) => value !== undefined);
  return {
    ...Object.fromEntries(known),
    nodes: list('nodes'),
    pods: list('pods'),
    namespaces: list('namespaces'),
    workloads: list('workloads'),
    services: list('services'),
    summaries: list('summaries'),
  };
}

describe('a change between two derivations', () => {
  it('applied to the first by the browser gives the second', () => {
    fc.assert(
      fc.property(cluster, cluster, (previous, next) => {
        const store = createClusterStore();
        store.applySnapshot(placed(previous, 1));
        const change = diffSnapshots(previous, next);
        if (change) expect(store.applyDelta({ ...change, revision: 2, at: 't' })).toBe(true);
        expect(held(store)).toEqual(next);
      }),
    );
  });

  it('is none when nothing changed, however new the objects', () => {
    fc.assert(
      fc.property(cluster, (one) => {
        expect(diffSnapshots(one, structuredClone(one))).toBeUndefined();
      }),
    );
  });

  it('names only what changed', () => {
    const before = derive(liveFacts({ pods: [aPod({}, {}, { name: 'a' }), aPod({}, {}, { name: 'b' })] }));
    const after = derive(
      liveFacts({ pods: [aPod({ phase: 'Failed' }, {}, { name: 'a' }), aPod({}, {}, { name: 'c' })] }),
    );
    const change = diffSnapshots({ ...before, kinds: after.kinds }, after);
    expect(Object.keys(change ?? {}).toSorted()).toEqual(['pods', 'sections']);
    expect(Object.keys(change?.sections ?? {})).toEqual(['fleet', 'attention', 'facets']);
    expect(change?.pods?.set?.map((one) => one.name)).toEqual(['a', 'c']);
    expect(change?.pods?.gone).toEqual(['n/b']);
  });
});

describe('equality', () => {
  it.each([
    [{ a: [1, { b: undefined }] }, { a: [1, { b: undefined }] }, true],
    [{ a: undefined }, {}, false],
    [[1, 2], [1], false],
    [[], {}, false],
    [null, {}, false],
    ['1', 1, false],
  ])('of %j and %j is %s', (a, b, expected) => {
    expect(isEqual(a, b)).toBe(expected);
  });
});
