/** Words of a shell as what they stand for, and redirections as the files behind them. */
import type { ProcessContext } from './image.ts';
import type { Run } from './shell-drive.ts';
import { isEndless } from './shell-endless.ts';
import { expand, type Known, MOST_TEXT } from './shell-expand.ts';
import { Jump } from './shell-jump.ts';
import type { Redirect, Word } from './shell-parse.ts';
import type { ShellState } from './shell-state.ts';
import { openFile, type Streams } from './shell-streams.ts';

/** Characters of a whole command. */
const MOST_WORDS = 4 * MOST_TEXT;

/** Expands the words of one shell. */
export class ShellWords {
  readonly #context: ProcessContext;
  readonly #state: ShellState;
  /** Runs the script of a `$(…)`. */
  readonly #nested: (text: string, io: Streams) => Run;

  constructor(context: ProcessContext, state: ShellState, nested: (text: string, io: Streams) => Run) {
    this.#context = context;
    this.#state = state;
    this.#nested = nested;
  }

  /** A word where there can be one only: its fields with spaces between. */
  *one(word: Word, io: Streams): Generator<number, string, void> {
    return (yield* expand(word, this.#known(io))).join(' ');
  }

  /** Words as the fields they become; too many of them end the shell. */
  *all(words: Word[], io: Streams): Generator<number, string[], void> {
    const fields: string[] = [];
    let length = 0;
    for (const word of words) {
      for (const field of yield* expand(word, this.#known(io))) {
        length += field.length + 1;
        fields.push(field);
      }
      if (length <= MOST_WORDS) continue;
      io.err('sh: Argument list too long\n');
      throw new Jump('exit', 126);
    }
    return fields;
  }

  #known(io: Streams): Known {
    return {
      value: (name) => this.#state.value(name),
      list: (directory) => this.#context.files.list(this.#state.path(directory)),
      captured: (script) => this.#captured(script, io),
      fails: (message) => {
        io.err(`sh: ${message}\n`);
        throw new Jump('exit', 2);
      },
    };
  }

  *#captured(script: string, io: Streams): Generator<number, string, void> {
    let text = '';
    const out = (more: string) => {
      text = (text + more).slice(0, MOST_TEXT);
    };
    this.#state.last = yield* this.#nested(script, { ...io, out });
    return text.replace(/\n+$/, '');
  }

  /** Streams with files in place of some of them; undefined when one could not be opened (told). */
  *redirected(redirects: Redirect[], outer: Streams): Generator<number, Streams | undefined, void> {
    const io = { ...outer };
    for (const { from, to } of redirects) {
      if (to === 'out' || to === 'err') {
        io[from === 'err' ? 'err' : 'out'] = to === 'out' ? io.out : io.err;
        continue;
      }
      const name = yield* this.one(to.file, outer);
      if (from === 'in') {
        const path = this.#state.path(name);
        const text = isEndless(path) ? '' : this.#context.files.read(path);
        if (text === undefined) {
          outer.err(`sh: can't open ${name}: no such file\n`);
          return undefined;
        }
        io.input = isEndless(path) ? { text, endless: path } : { text };
        continue;
      }
      const file = openFile(this.#context.files, this.#state.path(name), { name, append: to.append }, outer);
      if (file === undefined) return undefined;
      if (from !== 'err') Object.assign(io, { out: file.out, isFull: file.isFull });
      if (from !== 'out') io.err = file.out;
    }
    return io;
  }
}
