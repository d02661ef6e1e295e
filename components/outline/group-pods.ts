/** The pods of the outline, in the order they are read: by machine, then those without one. Pure. */
import type { Component, ComponentId, PodView } from '@/lib/model/cluster';

export interface Group {
  /** Pods the filters let through. */
  shown: PodView[];
  /** How many they hide. */
  hidden: number;
}
export interface GroupedPods {
  byNode: ReadonlyMap<string, Group>;
  unscheduled: Group;
  total: number;
  shown: number;
}

const empty = (): Group => ({ shown: [], hidden: 0 });

/** Every pod in exactly one group, in the order given. */
export function groupPods(pods: Iterable<PodView>, passes: (pod: PodView) => boolean): GroupedPods {
  const byNode = new Map<string, Group>();
  const unscheduled = empty();
  let total = 0;
  let shown = 0;
  for (const pod of pods) {
    total += 1;
    const group = pod.node ? (byNode.get(pod.node) ?? empty()) : unscheduled;
    if (pod.node) byNode.set(pod.node, group);
    if (passes(pod)) {
      group.shown.push(pod);
      shown += 1;
    } else group.hidden += 1;
  }
  return { byNode, unscheduled, total, shown };
}

/** The lanes of the diagram, and the programs read in each. Every component is in exactly one. */
export const LANES = {
  client: ['kubectl', 'kubeplano', 'kubeadm', 'minikube'],
  control: ['kube-apiserver', 'etcd', 'kube-scheduler', 'kube-controller-manager', 'cloud-controller-manager'],
  network: ['kube-proxy', 'cni', 'coredns'],
  host: ['systemd', 'kubelet', 'dockerd', 'cri-dockerd', 'containerd', 'cri-o', 'containerd-shim', 'conmon', 'runc'],
} as const satisfies Record<string, readonly ComponentId[]>;
export type Lane = keyof typeof LANES;

/** Components of a lane, in the order of the lane. */
export function componentsOf(lane: Lane, components: readonly Component[]): Component[] {
  const ids: readonly ComponentId[] = LANES[lane];
  return ids.flatMap((id) => components.find((component) => component.id === id) ?? []);
}
