/**
 * How messages of Kubernetes are described: the fields that are read, each with its number in `generated.proto` of
 * k8s.io/api and its name in JSON. All others are passed over. What is decoded is what JSON of the same object would say.
 */

import { NAMES } from '../clean-object';
import { createMaker } from '../object-maker';
import { isSecretName } from '../redact';

/** How a text is made fit to be shown, as `cleanObject` does by the name of its field. */
export type Cleaning = 'name' | 'text' | 'hidden' | 'opaque';
type Scalar = 'text' | 'number' | 'flag' | 'time' | 'micro-time' | 'quantity' | 'int-or-string' | 'node-name-sign';
/** When a field is there: where it is not empty; whenever it is given (a pointer in Go); always. */
type Presence = 'filled' | 'given' | 'always';

/** What a field holds. */
export interface FieldType {
  is: Scalar | 'message';
  message?: Message;
  presence: Presence;
  /** `inline` is no field of its own in JSON. */
  many: 'one' | 'list' | 'map' | 'inline';
  /** Where it is not what the name of the field says. */
  cleaning?: Cleaning;
  /** A text that is of one object alone: looking for it among those that repeat would be in vain. */
  once?: boolean;
}
/** A field of a message. */
export interface Field extends FieldType {
  name: string;
  cleaning: Cleaning;
}
/** A described message. */
export interface Message {
  /** By number. */
  fields: readonly (Field | undefined)[];
  /** An object with what is there even where nothing was written. */
  start: () => Record<string, unknown>;
  /** Its bytes come again and again, and are decoded once: what it makes is shared, and never to change. */
  shared: boolean;
  /** Fields of which something can be told only at the end: words of a command, and maps. */
  finished: readonly Field[];
}

const scalar = (is: Scalar): FieldType => ({ is, presence: 'filled', many: 'one' });
export const text = scalar('text');
/** A text that is handed back as it came, and never shown. */
export const opaque: FieldType = { ...text, cleaning: 'opaque' };
export const number = scalar('number');
export const flag = scalar('flag');
/** metav1.Time: RFC 3339 to the second. */
export const time = scalar('time');
/** metav1.MicroTime: RFC 3339 to the microsecond. */
export const microTime = scalar('micro-time');
export const intOrString = scalar('int-or-string');
/** metav1.FieldsV1, of which only whether it sets the pod's node. */
export const nodeNameSign = scalar('node-name-sign');

/** A field that JSON shows whenever it is given, empty or not: a pointer in Go. */
export const given = (type: FieldType): FieldType => ({ ...type, presence: 'given' });
/** A field that JSON always shows: in Go, no pointer and without `omitempty`. */
export const always = (type: FieldType): FieldType => ({ ...type, presence: 'always' });
/** A text of one object alone: its name, its address. */
export const once = (type: FieldType): FieldType => ({ ...type, once: true });
/** A message in a field. */
export const of = (message: Message): FieldType => ({ is: 'message', message, presence: 'given', many: 'one' });
export const list = (type: FieldType): FieldType => ({ ...type, many: 'list' });
/** Words of the cluster, by words of the cluster. */
export const texts: FieldType = { ...text, many: 'map' };
/** Quantities by the name of the resource. */
export const quantities: FieldType = { ...scalar('quantity'), many: 'map' };
export const quantity = scalar('quantity');
/** A struct of Go within another, whose fields JSON shows as the other's. */
export const inline = (message: Message): FieldType => ({ ...of(message), many: 'inline' });

const ZERO: Partial<Record<FieldType['is'], unknown>> = { text: '', number: 0, flag: false };

/** Describes a message by the names its fields have in JSON. */
export function message(fields: Record<string, readonly [number, FieldType]>, shared = false): Message {
  const most = Math.max(...Object.values(fields).map(([fieldNumber]) => fieldNumber));
  const byNumber = new Array<Field | undefined>(most + 1).fill(undefined);
  const defaults: Record<string, unknown> = {};
  for (const [name, [fieldNumber, type]] of Object.entries(fields)) {
    const named = type.many === 'list' ? 'text' : NAMES.has(name) ? 'name' : isSecretName(name) ? 'hidden' : 'text';
    byNumber[fieldNumber] = { ...type, name, cleaning: type.cleaning ?? named };
    if (type.presence === 'always' && Object.hasOwn(ZERO, type.is)) defaults[name] = ZERO[type.is];
  }
  const finished = byNumber.flatMap((field) =>
    field?.many === 'map' || (field?.many === 'list' && field.is === 'text') ? [field] : [],
  );
  return { fields: byNumber, start: createMaker(defaults), shared, finished };
}
/** The same, of one whose bytes come again and again. */
export const sharedMessage = (fields: Record<string, readonly [number, FieldType]>): Message => message(fields, true);
