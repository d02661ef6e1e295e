/**
 * What was made of bytes that came before: names, labels, containers are the same in thousands of objects, and are made,
 * cleaned and held once. Bounded: a slot holds one, and is taken over by the next that falls into it.
 */

const SLOTS = 16_384;
/** Longer ones are not compared: they hardly repeat. Bytes. */
const LONGEST = 4096;
/** Of long bytes so many are looked at to find the slot; all are compared. */
const SAMPLES = 64;

function slotOf(bytes: Buffer, start: number, end: number): number {
  const step = 1 + Math.floor((end - start) / SAMPLES);
  let hash = end - start;
  for (let at = end - 1; at >= start; at -= step) hash = Math.imul(hash ^ (bytes[at] ?? 0), 16_777_619);
  return (hash ^ (hash >>> 15)) & (SLOTS - 1);
}

function isSame(one: Uint8Array, bytes: Buffer, start: number, end: number): boolean {
  const { length } = one;
  if (length !== end - start) return false;
  if (length > 100) return bytes.compare(one, 0, length, start, end) === 0;
  for (let index = 0; index < length; index++) if (one[index] !== bytes[start + index]) return false;
  return true;
}

/** What was made of bytes, by them. Two steps, as a closure for each question would cost more than the answer. */
export interface Repeated<T> {
  /** What was made of the same bytes; undefined where that is not known (any more). */
  find(bytes: Buffer, start: number, end: number): T | undefined;
  /** Keeps what was made of the bytes, and gives it back. */
  keep(bytes: Buffer, start: number, end: number, made: T): T;
  clear(): void;
}

/** Nothing known yet. */
export function createRepeated<T>(): Repeated<T> {
  const known = new Array<{ bytes: Uint8Array; made: T } | undefined>(SLOTS).fill(undefined);
  return {
    find(bytes, start, end) {
      if (end - start > LONGEST) return undefined;
      const found = known[slotOf(bytes, start, end)];
      return found && isSame(found.bytes, bytes, start, end) ? found.made : undefined;
    },
    keep(bytes, start, end, made) {
      if (end - start <= LONGEST)
        known[slotOf(bytes, start, end)] = { bytes: Buffer.from(bytes.subarray(start, end)), made };
      return made;
    },
    clear() {
      known.fill(undefined);
    },
  };
}
