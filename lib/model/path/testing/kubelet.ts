import type { Condition, ContainerState, ContainerStatus, PodObject, PodStatus } from '../../objects';
import type { ContainerPlan, Plan } from './plan';
import { second } from './recorder';

/** A change of what the kubelet knows, and how long after it the kubelet looks (it lists containers once a second). */
export interface Change {
  at: number;
  lagMs: number;
  apply: (state: NodeState) => void;
}

/** What the kubelet would write of its pod, were it to write now. */
export interface NodeState {
  acceptedAt?: number;
  hasSandbox: boolean;
  /** By container. */
  ready: Map<string, boolean>;
  containers: Map<string, ContainerStatus>;
}

export interface StatusWrite {
  at: number;
  /** When the kubelet found it so. */
  lookedAt: number;
  status: PodStatus;
  /** The condition Ready became true with it. */
  becameReady: boolean;
}

/** A container nothing has happened to. */
const fresh = (name: string): ContainerStatus => ({
  name,
  image: '',
  imageID: '',
  ready: false,
  restartCount: 0,
  state: { waiting: { reason: 'ContainerCreating' } },
  lastState: {},
});

/** Changes the state of a container; what it was before is its last state when it had ended. */
export function setState(state: NodeState, name: string, next: ContainerState, restartCount?: number) {
  const was = state.containers.get(name) ?? fresh(name);
  state.containers.set(name, {
    ...was,
    state: next,
    restartCount: restartCount ?? was.restartCount ?? 0,
    lastState: was.state?.terminated ? { terminated: was.state.terminated } : (was.lastState ?? {}),
    ...(next.running ? { containerID: `containerd://${name}-${restartCount ?? 0}`, imageID: `sha256:${name}` } : {}),
  });
}

function phaseOf(plan: Plan, state: NodeState): string {
  const apps = plan.containers.filter(({ role }) => role === 'app').map(({ name }) => state.containers.get(name));
  const runsOnce = plan.origin === 'job' || plan.origin === 'cronjob';
  if (runsOnce && apps.every((one) => one?.state?.terminated?.exitCode === 0)) return 'Succeeded';
  return apps.some((one) => one?.state?.running ?? one?.state?.terminated ?? one?.lastState?.terminated)
    ? 'Running'
    : 'Pending';
}

/**
 * The statuses a kubelet writes: after each change it looks once more, and its status manager stamps a condition when it
 * sees it change, by the machine's clock.
 */
export function statusWrites(plan: Plan, changes: readonly Change[], wireMs: () => number): StatusWrite[] {
  const state: NodeState = { hasSandbox: false, ready: new Map(), containers: new Map() };
  for (const { name } of plan.containers) state.containers.set(name, fresh(name));
  const since = new Map<string, Condition>();
  const looks = changes.map(({ at, lagMs }) => at + lagMs).sort((a, b) => a - b);
  const waiting = changes.toSorted((one, other) => one.at - other.at);
  const writes: StatusWrite[] = [];
  for (const look of looks) {
    while (waiting[0] && waiting[0].at <= look) waiting.shift()?.apply(state);
    if (state.acceptedAt === undefined) continue;
    const phase = phaseOf(plan, state);
    const condition = (type: string, isTrue: boolean) => {
      const status = isTrue ? 'True' : 'False';
      const before = since.get(type);
      if (before?.status !== status) since.set(type, { type, status, lastTransitionTime: second(look + plan.skewMs) });
      return isTrue && before?.status !== 'True';
    };
    const of = (role: ContainerPlan['role']) =>
      plan.containers.filter((one) => one.role === role).map(({ name }) => state.containers.get(name));
    const isReady = plan.containers
      .filter(({ role }) => role === 'app')
      .every(({ name }) => state.containers.get(name)?.state?.running && state.ready.get(name));
    condition('PodReadyToStartContainers', state.hasSandbox);
    condition(
      'Initialized',
      of('init').every((one) => one?.state?.terminated?.exitCode === 0),
    );
    const becameReady = condition('Ready', isReady);
    condition('ContainersReady', isReady);
    if (plan.origin === 'static' || plan.origin === 'named-node') condition('PodScheduled', true);
    const withReady = (one: ContainerStatus | undefined) =>
      one ? [{ ...one, ready: Boolean(one.state?.running && state.ready.get(one.name)) }] : [];
    writes.push({
      at: look + wireMs(),
      lookedAt: look,
      becameReady,
      status: {
        phase,
        startTime: second(state.acceptedAt + plan.skewMs),
        conditions: [...since.values()],
        ...(state.hasSandbox ? { podIP: '10.0.0.9' } : {}),
        initContainerStatuses: [...of('init'), ...of('sidecar')].flatMap(withReady),
        containerStatuses: of('app').flatMap(withReady),
      },
    });
  }
  return writes;
}

/** A pod with a new status; what others wrote of it (the scheduler) stays. */
export function withStatus(pod: PodObject, status: PodStatus): PodObject {
  const own = new Set(status.conditions?.map(({ type }) => type));
  const others = (pod.status?.conditions ?? []).filter(({ type }) => !own.has(type));
  return { ...pod, status: { ...status, conditions: [...others, ...(status.conditions ?? [])] } };
}
