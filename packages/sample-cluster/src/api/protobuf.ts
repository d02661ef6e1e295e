/**
 * Reads Kubernetes' protobuf encoding of requests: kubectl 1.32 and later sends it from `create`, `auth` and `drain`.
 * Field numbers come from `schema/protobuf.json` (written by scripts/write-protobuf.js), types from the schema.
 * Answers are always JSON, which those clients accept too.
 */
import { unregistered } from './decode.ts';
import { ApiError } from './errors.ts';
import { type Fields, fieldsOf, isFields, setField } from './json.ts';
import numbers from './schema/protobuf.json' with { type: 'json' };
import { type FieldType, modelNames, modelOf } from './schema.ts';

const MAGIC = Buffer.from('k8s\0');
/** Nesting deeper than any Kubernetes object. */
const DEEPEST = 64;

interface Part {
  number: number;
  /** Varints; fixed-width numbers do not occur in what clients send. */
  value: bigint;
  bytes: Buffer;
}

const malformed = () =>
  new ApiError(400, 'BadRequest', 'the object provided is unrecognized: proto: illegal wireType or length');

function partsOf(bytes: Buffer): Part[] {
  const parts: Part[] = [];
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = bytes[at++];
      if (byte === undefined) throw malformed();
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
    throw malformed();
  };
  while (at < bytes.length) {
    const tag = Number(varint());
    const wire = tag & 7;
    const value = wire === 0 ? varint() : 0n;
    const length = wire === 0 ? 0 : wire === 2 ? Number(varint()) : wire === 5 ? 4 : wire === 1 ? 8 : -1;
    if (length < 0 || at + length > bytes.length) throw malformed();
    parts.push({ number: tag >>> 3, value, bytes: bytes.subarray(at, at + length) });
    at += length;
  }
  return parts;
}

const table: Fields = numbers;

/** Numbers and booleans Go keeps behind pointers: zero is a value, not an absence. */
const POINTERS = new Set(
  `activeDeadlineSeconds allowPrivilegeEscalation automountServiceAccountToken backoffLimit blockOwnerDeletion completions
  controller defaultMode enableServiceLinks expirationSeconds failedJobsHistoryLimit gracePeriodSeconds immutable
  manualSelector optional orphanDependents parallelism partition privileged progressDeadlineSeconds readOnlyRootFilesystem
  replicas revisionHistoryLimit runAsGroup runAsNonRoot runAsUser fsGroup setHostnameAsFQDN shareProcessNamespace
  successfulJobsHistoryLimit suspend terminationGracePeriodSeconds tolerationSeconds ttlSecondsAfterFinished value priority
  allocateLoadBalancerNodePorts publishNotReadyAddresses leaseTransitions leaseDurationSeconds`.split(/\s+/),
);

const asNumber = (value: bigint) => Number(BigInt.asIntN(64, value));

function timeOf(bytes: Buffer, micro: boolean): string | undefined {
  const parts = partsOf(bytes);
  const seconds = asNumber(parts.find(({ number }) => number === 1)?.value ?? 0n);
  const nanos = asNumber(parts.find(({ number }) => number === 2)?.value ?? 0n);
  // The zero time of Go: 0001-01-01, or a message without fields.
  if (parts.length === 0 || seconds <= -62_135_596_800) return undefined;
  const whole = new Date(seconds * 1000).toISOString().slice(0, 19);
  return micro ? `${whole}.${`${Math.trunc(nanos / 1000)}`.padStart(6, '0')}Z` : `${whole}Z`;
}

function intOrString(bytes: Buffer): string | number {
  const parts = partsOf(bytes);
  const isText = (parts.find(({ number }) => number === 1)?.value ?? 0n) === 1n;
  if (isText) return (parts.find(({ number }) => number === 3)?.bytes ?? Buffer.alloc(0)).toString();
  return asNumber(parts.find(({ number }) => number === 2)?.value ?? 0n);
}

