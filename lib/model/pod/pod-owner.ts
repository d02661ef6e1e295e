/** Who made a pod: its controller, and the workload a person would name. */
import { memoByObject } from '../memo';
import type { ObjectStore, PodObject, WorkloadObject } from '../objects';

export interface Owner {
  kind: string;
  name: string;
}

/** The controlling owner of an object, else its first owner. */
export function ownerOf(object: { metadata: PodObject['metadata'] }): Owner | undefined {
  const owners = object.metadata.ownerReferences ?? [];
  const owner = owners.find((one) => one.controller) ?? owners[0];
  return owner && { kind: owner.kind, name: owner.name };
}

const controllerKey = memoByObject((pod: PodObject) => {
  const owner = ownerOf(pod);
  return owner && { kind: owner.kind, key: `${pod.metadata.namespace ?? ''}/${owner.name}` };
});

/** The ReplicaSet or Job that controls a pod, when it was read. */
export function controllerOf(
  pod: PodObject,
  objects: Pick<ObjectStore, 'replicasets' | 'jobs'>,
): WorkloadObject | undefined {
  const owner = controllerKey(pod);
  if (owner?.kind === 'ReplicaSet') return objects.replicasets.get(owner.key);
  return owner?.kind === 'Job' ? objects.jobs.get(owner.key) : undefined;
}

/** The Deployment over the ReplicaSet, the CronJob over the Job, else the owner itself; none for mirror pods (owned by their Node). */
export function workloadOf(pod: PodObject, controller: WorkloadObject | undefined): Owner | undefined {
  const owner = ownerOf(pod);
  if (!owner || owner.kind === 'Node') return undefined;
  if (controller) return ownerOf(controller) ?? owner;
  // Without the ReplicaSet: a Deployment names it `<deployment>-<pod-template-hash>`.
  const hash = pod.metadata.labels?.['pod-template-hash'];
  if (owner.kind === 'ReplicaSet' && hash && owner.name.endsWith(`-${hash}`)) {
    return { kind: 'Deployment', name: owner.name.slice(0, -hash.length - 1) };
  }
  return owner;
}
