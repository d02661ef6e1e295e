/**
 * From bytes to the objects JSON of them would give, without what could be a credential and with every text fit to be
 * shown: what `cleanObject` and `fitTo` make of JSON, made at the leaves, each once for what repeats.
 */
import { visibleName } from '@/lib/model/visible-text';
import { cleanEntry, cleanField, cleanList, cleanText, HIDDEN } from '../clean-object';
import { cut } from '../kinds/shape';
import { knownSecrets } from '../known-secrets';
import type { Cleaning, Field, Message } from './message';
import { hasNodeName } from './node-name-sign';
import { createRepeated, type Repeated } from './repeated';
import { createTexts, rawText, type Texts } from './texts';
import { readTime } from './times';
import { type Cursor, LENGTH, MalformedError, readEnd, readVarint, skip, VARINT } from './wire';

type Fields = Record<string, unknown>;
type Entry = readonly [key: string, value: unknown];

const CLEANINGS: { readonly [K in Cleaning]: (text: string) => string } = {
  name: (text) => cut(visibleName(text)),
  text: (text) => cut(cleanText(text)),
  hidden: (text) => (text === '' ? '' : HIDDEN),
  opaque: (text) => text,
};
const cleaned: { readonly [K in Cleaning]: Texts } = {
  name: createTexts(CLEANINGS.name),
  text: createTexts(CLEANINGS.text),
  hidden: createTexts(CLEANINGS.hidden),
  opaque: createTexts(CLEANINGS.opaque),
};
const entries = new Map<Field, Repeated<Entry>>();
const messages = new Map<Message, Repeated<Fields>>();

function repeatedOf<K, T>(map: Map<K, Repeated<T>>, key: K): Repeated<T> {
  const known = map.get(key);
  if (known) return known;
  const made = createRepeated<T>();
  map.set(key, made);
  return made;
}

let generation = 0;
/** What was cleaned before a token became known may hold it. */
function forgetIfMoreIsSecret() {
  if (generation === knownSecrets().generation) return;
  generation = knownSecrets().generation;
  for (const each of [...Object.values(cleaned), ...entries.values(), ...messages.values()]) each.clear();
}

function readText(cursor: Cursor, until: number, { cleaning, once }: Field): string {
  const { bytes, at } = cursor;
  cursor.at = until;
  if (at === until) return '';
  return once ? CLEANINGS[cleaning](rawText(bytes, at, until)) : cleaned[cleaning].read(bytes, at, until);
}

/** A text that is cleaned with those around it. */
function readWord(cursor: Cursor, until: number): string {
  const { at } = cursor;
  cursor.at = until;
  return cleaned.opaque.read(cursor.bytes, at, until);
}

const QUANTITY_TEXT = (1 << 3) | LENGTH;
function readQuantity(cursor: Cursor, until: number): string {
  let quantity = '';
  while (cursor.at < until) {
    const key = readVarint(cursor, until);
    if (key === QUANTITY_TEXT) quantity = readWord(cursor, readEnd(cursor, until));
    else skip(cursor, until, key & 7);
  }
  return quantity;
}

/** `80` or `http`. */
function readIntOrString(cursor: Cursor, until: number): number | string {
  let isText = false;
  let whole = 0;
  let name = '';
  while (cursor.at < until) {
    const key = readVarint(cursor, until);
    if (key === ((1 << 3) | VARINT)) isText = readVarint(cursor, until) === 1;
    else if (key === ((2 << 3) | VARINT)) whole = readVarint(cursor, until);
    else if (key === ((3 << 3) | LENGTH)) name = CLEANINGS.text(readWord(cursor, readEnd(cursor, until)));
    else skip(cursor, until, key & 7);
  }
  return isText ? name : whole;
}

const SIGN = { 'f:spec': { 'f:nodeName': {} } };
function readSign(cursor: Cursor, until: number): unknown {
  let sign: unknown;
  while (cursor.at < until) {
    const key = readVarint(cursor, until);
    const end = key === ((1 << 3) | LENGTH) ? readEnd(cursor, until) : undefined;
    if (end === undefined) skip(cursor, until, key & 7);
    else {
      if (hasNodeName(cursor.bytes, cursor.at, end)) sign = SIGN;
      cursor.at = end;
    }
  }
  return sign;
}

function readMessage(cursor: Cursor, until: number, message: Message): Fields {
  if (!message.shared) return readInto(message.start(), cursor, until, message);
  const { bytes, at } = cursor;
  const known = repeatedOf(messages, message);
  const found = known.find(bytes, at, until);
  cursor.at = found ? until : at;
  return found ?? known.keep(bytes, at, until, readInto(message.start(), cursor, until, message));
}

