import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeShared } from '@/lib/testing/shared';
import { type ClusterSnapshot, KIND_NAMES, type KindName, type KindState, keyOf } from './cluster';
import { type ClusterFacts, derive, MOST_EVENTS } from './derive';
import type { EventObject, ObjectOf } from './objects';
import { liveFacts } from './testing/empty-facts';
import { EXPECTED } from './testing/expected-clusters';
import { fixtureClusters } from './testing/fixture-clusters';
import { aNode, aPod, condition, container, running } from './testing/pods';
import { recordedFacts } from './testing/recorded-clusters';

type Derived = Omit<ClusterSnapshot, 'revision' | 'at'>;

/** What must hold whatever was read. */
function expectHonest(cluster: Derived) {
  for (const one of cluster.components) {
    if (one.evidenceLevel === 'observed') expect(one.evidence, `${one.id} is observed`).not.toEqual([]);
    else expect(one.reason, `${one.id} is ${one.evidenceLevel}`).toBeDefined();
    for (const instance of one.instances) {
      expect(Boolean(instance.node ?? instance.pod ?? one.reason), `${one.id}: where is ${instance.name}?`).toBe(true);
    }
  }
  for (const node of cluster.nodes) for (const link of node.chain) expect(link.evidence, link.name).not.toEqual([]);
  const keys = cluster.pods.map(keyOf.pods);
  expect(keys).toEqual(keys.toSorted());
}

/** Reads parts of these clusters, kinds denied, missing and failed among them. */
function readInParts(clusters: readonly ClusterFacts[]) {
  const state = fc.constantFrom<KindState['state']>(
    'live',
    'recorded',
    'forbidden',
    'unrecorded',
    'missing',
    'failed',
    'loading',
  );
  const part = fc.record({
    facts: fc.constantFrom(...clusters),
    kept: fc.array(fc.boolean(), { minLength: 64, maxLength: 64 }),
    states: fc.array(state, { minLength: KIND_NAMES.length, maxLength: KIND_NAMES.length }),
    source: fc.constantFrom<Partial<ClusterFacts['source']>>(
      {},
      { kind: 'cluster' },
      { kind: 'cluster', namespaces: ['x'] },
    ),
    version: fc.boolean(),
  });

  fc.assert(
    fc.property(part, ({ facts, kept, states, source, version }) => {
      const take = <K extends KindName>(kind: K): ReadonlyMap<string, ObjectOf[K]> => {
        const map: ReadonlyMap<string, ObjectOf[K]> = facts.objects[kind];
        return new Map([...map].filter((_, at) => kept[at % kept.length]));
      };
      const objects = Object.fromEntries(
        KIND_NAMES.map((kind) => [kind, take(kind)]),
      ) as unknown as ClusterFacts['objects'];
      const { version: gitVersion, ...rest } = facts;
      expectHonest(
        derive({
          ...rest,
          ...(version ? { version: gitVersion ?? { gitVersion: 'v1.30.0' } } : {}),
          source: { ...facts.source, ...source },
          kinds: KIND_NAMES.map((kind, at) => ({ kind, state: states[at] ?? 'live', count: objects[kind].size })),
          objects,
        }),
      );
    }),
    { numRuns: 150 },
  );
}

describe('whatever part of a cluster is read', () => {
  it('derivation does not throw, and never says more than it can prove', () => {
    readInParts(fixtureClusters().map(({ facts }) => facts));
  });

  describeShared('clusters', 'of recorded clusters', (folder) => {
    it('derivation does not throw, and never says more than it can prove', () => {
      readInParts(EXPECTED.map((expected) => recordedFacts(folder, expected.folder)));
    });
  });
});

describe('deriving again after a change', () => {
  const pods = [aPod({}, { nodeName: 'm' }, { name: 'a' }), aPod({}, { nodeName: 'm' }, { name: 'b' })];
  const nodes = [aNode('m'), aNode('w')];

  it('gives the same objects for what did not change', () => {
    const before = derive(liveFacts({ pods, nodes }));
    const changed = aPod({ phase: 'Failed' }, { nodeName: 'm' }, { name: 'b' });
    const after = derive(liveFacts({ pods: [...pods.slice(0, 1), changed], nodes }));
    expect(after.pods[0]).toBe(before.pods[0]);
    expect(after.pods[1]).not.toBe(before.pods[1]);
    expect(after.nodes[1]).toBe(before.nodes[1]);
  });

  it('sees what changed beside a pod: its warning, its owner', () => {
    const owned = aPod(
      { phase: 'Pending' },
      {},
      { ownerReferences: [{ kind: 'ReplicaSet', name: 'r', uid: 'r', controller: true }] },
    );
    const replicaSet = {
      metadata: {
        name: 'r',
        namespace: 'n',
        ownerReferences: [{ kind: 'Deployment', name: 'd', uid: 'd', controller: true }],
      },
    };
    const warning: EventObject = {
      metadata: { name: 'e', namespace: 'n' },
      involvedObject: { uid: 'u' },
      type: 'Warning',
      message: 'no',
    };
    expect(derive(liveFacts({ pods: [owned] })).pods[0]).toMatchObject({ workload: { kind: 'ReplicaSet' } });
    expect(derive(liveFacts({ pods: [owned], replicasets: [replicaSet], events: [warning] })).pods[0]).toMatchObject({
      workload: { kind: 'Deployment', name: 'd' },
      message: 'no',
    });
  });

  it('sees a heartbeat that is late though no object changed', () => {
    const leases = [
      { metadata: { name: 'm', namespace: 'kube-node-lease' }, spec: { renewTime: '2026-01-01T00:00:00Z' } },
    ];
    const at = (now: string) => derive(liveFacts({ nodes: nodes.slice(0, 1), leases }, { now })).nodes[0]?.health;
    expect(at('2026-01-01T00:00:10Z')).toBe('ok');
    expect(at('2026-01-01T00:01:00Z')).toBe('not-ready');
  });
});

