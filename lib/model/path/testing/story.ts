import type { ContainerStatus, EventObject, PodObject } from '../../objects';

const stamp = (second: number) => `2026-01-01T10:00:${String(second).padStart(2, '0')}Z`;
export const at = stamp;

/** A pod made at 10:00:00 and bound to `m1`, to be changed by each test. */
export function aPod(change: Partial<PodObject> & { status?: PodObject['status'] } = {}): PodObject {
  return {
    metadata: {
      name: 'web',
      namespace: 'aula',
      uid: 'u1',
      creationTimestamp: stamp(0),
      resourceVersion: '7',
      ...change.metadata,
    },
    spec: { nodeName: 'm1', containers: [{ name: 'web', image: 'nginx' }], ...change.spec },
    status: {
      phase: 'Running',
      startTime: stamp(1),
      conditions: [{ type: 'PodScheduled', status: 'True', lastTransitionTime: stamp(1) }],
      ...change.status,
    },
  };
}

/** An event about that pod. */
export function anEvent(
  reason: string,
  second: number,
  message = '',
  more: Partial<EventObject> & { container?: string } = {},
): EventObject {
  const { container = undefined, ...rest } = more;
  return {
    metadata: { name: `web.${reason}.${second}`, namespace: 'aula', uid: `${reason}-${second}-${container ?? ''}` },
    involvedObject: {
      kind: 'Pod',
      namespace: 'aula',
      name: 'web',
      uid: 'u1',
      ...(container ? { fieldPath: `spec.containers{${container}}` } : {}),
    },
    reason,
    message,
    count: 1,
    firstTimestamp: stamp(second),
    lastTimestamp: stamp(second),
    source: { component: 'kubelet' },
    ...rest,
  };
}

export function aStatus(change: Partial<ContainerStatus> = {}): ContainerStatus {
  return { name: 'web', ready: false, restartCount: 0, image: 'nginx', imageID: '', ...change };
}
