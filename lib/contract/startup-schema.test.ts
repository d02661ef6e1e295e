import { describe, expect, expectTypeOf, it } from 'vitest';
import type { z } from 'zod';
import { startupFigures } from '@/lib/model/path/startup';
import { aPod } from '@/lib/model/path/testing/story';
import { tracePod } from '@/lib/model/path/trace';
import type { StartupAnswer } from './startup';
import { startupAnswer } from './startup-schema';

describe('the schema of the start-up figures', () => {
  it('is the type of the answer, field by field', () => {
    expectTypeOf<z.infer<typeof startupAnswer>>().branded.toEqualTypeOf<StartupAnswer>();
  });

  it('takes what is computed and refuses a figure below zero', () => {
    const pod = aPod();
    const answer: StartupAnswer = { ...startupFigures([{ pod, path: tracePod({ pod }) }]), omitted: 0 };
    expect(startupAnswer.parse(answer)).toEqual(answer);
    const wrong = { ...answer, objective: { ms: -1, measured: 0, within: 0 } };
    expect(startupAnswer.safeParse(wrong).success).toBe(false);
  });
});
