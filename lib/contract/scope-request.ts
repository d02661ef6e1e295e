/** How what a viewer looks at is checked; apart from `scope.ts`, so that the browser does not load what checks. */
import { z } from 'zod';
import { namespaceName, objectName } from './parameters';
import { MOST_NODES, MOST_PODS, MOST_SELECTIONS } from './scope';

/** A selection id: two names and a kind. */
const LONGEST_SELECTION = 800;

/** A pod as `namespace/name`. */
const podKey = z
  .string()
  .max(320)
  .refine((key) => {
    const [namespace, name, ...rest] = key.split('/');
    return rest.length === 0 && namespaceName.safeParse(namespace).success && objectName.safeParse(name).success;
  }, 'not namespace/name');

const scope = z
  .object({
    nodes: z.array(objectName).max(MOST_NODES).readonly().describe('Nodes whose pods are wanted one by one'),
    selections: z
      .array(z.string().max(LONGEST_SELECTION))
      .max(MOST_SELECTIONS)
      .readonly()
      .describe('Selection ids: what their cards show comes along'),
    pods: z.array(podKey).max(MOST_PODS).readonly().describe('Pods of the path that is open, `namespace/name`'),
  })
  .partial()
  .meta({
    id: 'Scope',
    description: 'What a viewer looks at. Of a small cluster it gets the whole, whatever that is.',
  });

/** Body of `POST /api/cluster/scope`. */
export const scopeRequest = z
  .object({ viewer: z.uuid().describe('From event `hello` of the stream'), scope })
  .meta({ id: 'ScopeRequest' });
