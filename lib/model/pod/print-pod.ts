/**
 * READY, STATUS and RESTARTS of a pod exactly as `kubectl get pods` prints them.
 * The words are the API server's (it prints the table): `printPod` of kubernetes pkg/printers/internalversion/printers.go.
 * Ported from the printer of 1.35; where an older server prints another word, that one: see {@link PrintRules}.
 * Compared with a real 1.20.2 server (init containers, probes, deletions) and with recorded tables of 1.36.2.
 */
import type { Container, ContainerState, ContainerStateTerminated, PodObject } from '../objects';
import { kubernetesMinor } from '../version';

/** What differs between the printers of different server versions. */
export interface PrintRules {
  /** From 1.27: once condition Initialized is True, a restarting init container no longer hides the containers. */
  initializedCondition: boolean;
  /** From 1.28: init containers with restartPolicy Always are counted in READY. */
  sidecars: boolean;
  /** From 1.31 (kubernetes#122038): a finished pod that is being deleted keeps its word instead of `Terminating`. */
  terminalKeepsWord: boolean;
  /** From 1.35 (kubernetes#124766): a container that failed is told before another's `Completed`. */
  failureBeforeCompleted: boolean;
}

/** The rules of a server's version; those of the newest when it is not known. */
export function printRules(gitVersion: string | undefined): PrintRules {
  const minor = kubernetesMinor(gitVersion) ?? Number.POSITIVE_INFINITY;
  return {
    initializedCondition: minor >= 27,
    sidecars: minor >= 28,
    terminalKeepsWord: minor >= 31,
    failureBeforeCompleted: minor >= 35,
  };
}

export interface PrintedPod {
  status: string;
  ready: string;
  restarts: number;
  restartedAt?: string;
}

interface Restarts {
  count: number;
  at: string;
}

const isTrue = (pod: PodObject, type: string) =>
  (pod.status?.conditions ?? []).some((condition) => condition.type === type && condition.status === 'True');

// One-second RFC 3339 in UTC: the order of the strings is the order of the times.
const later = (a: string, b: string) => [a, b].toSorted().at(-1) ?? '';

function addRestarts(sum: Restarts, status: { restartCount?: number; lastState?: ContainerState }): Restarts {
  const finishedAt = status.lastState?.terminated?.finishedAt ?? '';
  return { count: sum.count + (status.restartCount ?? 0), at: later(finishedAt, sum.at) };
}

function ended(terminated: ContainerStateTerminated): string {
  if (terminated.reason) return terminated.reason;
  return terminated.signal ? `Signal:${terminated.signal}` : `ExitCode:${terminated.exitCode}`;
}

/** Prints one pod. */
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: a transcription of kubectl's printPod, kept in its order to be compared with it
export function printPod(pod: PodObject, rules: PrintRules): PrintedPod {
  const status = pod.status ?? {};
  const conditions = status.conditions ?? [];
  const initContainers = new Map<string, Container>((pod.spec.initContainers ?? []).map((one) => [one.name, one]));
  const isSidecar = (name: string) => rules.sidecars && initContainers.get(name)?.restartPolicy === 'Always';

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

  if (!initializing || (rules.initializedCondition && isTrue(pod, 'Initialized'))) {
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
      else if (failure && rules.failureBeforeCompleted) word = failure;
      else if (hasRunning) word = 'NotReady';
    }
  }

  if (pod.metadata.deletionTimestamp) {
    const finished = status.phase === 'Succeeded' || status.phase === 'Failed';
    if (status.reason === 'NodeLost') word = 'Unknown';
    else if (!(rules.terminalKeepsWord && finished)) word = 'Terminating';
  }
  return {
    status: word,
    ready: `${ready}/${total}`,
    restarts: restarts.count,
    ...(restarts.count > 0 && restarts.at ? { restartedAt: restarts.at } : {}),
  };
}
