import type { Files } from './files.ts';
import type { Streams } from './shell-streams.ts';

/** `tail -f`: looks once a second, as busybox does. Yields the milliseconds it waits for. */
export function* follow(
  args: string[],
  files: Files,
  pathOf: (name: string) => string,
  io: Streams,
): Generator<number, number, void> {
  const numbers = args.findIndex((word) => /^-n/.test(word));
  const isCount = (index: number) => args[numbers] === '-n' && index === numbers + 1;
  const file = args.find((word, index) => !word.startsWith('-') && !isCount(index));
  if (file === undefined || file === '/dev/null') yield Number.POSITIVE_INFINITY;
  const path = pathOf(file ?? '');
  let seen = 0;
  let text = files.read(path);
  if (text === undefined) {
    io.err(`tail: can't open '${file}': No such file or directory\n`);
    if (!args.some((word) => /^-\w*F/.test(word))) {
      io.err('tail: no files\n');
      return 1;
    }
  } else {
    const count = numbers < 0 ? 10 : Number(args[numbers]?.slice(2) || args[numbers + 1]);
    const lines = text.split(/(?<=\n)/).slice(-count || Number.POSITIVE_INFINITY);
    io.out(lines.join(''));
    seen = text.length;
  }
  for (;;) {
    yield 1_000;
    text = files.read(path) ?? '';
    if (text.length < seen) seen = 0;
    if (text.length > seen) io.out(text.slice(seen));
    seen = text.length;
  }
}
