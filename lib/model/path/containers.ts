import type { Container, PodObject } from '../objects';
import { type ContainerContext, type ContainerRole, containerFacts } from './container-facts';
import { afterStartHops, createHop, firstStartHop, imageHop } from './container-hops';
import { parsePulled } from './image-message';
import type { Milestone } from './milestone';
import type { Hop } from './types';

export interface ContainerPath {
  role: ContainerRole;
  hops: Hop[];
  /** When the first process of this container was running. */
  started: Milestone | undefined;
  /** When the kubelet first turned to this container's image: the sandbox was ready by then. */
  reached: Milestone | undefined;
  restarts: number;
}

/** Containers in the order the kubelet starts them, each with its role. A sidecar is an init container that stays. */
function containersInOrder(pod: PodObject): { container: Container; role: ContainerRole }[] {
  const init = (pod.spec.initContainers ?? []).map((container) => ({
    container,
    role: container.restartPolicy === 'Always' ? ('sidecar' as const) : ('init' as const),
  }));
  return [...init, ...pod.spec.containers.map((container) => ({ container, role: 'app' as const }))];
}

function containerPath(context: ContainerContext, name: string, role: ContainerRole): ContainerPath {
  const facts = containerFacts(context, name, role);
  const { actors, node } = context;
  const where = { container: name, containerKind: role, ...(node ? { node } : {}) };
  const hops = [
    ...imageHop(facts, actors),
    ...createHop(facts, actors),
    ...firstStartHop(facts, actors),
    ...afterStartHops(facts, actors),
  ];
  const { pulling, pulled, started, restarts, report } = facts;
  // An image that was pulled, or had in the end, tells nothing of when the sandbox was there: only one found at once does.
  const isTried = Boolean(report('Pulling') ?? report('Failed', 'pull') ?? report('BackOff', 'pull'));
  const found = report('Pulled');
  const isFound = !isTried && found?.count === 1 && parsePulled(found.message).present;
  return {
    role,
    hops: hops.map((hop) => ({ ...hop, ...where })),
    started,
    reached: pulling ?? (isFound ? pulled : undefined),
    restarts,
  };
}

/** Each container's part of the path, in the order the kubelet starts them. */
export function containerPaths(context: ContainerContext): ContainerPath[] {
  return containersInOrder(context.pod).map(({ container, role }) => containerPath(context, container.name, role));
}
