import { z } from 'zod';
import type { EventView } from '@/lib/model/cluster';
import { eventView } from './cluster-schema';

/** Who wrote the object, one line per entry of managedFields. */
const manager = z.object({
  manager: z.string(),
  operation: z.string().exactOptional(),
  subresource: z.string().exactOptional(),
  time: z.string().exactOptional(),
});

/** What `GET /api/objects/{kind}/{namespace}/{name}` answers. */
export const objectAnswer = z
  .object({
    object: z
      .record(z.string(), z.unknown())
      .describe('The object without managedFields and without environment values'),
    yaml: z.string().describe('The same, as YAML'),
    managers: z.array(manager).describe('metadata.managedFields folded: who wrote, how and when'),
    events: z.array(eventView),
    kubectl: z.string().describe('The command that shows the same in a terminal'),
  })
  .meta({ id: 'ObjectAnswer' });

/** An object as it is shown. */
export interface ObjectAnswer extends Omit<z.infer<typeof objectAnswer>, 'events'> {
  events: EventView[];
}
