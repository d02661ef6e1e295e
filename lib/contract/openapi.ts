/** The OpenAPI 3.1 document of our own API: what goes in from the schemas that check it, what comes out from its types (`answers.ts`). */

import { sampleAct } from '@kubeplano/sample-cluster/controls/schema';
import { z } from 'zod';
import packageJson from '@/package.json' with { type: 'json' };
import { contextQuery, logPath, logQuery, matchesQuery, objectPath, searchQuery } from './parameters';
import { sampleAnswer } from './sample-answer';
import schemas from './schemas.json' with { type: 'json' };
import { scopeRequest } from './scope-request';

interface Operation {
  path: string;
  summary: string;
  /** What it answers when all is well. */
  answer: { type: string; schema?: keyof typeof schemas | z.ZodType; description: string };
  pathParameters?: z.ZodObject;
  query?: z.ZodObject;
  /** It may also be posted to, with this body, and then answers the same. */
  body?: { schema: z.ZodType; summary: string };
  /** It can only be posted to, with this body. */
  posted?: z.ZodType;
  /** Statuses of the problems it may answer. */
  problems?: number[];
}

const TROUBLE = [400, 401, 403, 404, 422, 500, 502, 504];

const OPERATIONS: readonly Operation[] = [
  {
    path: '/api/cluster',
    summary: 'The whole model of the cluster',
    answer: { type: 'application/json', schema: 'ClusterSnapshot', description: 'Everything known, at one revision' },
    query: contextQuery,
    problems: TROUBLE,
  },
  {
    path: '/api/cluster/stream',
    summary: 'The model, and then its changes, as server-sent events',
    answer: {
      type: 'text/event-stream',
      description:
        'Events `hello` (`viewer`, the name of this stream for `/api/cluster/scope`), `snapshot` (a ClusterSnapshot; may come again at any time), `delta` (a ClusterDelta of the next revision), `scope` (a ScopeDelta, where `fleet.whole` is false: the snapshot then holds no nodes, pods, workloads and services, and those of the scope come so) and `problem` (a Problem: there is no picture, for now). Comments every 15 s keep the line open. Compressed where the request takes gzip.',
    },
    query: contextQuery,
    problems: [400],
  },
  {
    path: '/api/cluster/scope',
    summary: 'What the viewer of an open stream looks at; what comes into view arrives on the stream',
    answer: { type: 'application/json', description: 'The viewer' },
    posted: scopeRequest,
    problems: [400, 403, 404],
  },
  {
    path: '/api/search',
    summary: 'What of the whole cluster has these words in it, however large it is',
    answer: {
      type: 'application/json',
      schema: 'SearchAnswers',
      description: 'The best of each kind, and how many more',
    },
    query: searchQuery,
    problems: TROUBLE,
  },
  {
    path: '/api/matches',
    summary: 'How many pods of the whole cluster these filters let through, and on which nodes',
    answer: { type: 'application/json', schema: 'MatchesAnswer', description: 'Counts' },
    query: matchesQuery,
    problems: TROUBLE,
  },
  {
    path: '/api/objects/{kind}/{namespace}/{name}',
    summary: 'One object on demand; namespace `_` for cluster-scoped kinds',
    answer: { type: 'application/json', schema: 'ObjectAnswer', description: 'The object, its YAML, its events' },
    pathParameters: objectPath,
    query: contextQuery,
    problems: TROUBLE,
  },
  {
    path: '/api/logs/{namespace}/{pod}',
    summary: 'The end of the log of a container, at most 1 MB',
    answer: { type: 'text/plain', description: 'Lines as the container wrote them' },
    pathParameters: logPath,
    query: logQuery,
    problems: TROUBLE,
  },
  {
    path: '/api/paths',
    summary: 'Where start-up time goes: each hop over all pods seen, per node and per image',
    answer: { type: 'application/json', schema: 'StartupAnswer', description: 'Medians and 95th percentiles' },
    query: contextQuery,
    problems: TROUBLE,
  },
  {
    path: '/api/paths/{namespace}/{pod}',
    summary: 'The path of a pod, hop by hop; a pod that is gone too, for a while',
    answer: { type: 'application/json', schema: 'PathAnswer', description: 'Hops in the order of the path' },
    pathParameters: logPath,
    query: contextQuery,
    problems: TROUBLE,
  },
  {
    path: '/api/contexts',
    summary: 'The clusters that can be looked at',
    answer: { type: 'application/json', schema: 'ContextsAnswer', description: 'Contexts of the kubeconfig' },
    problems: [404, 500],
  },
  {
    path: '/api/sample',
    summary: 'How the sample cluster of this process stands; no other cluster can be changed',
    answer: { type: 'application/json', schema: sampleAnswer, description: 'Its time and its switches' },
    body: { schema: sampleAct, summary: 'Does something to the sample cluster, and only to it' },
    problems: [400, 404, 502, 503],
  },
  {
    path: '/api/openapi.json',
    summary: 'This document',
    answer: { type: 'application/json', description: 'OpenAPI 3.1' },
  },
  {
    path: '/livez',
    summary: 'The server runs',
    answer: { type: 'text/plain', description: '`ok`' },
  },
  {
    path: '/readyz',
    summary: 'The server answers; says how the connection to the cluster is',
    answer: { type: 'application/json', schema: 'ReadyAnswer', description: 'Always ready once it answers' },
  },
];

