/** The containers of a pod, in the order they start: init, sidecars among them, app, ephemeral. */
import type { ContainerExit, ContainerKind, ContainerView } from '../cluster';
import type { Container, ContainerState, ContainerStatus, PodObject } from '../objects';
import { type ContainerDuty, containerHealth } from './pod-health';

function stateWord({ waiting, running, terminated }: ContainerState): string | undefined {
  if (running) return 'Running';
  if (terminated) return `Terminated: ${terminated.reason || `ExitCode:${terminated.exitCode}`}`;
  if (waiting) return waiting.reason ? `Waiting: ${waiting.reason}` : 'Waiting';
  return undefined;
}

/** How it ended: what runs no longer now, what runs again (or waits to) the last time. */
function exitOf(status: ContainerStatus | undefined): ContainerExit | undefined {
  const ended = status?.state?.terminated ?? status?.lastState?.terminated;
  if (!ended) return undefined;
  const { exitCode, signal, reason, message, finishedAt } = ended;
  return {
    code: exitCode,
    ...(signal ? { signal } : {}),
    ...(reason ? { reason } : {}),
    ...(message ? { message } : {}),
    ...(finishedAt ? { at: finishedAt } : {}),
  };
}

function containerView(
  container: Container,
  kind: ContainerKind,
  status: ContainerStatus | undefined,
  duty: ContainerDuty,
) {
  const state = stateWord(status?.state ?? {});
  const startedAt = status?.state?.running?.startedAt ?? status?.state?.terminated?.startedAt;
  const exit = exitOf(status);
  const view: ContainerView = {
    name: container.name,
    kind,
    image: container.image ?? status?.image ?? '',
    ...(state ? { state } : {}),
    health: containerHealth(status, duty),
    ready: status?.ready ?? false,
    restarts: status?.restartCount ?? 0,
    ...(startedAt ? { startedAt } : {}),
    ...(exit ? { exit } : {}),
  };
  return view;
}

/** Views of all containers of a pod. */
export function containerViews(pod: PodObject): ContainerView[] {
  const { spec, status } = pod;
  const find = (statuses: ContainerStatus[] | undefined, name: string) => statuses?.find((one) => one.name === name);
  const duty = (spec.restartPolicy ?? 'Always') === 'Always' ? 'service' : 'task';
  return [
    ...(spec.initContainers ?? []).map((one) => {
      const sidecar = one.restartPolicy === 'Always';
      const found = find(status?.initContainerStatuses, one.name);
      return containerView(one, sidecar ? 'sidecar' : 'init', found, sidecar ? 'service' : 'init');
    }),
    ...(spec.containers ?? []).map((one) => containerView(one, 'app', find(status?.containerStatuses, one.name), duty)),
    ...(spec.ephemeralContainers ?? []).map((one) =>
      containerView(one, 'ephemeral', find(status?.ephemeralContainerStatuses, one.name), 'task'),
    ),
  ];
}
