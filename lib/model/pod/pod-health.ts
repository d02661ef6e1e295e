/**
 * The state of a pod and of its containers as drawn: ● ok, ○ starting, □ stopping, ▲ not ready, ✕ failing, done, unknown.
 * A teacher's reading: ✕ is what tried and failed (crash, image that cannot be had, out of memory); ▲ is what waits
 * for something it lacks (a probe that does not pass, a node with room, a gate); ○ is on its way by itself.
 */
import type { Health } from '../cluster';
import type { ContainerStatus, PodObject } from '../objects';

/** Waiting reasons that pass by themselves; any other waiting reason is a failure. */
const ON_ITS_WAY = new Set(['ContainerCreating', 'PodInitializing']);

/** What a container's process is meant to do: end before the others start, end, or stay. */
export type ContainerDuty = 'init' | 'task' | 'service';

/** State of one container. */
export function containerHealth(status: ContainerStatus | undefined, duty: ContainerDuty): Health {
  const { waiting, running, terminated } = status?.state ?? {};
  if (terminated) return terminated.exitCode !== 0 ? 'failing' : duty === 'service' ? 'not-ready' : 'done';
  if (waiting) return !waiting.reason || ON_ITS_WAY.has(waiting.reason) ? 'starting' : 'failing';
  if (running) {
    if (duty === 'init') return 'starting';
    return status?.ready ? 'ok' : status?.started === false ? 'starting' : 'not-ready';
  }
  return 'starting';
}

function condition(pod: PodObject, type: string) {
  return (pod.status?.conditions ?? []).find((one) => one.type === type);
}

/** What else is known of a pod. */
export interface PodNews {
  /** Its node is not heard from. */
  isNodeLost?: boolean;
  /** What it needs before its containers was refused again and again: a volume, a sandbox. */
  isHeld?: boolean;
}

/** State of the whole pod. */
export function podHealth(pod: PodObject, printedStatus: string, { isNodeLost, isHeld }: PodNews = {}): Health {
  const { phase, containerStatuses = [], initContainerStatuses = [] } = pod.status ?? {};
  if (printedStatus === 'Unknown' || phase === 'Unknown') return 'unknown';
  if (phase === 'Succeeded') return 'done';
  if (phase === 'Failed') return 'failing';
  if (pod.metadata.deletionTimestamp) return isNodeLost ? 'unknown' : 'stopping';
  const scheduled = condition(pod, 'PodScheduled');
  if (phase === 'Pending' && scheduled?.status === 'False') return 'not-ready';

  const initialized = condition(pod, 'Initialized')?.status === 'True';
  const sidecars = new Set(
    (pod.spec.initContainers ?? []).filter((one) => one.restartPolicy === 'Always').map((one) => one.name),
  );
  const duty = (pod.spec.restartPolicy ?? 'Always') === 'Always' ? 'service' : 'task';
  const states = [
    ...initContainerStatuses
      .filter((one) => !initialized || sidecars.has(one.name))
      .map((one) => containerHealth(one, sidecars.has(one.name) ? 'service' : 'init')),
    ...containerStatuses.map((one) => containerHealth(one, duty)),
  ];
  if (states.includes('failing')) return 'failing';
  if (phase !== 'Running') return isHeld ? 'not-ready' : 'starting';
  // The node controller sets Ready to False on the pods of a node it no longer hears from, while containers still say ready.
  if (condition(pod, 'Ready')?.status === 'True') return 'ok';
  return states.includes('starting') && !states.includes('not-ready') ? 'starting' : 'not-ready';
}
