/** OpenAPI v3: enough for kubectl's validation, `explain` and server-side apply. Made from `schema/models.json`. */
import { createHash } from 'node:crypto';
import { groupVersions } from './discovery.ts';
import type { Fields } from './json.ts';
import { RESOURCES, type ResourceInfo } from './resources.ts';
import { type FieldType, modelOf } from './schema.ts';

const META = new Set([
  'V1ObjectMeta',
  'V1ListMeta',
  'V1OwnerReference',
  'V1ManagedFieldsEntry',
  'V1LabelSelector',
  'V1LabelSelectorRequirement',
  'V1Condition',
  'V1Status',
  'V1StatusDetails',
  'V1StatusCause',
  'V1DeleteOptions',
  'V1Preconditions',
]);
const OWN = new Set(['V1Switch', 'V1SwitchSpec']);
const GROUPS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '': 'core',
    'coordination.k8s.io': 'coordination',
    'discovery.k8s.io': 'discovery',
    'events.k8s.io': 'events',
    'node.k8s.io': 'node',
    'scheduling.k8s.io': 'scheduling',
  }),
);
const shortName = (model: string) => model.replace(/^(?:Core|Events|Discovery)?V1/, '');

/** Models reachable from a resource's, in no particular order. */
function reach(model: string, into: Set<string>): void {
  if (into.has(model)) return;
  into.add(model);
  const follow = (type: FieldType): void => {
    if (type.is === 'model') reach(type.model, into);
    else if (type.is === 'list' || type.is === 'map') follow(type.of);
  };
  for (const { type } of modelOf(model).fields.values()) follow(type);
}

/** Group each model belongs to: that of the first resource that reaches it, core first. */
const homes = new Map<string, string>();
function homeOf(model: string): string {
  if (homes.size === 0) {
    const order = [...RESOURCES].sort((a, b) => Number(a.group !== '') - Number(b.group !== ''));
    for (const info of order) {
      const found = new Set<string>();
      reach(info.model, found);
      for (const name of found) if (!homes.has(name)) homes.set(name, GROUPS.get(info.group) ?? info.group);
    }
    homes.set('EventsV1Event', 'events');
    homes.set('EventsV1EventSeries', 'events');
    homes.set('V1Scale', 'autoscaling');
  }
  return homes.get(model) ?? 'core';
}

const schemaName = (model: string): string =>
  OWN.has(model)
    ? `dev.kubeplano.sample.v1.${shortName(model)}`
    : META.has(model)
      ? `io.k8s.apimachinery.pkg.apis.meta.v1.${shortName(model)}`
      : `io.k8s.api.${homeOf(model)}.v1.${shortName(model)}`;
const refTo = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const QUANTITY = 'io.k8s.apimachinery.pkg.api.resource.Quantity';
const INT_OR_STRING = 'io.k8s.apimachinery.pkg.util.intstr.IntOrString';
const TIME = 'io.k8s.apimachinery.pkg.apis.meta.v1.Time';
const MICRO_TIME = 'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime';

function schemaOfType(type: FieldType): Fields {
  switch (type.is) {
    case 'model':
      return refTo(schemaName(type.model));
    case 'list': {
      const kind = type.keys
        ? { 'x-kubernetes-list-map-keys': type.keys, 'x-kubernetes-list-type': 'map' }
        : { 'x-kubernetes-list-type': type.set ? 'set' : 'atomic' };
      const patch =
        type.mergeKey === undefined
          ? {}
          : {
              'x-kubernetes-patch-strategy': 'merge',
              ...(type.mergeKey ? { 'x-kubernetes-patch-merge-key': type.mergeKey } : {}),
            };
      return { type: 'array', items: schemaOfType(type.of), ...kind, ...patch };
    }
    case 'map':
      return { type: 'object', additionalProperties: schemaOfType(type.of) };
    case 'number':
      return { type: type.format === 'double' ? 'number' : 'integer', format: type.format || 'int32' };
    case 'quantity':
      return refTo(QUANTITY);
    case 'int-or-string':
      return refTo(INT_OR_STRING);
    case 'time':
      return refTo(TIME);
    case 'micro-time':
      return refTo(MICRO_TIME);
    case 'bytes':
      return { type: 'string', format: 'byte' };
    case 'any':
      return { type: 'object' };
    default:
      return { type: type.is };
  }
}

/** Description and default beside a reference, as Kubernetes writes them. */
function property(type: FieldType, description: string): Fields {
  const schema = schemaOfType(type);
  // The typings have no words for a field that is a structure: those of the structure say what it is.
  if (type.is === 'model')
    return { description: description || modelOf(type.model).description, allOf: [schema], default: {} };
  if ('$ref' in schema) return { description, allOf: [schema] };
  return { description, ...schema };
}

function modelSchema(model: string, gvk: Fields[]): Fields {
  const info = modelOf(model);
  const required = [...info.fields].filter(([, field]) => field.required).map(([name]) => name);
  return {
    description: info.description,
    type: 'object',
    ...(required.length > 0 ? { required } : {}),
    properties: Object.fromEntries(
      [...info.fields].map(([name, field]) => [name, property(field.type, field.description)]),
    ),
    ...(info.atomic ? { 'x-kubernetes-map-type': 'atomic' } : {}),
    ...(gvk.length > 0 ? { 'x-kubernetes-group-version-kind': gvk } : {}),
  };
}

