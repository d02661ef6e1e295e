import 'server-only';
import type { ApiClient } from '../../api/client';
import { selects } from '../labels';
import { controllerOf, controllerReference } from '../owners';
import { isActive } from '../pods';
import type { AnyObject, LabelSelector, Pod } from '../types';

/**
 * The pods of a controller: those it owns; orphans its selector matches are adopted, and those whose labels no longer
 * match are let go (`ControllerRefManager`). This is what happens when somebody relabels a pod.
 */
export function claimPods(api: ApiClient, owner: AnyObject, selector: LabelSelector, pods: Pod[]): Pod[] {
  const mine: Pod[] = [];
  for (const pod of pods) {
    if (pod.metadata.namespace !== owner.metadata.namespace) continue;
    const controller = controllerOf(pod);
    const matches = selects(selector, pod.metadata.labels);
    if (controller !== undefined) {
      if (controller.uid !== owner.metadata.uid) continue;
      if (matches) mine.push(pod);
      else if (owner.metadata.deletionTimestamp === undefined) setOwners(api, pod, undefined);
    } else if (matches && isActive(pod) && owner.metadata.deletionTimestamp === undefined) {
      setOwners(api, pod, owner);
      mine.push(pod);
    }
  }
  return mine;
}

function setOwners(api: ApiClient, pod: Pod, owner: AnyObject | undefined): void {
  const others = (pod.metadata.ownerReferences ?? []).filter((one) => one.controller !== true);
  const ownerReferences = owner === undefined ? others : [...others, controllerReference(owner)];
  api.patch('pods', { name: pod.metadata.name, namespace: pod.metadata.namespace ?? 'default' }, 'merge', {
    metadata: { uid: pod.metadata.uid, ownerReferences },
  });
}
