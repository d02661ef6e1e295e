import type { Files } from './files.ts';
import type { ShellState } from './shell-state.ts';
import type { Streams } from './shell-streams.ts';

/** A command that changes or asks what the shell knows; answers its exit code. */
type Builtin = (args: string[], state: ShellState, io: Streams, files: Files) => number;

const cd: Builtin = ([to = '/root'], state, io, files) => {
  const path = state.path(to);
  if (!files.isDirectory(path)) {
    io.err(`sh: cd: line 0: can't cd to ${to}: No such file or directory\n`);
    return 2;
  }
  state.directory = path;
  return 0;
};

/** `read a b`: a line of the input, the rest of it in the last name. */
const read: Builtin = (args, state, io) => {
  const names = args.filter((word) => !word.startsWith('-'));
  const text = io.input.text ?? '';
  if (text === '') return 1;
  const end = text.indexOf('\n');
  io.input.text = end < 0 ? '' : text.slice(end + 1);
  const parts = (end < 0 ? text : text.slice(0, end)).trim().split(/\s+/);
  for (const [index, name] of names.entries())
    state.set(name, index === names.length - 1 ? parts.slice(index).join(' ') : (parts[index] ?? ''));
  return 0;
};

/** By name; those that decide what is run next are in shell.ts. */
export const BUILTINS: ReadonlyMap<string, Builtin> = new Map(
  Object.entries({
    cd,
    read,
    pwd: (_args, state, io) => {
      io.out(`${state.directory}\n`);
      return 0;
    },
    export: (args, state) => {
      for (const word of args) {
        const match = /^(\w+)=(.*)$/s.exec(word);
        if (match?.[1] !== undefined) state.set(match[1], match[2] ?? '');
      }
      return 0;
    },
    unset: (args, state) => {
      for (const one of args) state.unset(one);
      return 0;
    },
  } satisfies Record<string, Builtin>),
);
