/** What routes take, and how it is checked. Names follow Kubernetes' own rules; whatever does not is no object's name. */
import { z } from 'zod';
import { KIND_NAMES } from '@/lib/model/cluster';

/** DNS subdomain, and what a few kinds allow beyond it (`system:node:m1`, upper case in old events); never a slash or a dot segment. */
export const objectName = z
  .string()
  .min(1)
  .max(253)
  .regex(/^(?!\.{1,2}$)[A-Za-z0-9._:~-]+$/)
  .describe('Name of an object');
/** A DNS label. */
export const namespaceName = z
  .string()
  .min(1)
  .max(63)
  .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/)
  .describe('Namespace');

const contextName = z
  .string()
  .min(1)
  .max(500)
  .optional()
  .describe('Context of the kubeconfig; the current one when left out');

/** `?context=` of every route. */
export const contextQuery = z.object({ context: contextName });

/** Path of one object; namespace `_` for cluster-scoped kinds. Secrets are no kind of ours. */
export const objectPath = z.object({
  kind: z.enum(KIND_NAMES).describe('Plural name of the kind'),
  namespace: z.union([z.literal('_'), namespaceName]),
  name: objectName,
});

/** Path of a pod's log. */
export const logPath = z.object({ namespace: namespaceName, pod: objectName });

/** Which part of a log. */
export const logQuery = contextQuery.extend({
  container: namespaceName.optional().describe('Container; the only or default one when left out'),
  tail: z.coerce.number().int().min(1).max(5_000).default(200).describe('Lines from the end'),
  previous: z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true')
    .describe('The container before its last restart'),
});

/** What is looked for in the whole cluster. */
export const searchQuery = contextQuery.extend({
  q: z.string().max(200).describe('Words of a name, each of which has to be found'),
  each: z.coerce.number().int().min(1).max(100).default(6).describe('The most of each kind'),
});

/** Names with commas between. */
const names = (what: string) =>
  z
    .string()
    .max(16_000)
    .default('')
    .transform((text) => text.split(',').filter(Boolean))
    .describe(`${what}, commas between; all of them when left out`);

/** Which pods are counted. */
export const matchesQuery = contextQuery.extend({
  namespaces: names('Namespaces'),
  nodes: names('Nodes, `-` for pods without one'),
  states: names('States: words of STATUS, or of health'),
  text: z.string().max(200).default('').describe('Words of name, image or address'),
});
