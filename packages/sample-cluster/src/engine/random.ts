/** A number in [0, 1). */
export type Random = () => number;

/** The same numbers for the same seed (mulberry32): the sample cluster is born the same each time. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Letters and digits of generated names: no vowels, so that no words appear (apimachinery `util/rand`). */
const NAME_LETTERS = 'bcdfghjklmnpqrstvwxz2456789';

/** The suffix of a generated name, as Kubernetes makes them: `x7k2p`. */
export function nameSuffix(random: Random, length = 5): string {
  return Array.from({ length }, () => NAME_LETTERS[Math.floor(random() * NAME_LETTERS.length)]).join('');
}

/** `length` hexadecimal digits, for container ids and digests. */
export function hex(random: Random, length: number): string {
  return Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('');
}

/** A number from `from` to `to`. */
export function between(random: Random, from: number, to: number): number {
  return from + (to - from) * random();
}

/** Replaces each character as `rand.SafeEncodeString` does: a hash written in name letters. */
export function safeEncode(text: string): string {
  return Array.from(text, (letter) => NAME_LETTERS[letter.charCodeAt(0) % NAME_LETTERS.length]).join('');
}

/** FNV-1a, 32 bits: what pod-template-hash and stateful revisions are made with. */
export function fnv32a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash ^= text.charCodeAt(index) & 0xff;
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}
