import { describe, expect, it } from 'vitest';
import { podEvidence } from '@/components/inspector/pod-evidence';
import type { PodView } from './cluster';
import { objectPath, parseSelection, printSelection, type Target, targetOfEvidence } from './selection';

const TARGETS: Target[] = [
  { type: 'pod', namespace: 'produccion', name: 'web-1' },
  { type: 'pod', namespace: 'produccion', name: 'web-1', container: 'nginx' },
  { type: 'node', name: 'ip-10-0-0-1.ec2.internal' },
  { type: 'component', id: 'kube-apiserver' },
  { type: 'component', id: 'kubelet', node: 'worker-1' },
  { type: 'namespace', name: 'ivan' },
  { type: 'workload', kind: 'Deployment', namespace: 'produccion', name: 'web' },
  { type: 'service', namespace: 'default', name: 'kubernetes' },
  { type: 'kind', kind: 'nodes' },
  { type: 'object', kind: 'leases', namespace: 'kube-system', name: 'kube-scheduler' },
  { type: 'object', kind: 'runtimeclasses', name: 'gvisor' },
  { type: 'unscheduled' },
  { type: 'term', id: 'image' },
];

describe('selection', () => {
  it('reads back what it prints', () => {
    for (const target of TARGETS) expect(parseSelection(printSelection(target))).toEqual(target);
  });

  it.each([
    '',
    'pod',
    'pod:',
    'pod:x',
    'pod:a/b/c',
    'component:nope',
    'workload:Secret/a/b',
    'kind:secrets',
    'term:nope',
    'x:y',
  ])('knows nothing of «%s»', (text) => {
    expect(parseSelection(text)).toBeUndefined();
  });
});

describe('targetOfEvidence', () => {
  it('leads to the object the evidence names', () => {
    expect(targetOfEvidence('Pod kube-system/etcd-m1')).toEqual({
      type: 'pod',
      namespace: 'kube-system',
      name: 'etcd-m1',
    });
    expect(targetOfEvidence('Node m1')).toEqual({ type: 'node', name: 'm1' });
    expect(targetOfEvidence('Lease kube-system/kube-scheduler')).toEqual({
      type: 'object',
      kind: 'leases',
      namespace: 'kube-system',
      name: 'kube-scheduler',
    });
    expect(targetOfEvidence('RuntimeClass gvisor')).toEqual({ type: 'object', kind: 'runtimeclasses', name: 'gvisor' });
  });

  it('leads nowhere from an answer of the server, a kind we do not read, or a Secret', () => {
    for (const object of ['GET /readyz?verbose', 'Secret default/x', 'ConfigMap kube-system/kubeadm-config', '']) {
      expect(targetOfEvidence(object), object).toBeUndefined();
    }
  });
});

describe('objectPath', () => {
  it('asks for the object of a pod, also when a container is shown', () => {
    expect(objectPath({ type: 'pod', namespace: 'a', name: 'b', container: 'c' })).toEqual({
      kind: 'pods',
      namespace: 'a',
      name: 'b',
    });
  });
  it('has no object for a component', () => {
    expect(objectPath({ type: 'component', id: 'etcd' })).toBeUndefined();
  });
});

describe('podEvidence', () => {
  const pod: PodView = {
    namespace: 'kube-system',
    name: 'etcd-m1',
    status: 'CrashLoopBackOff',
    health: 'failing',
    ready: '0/1',
    restarts: 4,
    node: 'm1',
    static: true,
    owner: { kind: 'Node', name: 'm1' },
    containers: [],
  };

  it('names the fields the STATUS came from, and those that say who put the pod there', () => {
    const found = podEvidence(pod, {
      metadata: { name: 'etcd-m1', annotations: { 'kubernetes.io/config.mirror': 'abc' } },
      spec: { containers: [] },
      status: {
        phase: 'Running',
        containerStatuses: [{ name: 'etcd', state: { waiting: { reason: 'CrashLoopBackOff' } } }],
      },
    });
    expect(found.map(({ field, value }) => [field, value])).toEqual([
      ['status.containerStatuses[0].state.waiting.reason', 'CrashLoopBackOff'],
      ['status.phase', 'Running'],
      ['spec.nodeName', 'm1'],
      ['metadata.annotations["kubernetes.io/config.mirror"]', 'abc'],
      ['metadata.ownerReferences[0]', 'Node m1'],
    ]);
  });

  it('claims only what the model holds while the object has not been read', () => {
    expect(podEvidence(pod).map(({ field }) => field)).toEqual(['spec.nodeName', 'metadata.ownerReferences[0]']);
  });
});
