/**
 * READY, STATUS and RESTARTS of a pod: `printPod` of kubernetes pkg/printers/internalversion/printers.go, release 1.36.
 * Compared with recorded tables of 1.36.2.
 */
import type { ContainerState } from '../../engine/types.ts';
import type { ObjectOf } from '../kinds.ts';

interface PrintedPod {
  status: string;
  ready: string;
  restarts: number;
  restartedAt?: string;
}

interface Restarts {
  count: number;
  at: string;
}

const isTrue = (pod: ObjectOf<'pods'>, type: string) =>
  (pod.status?.conditions ?? []).some((condition) => condition.type === type && condition.status === 'True');

// One-second RFC 3339 in UTC: the order of the strings is the order of the times.
const later = (a: string, b: string) => [a, b].toSorted().at(-1) ?? '';

function addRestarts(sum: Restarts, status: { restartCount?: number; lastState?: ContainerState }): Restarts {
  const finishedAt = status.lastState?.terminated?.finishedAt ?? '';
  return { count: sum.count + (status.restartCount ?? 0), at: later(finishedAt, sum.at) };
}

function ended(terminated: NonNullable<ContainerState['terminated']>): string {
  if (terminated.reason) return terminated.reason;
  return terminated.signal ? `Signal:${terminated.signal}` : `ExitCode:${terminated.exitCode}`;
}

/** Prints one pod. */
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: a transcription of kubectl's printPod, kept in its order to be compared with it
export function printPod(pod: ObjectOf<'pods'>): PrintedPod {
  const status = pod.status;
  const conditions = status.conditions ?? [];
  const initContainers = new Map((pod.spec.initContainers ?? []).map((one) => [one.name, one] as const));
  const isSidecar = (name: string) => initContainers.get(name)?.restartPolicy === 'Always';

  let word = status.reason || status.phase || '';
  if (conditions.some(({ type, reason }) => type === 'PodScheduled' && reason === 'SchedulingGated')) {
    word = 'SchedulingGated';
  }
  let total = (pod.spec.containers ?? []).length;
  for (const name of initContainers.keys()) if (isSidecar(name)) total += 1;

  let ready = 0;
  let restarts: Restarts = { count: 0, at: '' };
  let sidecarRestarts: Restarts = { count: 0, at: '' };
  let initializing = false;
  for (const [index, container] of (status.initContainerStatuses ?? []).entries()) {
    restarts = addRestarts(restarts, container);
    const sidecar = isSidecar(container.name);
    if (sidecar) sidecarRestarts = addRestarts(sidecarRestarts, container);
    const { terminated, waiting } = container.state ?? {};
    if (terminated?.exitCode === 0) continue;
    if (sidecar && container.started) {
      if (container.ready) ready += 1;
      continue;
    }
    if (terminated) word = `Init:${ended(terminated)}`;
    else if (waiting?.reason && waiting.reason !== 'PodInitializing') word = `Init:${waiting.reason}`;
    else word = `Init:${index}/${initContainers.size}`;
    initializing = true;
    break;
  }

  if (!initializing || isTrue(pod, 'Initialized')) {
    restarts = sidecarRestarts;
    let hasRunning = false;
    let failure = '';
    for (const container of (status.containerStatuses ?? []).toReversed()) {
      restarts = addRestarts(restarts, container);
      const { terminated, waiting, running } = container.state ?? {};
      if (waiting?.reason) word = waiting.reason;
      else if (terminated) {
        word = ended(terminated);
        if (terminated.exitCode !== 0) failure = word;
      } else if (container.ready && running) {
        hasRunning = true;
        ready += 1;
      }
    }
    if (word === 'Completed') {
      if (hasRunning && isTrue(pod, 'Ready')) word = 'Running';
      else if (failure) word = failure;
      else if (hasRunning) word = 'NotReady';
    }
  }

  if (pod.metadata.deletionTimestamp) {
    const finished = status.phase === 'Succeeded' || status.phase === 'Failed';
    if (status.reason === 'NodeLost') word = 'Unknown';
    else if (!finished) word = 'Terminating';
  }
  return {
    status: word,
    ready: `${ready}/${total}`,
    restarts: restarts.count,
    ...(restarts.count > 0 && restarts.at ? { restartedAt: restarts.at } : {}),
  };
}
