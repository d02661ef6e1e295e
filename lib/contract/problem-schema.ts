import { z } from 'zod';
import { PROBLEM_CODES } from './problem';

/** What every route answers when it cannot answer. */
export const problemSchema = z
  .object({
    code: z.enum(PROBLEM_CODES),
    detail: z.string().exactOptional().describe('In the words of whoever refused, without credentials; English'),
    values: z.record(z.string(), z.string()).exactOptional(),
  })
  .meta({ id: 'Problem' });
