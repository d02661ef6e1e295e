/** `pods/eviction`: a delete that respects disruption budgets. */
import { selects } from '../labels.ts';
import type { DeleteOptions } from './client.ts';
import type { Core } from './core.ts';
import { ApiError } from './errors.ts';
import { fieldsOf, numberOf } from './json.ts';
import { isOf } from './typed.ts';

/**
 * Deletes a pod unless a PodDisruptionBudget forbids it: 429 with the server's words. Uses up one allowed disruption.
 * Source: https://kubernetes.io/docs/concepts/scheduling-eviction/api-eviction/
 */
export function evict(
  core: Core,
  ref: { name: string; namespace: string },
  options: DeleteOptions = {},
  info: { dryRun?: boolean } = {},
): void {
  const pod = core.get({ resource: 'pods', ...ref });
  const { phase } = fieldsOf(pod.status);
  const counted = phase !== 'Succeeded' && phase !== 'Failed' && phase !== 'Pending' && !pod.metadata.deletionTimestamp;
  const budgets = core.store.list('poddisruptionbudgets').flatMap((object) => {
    if (!isOf('poddisruptionbudgets', object) || object.metadata.namespace !== ref.namespace) return [];
    return selects(object.spec.selector, pod.metadata.labels) ? object : [];
  });
  if (counted && budgets.length > 1)
    throw new ApiError(
      500,
      'InternalError',
      'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
    );
  const [budget] = counted ? budgets : [];
  if (budget) {
    const allowed = numberOf(budget.status.disruptionsAllowed) ?? 0;
    if (allowed <= 0)
      throw new ApiError(429, 'TooManyRequests', "Cannot evict pod as it would violate the pod's disruption budget.", {
        causes: [
          {
            reason: 'DisruptionBudget',
            message: `The disruption budget ${budget.metadata.name} needs ${budget.status.desiredHealthy} healthy pods and has ${budget.status.currentHealthy} currently`,
          },
        ],
      });
    if (!info.dryRun)
      core.update(
        { resource: 'poddisruptionbudgets', name: budget.metadata.name, namespace: ref.namespace },
        { ...budget, status: { ...budget.status, disruptionsAllowed: allowed - 1 } },
        { manager: 'kube-apiserver', subresource: 'status' },
      );
  }
  if (!info.dryRun) core.disrupt(ref.name, ref.namespace);
  core.delete({ resource: 'pods', ...ref }, options, info);
}
