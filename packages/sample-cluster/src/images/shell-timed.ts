/** Commands that take time, or never end. */
import type { ProcessContext } from './image.ts';
import { sleepSeconds } from './shell-commands.ts';
import { dd, yes } from './shell-endless.ts';
import { follow } from './shell-follow.ts';
import type { ShellState } from './shell-state.ts';
import type { Streams } from './shell-streams.ts';

/** Those of the shell's own commands that are programs elsewhere. */
export const TIMED = new Set(['sleep', 'yes', 'dd']);

/** Runs one; undefined when it is none of them. Yields the milliseconds it waits for. */
export function* timed(
  name: string,
  args: string[],
  { context, state, io }: { context: ProcessContext; state: ShellState; io: Streams },
): Generator<number, number | undefined, void> {
  const path = (file: string) => state.path(file);
  switch (name) {
    case 'sleep': {
      const seconds = sleepSeconds(args[0]);
      if (seconds === undefined) {
        io.err(`sleep: invalid number '${args[0] ?? ''}'\n`);
        return 1;
      }
      yield seconds * 1000;
      return 0;
    }
    case 'yes':
      return yield* yes(args, io);
    case 'dd':
      return yield* dd(args, context, path, io);
    case 'tail':
      return args.some((word) => /^-\w*[fF]/.test(word)) ? yield* follow(args, context.files, path, io) : undefined;
    default:
      return undefined;
  }
}