/** What is written with a length, in one value. */
function readValue(cursor: Cursor, until: number, field: Field): unknown {
  switch (field.is) {
    case 'text':
      return field.many === 'list' ? readWord(cursor, until) : readText(cursor, until, field);
    case 'time':
      return readTime(cursor, until, false);
    case 'micro-time':
      return readTime(cursor, until, true);
    case 'quantity':
      return field.many === 'map' ? readQuantity(cursor, until) : CLEANINGS.text(readQuantity(cursor, until));
    case 'int-or-string':
      return readIntOrString(cursor, until);
    case 'node-name-sign':
      return readSign(cursor, until);
    case 'message':
      return field.message ? readMessage(cursor, until, field.message) : undefined;
    default:
      throw new MalformedError(`${field.name} is no ${field.is}`);
  }
}

/** An entry of a map: its key, and its value by the type of the field. */
function readEntry(cursor: Cursor, until: number, field: Field): Entry {
  let key = '';
  let value: unknown = '';
  while (cursor.at < until) {
    const tag = readVarint(cursor, until);
    if (tag === ((1 << 3) | LENGTH)) key = readWord(cursor, readEnd(cursor, until));
    else if (tag === ((2 << 3) | LENGTH)) {
      const end = readEnd(cursor, until);
      value = field.is === 'text' ? rawText(cursor.bytes, cursor.at, end) : readValue(cursor, end, field);
      cursor.at = end;
    } else skip(cursor, until, tag & 7);
  }
  return [key, typeof value === 'string' ? cut(cleanEntry(key, value, field.name)) : value];
}

function put(fields: Fields, name: string, value: unknown) {
  // Not by assignment: a label may be called `__proto__`.
  if (name === '__proto__')
    Object.defineProperty(fields, name, { value, enumerable: true, writable: true, configurable: true });
  else fields[name] = value;
}

function readIntoMap(fields: Fields, cursor: Cursor, until: number, field: Field) {
  const { bytes, at } = cursor;
  const known = repeatedOf(entries, field);
  const found = known.find(bytes, at, until);
  if (found) cursor.at = until;
  const [key, value] = found ?? known.keep(bytes, at, until, readEntry(cursor, until, field));
  const map = (fields[field.name] ?? {}) as Fields;
  put(map, key, value);
  fields[field.name] = map;
}

function readIntoList(fields: Fields, cursor: Cursor, until: number, field: Field) {
  const value = readValue(cursor, until, field);
  const there = fields[field.name];
  if (Array.isArray(there)) there.push(value);
  else fields[field.name] = [value];
}

/** What can be told only when all of a list or a map is there. */
function finish(fields: Fields, message: Message) {
  for (const field of message.finished) {
    const all = fields[field.name];
    if (all === undefined) continue;
    if (Array.isArray(all))
      fields[field.name] = cleanList(all).map((word) => (typeof word === 'string' ? cut(word) : word));
    else if (isFields(all) && typeof all.value === 'string') all.value = cleanField(all, 'value', field.name, 0);
  }
}
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** A field that is written as a number. */
function readNumber(fields: Fields, cursor: Cursor, end: number, { is, name, presence }: Field) {
  const value = readVarint(cursor, end);
  if (is !== 'number' && is !== 'flag') throw new MalformedError(`${name} is a number`);
  if (value !== 0 || presence !== 'filled') fields[name] = is === 'flag' ? value !== 0 : value;
}

/** A field that is written with its length. */
function readLong(fields: Fields, cursor: Cursor, until: number, field: Field) {
  if (field.many === 'map') readIntoMap(fields, cursor, until, field);
  else if (field.many === 'list') readIntoList(fields, cursor, until, field);
  else if (field.many === 'inline' && field.message) readInto(fields, cursor, until, field.message);
  else {
    const value = readValue(cursor, until, field);
    if (value !== undefined && (value !== '' || field.presence !== 'filled')) fields[field.name] = value;
  }
  if (cursor.at !== until) throw new MalformedError(`${field.name} is not as long as it says`);
}

function readInto(fields: Fields, cursor: Cursor, end: number, message: Message): Fields {
  while (cursor.at < end) {
    const key = readVarint(cursor, end);
    const field = message.fields[key >>> 3];
    const wireType = key & 7;
    if (!field) skip(cursor, end, wireType);
    else if (wireType === VARINT) readNumber(fields, cursor, end, field);
    else if (wireType === LENGTH) readLong(fields, cursor, readEnd(cursor, end), field);
    else throw new MalformedError(`${field.name} of type ${wireType}`);
  }
  if (message.finished.length > 0) finish(fields, message);
  return fields;
}

/** The object these bytes are, fit to be transformed. Throws {@link MalformedError}. */
export function decodeMessage(bytes: Buffer, start: number, end: number, message: Message): Fields {
  forgetIfMoreIsSecret();
  return readInto(message.start(), { bytes, at: start }, end, message);
}
