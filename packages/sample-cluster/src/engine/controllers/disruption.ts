import { selects } from '../../labels.ts';
import { withCondition } from '../conditions.ts';
import { controllerOf } from '../owners.ts';
import { isFinished, isReady } from '../pods.ts';
import { keyOf, type Pod, sameJson, time } from '../types.ts';
import { type Controller, queueOn } from './controller.ts';

/** A number, or a share of `whole`, rounded up as the real controller rounds it. */
const scaled = (value: unknown, whole: number): number =>
  typeof value === 'string' ? Math.ceil((Number.parseFloat(value) / 100) * whole) : Number(value);

/**
 * Says of each disruption budget how many of its pods may be evicted now: those that are ready beyond those it wants.
 * Source: kubernetes pkg/controller/disruption/disruption.go
 */
export const disruptionController: Controller = (context) => {
  const { api, informers } = context;
  const budgets = informers.of('poddisruptionbudgets');
  const pods = informers.of('pods');
  const replicaSets = informers.of('replicasets');
  const replicationControllers = informers.of('replicationcontrollers');
  const statefulSets = informers.of('statefulsets');

  /** Replicas the controllers of these pods are set to, each counted once. */
  const expectedOf = (mine: readonly Pod[]): number => {
    const owners = new Set(mine.map((pod) => controllerOf(pod)?.uid));
    const sets = [...replicaSets.list(), ...replicationControllers.list(), ...statefulSets.list()];
    return sets.reduce((sum, set) => sum + (owners.has(set.metadata.uid) ? (set.spec.replicas ?? 1) : 0), 0);
  };

  const queue = queueOn(context, [budgets, pods], (key) => {
    const budget = budgets.get(key);
    if (budget === undefined) return;
    const { minAvailable, maxUnavailable, selector } = budget.spec;
    const mine = pods
      .list(budget.metadata.namespace)
      .filter((pod) => selects(selector, pod.metadata.labels) && !isFinished(pod));
    const isCount = maxUnavailable === undefined && typeof minAvailable !== 'string';
    const expectedPods = isCount ? mine.length : expectedOf(mine);
    const desiredHealthy =
      maxUnavailable === undefined
        ? scaled(minAvailable ?? 1, expectedPods)
        : Math.max(0, expectedPods - scaled(maxUnavailable, expectedPods));
    const currentHealthy = mine.filter((pod) => isReady(pod) && pod.metadata.deletionTimestamp === undefined).length;
    const disruptionsAllowed = expectedPods > 0 ? Math.max(0, currentHealthy - desiredHealthy) : 0;
    const isAllowed = disruptionsAllowed > 0;
    const now = time(context.now());
    const condition = {
      type: 'DisruptionAllowed',
      status: isAllowed ? 'True' : 'False',
      reason: isAllowed ? 'SufficientPods' : 'InsufficientPods',
      message: '',
      lastTransitionTime: now,
      observedGeneration: budget.metadata.generation ?? 1,
    };
    const status = {
      observedGeneration: budget.metadata.generation ?? 1,
      disruptionsAllowed,
      currentHealthy,
      desiredHealthy,
      expectedPods,
      conditions: withCondition(budget.status?.conditions, condition, now),
    };
    if (!sameJson(status, budget.status)) api.updateStatus('poddisruptionbudgets', { ...budget, status });
  });
  budgets.onChange(({ type, object }) => {
    if (type !== 'deleted') queue.add(keyOf(object));
  });
  pods.onChange(({ object, before }) => {
    for (const budget of budgets.list(object.metadata.namespace))
      if ([object, before].some((pod) => pod && selects(budget.spec.selector, pod.metadata.labels)))
        queue.add(keyOf(budget));
  });
};
