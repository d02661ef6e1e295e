/** Writes objects in protobuf as an API server does, by the same descriptions they are read by. */
import type { Field, Message } from '../protobuf/message';
import { status } from '../protobuf/messages/events';

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A number as the wire has it: seven bits a byte, of a negative one all sixty-four. */
export function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  do {
    bytes.push(Number(rest & 127n) | (rest > 127n ? 128 : 0));
    rest >>= 7n;
  } while (rest > 0n);
  return Buffer.from(bytes);
}
const numbered = (number: number, value: number) => Buffer.concat([varint(number << 3), varint(value)]);
const long = (number: number, bytes: Buffer | string) => {
  const body = Buffer.from(bytes);
  return Buffer.concat([varint((number << 3) | 2), varint(body.length), body]);
};

function timeBytes(text: string): Buffer {
  const [seconds = '', fraction = ''] = text.slice(0, -1).split('.');
  const nanos = Number(fraction.padEnd(9, '0'));
  return Buffer.concat([numbered(1, Date.parse(`${seconds}Z`) / 1000), numbered(2, nanos)]);
}

function valueBytes(value: unknown, field: Field): Buffer {
  switch (field.is) {
    case 'time':
    case 'micro-time':
      return timeBytes(String(value));
    case 'quantity':
      return long(1, String(value));
    case 'int-or-string':
      return typeof value === 'number'
        ? Buffer.concat([numbered(1, 0), numbered(2, value), long(3, '')])
        : Buffer.concat([numbered(1, 1), numbered(2, 0), long(3, String(value))]);
    case 'node-name-sign':
      return long(1, JSON.stringify(value));
    case 'message':
      return field.message && isFields(value) ? encode(value, field.message) : Buffer.alloc(0);
    default:
      return Buffer.from(String(value));
  }
}

function fieldBytes(number: number, field: Field, fields: Fields): Buffer[] {
  if (field.many === 'inline') return field.message ? [long(number, encode(fields, field.message))] : [];
  const value = fields[field.name];
  if (value === undefined) return [];
  if (Array.isArray(value)) return value.map((one) => long(number, valueBytes(one, field)));
  if (field.many === 'map' && isFields(value))
    return Object.entries(value).map(([key, one]) =>
      long(number, Buffer.concat([long(1, key), long(2, valueBytes(one, field))])),
    );
  if (field.is === 'number' || field.is === 'flag') return [numbered(number, Number(value))];
  return [long(number, valueBytes(value, field))];
}

/** The bytes of an object. */
export function encode(fields: Fields, message: Message): Buffer {
  return Buffer.concat(message.fields.flatMap((field, number) => (field ? fieldBytes(number, field, fields) : [])));
}

const enveloped = (kind: string, raw: Buffer) =>
  Buffer.concat([
    Buffer.from('k8s\0'),
    long(1, Buffer.concat([long(1, 'v1'), long(2, kind)])),
    long(2, raw),
    long(3, ''),
    long(4, ''),
  ]);

interface List {
  metadata?: { resourceVersion?: string; continue?: string };
  items: readonly Fields[];
}
/** A list in its envelope. */
export function encodeList({ metadata = {}, items }: List, message: Message): Buffer {
  const meta = Buffer.concat([long(1, ''), long(2, metadata.resourceVersion ?? ''), long(3, metadata.continue ?? '')]);
  return enveloped('List', Buffer.concat([long(1, meta), ...items.map((item) => long(2, encode(item, message)))]));
}

/** A Status in its envelope. */
export const encodeStatus = (fields: Fields): Buffer => enveloped('Status', encode(fields, status));

/** A frame of a watch. */
export function encodeEvent({ type, object }: { type: string; object: Fields }, message: Message): Buffer {
  const written = object.kind === 'Status' ? encodeStatus(object) : enveloped('Object', encode(object, message));
  const body = Buffer.concat([long(1, type), long(2, long(1, written))]);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(body.length);
  return Buffer.concat([head, body]);
}
