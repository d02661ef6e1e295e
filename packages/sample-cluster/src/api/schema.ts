/** Fields and types of the kinds, from `schema/models.json` (written by scripts/write-schema.js). */
import models from './schema/models.json' with { type: 'json' };
import { LISTS } from './schema-lists.ts';
import { OWN_MODELS, type RawModels } from './schema-own.ts';

export type FieldType =
  | { is: 'string' | 'boolean' | 'any' | 'int-or-string' | 'quantity' | 'time' | 'micro-time' | 'bytes' }
  | { is: 'number'; format: string }
  | { is: 'model'; model: string }
  | { is: 'list'; of: FieldType; keys?: readonly string[]; set?: boolean; mergeKey?: string }
  | { is: 'map'; of: FieldType };

export interface FieldInfo {
  type: FieldType;
  description: string;
  required: boolean;
}
export interface ModelInfo {
  name: string;
  description: string;
  fields: ReadonlyMap<string, FieldInfo>;
  /** Owned and replaced as one value (label selectors, quantities of references). */
  atomic: boolean;
}

const raw: RawModels = { ...models, ...OWN_MODELS };

/** Models whose fields always have one owner together (`x-kubernetes-map-type: atomic`). */
const ATOMIC = new Set([
  'V1LabelSelector',
  'V1ObjectFieldSelector',
  'V1ResourceFieldSelector',
  'V1SecretKeySelector',
  'V1ConfigMapKeySelector',
  'V1LocalObjectReference',
  'CoreV1LocalObjectReference',
  'V1ObjectReference',
  'V1OwnerReference',
  'V1NodeSelector',
  'V1NodeSelectorTerm',
  'V1SecretReference',
  'V1TypedLocalObjectReference',
  'CoreV1EndpointPort',
  'DiscoveryV1EndpointPort',
  'V1TopologySelectorTerm',
]);
/** Quantities are strings in the models; a server also takes numbers and writes them canonically. */
const QUANTITIES = new Set([
  'limits',
  'requests',
  'capacity',
  'allocatable',
  'overhead',
  'podFixed',
  'allocatedResources',
]);
const QUANTITY_FIELDS = new Set(['sizeLimit', 'divisor']);

function typeOf(model: string, field: string, text: string, format: string): FieldType {
  const map = /^\{ \[key: string\]: (.+); \}$/.exec(text);
  if (map?.[1]) {
    const of = typeOf(model, field, map[1], '');
    if (QUANTITIES.has(field)) return { is: 'map', of: { is: 'quantity' } };
    return { is: 'map', of: format === 'byte' ? { is: 'bytes' } : of };
  }
  const list = /^Array<(.+)>$/.exec(text);
  if (list?.[1]) return { is: 'list', of: typeOf(model, field, list[1], format), ...LISTS.get(`${model}.${field}`) };
  if (text === 'number') return { is: 'number', format };
  if (text === 'boolean' || text === 'any') return { is: text };
  if (text === 'string')
    return { is: QUANTITY_FIELDS.has(field) ? 'quantity' : format === 'byte' ? 'bytes' : 'string' };
  if (text === 'IntOrString') return { is: 'int-or-string' };
  if (text === 'Date') return { is: 'time' };
  if (text === 'V1MicroTime') return { is: 'micro-time' };
  return { is: 'model', model: text };
}

const known = new Map<string, ModelInfo>();

/** A model by its client-node name (`V1PodSpec`). Throws for a name that is not in the schema. */
export function modelOf(name: string): ModelInfo {
  const found = known.get(name);
  if (found) return found;
  const source = raw[name];
  if (!source) throw new Error(`no such model: ${name}`);
  const fields = new Map<string, FieldInfo>();
  for (const [field, [type = 'any', format = '', description = '', required = 0]] of Object.entries(source.f)) {
    fields.set(field, {
      type: typeOf(name, field, String(type), String(format)),
      description: String(description),
      required: required === 1,
    });
  }
  const model = { name, description: source.d, fields, atomic: ATOMIC.has(name) };
  known.set(name, model);
  return model;
}

/** Names of every model in the schema. */
export const modelNames = (): string[] => Object.keys(raw);
