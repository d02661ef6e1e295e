import type { ApiClient } from '../../api/client.ts';
import { type LabelSelector, selects } from '../../labels.ts';
import type { Change } from '../informer.ts';
import { controllerOf, controllerReference } from '../owners.ts';
import { isFinished } from '../pods.ts';
import { type AnyObject, keyOf, type Pod, type ReplicaSet } from '../types.ts';

type Claimable = Pod | ReplicaSet;
type Selecting = AnyObject & { spec: { selector?: LabelSelector } };

/**
 * What a controller has of some objects: those it owns; orphans its selector matches are adopted, and those whose labels
 * no longer match are let go (`ControllerRefManager`). This is what happens when somebody relabels a pod.
 */
export function claim<O extends Claimable>(
  api: ApiClient,
  resource: 'pods' | 'replicasets',
  owner: Selecting,
  objects: O[],
): O[] {
  const mine: O[] = [];
  const isLeaving = owner.metadata.deletionTimestamp !== undefined;
  for (const object of objects) {
    if (object.metadata.namespace !== owner.metadata.namespace) continue;
    const controller = controllerOf(object);
    const matches = selects(owner.spec.selector, object.metadata.labels);
    if (controller !== undefined) {
      if (controller.uid !== owner.metadata.uid) continue;
      if (matches || isLeaving) mine.push(object);
      else setOwners(api, resource, object, undefined);
    } else if (matches && !isLeaving && canBeAdopted(object)) {
      setOwners(api, resource, object, owner);
      mine.push(object);
    }
  }
  return mine;
}

const canBeAdopted = (object: Claimable): boolean =>
  object.metadata.deletionTimestamp === undefined && !('phase' in object.status && isFinished(object as Pod));

function setOwners(
  api: ApiClient,
  resource: 'pods' | 'replicasets',
  { metadata }: Claimable,
  owner: AnyObject | undefined,
): void {
  const others = (metadata.ownerReferences ?? []).filter((one) => one.controller !== true);
  const ownerReferences = owner === undefined ? others : [...others, controllerReference(owner)];
  api.patch(resource, { name: metadata.name, namespace: metadata.namespace ?? 'default' }, 'merge', {
    metadata: { uid: metadata.uid, ownerReferences },
  });
}

/** The keys of those of `owners` (of one kind) that a change of an object concerns: its controller before and now, or who may adopt it. */
export function concerned(
  { object, before }: Change<'pods'> | Change<'replicasets'>,
  kind: string,
  owners: { list(namespace?: string): Selecting[] },
): string[] {
  const { namespace } = object.metadata;
  const controllers = [controllerOf(object), before && controllerOf(before)];
  const named = controllers.flatMap((one) => (one?.kind === kind ? [`${namespace}/${one.name}`] : []));
  if (controllers[0] !== undefined) return named;
  const adopting = owners.list(namespace).filter((one) => selects(one.spec.selector, object.metadata.labels));
  return [...named, ...adopting.map(keyOf)];
}
