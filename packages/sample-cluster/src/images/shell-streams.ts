import { FileError, type Files } from './files.ts';
import type { ProcessContext } from './image.ts';
import { byLines } from './shell-filters.ts';

const LOG_LINE = 16_384;

/** Where a command's text comes from and goes to. */
export interface Streams {
  /** What is left to read, by whoever reads. Undefined: nobody will ever write (an open terminal). */
  input: { text: string | undefined; endless?: string };
  /** Whoever takes its output takes no more: a file that is full, a pipe whose reader has enough. */
  isFull?(): boolean;
  out(text: string): void;
  err(text: string): void;
}

/** Both outputs of the main process are the log, which has no longer lines than containerd writes. */
export function logged(context: ProcessContext): Streams & { end(): void } {
  const { push, end } = byLines({ line: context.log, end: () => 0 }, LOG_LINE);
  return { input: { text: context.stdin === true ? undefined : '' }, out: push, err: push, end };
}

/** A file made ready to be written to, for `>`; undefined when it cannot be (told). `name` is how it was called. */
export function openFile(
  files: Files,
  path: string,
  { name, append }: { name: string; append: boolean },
  io: Streams,
): { out(text: string): void; isFull?: Streams['isFull'] } | undefined {
  if (name === '/dev/stdout') return { out: io.out, isFull: io.isFull };
  if (name === '/dev/stderr') return { out: io.err };
  try {
    files.write(path, append ? (files.read(path) ?? '') : '');
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    const why = error.message === 'No such file or directory' ? 'nonexistent directory' : error.message;
    io.err(`sh: can't create ${name}: ${why}\n`);
    return undefined;
  }
  let isFull = false;
  const out = appender(files, path, true, {
    err: (text) => {
      isFull = true;
      io.err(text);
    },
  });
  return { out, isFull: () => isFull };
}

/** Writes behind what is in a file, or from its beginning; says so when it is full. */
export function appender(files: Files, path: string, keeps: boolean, io: Pick<Streams, 'err'>): (text: string) => void {
  let fresh = !keeps;
  return (text) => {
    try {
      files.write(path, (fresh ? '' : (files.read(path) ?? '')) + text);
      fresh = false;
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      io.err(`sh: write error: ${error.message}\n`);
    }
  };
}
