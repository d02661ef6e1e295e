/** The schema of what `GET /api/paths` answers: the shape of `startup.ts`, held equal by the compiler in its test. */
import { z } from 'zod';
import { HOP_IDS } from '@/lib/model/path/types';

const text = z.string();
const count = z.number();
const milliseconds = z.number().min(0);

const hopStatistics = z
  .object({
    hop: z.enum(HOP_IDS),
    group: text.exactOptional(),
    count,
    medianMs: milliseconds,
    p95Ms: milliseconds,
    precisionMs: milliseconds,
  })
  .meta({
    id: 'HopStatistics',
    description: 'One hop over many pods; figures below its precision mean "less than this"',
  });

export const startupAnswer = z
  .object({
    pods: count,
    omitted: count,
    objective: z.object({ ms: milliseconds, measured: count, within: count }),
    all: z.array(hopStatistics),
    byNode: z.array(hopStatistics),
    byImage: z.array(hopStatistics),
    slowest: z.array(
      z.object({
        pod: text,
        node: text.exactOptional(),
        totalMs: milliseconds,
        objectiveMs: milliseconds.exactOptional(),
        precisionMs: milliseconds,
      }),
    ),
  })
  .meta({ id: 'StartupAnswer', description: 'Where start-up time goes, over all pods seen' });
