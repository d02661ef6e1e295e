/** What bytes are made of. https://protobuf.dev/programming-guides/encoding/ */

/** A place in bytes. */
export interface Cursor {
  bytes: Buffer;
  at: number;
}

/** The types of the wire that Kubernetes writes. */
export const VARINT = 0;
export const LENGTH = 2;
const EIGHT_BYTES = 1;
const FOUR_BYTES = 5;

/** What came is no protobuf. */
export class MalformedError extends Error {
  constructor(what: string) {
    super(`not protobuf: ${what}`);
    this.name = 'MalformedError';
  }
}

/** A number of up to 64 bits with its sign; exact to 2^53, as in JSON. */
export function readVarint(cursor: Cursor, end: number): number {
  const { bytes } = cursor;
  let byte = cursor.at < end ? (bytes[cursor.at] ?? 0) : -1;
  if (byte >= 0 && byte < 128) {
    cursor.at += 1;
    return byte;
  }
  let low = 0;
  let high = 0;
  for (let index = 0; index < 10; index++) {
    if (cursor.at >= end) throw new MalformedError('it ends in a number');
    byte = bytes[cursor.at] ?? 0;
    cursor.at += 1;
    const bits = byte & 127;
    if (index < 4) low |= bits << (7 * index);
    else if (index === 4) {
      low |= bits << 28;
      high = bits >> 4;
    } else high |= bits << (7 * index - 32);
    if (byte < 128) return high * 4_294_967_296 + (low >>> 0);
  }
  throw new MalformedError('a number without end');
}

/** Where what begins here with its length ends; never beyond `end`. */
export function readEnd(cursor: Cursor, end: number): number {
  const length = readVarint(cursor, end);
  const until = cursor.at + length;
  if (length < 0 || until > end) throw new MalformedError(`${length} bytes where there are ${end - cursor.at}`);
  return until;
}

/** Passes over a field that is not read. */
export function skip(cursor: Cursor, end: number, wireType: number): void {
  if (wireType === VARINT) readVarint(cursor, end);
  else if (wireType === LENGTH) cursor.at = readEnd(cursor, end);
  else if (wireType === EIGHT_BYTES) cursor.at += 8;
  else if (wireType === FOUR_BYTES) cursor.at += 4;
  else throw new MalformedError(`type ${wireType}`);
  if (cursor.at > end) throw new MalformedError('it ends in a field');
}
