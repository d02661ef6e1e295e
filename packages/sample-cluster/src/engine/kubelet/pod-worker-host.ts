import type { ApiClient } from '../../api/client.ts';
import type { EventRecorder, Regarding } from '../events.ts';
import type { Containerd } from '../machine/containerd.ts';
import type { Disk } from '../machine/disk.ts';
import type { Random } from '../random.ts';
import type { Scope } from '../scope.ts';
import type { Node, PodSpec, Service } from '../types.ts';
import type { ImagePuller } from './image-puller.ts';

/** What a pod worker has of its kubelet. */
export interface PodWorkerHost<Worker> {
  scope: Scope;
  random: Random;
  api: ApiClient;
  events: EventRecorder;
  containerd: Containerd;
  puller: ImagePuller;
  disk: Disk;
  services(): Service[];
  allocatable(): Node['status']['allocatable'];
  node: string;
  hostIP: string;
  /** The next free address of the node's range; undefined while there is none. */
  nextIP(): string | undefined;
  releaseIP(ip: string): void;
  networkReady(): boolean;
  /** Where events of this pod are told: the mirror, for static pods. */
  regarding(worker: Worker): Regarding;
  /** Status of this worker's pod has changed. */
  statusChanged(worker: Worker): void;
  /** Everything of this pod has stopped and is removed. */
  terminated(worker: Worker): void;
}

/** Tells of the pod, or of one of its containers. */
export type Tell = (reason: string, message: string, container?: string) => void;

/** How a worker tells of its pod as events. */
export function tellerOf<Worker extends { spec: PodSpec }>(
  host: PodWorkerHost<Worker>,
  worker: Worker,
): { normal: Tell; warning: Tell } {
  const fieldPath = (container: string | undefined) => {
    if (container === undefined) return undefined;
    const init = (worker.spec.initContainers ?? []).some((one) => one.name === container);
    return `spec.${init ? 'initContainers' : 'containers'}{${container}}`;
  };
  return {
    normal: (reason, message, container) =>
      host.events.normal(host.regarding(worker), reason, message, fieldPath(container)),
    warning: (reason, message, container) =>
      host.events.warning(host.regarding(worker), reason, message, fieldPath(container)),
  };
}
