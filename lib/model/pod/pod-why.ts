/** Why a pod is not as it should be, where the API says it in fields, in times, or by saying nothing. */
import { containerOf } from '../event-view';
import type { ContainerStatus, EventObject, PodObject } from '../objects';
import { because, type Reason } from '../reason';

/** What a pod cannot tell of itself. */
export interface PodSurroundings {
  /** The newest warning about it. */
  warning?: EventObject | undefined;
  /** Its node is not heard from: Ready is Unknown. */
  isNodeLost: boolean;
  /** Whether the scheduler it waits for has ever been heard of, and leads; undefined of one that waits for none. */
  scheduler?: 'works' | 'stopped' | 'unheard-of';
}

const statusesOf = ({ status }: PodObject): ContainerStatus[] => [
  ...(status?.initContainerStatuses ?? []),
  ...(status?.containerStatuses ?? []),
];

/** A container that its kubelet restarts because a probe fails: the newest warning says which. */
function probe(pod: PodObject, warning: EventObject | undefined): Reason | undefined {
  const which = /^(Liveness|Startup) probe/.exec(warning?.message ?? '')?.[1]?.toLowerCase();
  const name = warning && containerOf(warning);
  if (warning?.reason !== 'Unhealthy' || !which || !name) return undefined;
  const isRestarted = statusesOf(pod).some((one) => one.name === name && (one.restartCount ?? 0) > 0);
  return isRestarted ? because('killed-by-probe', { container: name, probe: which }) : undefined;
}

/** A process that ended badly: of what waits to start again the last one, else the present. */
function crash(pod: PodObject): Reason | undefined {
  for (const { name, state, lastState } of statusesOf(pod)) {
    const isWaiting = state?.waiting?.reason === 'CrashLoopBackOff';
    const ended = state?.terminated ?? (isWaiting ? lastState?.terminated : undefined);
    if (!ended || ended.exitCode === 0) continue;
    return because('crashed', { container: name, exit: ended.exitCode, reason: ended.reason ?? 'Error' });
  }
  return undefined;
}

const condition = (pod: PodObject, type: string) => pod.status?.conditions?.find((one) => one.type === type);

/** Containers that are ready while a gate is not. */
function gates(pod: PodObject): Reason | undefined {
  const missing = (pod.spec.readinessGates ?? [])
    .map(({ conditionType }) => conditionType)
    .filter((type) => condition(pod, type)?.status !== 'True');
  if (missing.length === 0 || condition(pod, 'ContainersReady')?.status !== 'True') return undefined;
  return because('readiness-gates', { gates: missing.join(', ') });
}

/** Whether every process of a pod has ended. */
const isOver = (pod: PodObject): boolean =>
  statusesOf(pod).every(({ state }) => !state?.running) && pod.status?.phase !== 'Running';

/** Why one that was deleted is still there. */
function deletion(pod: PodObject, isNodeLost: boolean): Reason | undefined {
  if (isNodeLost) return because('node-lost', { node: pod.spec.nodeName ?? '' });
  const { finalizers = [] } = pod.metadata;
  // While its containers end it is on its way, whatever comes after.
  if (finalizers.length === 0 || !isOver(pod)) return undefined;
  return because('held-by-finalizers', { finalizers: finalizers.join(', ') });
}

/** Our sentence about a pod; undefined where there is nothing to add to what the API says in words. */
export function podWhy(pod: PodObject, { isNodeLost, scheduler, warning }: PodSurroundings): Reason | undefined {
  if (pod.metadata.deletionTimestamp) return deletion(pod, isNodeLost);
  if (pod.status?.phase === 'Succeeded') return undefined;
  if (isNodeLost && pod.status?.phase !== 'Failed') return because('node-lost', { node: pod.spec.nodeName ?? '' });
  if (scheduler === 'unheard-of') return because('nobody-schedules', { scheduler: pod.spec.schedulerName ?? '' });
  if (scheduler === 'stopped') return because('scheduler-stopped');
  return probe(pod, warning) ?? crash(pod) ?? gates(pod);
}