describe('a derivation', () => {
  it('sums the requests of the pods of each node', () => {
    const asking = (name: string, phase: string) =>
      aPod(
        { phase },
        { nodeName: 'm', containers: [{ name, resources: { requests: { cpu: '100m', memory: '1Ki' } } }] },
        { name },
      );
    const pods = [asking('a', 'Running'), asking('b', 'Pending'), asking('c', 'Succeeded')];
    expect(derive(liveFacts({ nodes: [aNode('m')], pods })).nodes[0]?.requests).toEqual({
      cpu: 200,
      memory: 2048,
      pods: 2,
    });
  });

  it('names the handlers of the runtime classes that pods ask for', () => {
    const pods = [aPod({}, { nodeName: 'm', runtimeClassName: 'sandboxed' })];
    const runtimeclasses = [{ metadata: { name: 'sandboxed' }, handler: 'runsc' }];
    expect(derive(liveFacts({ nodes: [aNode('m')], pods, runtimeclasses })).nodes[0]?.handlers).toEqual([
      { name: 'runsc', evidenceLevel: 'observed' },
    ]);
  });

  it(`keeps the newest ${MOST_EVENTS} events, newest first`, () => {
    const events = Array.from(
      { length: MOST_EVENTS + 5 },
      (_, at): EventObject => ({
        metadata: { name: `e${at}`, namespace: 'n', uid: `e${at}` },
        involvedObject: { kind: 'Pod', name: 'p' },
        lastTimestamp: `2026-01-01T00:${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}Z`,
      }),
    );
    const derived = derive(liveFacts({ events })).events;
    expect(derived.length).toBe(MOST_EVENTS);
    expect(derived[0]?.uid).toBe(`e${MOST_EVENTS + 4}`);
  });

  it('counts the endpoints of a service once, in however many families', () => {
    const slice = (name: string, ...ready: (boolean | undefined)[]) => ({
      metadata: { name, namespace: 'n', labels: { 'kubernetes.io/service-name': 's' } },
      endpoints: ready.map((one, at) => ({
        addresses: [`${name}-${at}`],
        targetRef: { uid: `pod-${at}` },
        ...(one === undefined ? {} : { conditions: { ready: one } }),
      })),
    });
    const services = [
      {
        metadata: { name: 's', namespace: 'n' },
        spec: {
          type: 'NodePort',
          ports: [
            { port: 80, nodePort: 30080, protocol: 'TCP' },
            { port: 53, protocol: 'UDP' },
          ],
        },
      },
    ];
    const endpointslices = [slice('v4', true, false, undefined), slice('v6', true, false, undefined)];
    expect(derive(liveFacts({ services, endpointslices })).services[0]).toMatchObject({
      type: 'NodePort',
      ports: ['80:30080/TCP', '53/UDP'],
      endpoints: { ready: 2, total: 3 },
    });
  });

  it('tells the state of workloads', () => {
    const workload = (name: string, spec: object, status: object) => ({
      metadata: { name, namespace: 'n' },
      spec,
      status,
    });
    const found = derive(
      liveFacts({
        deployments: [
          workload('whole', { replicas: 2 }, { readyReplicas: 2 }),
          workload('short', { replicas: 2 }, { readyReplicas: 1 }),
        ],
        daemonsets: [workload('d', {}, { desiredNumberScheduled: 3, numberReady: 3 })],
        jobs: [
          workload('done', { completions: 1 }, { succeeded: 1 }),
          workload('failed', {}, { conditions: [condition('Failed', 'True')] }),
        ],
      }),
    ).workloads;
    expect(found.map((one) => `${one.kind} ${one.name} ${one.ready}/${one.desired} ${one.health}`)).toEqual([
      'DaemonSet d 3/3 ok',
      'Deployment short 1/2 not-ready',
      'Deployment whole 2/2 ok',
      'Job done 1/1 done',
      'Job failed 0/1 failing',
    ]);
  });

  it('of nothing at all is honest too', () => {
    expectHonest(derive(liveFacts({ pods: [aPod({ containerStatuses: [container('c', running)] })] })));
    const { version: _version, ...unanswered } = liveFacts();
    expectHonest(derive({ ...unanswered, connection: { state: 'connecting', since: '2026-01-01T00:00:00Z' } }));
  });
});
