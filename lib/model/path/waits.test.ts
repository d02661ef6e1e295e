import { describe, expect, it } from 'vitest';
import { anEvent, aPod, aStatus, at } from './testing/story';
import { tracePod } from './trace';
import type { Hop, PathInput } from './types';

const hop = (input: PathInput, id: Hop['id']) => tracePod(input).hops.find((one) => one.id === id);
const unbound = (reason: string, message: string) => {
  const pod = aPod({
    status: { phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'False', reason, message }] },
  });
  delete pod.spec.nodeName;
  delete pod.status?.startTime;
  return pod;
};

describe('what a pod waits for', () => {
  it('its scheduling gates: the scheduler has not even looked at it', () => {
    const message = 'Scheduling is blocked due to non-empty scheduling gates';
    expect(hop({ pod: unbound('SchedulingGated', message) }, 'scheduler')).toMatchObject({
      reason: { code: 'gated' },
      failure: { reason: 'SchedulingGated', message, lasting: true },
    });
  });

  it('room being made by preemption: the node it is nominated to', () => {
    const condition = {
      type: 'PodScheduled',
      status: 'False',
      reason: 'Unschedulable',
      message: '0/1 nodes are available',
    };
    const pod = aPod({
      spec: { containers: [{ name: 'web' }] },
      status: { phase: 'Pending', nominatedNodeName: 'm1', conditions: [condition] },
    });
    delete pod.spec.nodeName;
    const hop = tracePod({ pod }).hops.find((one) => one.id === 'scheduler');
    expect(hop).toMatchObject({ reason: { code: 'nominated', values: { node: 'm1' } }, failure: { lasting: true } });
    expect(hop?.evidence).toContainEqual({ object: 'Pod aula/web', field: 'status.nominatedNodeName', value: 'm1' });
  });

  it('room made by preemption: refused first, bound later, and the wait is no work', () => {
    const pod = aPod({
      status: { startTime: at(9), conditions: [{ type: 'PodScheduled', status: 'True', lastTransitionTime: at(8) }] },
    });
    const refused = '0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes are available';
    const events = [anEvent('FailedScheduling', 1, refused), anEvent('Scheduled', 8, 'Successfully assigned')];
    expect(hop({ pod, events }, 'scheduler')).toMatchObject({
      endedAt: at(8),
      waitedMs: 8000,
      failure: { reason: 'FailedScheduling', message: refused, lasting: false },
    });
  });

  it('a volume that does not attach stops the path at the kubelet', () => {
    const pod = aPod({
      status: {
        phase: 'Pending',
        startTime: at(1),
        containerStatuses: [aStatus({ state: { waiting: { reason: 'ContainerCreating' } } })],
      },
    });
    const events = [anEvent('FailedAttachVolume', 2, 'Multi-Attach error for volume "datos"', { count: 5 })];
    const path = tracePod({ pod, events });
    expect(path.hops.at(-1)).toMatchObject({
      id: 'volumes',
      failure: { reason: 'FailedAttachVolume', count: 5, lasting: true },
    });
    expect(path.complete).toBe(false);
  });

  it('its readiness gates, when its containers are ready and it is not', () => {
    const message = 'corresponding condition of pod readiness gate "lb" does not exist.';
    const pod = aPod({
      status: {
        startTime: at(1),
        conditions: [
          { type: 'ContainersReady', status: 'True', lastTransitionTime: at(4) },
          { type: 'Ready', status: 'False', reason: 'ReadinessGatesNotReady', message },
        ],
        containerStatuses: [aStatus({ ready: true, state: { running: { startedAt: at(3) } } })],
      },
    });
    expect(hop({ pod }, 'ready')).toMatchObject({
      reason: { code: 'not-yet' },
      failure: { reason: 'ReadinessGatesNotReady', message, lasting: true },
    });
  });

  it('its hour: nobody ordered the pod of a CronJob now', () => {
    const owner = (kind: string, name: string) => ({ apiVersion: 'batch/v1', kind, name, uid: name, controller: true });
    const pod = aPod({ metadata: { ...aPod().metadata, ownerReferences: [owner('Job', 'copia-1')] } });
    const owners = [
      {
        kind: 'Job',
        metadata: {
          name: 'copia-1',
          uid: 'copia-1',
          creationTimestamp: at(0),
          ownerReferences: [owner('CronJob', 'copia')],
        },
      },
      { kind: 'CronJob', metadata: { name: 'copia', uid: 'copia', creationTimestamp: '2025-12-01T10:00:00Z' } },
    ];
    const path = tracePod({ pod, owners });
    expect(path.hops[0]).toMatchObject({ id: 'client', evidenceLevel: 'absent', reason: { code: 'on-schedule' } });
    expect(hop({ pod, owners }, 'controllers')?.steps?.map((step) => step.kind)).toEqual(['CronJob', 'Job']);
  });
});
