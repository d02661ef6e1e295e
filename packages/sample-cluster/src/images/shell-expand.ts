import { ArithmeticProblem, calculate } from './shell-arithmetic.ts';
import type { Word } from './shell-parse.ts';

/** Characters a variable, a pipe or a captured output may hold. */
export const MOST_TEXT = 65_536;

/** What words may speak of. */
export interface Known {
  /** A variable, or one of `$?`, `$#`, `$$`, `$@`, `$1`. */
  value(name: string): string;
  /** What a directory holds. */
  list(directory: string): string[];
  /** What a script says, for `$(…)`. */
  captured(script: string): Generator<number, string, void>;
  /** Ends the shell, for what cannot be expanded. */
  fails(message: string): never;
}

/** A word as the fields it becomes. */
export function* expand(word: Word, known: Known): Generator<number, string[], void> {
  const fields: string[] = [];
  let field: string | undefined;
  for (const { text, quoted } of word) {
    if (quoted === 'single') {
      field = (field ?? '') + text;
      continue;
    }
    const value = yield* expandText(text, quoted === 'double', known);
    if (quoted === 'double' || !text.includes('$')) {
      field = (field ?? '') + value;
      continue;
    }
    const [head = '', ...parts] = value.split(/\s+/);
    if (head !== '') field = (field ?? '') + head;
    for (const part of parts) {
      if (field !== undefined) fields.push(field);
      field = part === '' ? undefined : part;
    }
  }
  if (field !== undefined) fields.push(field);
  return word.every((piece) => piece.quoted === 'none') ? fields.flatMap((one) => glob(one, known)) : fields;
}

/** `dir/*.txt`: stars in the last part only. */
function glob(word: string, known: Known): string[] {
  const parts = word.split('/');
  const last = parts.pop() ?? '';
  if (!last.includes('*') || last.length > 40) return [word];
  const directory = parts.join('/');
  const pieces = last.split('*');
  const found = known
    .list(directory === '' && word.startsWith('/') ? '/' : directory)
    .filter((name) => !name.startsWith('.') && fits(name, pieces))
    .map((name) => (parts.length > 0 ? `${directory}/${name}` : name));
  return found.length > 0 ? found : [word];
}

function* expandText(text: string, quoted: boolean, known: Known): Generator<number, string, void> {
  const pattern = quoted ? /\\([$"`\\])|\$\(|\$\{|\$(\w+|[?#$@*])/g : /\$\(|\$\{|\$(\w+|[?#$@*])/g;
  let result = '';
  let from = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    result += text.slice(from, match.index);
    from = pattern.lastIndex;
    if (match[0].startsWith('\\')) result += match[1] ?? '';
    else if (match[0] === '$(' || match[0] === '${') {
      const end = enclosedUntil(text, from, match[0]);
      result += yield* enclosed(match[0], text.slice(from, end - 1), quoted, known);
      from = end;
      pattern.lastIndex = end;
    } else result += known.value(/\$(.+)/.exec(match[0])?.[1] ?? '');
    if (result.length > MOST_TEXT) return result.slice(0, MOST_TEXT);
  }
  return result + text.slice(from);
}

/** What stands in `$(…)`, `$((…))` or `${…}`. */
function* enclosed(
  opening: '$(' | '${',
  inner: string,
  quoted: boolean,
  known: Known,
): Generator<number, string, void> {
  if (opening === '${') return braces(inner, known);
  if (!inner.startsWith('(') || !inner.endsWith(')')) return yield* known.captured(inner);
  const sum = yield* expandText(inner.slice(1, -1), quoted, known);
  try {
    return calculate(sum, (name) => known.value(name));
  } catch (error) {
    if (!(error instanceof ArithmeticProblem)) throw error;
    return known.fails(error.message);
  }
}

/** `${NAME}`, `${#NAME}`, `${NAME:-other}`. */
function braces(inner: string, known: Known): string {
  if (/^#\w+$/.test(inner)) return String(known.value(inner.slice(1)).length);
  const [, name = '', , other = ''] = /^(\w+|[?#$@*])(:?-)?(.*)$/s.exec(inner) ?? [];
  return known.value(name) || other;
}

/** Where what was opened just before `from` is closed. */
function enclosedUntil(text: string, from: number, opening: '$(' | '${'): number {
  const [open, close] = opening === '$(' ? ['(', ')'] : ['{', '}'];
  let end = from;
  for (let depth = 1; end < text.length && depth > 0; end += 1) {
    if (text[end] === open) depth += 1;
    else if (text[end] === close) depth -= 1;
  }
  return end;
}

/** Whether a name has these pieces in this order, with anything between them. */
function fits(name: string, pieces: string[]): boolean {
  const [first = '', ...rest] = pieces;
  const last = rest.pop() ?? '';
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length) return false;
  let at = first.length;
  for (const piece of rest) {
    const found = name.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return at <= name.length - last.length;
}
