/** Rules of what a job does with pods that fail, and of when it is content. */
import type { V1JobSpec } from '@kubernetes/client-node';
import type { Json } from './kinds.ts';
import type { FieldErrors } from './validation-errors.ts';
import { nonNegative } from './validation-numbers.ts';

type JobSpec = Json<V1JobSpec>;
type FailureRule = NonNullable<NonNullable<JobSpec['podFailurePolicy']>['rules']>[number];

const ACTIONS = ['Count', 'FailIndex', 'FailJob', 'Ignore'];
const quoted = (words: string[]) => `[${words.map((word) => JSON.stringify(word)).join(' ')}]`;

/** Limits of indexes, failure policy, success policy and replacement. */
export function validateJobPolicies(spec: JobSpec, field: string, errors: FieldErrors): void {
  const { backoffLimitPerIndex, maxFailedIndexes, completions, podFailurePolicy, podReplacementPolicy } = spec;
  nonNegative(errors, `${field}.backoffLimitPerIndex`, backoffLimitPerIndex);
  nonNegative(errors, `${field}.maxFailedIndexes`, maxFailedIndexes);
  if (maxFailedIndexes !== undefined && backoffLimitPerIndex === undefined)
    errors.required(`${field}.backoffLimitPerIndex`, 'when maxFailedIndexes is specified');
  if (spec.completionMode === 'Indexed') {
    if (completions !== undefined && maxFailedIndexes !== undefined && maxFailedIndexes > completions)
      errors.invalid(`${field}.maxFailedIndexes`, maxFailedIndexes, 'must be less than or equal to completions');
  } else {
    for (const name of ['backoffLimitPerIndex', 'maxFailedIndexes'] as const)
      if (spec[name] !== undefined) errors.invalid(`${field}.${name}`, spec[name], 'requires indexed completion mode');
  }
  for (const [index, rule] of (podFailurePolicy?.rules ?? []).entries())
    failureRule(spec, rule, `${field}.podFailurePolicy.rules[${index}]`, errors);
  successPolicy(spec, `${field}.successPolicy`, errors);
  const replacements = podFailurePolicy ? ['Failed'] : ['Failed', 'TerminatingOrFailed'];
  if (podReplacementPolicy !== undefined && !replacements.includes(podReplacementPolicy))
    errors.notSupported(`${field}.podReplacementPolicy`, podReplacementPolicy, replacements);
}

function failureRule(spec: JobSpec, rule: FailureRule, field: string, errors: FieldErrors): void {
  const { action, onExitCodes, onPodConditions = [] } = rule;
  if (!action) errors.required(`${field}.action`, `valid values: ${quoted(ACTIONS)}`);
  else if (action === 'FailIndex' && spec.backoffLimitPerIndex === undefined)
    errors.invalid(`${field}.action`, action, 'requires the backoffLimitPerIndex to be set');
  else if (!ACTIONS.includes(action)) errors.notSupported(`${field}.action`, action, ACTIONS);
  if (onExitCodes) {
    const { operator, containerName, values = [] } = onExitCodes;
    const { containers = [], initContainers = [] } = spec.template?.spec ?? {};
    if (operator !== 'In' && operator !== 'NotIn')
      errors.notSupported(`${field}.onExitCodes.operator`, operator, ['In', 'NotIn']);
    if (containerName !== undefined && ![...containers, ...initContainers].some(({ name }) => name === containerName))
      errors.invalid(
        `${field}.onExitCodes.containerName`,
        containerName,
        'must be one of the container or initContainer names in the pod template',
      );
    if (values.length === 0) errors.invalid(`${field}.onExitCodes.values`, values, 'at least one value is required');
    for (const [index, value] of values.entries()) {
      const at = `${field}.onExitCodes.values[${index}]`;
      if (operator === 'In' && value === 0) errors.invalid(at, value, 'must not be 0 for the In operator');
      if (values.indexOf(value) < index) errors.duplicate(at, value);
    }
    if (values.some((value, index) => value < (values[index - 1] ?? value)))
      errors.invalid(`${field}.onExitCodes.values`, values, 'must be ordered');
  }
  if (onExitCodes && onPodConditions.length > 0)
    errors.wrong(field, 'specifying both OnExitCodes and OnPodConditions is not supported');
  if (!onExitCodes && onPodConditions.length === 0)
    errors.wrong(field, 'specifying one of OnExitCodes and OnPodConditions is required');
}

function successPolicy(spec: JobSpec, field: string, errors: FieldErrors): void {
  if (!spec.successPolicy) return;
  const { rules = [] } = spec.successPolicy;
  if (spec.completionMode !== 'Indexed') {
    errors.invalid(field, spec.successPolicy, 'requires indexed completion mode');
    return;
  }
  if (rules.length === 0)
    errors.required(`${field}.rules`, 'at least one rules must be specified when the successPolicy is specified');
  const { completions = 0 } = spec;
  for (const [index, { succeededCount, succeededIndexes }] of rules.entries()) {
    const at = `${field}.rules[${index}]`;
    if (succeededCount === undefined && succeededIndexes === undefined)
      errors.required(at, 'at least one of succeededCount or succeededIndexes must be specified');
    nonNegative(errors, `${at}.succeededCount`, succeededCount);
    if (succeededCount !== undefined && succeededCount > completions)
      errors.invalid(
        `${at}.succeededCount`,
        succeededCount,
        `must be less than or equal to ${completions} (the number of specified completions)`,
      );
  }
}
