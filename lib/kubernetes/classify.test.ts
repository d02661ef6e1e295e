import { describe, expect, it } from 'vitest';
import { classify } from './classify';
import { ProblemError } from './problem-error';

describe('classify', () => {
  it('knows a problem of another copy of the program by its name, for Next compiles some files twice', () => {
    const other = Object.assign(new Error('object-not-found'), {
      name: 'ProblemError',
      problem: { code: 'object-not-found' },
    });
    expect(classify(other)).toEqual({ code: 'object-not-found' });
    const status = Object.assign(new Error('no'), { name: 'StatusError', status: 403, kubernetes: true });
    expect(classify(status)).toMatchObject({ code: 'forbidden' });
    const late = Object.assign(new Error('no answer'), { name: 'TimedOutError' });
    expect(classify(late)).toMatchObject({ code: 'timed-out' });
  });

  it('looks for the reason in the causes', () => {
    const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    expect(classify(new Error('fetch failed', { cause: new AggregateError([refused]) }))).toMatchObject({
      code: 'connection-refused',
    });
  });

  it('says no credential, whatever the words', () => {
    const said =
      'Authorization: Bearer abc.def-ghi at https://ana:pw@host/?token=zzz-top eyJhbGciOiJIUzI1NiJ9.e30.c2ln';
    const { detail } = new ProblemError('internal', said).problem;
    for (const secret of ['abc.def-ghi', 'pw@', 'zzz-top', 'eyJhbGciOiJIUzI1NiJ9'])
      expect(detail).not.toContain(secret);
    expect(detail).toContain('host');
  });

  it('says what it does not know as internal', () => {
    expect(classify('odd')).toEqual({ code: 'internal', detail: 'odd' });
  });
});
