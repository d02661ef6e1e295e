import { always, type FieldType, flag, given, list, message, number, of, text, time } from '../message';
import { condition, labelSelector, meta, objectReference } from './meta';
import { podTemplate } from './pods';

type Numbered = Record<string, readonly [number, FieldType]>;
const workload = (spec: Numbered, status: Numbered) =>
  message({ metadata: [1, of(meta)], spec: [2, of(message(spec))], status: [3, of(message(status))] });
const selector = of(labelSelector);
const template = of(podTemplate);
const conditions = (lastTransitionTime: number, reason: number) => list(of(condition({ lastTransitionTime, reason })));
const count = always(number);

/** apps/v1. */
export const deployment = workload(
  { replicas: [1, given(number)], selector: [2, selector], template: [3, template] },
  {
    replicas: [2, number],
    updatedReplicas: [3, number],
    availableReplicas: [4, number],
    conditions: [6, conditions(7, 4)],
    readyReplicas: [7, number],
  },
);
export const replicaSet = workload(
  { replicas: [1, given(number)], selector: [2, selector], template: [3, template] },
  {
    replicas: [1, count],
    readyReplicas: [4, number],
    availableReplicas: [5, number],
    conditions: [6, conditions(3, 4)],
  },
);
export const daemonSet = workload(
  { selector: [1, selector], template: [2, template] },
  {
    currentNumberScheduled: [1, count],
    desiredNumberScheduled: [3, count],
    numberReady: [4, count],
    conditions: [10, conditions(3, 4)],
  },
);
export const statefulSet = workload(
  { replicas: [1, given(number)], selector: [2, selector], template: [3, template] },
  {
    replicas: [2, count],
    readyReplicas: [3, number],
    updatedReplicas: [5, number],
    conditions: [10, conditions(3, 4)],
    availableReplicas: [11, number],
  },
);

const jobSpec: Numbered = {
  parallelism: [1, given(number)],
  completions: [2, given(number)],
  selector: [4, selector],
  template: [6, template],
  suspend: [10, given(flag)],
};
/** batch/v1. */
export const job = workload(jobSpec, {
  conditions: [1, conditions(4, 5)],
  active: [4, number],
  succeeded: [5, number],
  failed: [6, number],
});
/** batch/v1 and v1beta1. */
export const cronJob = workload(
  {
    schedule: [1, always(text)],
    suspend: [4, given(flag)],
    jobTemplate: [5, of(message({ spec: [2, of(message(jobSpec))] }))],
  },
  { active: [1, list(of(objectReference))], lastScheduleTime: [4, time] },
);
