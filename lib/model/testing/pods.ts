/** Pods to test with. */
import type { ContainerState, ContainerStatus, NodeObject, PodObject, PodSpec, PodStatus } from '../objects';

/** A pod; containers of the spec are named after the statuses when none are given. */
export function aPod(
  status: PodStatus = {},
  spec: Partial<PodSpec> = {},
  metadata: Partial<PodObject['metadata']> = {},
): PodObject {
  const named = (statuses: ContainerStatus[] | undefined) =>
    (statuses ?? []).map(({ name }) => ({ name, image: name }));
  const initContainers = named(status.initContainerStatuses);
  return {
    metadata: { name: 'p', namespace: 'n', uid: 'u', ...metadata },
    spec: {
      containers: named(status.containerStatuses),
      ...(initContainers.length > 0 ? { initContainers } : {}),
      ...spec,
    },
    status: { phase: 'Running', ...status },
  };
}

/** The status of a container. */
export function container(name: string, state: ContainerState, more: Partial<ContainerStatus> = {}): ContainerStatus {
  return { name, state, ready: Boolean(state.running), restartCount: 0, ...more };
}

export const running: ContainerState = { running: { startedAt: '2026-01-01T00:00:00Z' } };
export const waiting = (reason: string, message?: string): ContainerState => ({
  waiting: { reason, ...(message ? { message } : {}) },
});
export const ended = (exitCode: number, reason = '', signal?: number): ContainerState => ({
  terminated: { exitCode, ...(reason ? { reason } : {}), ...(signal ? { signal } : {}) },
});
export const condition = (type: string, status: string, reason?: string) => ({
  type,
  status,
  ...(reason ? { reason } : {}),
});

/** A Ready node. */
export function aNode(
  name: string,
  info: NonNullable<NodeObject['status']>['nodeInfo'] = {},
  more: Partial<NodeObject['metadata']> = {},
  spec: NodeObject['spec'] = {},
): NodeObject {
  return {
    metadata: { name, uid: `uid-${name}`, ...more },
    spec,
    status: { nodeInfo: info, conditions: [condition('Ready', 'True', 'KubeletReady')] },
  };
}
