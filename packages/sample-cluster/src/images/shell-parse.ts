/** A piece of a word, by how it was quoted: `'as is'`, `"expanded"`, or bare (expanded and split). */
export interface Piece {
  text: string;
  quoted: 'single' | 'double' | 'none';
}
export type Word = Piece[];

/** Where a command's text goes to or comes from. */
export interface Redirect {
  from: 'in' | 'out' | 'err' | 'both';
  /** A file, or the other output (`2>&1`). */
  to: { file: Word; append: boolean } | 'out' | 'err';
}

/** What a pipe joins. */
export type Command = { redirects: Redirect[] } & (
  | { kind: 'simple'; words: Word[] }
  | { kind: 'loop'; condition: Line[]; until: boolean; body: Line[] }
  | { kind: 'each'; name: string; values: Word[]; body: Line[] }
  | { kind: 'if'; condition: Line[]; holds: Line[]; fails: Line[] }
  | { kind: 'group'; body: Line[]; subshell: boolean }
);

/** One pipe and how it hangs on what was before. */
export interface Line {
  joint: ';' | '&&' | '||';
  not: boolean;
  pipe: Command[];
  background: boolean;
}

/** The script is none, or uses what is not simulated. */
export class SyntaxProblem extends Error {
  override readonly name = 'SyntaxProblem';
}

type Token = { operator: string } | { word: Word };
const OPERATOR = /^(&&|\|\||;;|;|\n|\||\(|\)|&>|[012]?>&[12]|[012]?>>|[012]?>|<<|<|&)/;
const ENDS = new Set(['then', 'else', 'elif', 'fi', 'do', 'done', '}']);
const NOT_HERE = new Set(['case', 'function', 'select', '[[']);

/** A script as lines of pipes. Throws {@link SyntaxProblem}. */
export function parse(script: string): Line[] {
  const reader = new Reader(tokens(script));
  const lines = reader.lines();
  if (!reader.over) throw new SyntaxProblem(`syntax error: unexpected "${reader.what}"`);
  return lines;
}

class Reader {
  #at = 0;
  #depth = 0;
  private readonly all: Token[];

  constructor(all: Token[]) {
    this.all = all;
  }