function rawJson(bytes: Buffer): unknown {
  const raw =
    partsOf(bytes)
      .find(({ number }) => number === 1)
      ?.bytes.toString() ?? '';
  try {
    return JSON.parse(raw);
  } catch {
    return undefined;
  }
}

function scalar(part: Part, type: FieldType, name: string, depth: number): unknown {
  switch (type.is) {
    case 'string':
      return part.bytes.toString() || undefined;
    case 'bytes':
      return part.bytes.toString('base64');
    case 'boolean':
      return part.value !== 0n || (POINTERS.has(name) ? false : undefined);
    case 'number':
      return part.value !== 0n || POINTERS.has(name) ? asNumber(part.value) : undefined;
    case 'time':
      return timeOf(part.bytes, false);
    case 'micro-time':
      return timeOf(part.bytes, true);
    case 'quantity':
      return (partsOf(part.bytes).find(({ number }) => number === 1)?.bytes ?? Buffer.alloc(0)).toString() || undefined;
    case 'int-or-string':
      return intOrString(part.bytes);
    case 'model':
      return readModel(type.model, part.bytes, depth + 1);
    default:
      return rawJson(part.bytes);
  }
}

function put(into: Fields, name: string, part: Part, type: FieldType, depth: number): void {
  if (type.is === 'map') {
    const entry = partsOf(part.bytes);
    const key = (entry.find(({ number }) => number === 1)?.bytes ?? Buffer.alloc(0)).toString();
    const value = entry.find(({ number }) => number === 2);
    const read = value && scalar(value, type.of, name, depth);
    const before = into[name];
    const map: Fields = isFields(before) ? before : {};
    into[name] = map;
    setField(map, key, read ?? '');
  } else if (type.is === 'list') {
    const item = scalar(part, type.of, name, depth) ?? (type.of.is === 'string' ? '' : 0);
    const before = into[name];
    if (Array.isArray(before)) before.push(item);
    else into[name] = [item];
  } else {
    const value = scalar(part, type, name, depth);
    if (value !== undefined) into[name] = value;
  }
}

function readInto(into: Fields, model: string, known: Fields, bytes: Buffer, depth: number): void {
  if (depth > DEEPEST) throw malformed();
  const { fields } = modelOf(model);
  for (const part of partsOf(bytes)) {
    const name = known[part.number];
    if (isFields(name)) readInto(into, model, name, part.bytes, depth + 1);
    else if (typeof name === 'string') {
      const field = fields.get(name);
      if (field) put(into, name, part, field.type, depth);
    }
  }
}

function readModel(model: string, bytes: Buffer, depth: number): Fields {
  const result: Fields = {};
  readInto(result, model, fieldsOf(table[model]), bytes, depth);
  return result;
}

/** The model of a kind among those with known field numbers. */
function modelOfKind(apiVersion: string, kind: string): string | undefined {
  if (kind === 'Event') return apiVersion === 'v1' ? 'CoreV1Event' : 'EventsV1Event';
  const name = `V1${kind}`;
  return Object.hasOwn(table, name) && modelNames().includes(name) ? name : undefined;
}

/** Reads a protobuf request body as the JSON object it stands for. Throws {@link ApiError} 400 when it is malformed or of an unknown kind. */
export function readProtobuf(body: Buffer): Fields {
  if (!body.subarray(0, 4).equals(MAGIC))
    throw new ApiError(
      400,
      'BadRequest',
      'provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]',
    );
  const envelope = partsOf(body.subarray(4));
  const bytesOf = (parts: Part[], number: number) =>
    parts.find((part) => part.number === number)?.bytes ?? Buffer.alloc(0);
  const type = partsOf(bytesOf(envelope, 1));
  const [apiVersion, kind] = [bytesOf(type, 1).toString(), bytesOf(type, 2).toString()];
  const model = modelOfKind(apiVersion, kind);
  if (!model) throw new ApiError(400, 'BadRequest', unregistered(kind, apiVersion));
  return { ...readModel(model, bytesOf(envelope, 2), 0), apiVersion, kind };
}
