import { refusalValues } from '@kubeplano/sample-cluster/controls';
import { describe, expect, it } from 'vitest';
import { refusedActOf } from './refused-act-of';

const problem = (values?: Record<string, string>) => ({
  code: 'server-error',
  detail: 'deployments.apps "web" already exists',
  ...(values ? { values } : {}),
});

describe('why an act was not done', () => {
  it('is its reason, the words of who refused and the fields that are wrong', () => {
    const message = 'Deployment.apps "web" is invalid: …';
    const values = refusalValues({ reason: 'Invalid', message, fields: ['spec.a', 'spec.b'] });
    expect(refusedActOf({ code: 'server-error', detail: message, values })).toEqual({
      reason: 'Invalid',
      message,
      fields: 'spec.a, spec.b',
    });
    expect(refusedActOf(problem(refusalValues({ reason: 'AlreadyExists', message: '' })))).toEqual({
      reason: 'AlreadyExists',
      message: 'deployments.apps "web" already exists',
    });
  });

  it('keeps the words of a reason that we have no words for', () => {
    const other = { reason: 'other', message: 'deployments.apps "web" already exists' };
    expect(refusedActOf(problem({ reason: 'Gone' }))).toEqual(other);
    expect(refusedActOf(problem())).toEqual(other);
  });

  it('is that nobody answered, when what came is no problem of ours', () => {
    expect(refusedActOf('<html>')).toEqual({ reason: 'no-answer', message: '' });
    expect(refusedActOf({ code: 'teapot' })).toEqual({ reason: 'no-answer', message: '' });
  });
});
