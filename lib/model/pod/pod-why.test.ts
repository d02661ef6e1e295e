import { describe, expect, it } from 'vitest';
import { derive } from '../derive';
import type { EventObject, LeaseObject, NodeObject, PodObject } from '../objects';
import { liveFacts } from '../testing/empty-facts';
import { aNode, aPod, condition, container, ended, running, waiting } from '../testing/pods';

const NOW = '2026-01-01T00:00:00Z';
const view = (pod: PodObject, more: { nodes?: NodeObject[]; events?: EventObject[]; leases?: LeaseObject[] } = {}) =>
  derive(liveFacts({ pods: [pod], ...more })).pods[0];
const event = (reason: string, type: string, lastTimestamp: string, more: Partial<EventObject> = {}): EventObject => ({
  metadata: { name: `e.${reason}`, namespace: 'n', uid: `${reason}${lastTimestamp}` },
  involvedObject: { kind: 'Pod', name: 'p', namespace: 'n', uid: 'u' },
  type,
  reason,
  message: `${reason}!`,
  lastTimestamp,
  ...more,
});
const at = (second: number) => `2025-12-31T23:59:${String(second).padStart(2, '0')}Z`;
const lost = { ...aNode('m'), status: { conditions: [condition('Ready', 'Unknown')] } };

describe('a pod whose process crashes', () => {
  const crash = {
    ...ended(3, 'Error'),
    terminated: { exitCode: 3, reason: 'Error', message: 'no database', finishedAt: at(1) },
  };

  it('tells the exit code, and what the process left to be said, at first sight', () => {
    const status = container('web', waiting('CrashLoopBackOff', 'back-off 5m0s restarting failed container=web'), {
      restartCount: 4,
      lastState: crash,
    });
    expect(view(aPod({ containerStatuses: [status] }, { nodeName: 'm' }))).toMatchObject({
      health: 'failing',
      why: { code: 'crashed', values: { container: 'web', exit: 3, reason: 'Error' } },
      message: 'no database',
      containers: [{ exit: { code: 3, reason: 'Error', message: 'no database', at: at(1) } }],
    });
  });

  it('tells it of one that is not started again too', () => {
    const status = container('job', { terminated: { exitCode: 137, reason: 'OOMKilled', signal: 9 } });
    expect(
      view(aPod({ phase: 'Failed', containerStatuses: [status] }, { nodeName: 'm', restartPolicy: 'Never' })),
    ).toMatchObject({
      why: { code: 'crashed', values: { container: 'job', exit: 137, reason: 'OOMKilled' } },
      containers: [{ exit: { code: 137, signal: 9, reason: 'OOMKilled' } }],
    });
  });

  it('is not spoken of once it is well, though its last end is kept', () => {
    const status = container('web', running, { restartCount: 1, lastState: crash });
    const pod = view(
      aPod({ conditions: [condition('Ready', 'True')], containerStatuses: [status] }, { nodeName: 'm' }),
    );
    expect(pod).not.toHaveProperty('why');
    expect(pod?.containers[0]?.exit?.code).toBe(3);
  });
});

describe('a pod whose container is killed by its kubelet', () => {
  const status = container('web', waiting('CrashLoopBackOff', 'back-off'), {
    restartCount: 2,
    lastState: ended(137, 'Error'),
  });
  const pod = aPod({ containerStatuses: [status] }, { nodeName: 'm' });
  const unhealthy = (message: string) =>
    event('Unhealthy', 'Warning', at(9), {
      message,
      involvedObject: { kind: 'Pod', name: 'p', namespace: 'n', uid: 'u', fieldPath: 'spec.containers{web}' },
    });

  it('says which probe failed, not only that it ended with 137', () => {
    expect(
      view(pod, { events: [unhealthy('Liveness probe failed: HTTP probe failed with statuscode: 500')] }),
    ).toMatchObject({
      why: { code: 'killed-by-probe', values: { container: 'web', probe: 'liveness' } },
      containers: [{ exit: { code: 137 } }],
    });
  });

  it('is not said of a readiness probe, which restarts nothing', () => {
    expect(view(pod, { events: [unhealthy('Readiness probe failed: refused')] })?.why?.code).toBe('crashed');
  });
});

describe('a pod that cannot get as far as its containers', () => {
  const pod = aPod(
    { phase: 'Pending', containerStatuses: [container('web', waiting('ContainerCreating'))] },
    { nodeName: 'm' },
  );

  it.each(['FailedMount', 'FailedAttachVolume', 'FailedCreatePodSandBox'])(
    'waits for what it lacks, in the words of %s',
    (reason) => {
      const events = [event('Scheduled', 'Normal', at(1)), event(reason, 'Warning', at(9), { count: 8 })];
      expect(view(pod, { events })).toMatchObject({ health: 'not-ready', message: `${reason}!` });
    },
  );

  it('is on its way when it was refused once, or has got past it', () => {
    expect(view(pod, { events: [event('FailedMount', 'Warning', at(9))] })?.health).toBe('starting');
    const past = [event('FailedMount', 'Warning', at(9), { count: 8 }), event('Pulling', 'Normal', at(12))];
    expect(view(pod, { events: past })?.health).toBe('starting');
  });
});

