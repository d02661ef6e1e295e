import { describe, expect, it } from 'vitest';
import type { LastWords } from '../event-view';
import type { EventObject, WorkloadObject } from '../objects';
import { aPod, condition, container, running, waiting } from '../testing/pods';
import { podView } from './pod-view';
import { printRules } from './print-pod';

const RULES = printRules(undefined);
const REFUSED = '0/3 nodes are available: 3 Insufficient cpu.';
const words = (message: string): LastWords => ({ warning: warning(message), isLast: true });
const warning = (message: string): EventObject => ({
  metadata: { name: 'e', namespace: 'n' },
  involvedObject: { kind: 'Pod', name: 'p', uid: 'u' },
  type: 'Warning',
  message,
});
const owned = (kind: string, name: string, labels = {}) =>
  aPod({}, {}, { ownerReferences: [{ kind, name, uid: 'o', controller: true }], labels });

describe('the message of a pod', () => {
  it('is what the scheduler answered, verbatim', () => {
    const conditions = [{ ...condition('PodScheduled', 'False', 'Unschedulable'), message: REFUSED }];
    expect(podView(aPod({ phase: 'Pending', conditions }), undefined, words('older'), RULES).message).toBe(REFUSED);
  });

  it('is what its container waits for', () => {
    const containerStatuses = [container('a', waiting('ImagePullBackOff', 'Back-off pulling image "x"'))];
    const pod = aPod({ phase: 'Pending', containerStatuses });
    expect(podView(pod, undefined, undefined, RULES).message).toBe('Back-off pulling image "x"');
  });

  it('is its newest warning when the object says nothing', () => {
    const pod = aPod({ phase: 'Pending', containerStatuses: [container('a', waiting('ContainerCreating'))] });
    expect(podView(pod, undefined, words('MountVolume.SetUp failed'), RULES).message).toBe('MountVolume.SetUp failed');
  });

  it('is not there when the pod is well', () => {
    const pod = aPod({ conditions: [condition('Ready', 'True')], containerStatuses: [container('a', running)] });
    expect(podView(pod, undefined, words('once'), RULES).message).toBeUndefined();
  });
});

describe('the workload of a pod', () => {
  const controller = (name: string, owner?: { kind: string; name: string }): WorkloadObject => ({
    metadata: {
      name,
      namespace: 'n',
      ...(owner ? { ownerReferences: [{ ...owner, uid: 'x', controller: true }] } : {}),
    },
  });
  const workload = (...args: [ReturnType<typeof aPod>, WorkloadObject?]) =>
    podView(args[0], args[1], undefined, RULES).workload;

  it('is the Deployment over its ReplicaSet', () => {
    expect(workload(owned('ReplicaSet', 'web-1'), controller('web-1', { kind: 'Deployment', name: 'web' }))).toEqual({
      kind: 'Deployment',
      name: 'web',
    });
  });

  it('is the Deployment its ReplicaSet is named after, when we may not read ReplicaSets', () => {
    const pod = owned('ReplicaSet', 'web-5d95c5d9bf', { 'pod-template-hash': '5d95c5d9bf' });
    expect(workload(pod)).toEqual({ kind: 'Deployment', name: 'web' });
  });

  it('is the CronJob over its Job, and the Job when it has none', () => {
    expect(workload(owned('Job', 'j-1'), controller('j-1', { kind: 'CronJob', name: 'j' }))).toEqual({
      kind: 'CronJob',
      name: 'j',
    });
    expect(workload(owned('Job', 'j-1'), controller('j-1'))).toEqual({ kind: 'Job', name: 'j-1' });
  });

  it('is none for a bare pod and for a mirror pod', () => {
    expect(workload(aPod())).toBeUndefined();
    expect(workload(owned('Node', 'm1'))).toBeUndefined();
  });
});

describe('a static pod', () => {
  it.each([{ 'kubernetes.io/config.source': 'file' }, { 'kubernetes.io/config.mirror': 'abc' }])(
    'is known by %j',
    (annotations) => {
      expect(podView(aPod({}, {}, { annotations }), undefined, undefined, RULES).static).toBe(true);
    },
  );

  it('is known by the Node that owns it, where a recorder stripped its annotations', () => {
    const isStatic = (apiVersion: string) => {
      const ownerReferences = [{ apiVersion, kind: 'Node', name: 'm1', uid: '1', controller: true }];
      return podView(aPod({}, {}, { ownerReferences }), undefined, undefined, RULES).static;
    };
    expect(isStatic('v1')).toBe(true);
    expect(isStatic('longhorn.io/v1beta1')).toBe(false);
  });

  it('is not one that came through the API', () => {
    const annotations = { 'kubernetes.io/config.source': 'api' };
    expect(podView(aPod({}, {}, { annotations }), undefined, undefined, RULES).static).toBe(false);
  });
});

describe('the containers of a pod', () => {
  it('come in the order they start, each with its kind and state', () => {
    const pod = aPod(
      { containerStatuses: [container('a', waiting('CrashLoopBackOff'), { restartCount: 3 })] },
      {
        initContainers: [{ name: 'i' }, { name: 's', restartPolicy: 'Always' }],
        containers: [{ name: 'a', image: 'busybox' }],
        ephemeralContainers: [{ name: 'debug' }],
      },
    );
    const { containers } = podView(pod, undefined, undefined, RULES);
    expect(containers.map((one) => [one.name, one.kind])).toEqual([
      ['i', 'init'],
      ['s', 'sidecar'],
      ['a', 'app'],
      ['debug', 'ephemeral'],
    ]);
    expect(containers[2]).toMatchObject({
      state: 'Waiting: CrashLoopBackOff',
      health: 'failing',
      restarts: 3,
      image: 'busybox',
    });
    expect(containers[0]?.state).toBeUndefined();
  });
});