const SPECIAL: Fields = {
  [QUANTITY]: {
    description:
      'Quantity is a fixed-point representation of a number. It provides convenient marshaling/unmarshaling in JSON and YAML, in addition to String() and AsInt64() accessors.',
    oneOf: [{ type: 'string' }, { type: 'number' }],
  },
  [INT_OR_STRING]: {
    description: 'IntOrString is a type that can hold an int32 or a string.',
    format: 'int-or-string',
    oneOf: [{ type: 'integer' }, { type: 'string' }],
  },
  [TIME]: {
    description: 'Time is a wrapper around time.Time which supports correct marshaling to YAML and JSON.',
    type: 'string',
    format: 'date-time',
  },
  [MICRO_TIME]: {
    description: 'MicroTime is version of Time with microsecond level precision.',
    type: 'string',
    format: 'date-time',
  },
};

interface Served {
  info: ResourceInfo;
  group: string;
  model: string;
}
function servedIn(group: string, version: string): Served[] {
  const own = RESOURCES.filter((info) => info.group === group && info.version === version).map((info) => ({
    info,
    group,
    model: info.model,
  }));
  const events = RESOURCES.filter((info) => info.resource === 'events' && group === 'events.k8s.io');
  return [...own, ...events.map((info) => ({ info, group, model: 'EventsV1Event' }))];
}

const parameter = (name: string, description: string, type = 'string'): Fields => ({
  name,
  in: 'query',
  description,
  schema: { type, uniqueItems: true },
});
const WRITE_PARAMETERS = [
  parameter(
    'dryRun',
    'When present, indicates that modifications should not be persisted. Valid values are: - All: all dry run stages will be processed',
  ),
  parameter('fieldManager', 'fieldManager is a name associated with the actor or entity that is making these changes.'),
  parameter(
    'fieldValidation',
    'fieldValidation instructs the server on how to handle objects in the request (POST/PUT/PATCH) containing unknown or duplicate fields.',
  ),
];
const PATCH_BODIES = [
  'application/apply-patch+yaml',
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
];

function pathsFor({ info, group, model }: Served): Fields {
  const gvk = { group, version: info.version, kind: info.kind };
  const base = `${group ? `/apis/${group}` : '/api'}/${info.version}${info.namespaced ? '/namespaces/{namespace}' : ''}/${info.resource}`;
  const answer = { 200: { description: 'OK', content: { 'application/json': { schema: refTo(schemaName(model)) } } } };
  const body = { content: { '*/*': { schema: refTo(schemaName(model)) } } };
  const patch = { content: Object.fromEntries(PATCH_BODIES.map((type) => [type, { schema: { type: 'object' } }])) };
  const operation = (action: string, more: Fields = {}): Fields => ({
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': gvk,
    responses: answer,
    ...more,
  });
  const write = { parameters: WRITE_PARAMETERS };
  return {
    [base]: { get: operation('list'), post: operation('post', { requestBody: body, ...write }) },
    [`${base}/{name}`]: {
      get: operation('get'),
      put: operation('put', { requestBody: body, ...write }),
      patch: operation('patch', {
        requestBody: patch,
        parameters: [...WRITE_PARAMETERS, parameter('force', 'Force is going to "force" Apply requests.', 'boolean')],
      }),
      delete: operation('delete'),
    },
  };
}

const built = new Map<string, Fields>();

function documentOf(group: string, version: string): Fields {
  const served = servedIn(group, version);
  const models = new Set<string>();
  for (const { model } of served) reach(model, models);
  const kinds = new Map(served.map(({ info, model }) => [model, { group, version: info.version, kind: info.kind }]));
  const schemas: Fields = { ...SPECIAL };
  for (const model of models) {
    const gvk = kinds.get(model);
    schemas[schemaName(model)] = modelSchema(model, gvk ? [gvk] : []);
  }
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: 'v1.36.2' },
    paths: Object.assign({}, ...served.map(pathsFor)),
    components: { schemas },
  };
}

/** `GET /openapi/v3/apis/apps/v1`; undefined for a group version that is not served. */
export function openApiDocument(path: string): Fields | undefined {
  const found = groupVersions().find((one) => one.path === path);
  if (!found) return undefined;
  const known = built.get(path) ?? documentOf(found.group, found.version);
  built.set(path, known);
  return known;
}

/** `GET /openapi/v3`: where the document of each group version is. The hash changes with the schema's version only. */
export function openApiIndex(): Fields {
  const hash = (path: string) => createHash('sha256').update(`v1.36.2 ${path}`).digest('hex').toUpperCase();
  const paths = groupVersions().map(({ path }) => [
    path,
    { serverRelativeURL: `/openapi/v3/${path}?hash=${hash(path)}` },
  ]);
  return { paths: Object.fromEntries(paths) };
}

/** The OpenAPI v2 document as kubectl asks for it, and as a server names its answer (Go parses no `@` in a media type). */
export const OPENAPI_V2_ASKED = 'application/com.github.proto-openapi.spec.v2@v1.0+protobuf';
export const OPENAPI_V2_TYPE = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf';

/**
 * OpenAPI v2 in protobuf, with no paths: kubectl reads it when v3 knows nothing of a kind, and must find it empty, not
 * missing, to say `no matches for kind`. Fields of gnostic's Document: swagger = 1, info = 2 (title, version), paths = 8.
 */
export function openApiV2(): Buffer {
  const field = (number: number, content: Buffer) =>
    Buffer.concat([Buffer.from([(number << 3) | 2, content.length]), content]);
  const text = (number: number, value: string) => field(number, Buffer.from(value));
  const info = Buffer.concat([text(1, 'Kubernetes'), text(2, 'v1.36.2')]);
  return Buffer.concat([text(1, '2.0'), field(2, info), field(8, Buffer.alloc(0))]);
}
