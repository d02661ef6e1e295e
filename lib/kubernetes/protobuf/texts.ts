/** Texts that come again and again (names of namespaces, images, states) are made and cleaned once. */

const SLOTS = 4096;
/** Longer ones hardly repeat. Bytes. */
const LONGEST = 128;

/** Reads texts, each cleaned. */
export interface Texts {
  read(bytes: Buffer, start: number, end: number): string;
  clear(): void;
}

/** A text of the wire as it came. */
export const rawText = (bytes: Buffer, start: number, end: number): string => bytes.toString('utf8', start, end);

function isSame(text: string, bytes: Buffer, start: number, end: number): boolean {
  if (text.length !== end - start) return false;
  for (let at = start; at < end; at++) if (text.charCodeAt(at - start) !== bytes[at]) return false;
  return true;
}

/** Texts cleaned by `clean`; bounded: a slot holds one, and is taken over by the next that falls into it. */
export function createTexts(clean: (text: string) => string): Texts {
  const raws = new Array<string>(SLOTS).fill('');
  const cleans = new Array<string>(SLOTS).fill('');
  return {
    read(bytes, start, end) {
      if (end - start > LONGEST) return clean(rawText(bytes, start, end));
      let hash = 0;
      let all = 0;
      for (let at = start; at < end; at++) {
        const byte = bytes[at] ?? 0;
        hash = Math.imul(hash ^ byte, 16_777_619);
        all |= byte;
      }
      // What is compared letter by letter must have one letter a byte.
      if (all > 127) return clean(rawText(bytes, start, end));
      const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
      const known = raws[slot] ?? '';
      if (isSame(known, bytes, start, end)) return cleans[slot] ?? '';
      const raw = bytes.toString('latin1', start, end);
      const made = clean(raw);
      raws[slot] = raw;
      cleans[slot] = made;
      return made;
    },
    clear() {
      raws.fill('');
      cleans.fill('');
    },
  };
}
