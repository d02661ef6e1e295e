import type { ContainerRecord } from '../machine/containerd.ts';
import {
  type Container,
  type ContainerState,
  type ContainerStatus,
  type Pod,
  type PodCondition,
  type PodStatus,
  time,
} from '../types.ts';

/** What a pod worker knows of one container. */
export interface ContainerView {
  spec: Container;
  kind: 'init' | 'sidecar' | 'app';
  /** Newest first. */
  records: ContainerRecord[];
  /** Why it waits, when it waits. */
  waiting?: { reason: string; message?: string };
  started: boolean;
  ready: boolean;
  /** It ended and will not be started again. */
  done: boolean;
}

/** What a pod worker knows of its pod, from which its status follows. */
export interface PodViewOfKubelet {
  containers: ContainerView[];
  startTime: number;
  hostIP: string;
  podIP: string | undefined;
  sandboxReady: boolean;
  terminating: boolean;
  /** Set when the kubelet ended the pod itself (evicted, deadline). */
  failed?: { reason: string; message: string };
}

/** Status as the kubelet writes it. `before` keeps transition times and conditions that are others'. */
export function podStatus(view: PodViewOfKubelet, before: PodStatus, now: number): PodStatus {
  const phase = phaseOf(view);
  const finished = phase === 'Succeeded' || phase === 'Failed';
  const init = view.containers.filter((one) => one.kind !== 'app');
  const app = view.containers.filter((one) => one.kind === 'app');
  const notInit = init.filter((one) => !isPassed(one));
  const initialized = notInit.length === 0;
  const unready = [...init.filter((one) => one.kind === 'sidecar'), ...app].filter((one) => !one.ready);
  const own = (type: string, status: boolean, reason?: string, message?: string): PodCondition => {
    const old = before.conditions?.find((one) => one.type === type);
    const text = status ? 'True' : 'False';
    return {
      type,
      status: text,
      lastTransitionTime: old?.status === text ? (old.lastTransitionTime ?? time(now)) : time(now),
      ...(reason === undefined ? {} : { reason }),
      ...(message === undefined ? {} : { message }),
    };
  };
  const names = (list: ContainerView[]) => `[${list.map((one) => one.spec.name).join(' ')}]`;
  const containersReady: [boolean, string?, string?] =
    phase === 'Succeeded'
      ? [false, 'PodCompleted']
      : phase === 'Failed'
        ? [false, 'PodFailed']
        : unready.length === 0
          ? [true]
          : [false, 'ContainersNotReady', `containers with unready status: ${names(unready)}`];
  const conditions: PodCondition[] = [
    own('PodReadyToStartContainers', view.sandboxReady),
    phase === 'Succeeded'
      ? own('Initialized', true, 'PodCompleted')
      : initialized
        ? own('Initialized', true)
        : own('Initialized', false, 'ContainersNotInitialized', `containers with incomplete status: ${names(notInit)}`),
    own('Ready', ...containersReady),
    own('ContainersReady', ...containersReady),
  ];
  const scheduled = before.conditions?.find((one) => one.type === 'PodScheduled' && one.status === 'True');
  conditions.push(scheduled ?? own('PodScheduled', true));
  for (const other of before.conditions ?? []) {
    if (!conditions.some((one) => one.type === other.type)) conditions.push(other);
  }
  const statuses = (list: ContainerView[]) =>
    list.map((one) => containerStatus(one, initialized || one.kind !== 'app'));
  // What a pod ended as is written when nothing of it runs any more, sidecars included.
  const settled = !view.containers.some(({ records }) => records[0]?.state === 'running');
  return {
    phase: settled || !finished ? phase : (before.phase ?? 'Pending'),
    ...(view.failed === undefined ? {} : view.failed),
    conditions,
    hostIP: view.hostIP,
    hostIPs: [{ ip: view.hostIP }],
    ...(view.podIP === undefined ? {} : { podIP: view.podIP, podIPs: [{ ip: view.podIP }] }),
    startTime: time(view.startTime),
    ...(init.length === 0 ? {} : { initContainerStatuses: statuses(init) }),
    // As the kubelet has them: by name, whatever their order in the manifest.
    containerStatuses: statuses(app).sort((a, b) => (a.name < b.name ? -1 : 1)),
    ...(before.qosClass === undefined ? {} : { qosClass: before.qosClass }),
    ...(before.observedGeneration === undefined ? {} : { observedGeneration: before.observedGeneration }),
  };
}

