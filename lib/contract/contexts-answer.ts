import { z } from 'zod';

/** What `GET /api/contexts` answers: which clusters can be looked at. */
export const contextsAnswer = z
  .object({
    kind: z.enum(['cluster', 'in-cluster', 'sample', 'recording']),
    current: z.string(),
    contexts: z.array(
      z.object({ name: z.string(), cluster: z.string(), user: z.string(), namespace: z.string().exactOptional() }),
    ),
  })
  .meta({ id: 'Contexts' });
export type ContextsAnswer = z.infer<typeof contextsAnswer>;

/** What `GET /readyz` answers. */
export const readyAnswer = z
  .object({ ready: z.boolean(), connection: z.string(), code: z.string().exactOptional() })
  .meta({ id: 'Ready' });
