/** Who made a pod: its controller, and the workload a person would name. */
import { memoByObject } from '../memo';
import type { ObjectStore, OwnerReference, PodObject, WorkloadObject } from '../objects';

type Owned = { metadata: PodObject['metadata'] };

export interface Owner {
  kind: string;
  name: string;
}

/** Groups of the kinds that Kubernetes itself has: a Job of another group is not its Job. */
const OWN_GROUPS = new Map([
  ['ReplicaSet', 'apps extensions'],
  ['Deployment', 'apps extensions'],
  ['DaemonSet', 'apps extensions'],
  ['StatefulSet', 'apps'],
  ['Job', 'batch'],
  ['CronJob', 'batch'],
]);

/** Whether an owner reference means the Node whose kubelet wrote a mirror pod. */
export const isNodeOwner = ({ kind, apiVersion = 'v1' }: Pick<OwnerReference, 'kind' | 'apiVersion'>): boolean =>
  kind === 'Node' && apiVersion === 'v1';

/** Whether an owner reference means a workload of Kubernetes itself; one that names no version is taken at its kind. */
export function isOwnWorkload({ kind, apiVersion }: Pick<OwnerReference, 'kind' | 'apiVersion'>): boolean {
  const groups = OWN_GROUPS.get(kind)?.split(' ');
  return groups !== undefined && (apiVersion === undefined || groups.includes(apiVersion.split('/')[0] ?? ''));
}

/** The controlling owner of an object, else its first owner. */
export function ownerOf(object: Owned): Owner | undefined {
  const owner = referenceOf(object);
  return owner && { kind: owner.kind, name: owner.name };
}

function referenceOf({ metadata: { ownerReferences = [] } }: Owned): OwnerReference | undefined {
  return ownerReferences.find((one) => one.controller) ?? ownerReferences[0];
}

const controllerKey = memoByObject((pod: PodObject) => {
  const owner = referenceOf(pod);
  return owner && isOwnWorkload(owner) && { kind: owner.kind, key: `${pod.metadata.namespace ?? ''}/${owner.name}` };
});

/** The ReplicaSet or Job that controls a pod, when it was read. */
export function controllerOf(
  pod: PodObject,
  objects: Pick<ObjectStore, 'replicasets' | 'jobs'>,
): WorkloadObject | undefined {
  const owner = controllerKey(pod);
  if (!owner) return undefined;
  if (owner.kind === 'ReplicaSet') return objects.replicasets.get(owner.key);
  return owner.kind === 'Job' ? objects.jobs.get(owner.key) : undefined;
}

/** The Deployment over the ReplicaSet, the CronJob over the Job, else the owner itself; none for mirror pods (owned by their Node). */
export function workloadOf(pod: PodObject, controller: WorkloadObject | undefined): Owner | undefined {
  const reference = referenceOf(pod);
  const owner = ownerOf(pod);
  if (!reference || !owner || isNodeOwner(reference)) return undefined;
  if (controller) return ownerOf(controller) ?? owner;
  // Without the ReplicaSet: a Deployment names it `<deployment>-<pod-template-hash>`.
  const hash = pod.metadata.labels?.['pod-template-hash'];
  if (owner.kind === 'ReplicaSet' && isOwnWorkload(reference) && hash && owner.name.endsWith(`-${hash}`)) {
    return { kind: 'Deployment', name: owner.name.slice(0, -hash.length - 1) };
  }
  return owner;
}
