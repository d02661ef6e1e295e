import { type Cursor, MalformedError } from './wire';

/** Largest piece that is taken: etcd holds no object of a tenth of it. Bytes. */
export const LARGEST = 32 * 1024 * 1024;

/** Takes what is whole from the cursor on and moves it; answers with how many bytes it needs from there to go on. */
type TakeNext = (cursor: Cursor, end: number) => number;

/** Cuts a body into its pieces as it comes; a piece may span any number of chunks without being copied more than once. */
export interface Pieces {
  push(chunk: Buffer): void;
  /** Bytes of a piece that is not whole yet. */
  readonly pending: number;
}

/** `next` is called with all there is, again and again, for as long as it moves the cursor. */
export function createPieces(next: TakeNext): Pieces {
  let chunks: Buffer[] = [];
  let size = 0;
  let needed = 1;
  return {
    get pending() {
      return size;
    },
    push(chunk) {
      chunks.push(chunk);
      size += chunk.length;
      if (size < needed) return;
      const bytes = chunks.length === 1 ? chunk : Buffer.concat(chunks);
      const cursor = { bytes, at: 0 };
      for (let before = -1; before < cursor.at && cursor.at < bytes.length; ) {
        before = cursor.at;
        needed = Math.max(1, next(cursor, bytes.length));
        if (needed > LARGEST) throw new MalformedError(`a piece of ${needed} bytes`);
      }
      chunks = cursor.at < bytes.length ? [bytes.subarray(cursor.at)] : [];
      size = bytes.length - cursor.at;
    },
  };
}

/** Whether a number that begins at `at` is whole. */
export function hasVarint(bytes: Buffer, at: number, end: number): boolean {
  for (let index = at; index < end && index < at + 10; index++) if ((bytes[index] ?? 0) < 128) return true;
  return end - at >= 10;
}