describe('a pod that was deleted', () => {
  const deleted = (status: PodObject['status'], metadata: Partial<PodObject['metadata']> = {}) =>
    aPod(status, { nodeName: 'm' }, { deletionTimestamp: NOW, deletionGracePeriodSeconds: 30, ...metadata });
  const up = { containerStatuses: [container('web', running)] };

  it('is stopping, which is not starting', () => {
    expect(view(deleted(up))).toMatchObject({ status: 'Terminating', health: 'stopping' });
    expect(view(deleted(up))).not.toHaveProperty('why');
  });

  it('is kept by its finalizers when its processes have ended', () => {
    const over = { phase: 'Succeeded', containerStatuses: [container('web', ended(0, 'Completed'))] };
    const pending = { phase: 'Pending' };
    for (const status of [over, pending])
      expect(view(deleted(status, { finalizers: ['example.com/guard'] }))?.why ?? 'done').toEqual(
        status === over ? 'done' : { code: 'held-by-finalizers', values: { finalizers: 'example.com/guard' } },
      );
    expect(view(deleted(up, { finalizers: ['example.com/guard'] }))).not.toHaveProperty('why');
  });

  it('on a lost node is on no way: nobody can say that it ended', () => {
    expect(view(deleted(up), { nodes: [lost] })).toMatchObject({
      status: 'Terminating',
      health: 'unknown',
      why: { code: 'node-lost', values: { node: 'm' } },
    });
  });
});

describe('a pod on a lost node', () => {
  it('says so', () => {
    const pod = aPod(
      { conditions: [condition('Ready', 'False')], containerStatuses: [container('web', running)] },
      { nodeName: 'm' },
    );
    expect(view(pod, { nodes: [lost] })?.why).toEqual({ code: 'node-lost', values: { node: 'm' } });
    expect(view(pod, { nodes: [aNode('m')] })).not.toHaveProperty('why');
  });
});

describe('a pod that waits for a readiness gate', () => {
  it('names it', () => {
    const pod = aPod(
      {
        conditions: [condition('ContainersReady', 'True'), condition('Ready', 'False', 'ReadinessGatesNotReady')],
        containerStatuses: [container('web', running)],
      },
      { nodeName: 'm', readinessGates: [{ conditionType: 'example.com/balancer' }] },
    );
    expect(view(pod)).toMatchObject({
      health: 'not-ready',
      why: { code: 'readiness-gates', values: { gates: 'example.com/balancer' } },
    });
  });
});

describe('a pod that no scheduler has looked at', () => {
  const pending = (schedulerName: string, creationTimestamp = at(0)) =>
    aPod({ phase: 'Pending' }, { schedulerName }, { creationTimestamp });
  const lease = (name: string, renewTime: string): LeaseObject => ({
    metadata: { name, namespace: 'kube-system' },
    spec: { holderIdentity: 'm_1', renewTime, leaseDurationSeconds: 15 },
  });

  it('asks for one that nobody has heard of', () => {
    expect(view(pending('gpu-scheduler'))).toMatchObject({
      health: 'not-ready',
      why: { code: 'nobody-schedules', values: { scheduler: 'gpu-scheduler' } },
    });
  });

  it('does not when that one has signed something, has a lease, or has had no time yet', () => {
    const signed = [
      event('Scheduled', 'Normal', at(1), { source: { component: 'gpu-scheduler' }, involvedObject: {} }),
    ];
    expect(view(pending('gpu-scheduler'), { events: signed })).not.toHaveProperty('why');
    expect(view(pending('gpu-scheduler'), { leases: [lease('gpu-scheduler', NOW)] })).not.toHaveProperty('why');
    expect(view(pending('gpu-scheduler', at(55)))).not.toHaveProperty('why');
  });

  it('says nothing where it could not have heard', () => {
    const kinds = liveFacts().kinds.map((one) =>
      one.kind === 'events' ? { ...one, state: 'forbidden' as const } : one,
    );
    const cluster = derive(liveFacts({ pods: [pending('gpu-scheduler')] }, { kinds }));
    expect(cluster.pods[0]).not.toHaveProperty('why');
  });

  it('waits for the one of the cluster, which is not running', () => {
    expect(view(pending('default-scheduler'), { leases: [lease('kube-scheduler', at(30))] })).toMatchObject({
      health: 'not-ready',
      why: { code: 'scheduler-stopped' },
    });
    expect(view(pending('default-scheduler'), { leases: [lease('kube-scheduler', at(59))] })?.health).toBe('starting');
  });
});
