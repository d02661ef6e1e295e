/** `GET /api/sample`: the sample cluster as it stands, and whether its process had to be started anew. */
import { sampleState } from '@kubeplano/sample-cluster/controls/schema';
import { z } from 'zod';

export const sampleAnswer = sampleState
  .extend({
    startedAgain: z
      .object({
        how: z.string().describe('How the process before ended: a signal, or an exit code'),
        at: z.string().describe('When, by our clock, RFC 3339'),
      })
      .exactOptional()
      .describe('Its process ended unexpectedly and another took its place, with a cluster as it is at the start'),
  })
  .meta({ id: 'SampleAnswer' });
export type SampleAnswer = z.output<typeof sampleAnswer>;