/** Whether what comes after an init container or a sidecar may start. */
export const isPassed = ({ kind, started, done, records }: ContainerView): boolean =>
  kind === 'sidecar' ? started : done && records[0]?.exitCode === 0;

/** Pending, Running, Succeeded or Failed (`getPhase` of the kubelet). */
export function phaseOf(view: PodViewOfKubelet): 'Pending' | 'Running' | 'Succeeded' | 'Failed' {
  if (view.failed !== undefined) return 'Failed';
  const init = view.containers.filter((one) => one.kind === 'init');
  const app = view.containers.filter((one) => one.kind === 'app');
  if (init.some((one) => one.done && one.records[0]?.exitCode !== 0)) return 'Failed';
  if (app.every((one) => one.done || (view.terminating && one.records[0]?.state === 'exited'))) {
    return app.every((one) => one.records[0]?.exitCode === 0) ? 'Succeeded' : 'Failed';
  }
  const begun = app.every((one) => one.records.length > 0 && one.records[0]?.state !== 'created');
  return begun ? 'Running' : 'Pending';
}

function containerStatus(view: ContainerView, initialized: boolean): ContainerStatus {
  const [current, previous] = view.records;
  const state = stateOf(view, current, initialized);
  // While it waits to be started again, what ended is its last state.
  const last = state.waiting === undefined ? previous : current;
  const running = state.running !== undefined;
  return {
    name: view.spec.name,
    state,
    lastState: last?.state === 'exited' ? { terminated: terminated(last) } : {},
    ready: view.kind === 'init' ? view.done && current?.exitCode === 0 : running && view.ready,
    restartCount: current?.attempt ?? 0,
    image: current?.image.name ?? view.spec.image ?? '',
    imageID: current?.image.digest ?? '',
    ...(current === undefined ? {} : { containerID: `containerd://${current.id}` }),
    started: running && view.started,
    ...(current !== undefined && view.spec.resources !== undefined && Object.keys(view.spec.resources).length > 0
      ? {
          ...(view.spec.resources.requests === undefined ? {} : { allocatedResources: view.spec.resources.requests }),
          resources: view.spec.resources,
        }
      : {}),
    ...(current === undefined || (view.spec.volumeMounts ?? []).length === 0
      ? {}
      : {
          volumeMounts: (view.spec.volumeMounts ?? []).map((mount) => ({
            name: mount.name,
            mountPath: mount.mountPath,
            ...(mount.readOnly === true ? { readOnly: true, recursiveReadOnly: 'Disabled' } : {}),
          })),
        }),
  };
}

function stateOf(view: ContainerView, current: ContainerRecord | undefined, initialized: boolean): ContainerState {
  if (current?.state === 'running') return { running: { startedAt: time(current.startedAt ?? current.createdAt) } };
  if (current?.state === 'exited' && (view.done || view.waiting === undefined))
    return { terminated: terminated(current) };
  if (view.waiting !== undefined) return { waiting: view.waiting };
  return { waiting: { reason: initialized && view.kind === 'app' ? 'ContainerCreating' : 'PodInitializing' } };
}

function terminated(record: ContainerRecord): NonNullable<ContainerState['terminated']> {
  return {
    exitCode: record.exitCode ?? 0,
    reason: record.reason ?? 'Error',
    ...(record.message === undefined ? {} : { message: record.message }),
    // Of a process that never ran the runtime tells no time: zero.
    startedAt: time(record.startedAt ?? 0),
    finishedAt: time(record.finishedAt ?? record.createdAt),
    containerID: `containerd://${record.id}`,
  };
}

/** Whether a pod of the API is one a worker may run: it is bound here, and not finished. */
export const mayRun = (pod: Pod): boolean => pod.status.phase !== 'Succeeded' && pod.status.phase !== 'Failed';