  get over(): boolean {
    return this.#at >= this.all.length;
  }
  /** The next token, as a person wrote it. */
  get what(): string {
    const next = this.all[this.#at];
    if (next === undefined) return 'end of file';
    return 'operator' in next ? next.operator : next.word.map((piece) => piece.text).join('');
  }

  lines(): Line[] {
    if (++this.#depth > 50) throw new SyntaxProblem('this script is too deep');
    const lines: Line[] = [];
    let joint: Line['joint'] = ';';
    for (;;) {
      while (this.#is(';', '\n')) this.#at += 1;
      if (this.over || this.#is(')') || ENDS.has(this.#keyword())) break;
      const line = this.#line(joint);
      lines.push(line);
      joint = ';';
      if (this.#take('&')) line.background = true;
      else if (this.#take('&&')) joint = '&&';
      else if (this.#take('||')) joint = '||';
      else if (!this.#is(';', '\n')) break;
      if (joint !== ';') while (this.#is('\n')) this.#at += 1;
    }
    this.#depth -= 1;
    return lines;
  }

  #line(joint: Line['joint']): Line {
    const not = this.#takeWord('!');
    const pipe = [this.#command()];
    while (this.#take('|')) {
      while (this.#is('\n')) this.#at += 1;
      pipe.push(this.#command());
    }
    return { joint, not, pipe, background: false };
  }

  #command(): Command {
    const word = this.#keyword();
    if (NOT_HERE.has(word)) throw new SyntaxProblem(`${word}: not simulated here`);
    const compound = this.#compound(word);
    if (compound !== undefined) return { ...compound, redirects: this.#redirects() };
    const words: Word[] = [];
    const redirects: Redirect[] = [];
    for (;;) {
      redirects.push(...this.#redirects());
      const next = this.all[this.#at];
      if (next === undefined || 'operator' in next) break;
      words.push(next.word);
      this.#at += 1;
    }
    if (this.#is('(') && words.length > 0) throw new SyntaxProblem('functions: not simulated here');
    if (words.length === 0 && redirects.length === 0)
      throw new SyntaxProblem(`syntax error: unexpected "${this.what}"`);
    return { kind: 'simple', words, redirects };
  }

  #compound(word: string) {
    if (this.#take('(')) {
      const body = this.lines();
      this.#must(')');
      return { kind: 'group' as const, body, subshell: true };
    }
    if (!['{', 'while', 'until', 'for', 'if'].includes(word)) return undefined;
    this.#at += 1;
    if (word === '{') {
      const body = this.lines();
      this.#mustWord('}');
      return { kind: 'group' as const, body, subshell: false };
    }
    if (word === 'if') return this.#if();
    if (word === 'for') {
      const name = this.what;
      this.#at += 1;
      const values: Word[] = [];
      if (this.#takeWord('in'))
        for (let next = this.all[this.#at]; next !== undefined && 'word' in next; next = this.all[this.#at]) {
          values.push(next.word);
          this.#at += 1;
        }
      while (this.#is(';', '\n')) this.#at += 1;
      return { kind: 'each' as const, name, values, body: this.#body() };
    }
    const condition = this.lines();
    return { kind: 'loop' as const, condition, until: word === 'until', body: this.#body() };
  }

  #if(): { kind: 'if'; condition: Line[]; holds: Line[]; fails: Line[] } {
    this.#depth += 1;
    const read = this.#branches();
    this.#depth -= 1;
    return read;
  }

  #branches(): { kind: 'if'; condition: Line[]; holds: Line[]; fails: Line[] } {
    const condition = this.lines();
    this.#mustWord('then');
    const holds = this.lines();
    let fails: Line[] = [];
    if (this.#takeWord('elif')) {
      const nested: Command = { ...this.#if(), redirects: [] };
      return { kind: 'if', condition, holds, fails: [{ joint: ';', not: false, background: false, pipe: [nested] }] };
    }
    if (this.#takeWord('else')) fails = this.lines();
    this.#mustWord('fi');
    return { kind: 'if', condition, holds, fails };
  }

  #body(): Line[] {
    this.#mustWord('do');
    const body = this.lines();
    this.#mustWord('done');
    return body;
  }

  #redirects(): Redirect[] {
    const found: Redirect[] = [];
    for (;;) {
      const next = this.all[this.#at];
      if (next === undefined || !('operator' in next) || !/[<>]/.test(next.operator)) return found;
      const sign = next.operator;
      if (sign === '<<') throw new SyntaxProblem('<<: not simulated here');
      this.#at += 1;
      const from = sign === '<' ? 'in' : sign.startsWith('2') ? 'err' : sign.startsWith('&') ? 'both' : 'out';
      if (sign.includes('>&')) {
        found.push({ from, to: sign.endsWith('1') ? 'out' : 'err' });
        continue;
      }
      const target = this.all[this.#at];
      if (target === undefined || 'operator' in target)
        throw new SyntaxProblem(`syntax error: unexpected "${this.what}"`);
      this.#at += 1;
      found.push({ from, to: { file: target.word, append: sign.endsWith('>>') } });
    }
  }

  #keyword(): string {
    const next = this.all[this.#at];
    if (next === undefined || 'operator' in next) return '';
    return next.word.length === 1 && next.word[0]?.quoted === 'none' ? next.word[0].text : '';
  }
  #is(...operators: string[]): boolean {
    const next = this.all[this.#at];
    return next !== undefined && 'operator' in next && operators.includes(next.operator);
  }
  #take(operator: string): boolean {
    const is = this.#is(operator);
    if (is) this.#at += 1;
    return is;
  }
  #takeWord(word: string): boolean {
    const is = this.#keyword() === word;
    if (is) this.#at += 1;
    return is;
  }
  #must(operator: string): void {
    if (!this.#take(operator))
      throw new SyntaxProblem(`syntax error: unexpected "${this.what}" (expecting "${operator}")`);
  }
  #mustWord(word: string): void {
    if (!this.#takeWord(word)) throw new SyntaxProblem(`syntax error: unexpected "${this.what}" (expecting "${word}")`);
  }
}

/** Where `$(`, `$((` or `${` that begins at `from` ends. */
function closing(script: string, from: number, open: string, close: string): number {
  let depth = 0;
  for (let index = from; index < script.length; index += 1) {
    if (script[index] === open) depth += 1;
    else if (script[index] === close && --depth === 0) return index + 1;
  }
  throw new SyntaxProblem('syntax error: unterminated quoted string');
}

function tokens(script: string): Token[] {
  const found: Token[] = [];
  let word: Word | undefined;
  const add = (text: string, quoted: Piece['quoted']) => {
    word ??= [];
    const last = word.at(-1);
    if (last?.quoted === quoted && quoted === 'none') last.text += text;
    else word.push({ text, quoted });
  };
  const flush = () => {
    if (word !== undefined) found.push({ word });
    word = undefined;
  };
  let at = 0;
  while (at < script.length) {
    const rest = script.slice(at, at + 4);
    const char = script[at] ?? '';
    const digit = /^[012]>/.test(rest) && word !== undefined;
    const operator = digit ? undefined : OPERATOR.exec(rest)?.[1];
    if (operator !== undefined) {
      flush();
      found.push({ operator });
      at += operator.length;
    } else if (QUOTES.test(rest)) {
      const read = quoted(script, at);
      if (read.piece !== undefined) add(read.piece.text, read.piece.quoted);
      at = read.end;
    } else if (/\s/.test(char)) {
      flush();
      at += 1;
    } else if (char === '#' && word === undefined) {
      while (at < script.length && script[at] !== '\n') at += 1;
    } else {
      add(char, 'none');
      at += 1;
    }
  }
  flush();
  return found;
}

/** What begins a piece that ends with its own sign. */
const QUOTES = /^(?:[\\'"`]|\$[({])/;

/** The piece that begins at `at`, and where it ends. */
function quoted(script: string, at: number): { piece?: Piece; end: number } {
  const char = script[at] ?? '';
  if (char === '\\')
    return {
      ...(script[at + 1] === '\n' ? {} : { piece: { text: script[at + 1] ?? '', quoted: 'single' } }),
      end: at + 2,
    };
  if (char === '"') {
    const end = quoteEnd(script, at + 1);
    return { piece: { text: script.slice(at + 1, end), quoted: 'double' }, end: end + 1 };
  }
  if (char === '$') {
    const end = script[at + 1] === '(' ? closing(script, at + 1, '(', ')') : closing(script, at + 1, '{', '}');
    return { piece: { text: script.slice(at, end), quoted: 'none' }, end };
  }
  const end = script.indexOf(char, at + 1);
  if (end < 0) throw new SyntaxProblem('syntax error: unterminated quoted string');
  const text = script.slice(at + 1, end);
  return { piece: char === "'" ? { text, quoted: 'single' } : { text: `$(${text})`, quoted: 'none' }, end: end + 1 };
}

function quoteEnd(script: string, from: number): number {
  let at = from;
  while (at < script.length && script[at] !== '"') {
    if (script[at] === '\\') at += 2;
    else if (script.startsWith('$(', at)) at = closing(script, at + 1, '(', ')');
    else at += 1;
  }
  if (at >= script.length) throw new SyntaxProblem('syntax error: unterminated quoted string');
  return at;
}