type JsonSchema = Record<string, unknown>;

/** The types of what we answer, and every zod schema that has an id; importing them above is what registers them. */
function componentSchemas(): JsonSchema {
  const registered = z.toJSONSchema(z.globalRegistry, { uri: (id) => `#/components/schemas/${id}` }).schemas;
  const checked = Object.entries(registered).map(([id, { $schema: _, $id: __, ...schema }]) => [id, schema]);
  return { ...schemas, ...Object.fromEntries(checked) };
}

function parameters(schema: z.ZodObject | undefined, place: 'path' | 'query'): JsonSchema[] {
  if (!schema) return [];
  const json = z.toJSONSchema(schema, { io: 'input' });
  const required = new Set(json.required);
  return Object.entries(json.properties ?? {}).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.has(name),
    schema: property,
  }));
}

const reference = (schema: keyof typeof schemas | z.ZodType) => ({
  $ref: `#/components/schemas/${typeof schema === 'string' ? schema : z.globalRegistry.get(schema)?.id}`,
});

function describeOperation({ summary, answer, pathParameters, query, problems = [] }: Operation): JsonSchema {
  const problem = { description: 'A problem', content: { 'application/json': { schema: reference('Problem') } } };
  const schema = answer.schema
    ? reference(answer.schema)
    : { type: answer.type === 'application/json' ? 'object' : 'string' };
  return {
    summary,
    parameters: [...parameters(pathParameters, 'path'), ...parameters(query, 'query')],
    responses: {
      200: { description: answer.description, content: { [answer.type]: { schema } } },
      ...Object.fromEntries(problems.map((status) => [status, problem])),
    },
  };
}

function describePath(operation: Operation): JsonSchema {
  const get = describeOperation(operation);
  const body = (schema: z.ZodType) => ({
    requestBody: { required: true, content: { 'application/json': { schema: reference(schema) } } },
  });
  if (operation.posted) return { post: { ...get, ...body(operation.posted) } };
  if (!operation.body) return { get };
  const { schema, summary } = operation.body;
  return { get, post: { ...get, summary, ...body(schema) } };
}

/** The document, as a JSON value. */
export function openApiDocument(): JsonSchema {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Kubeplano',
      version: packageJson.version,
      description: 'What Kubeplano says of a cluster. It changes nothing in a real one, and never reads a Secret.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths: Object.fromEntries(OPERATIONS.map((operation) => [operation.path, describePath(operation)])),
    components: { schemas: componentSchemas() },
  };
}
