import type { AnyObject, OwnerReference } from './types.ts';

/** The owner reference a controller writes on what it makes. */
export function controllerReference(owner: AnyObject): OwnerReference {
  return {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: owner.metadata.name,
    uid: owner.metadata.uid,
    controller: true,
    blockOwnerDeletion: true,
  };
}

/** The owner that controls an object, when one does. */
export function controllerOf(object: { metadata: { ownerReferences?: OwnerReference[] } }): OwnerReference | undefined {
  return object.metadata.ownerReferences?.find((owner) => owner.controller === true);
}

/** Whether `owner` controls `object`. */
export function isControlledBy(
  object: { metadata: { ownerReferences?: OwnerReference[] } },
  owner: AnyObject,
): boolean {
  return controllerOf(object)?.uid === owner.metadata.uid;
}
