import type { Random } from '../engine/random.ts';
import type { Files } from './files.ts';
import { isEndless, pour } from './shell-endless.ts';
import { byLines, type FilterCall, type MadeFilter, NotSimulated } from './shell-filters.ts';
import type { ShellState } from './shell-state.ts';
import { appender, type Streams } from './shell-streams.ts';

/** A filter as a command of its own: reads the files it names, or its input. Yields the milliseconds it waits for. */
export function* runFilter(
  name: string,
  make: (call: FilterCall) => MadeFilter,
  args: string[],
  { io, files, state, random }: { io: Streams; files: Files; state: ShellState; random: Random },
): Generator<number, number, void> {
  try {
    const file = (to: string) => appender(files, state.path(to), false, io);
    const { filter, files: names } = make({ args, out: io.out, file });
    const lines = byLines(filter);
    const isFull = () => filter.isFull?.() === true || io.isFull?.() === true;
    let missing = 0;
    if (names.length === 0) {
      if (io.input.text === undefined) yield Number.POSITIVE_INFINITY;
      if (io.input.endless !== undefined) yield* pour(io.input.endless, random, lines.push, isFull);
      lines.push(io.input.text ?? '');
      io.input.text = '';
    }
    for (const one of names) {
      const path = state.path(one);
      if (isEndless(path)) {
        yield* pour(path, random, lines.push, isFull);
        continue;
      }
      const text = files.read(path);
      if (text !== undefined) lines.push(text);
      else {
        io.err(`${name}: ${unreadable(name, one, files.isDirectory(path))}\n`);
        missing += 1;
      }
    }
    if (io.isFull?.() === true) return 1;
    if (names.length > 0 && missing === names.length) return 1;
    return lines.end() || Math.min(missing, 1);
  } catch (error) {
    if (!(error instanceof NotSimulated)) throw error;
    io.err(`${name}: not simulated here: ${error.message}\n`);
    return 2;
  }
}

/** Why a file cannot be read, in the words of busybox, which differ from program to program. */
function unreadable(program: string, file: string, directory: boolean): string {
  if (directory) return program === 'cat' ? 'read error: Is a directory' : `${file}: Is a directory`;
  const why = 'No such file or directory';
  if (program === 'tail') return `can't open '${file}': ${why}\ntail: no files`;
  return program === 'cat' ? `can't open '${file}': ${why}` : `${file}: ${why}`;
}
