import { decodeMessage } from './decode';
import { MAGIC } from './envelope';
import type { Message } from './message';
import { listMeta } from './messages/events';
import { createPieces, hasVarint } from './pieces';
import { type Cursor, LENGTH, MalformedError, readVarint } from './wire';

/** Where a list is and goes on. */
export interface ListMeta {
  resourceVersion?: string;
  continue?: string;
}
/** Told of a list as it comes: first of its metadata, as Kubernetes writes it first. */
export interface ListTaker {
  meta(meta: ListMeta): void;
  item(object: unknown): void;
}
/** Reads a list chunk by chunk; holds nothing but an object that is not whole yet. */
export interface ListReader {
  push(chunk: Buffer): void;
  /** Throws where something is still missing. */
  end(): void;
}

/** A list of what `message` describes. Its `push` throws {@link MalformedError}. */
export function createListReader(message: Message, taker: ListTaker): ListReader {
  let opened = false;
  /** Bytes of the list that are still to come; undefined in what stands before it. */
  let left: number | undefined;

  function open(cursor: Cursor, end: number): number {
    if (end - cursor.at < MAGIC.length) return MAGIC.length;
    if (!MAGIC.equals(cursor.bytes.subarray(cursor.at, cursor.at + MAGIC.length)))
      throw new MalformedError('no object of Kubernetes');
    cursor.at += MAGIC.length;
    opened = true;
    return 1;
  }

  function take(number: number, { bytes, at }: Cursor, until: number) {
    if (left === undefined) return;
    left -= until - at;
    if (number === 1) taker.meta(decodeMessage(bytes, at, until, listMeta));
    else if (number === 2) taker.item(decodeMessage(bytes, at, until, message));
  }

  const pieces = createPieces((cursor, end) => {
    if (!opened) return open(cursor, end);
    const { bytes } = cursor;
    const ahead = { bytes, at: cursor.at };
    if (!hasVarint(bytes, ahead.at, end)) return end - cursor.at + 1;
    const key = readVarint(ahead, end);
    if (!hasVarint(bytes, ahead.at, end)) return end - cursor.at + 1;
    const length = readVarint(ahead, end);
    if ((key & 7) !== LENGTH || length < 0) throw new MalformedError(`a list with a field of type ${key & 7}`);
    if (left === undefined && key >>> 3 === 2) {
      // The list itself: it is read field by field, not as one piece.
      left = length > 0 ? length : Number.POSITIVE_INFINITY;
      cursor.at = ahead.at;
      return 1;
    }
    const until = ahead.at + length;
    if (until > end) return until - cursor.at;
    if (left !== undefined) left -= ahead.at - cursor.at;
    take(key >>> 3, ahead, until);
    if (left !== undefined && left < 0) throw new MalformedError('an object beyond the end of its list');
    // What stands after the list says nothing more.
    if (left === 0) left = Number.POSITIVE_INFINITY;
    cursor.at = until;
    return 1;
  });

  return {
    push: (chunk) => pieces.push(chunk),
    end() {
      const isWhole = left === Number.POSITIVE_INFINITY && pieces.pending === 0;
      if (!isWhole) throw new MalformedError('a list that was cut');
    },
  };
}
