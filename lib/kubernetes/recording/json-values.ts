/** Where values of JSON begin and end in a longer text: files that hold several one after another, and files that were cut. */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN = new Set([0x7b, 0x5b]);
const CLOSE = new Set([0x7d, 0x5d]);

/** The end of the string that begins at `start`; -1 where the text ends within it. */
function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text.charCodeAt(at - 1 - slashes) === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return at + 1;
  }
  return -1;
}

/** The end of the object or list that begins at `start`; -1 where the text ends within it. */
function endOfValue(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = endOfString(text, at) - 1;
      if (at < 0) return -1;
    } else if (OPEN.has(code)) depth += 1;
    else if (CLOSE.has(code)) {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return -1;
}

/** A stretch of the text; `end` is -1 where the text ends within it. */
export interface Span {
  start: number;
  end: number;
}

/** The objects and lists that follow one another from `start` on, up to the first thing that is neither, nor space or comma. */
export function* valuesFrom(text: string, start: number): Generator<Span> {
  const gap = /[\s,]*/y;
  for (let at = start; at < text.length; ) {
    gap.lastIndex = at;
    at += gap.exec(text)?.[0].length ?? 0;
    if (!OPEN.has(text.charCodeAt(at))) return;
    const end = endOfValue(text, at);
    yield { start: at, end };
    if (end === -1) return;
    at = end;
  }
}

/** Lines, from 1 on, of places in a text that are asked for in order: each stretch is counted once. */
export function createLineCounter(text: string): (place: number) => number {
  let counted = 0;
  let line = 1;
  return (place) => {
    for (let at = text.indexOf('\n', counted); at !== -1 && at < place; at = text.indexOf('\n', counted)) {
      line += 1;
      counted = at + 1;
    }
    return line;
  };
}
