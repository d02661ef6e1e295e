/** Stages of a pipe that pass lines on as they come. */
import type { Files } from './files.ts';
import type { Run } from './shell-drive.ts';
import { byLines, FILTERS, NotSimulated } from './shell-filters.ts';
import { Jump } from './shell-jump.ts';
import { baseName } from './shell-names.ts';
import type { Command } from './shell-parse.ts';
import type { ShellState } from './shell-state.ts';
import { appender, type Streams } from './shell-streams.ts';
import type { ShellWords } from './shell-words.ts';

/** How a process ends that writes where nobody reads any more. */
const BROKEN_PIPE = 141;

/** A stage of a pipe that takes what comes, until it has enough. */
export interface Taker {
  push(text: string): void;
  isFull(): boolean;
  end(): number;
}

/** What a pipe's stage says when its input is over. */
export function* ending({ end }: Taker): Run {
  yield 0;
  return end();
}

/** What a stage has of its shell. */
interface Around {
  words: ShellWords;
  files: Files;
  state: ShellState;
}

/** A command that only passes lines on, ready to take them; undefined for any other. */
export function* takerOf(
  command: Command,
  outer: Streams,
  { words, files, state }: Around,
): Generator<number, Taker | undefined, void> {
  if (command.kind !== 'simple' || command.redirects.some(({ from }) => from === 'in')) return undefined;
  const said = yield* words.all(command.words, outer);
  const [name = '', ...args] = said;
  const make = FILTERS.get(baseName(name));
  if (make === undefined) return undefined;
  const io = yield* words.redirected(command.redirects, outer);
  if (io === undefined) return { isFull: () => true, push: () => {}, end: () => 1 };
  try {
    const { filter, files: named } = make({
      args,
      out: io.out,
      file: (file) => appender(files, state.path(file), false, io),
    });
    if (named.length > 0) return undefined;
    const { push, end } = byLines(filter);
    const isFull = () => filter.isFull?.() === true || io.isFull?.() === true;
    return {
      isFull,
      end,
      push: (text) => {
        if (isFull()) throw new Jump('exit', BROKEN_PIPE);
        push(text);
      },
    };
  } catch (error) {
    if (error instanceof NotSimulated) return undefined;
    throw error;
  }
}
