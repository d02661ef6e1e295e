import { describe, expect, it } from 'vitest';
import { FieldErrors } from './validation-errors.ts';
import { validateJobPolicies } from './validation-job-policies.ts';

type Spec = Parameters<typeof validateJobPolicies>[0];
const template = { spec: { containers: [{ name: 'c' }] } };

describe('a job is refused', () => {
  it.each<[Partial<Spec>, string]>([
    [{ backoffLimitPerIndex: 1 }, 'spec.backoffLimitPerIndex: Invalid value: 1: requires indexed completion mode'],
    [
      { completionMode: 'Indexed', completions: 3, maxFailedIndexes: 1 },
      'spec.backoffLimitPerIndex: Required value: when maxFailedIndexes is specified',
    ],
    [
      { podFailurePolicy: { rules: [{ action: 'FailJob' }] } },
      'spec.podFailurePolicy.rules[0]: Invalid value: specifying one of OnExitCodes and OnPodConditions is required',
    ],
    [
      { podFailurePolicy: { rules: [{ action: 'Ignore', onExitCodes: { operator: 'In', values: [0] } }] } },
      'spec.podFailurePolicy.rules[0].onExitCodes.values[0]: Invalid value: 0: must not be 0 for the In operator',
    ],
    [
      {
        podFailurePolicy: {
          rules: [{ action: 'FailJob', onExitCodes: { containerName: 'x', operator: 'In', values: [1] } }],
        },
      },
      'spec.podFailurePolicy.rules[0].onExitCodes.containerName: Invalid value: "x": must be one of the container or initContainer names in the pod template',
    ],
    [
      { podFailurePolicy: { rules: [] }, podReplacementPolicy: 'TerminatingOrFailed' },
      'spec.podReplacementPolicy: Unsupported value: "TerminatingOrFailed": supported values: "Failed"',
    ],
    [
      { completionMode: 'Indexed', completions: 2, successPolicy: { rules: [{ succeededCount: 3 }] } },
      'spec.successPolicy.rules[0].succeededCount: Invalid value: 3: must be less than or equal to 2 (the number of specified completions)',
    ],
  ])('for %j', (spec, words) => {
    const errors = new FieldErrors();
    validateJobPolicies({ template, ...spec }, 'spec', errors);
    expect(errors.causes.map(({ field, message }) => `${field}: ${message}`)).toEqual([words]);
  });
});
