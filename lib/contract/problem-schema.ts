import { z } from 'zod';
import { leftOut } from './cluster-schema';
import { PROBLEM_CODES } from './problem';

/** What every route answers when it cannot answer. */
export const problemSchema = z
  .object({
    code: z.enum(PROBLEM_CODES),
    detail: z.string().exactOptional().describe('In the words of whoever refused, without credentials; English'),
    values: z.record(z.string(), z.string()).exactOptional(),
    leftOut: z.array(leftOut).readonly().exactOptional(),
    leftOutMore: z.number().exactOptional(),
  })
  .meta({ id: 'Problem' });
