import type { Job, Pod } from '../types.ts';

type Rule = NonNullable<NonNullable<Job['spec']['podFailurePolicy']>['rules']>[number];

/** What a rule of `podFailurePolicy` says of a failed pod: what is done, and the words when the job fails for it. */
export interface Ruling {
  action: string;
  message: string;
}

/** The first rule that fits a failed pod; undefined when none does, and it counts as any failure. */
export function rulingOf(job: Job, pod: Pod): Ruling | undefined {
  for (const [index, rule] of (job.spec.podFailurePolicy?.rules ?? []).entries()) {
    const why = rule.onExitCodes ? exitFitting(rule.onExitCodes, pod) : conditionFitting(rule, pod);
    if (why !== undefined)
      return { action: rule.action, message: `${why} matching ${rule.action} rule at index ${index}` };
  }
  return undefined;
}

/** Whether a failed pod counts towards a back-off limit. */
export const isCounted = (job: Job, pod: Pod): boolean => rulingOf(job, pod)?.action !== 'Ignore';

const keyOf = ({ metadata: { namespace, name } }: Pod) => `${namespace}/${name}`;

function exitFitting({ containerName, operator, values }: NonNullable<Rule['onExitCodes']>, pod: Pod) {
  const { containerStatuses = [], initContainerStatuses = [] } = pod.status;
  for (const { name, state } of [...containerStatuses, ...initContainerStatuses]) {
    const code = state?.terminated?.exitCode ?? 0;
    if (code === 0 || (containerName ?? name) !== name || values.includes(code) !== (operator === 'In')) continue;
    return `Container ${name} for pod ${keyOf(pod)} failed with exit code ${code}`;
  }
  return undefined;
}

function conditionFitting({ onPodConditions = [] }: Rule, pod: Pod) {
  const found = (pod.status.conditions ?? []).find((one) =>
    onPodConditions.some(({ type, status = 'True' }) => one.type === type && one.status === status),
  );
  return found && `Pod ${keyOf(pod)} has condition ${found.type}`;
}
