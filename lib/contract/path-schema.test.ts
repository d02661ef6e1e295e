import { describe, expect, expectTypeOf, it } from 'vitest';
import type { z } from 'zod';
import { anEvent, aPod, aStatus, at } from '@/lib/model/path/testing/story';
import { tracePod } from '@/lib/model/path/trace';
import type { PathAnswer } from './path';
import { pathAnswer } from './path-schema';

describe('the schema of a path', () => {
  it('is the type of the answer, field by field', () => {
    expectTypeOf<z.infer<typeof pathAnswer>>().branded.toEqualTypeOf<PathAnswer>();
  });

  it('takes a path with a restart and a failure, and knows every field of it', () => {
    const terminated = { exitCode: 137, reason: 'OOMKilled', signal: 9, startedAt: at(3), finishedAt: at(4) };
    const waiting = { reason: 'CrashLoopBackOff', message: 'back-off' };
    const containerStatuses = [aStatus({ restartCount: 1, lastState: { terminated }, state: { waiting } })];
    const events = [
      anEvent('Pulled', 2, 'Successfully pulled image "nginx" in 2.1s (5.6s including waiting). Image size: 6 bytes.', {
        container: 'web',
      }),
    ];
    const answer: PathAnswer = {
      ...tracePod({ pod: aPod({ status: { startTime: at(1), containerStatuses } }), events }),
      admission: [],
    };
    expect(JSON.parse(JSON.stringify(pathAnswer.parse(answer)))).toEqual(JSON.parse(JSON.stringify(answer)));
  });

  it('refuses what is no path', () => {
    expect(pathAnswer.safeParse({ hops: 'none' }).success).toBe(false);
  });
});
