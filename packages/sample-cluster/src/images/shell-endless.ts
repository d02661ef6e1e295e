import { quantity } from '../engine/quantity.ts';
import type { Random } from '../engine/random.ts';
import { FileError, type Files, normal, TREE_BYTES } from './files.ts';
import type { ProcessContext } from './image.ts';
import { OutOfMemory } from './shell-jump.ts';
import type { Streams } from './shell-streams.ts';

/** How often, and how much, comes from what never ends: much less than in earnest, so that it costs little. */
const TICK_MS = 100;
const CHUNK = 65_536;
const FEW = 1_024;
/** What copying is told to take. */
const BYTES_PER_MS = 1_000_000;

type Run = Generator<number, number, void>;

/** Files of the kernel that never end. */
export const isEndless = (path: string): boolean => /^dev\/(zero|u?random)$/.test(normal(path));

function chunk(path: string, random: Random): string {
  if (normal(path) === 'dev/zero') return '\0'.repeat(CHUNK);
  return Array.from({ length: FEW }, () => String.fromCharCode(Math.floor(random() * 256))).join('');
}

/** Reads such a file for as long as somebody takes it. */
export function* pour(
  path: string,
  random: Random,
  push: (text: string) => void,
  isFull: () => boolean,
): Generator<number, void, void> {
  while (!isFull()) {
    yield TICK_MS;
    push(chunk(path, random));
  }
}

/** `yes`: says one thing for ever. */
export function* yes(args: string[], io: Streams): Run {
  const line = `${args.length === 0 ? 'y' : args.join(' ')}\n`;
  const many = line.repeat(Math.ceil(FEW / line.length));
  while (!io.isFull?.()) {
    yield TICK_MS;
    io.out(many);
  }
  return 1;
}

/** `1M`, `4k`, `512` as dd reads them. */
const sizeOf = (text: string) =>
  quantity(text.replace(/([kKMG])B?$/, (_all, unit: string) => `${unit.toUpperCase()}i`));

/** Why what dd was told is no number it can use. */
function notNumber(told: string | undefined, least: number): string | undefined {
  if (told === undefined) return undefined;
  if (!/^\d+([kKMG]B?)?$/.test(told)) return `invalid number '${told}'`;
  return sizeOf(told) < least ? `number ${told} is not in ${least}..9223372036854775807 range` : undefined;
}

/** `10.0MB`, as busybox prints sizes. */
function human(bytes: number): string {
  let [size, unit] = [bytes, 0];
  for (; size >= 1024 && unit < 4; unit += 1) size /= 1024;
  return `${size.toFixed(1)}${['B', 'KB', 'MB', 'GB', 'TB'][unit]}`;
}

/** `dd`: copies so many blocks, or says where they do not fit. A block is in memory as a whole. */
export function* dd(
  args: string[],
  { files, memoryLimit, random }: ProcessContext,
  pathOf: (name: string) => string,
  io: Streams,
): Run {
  const told = new Map(args.map((word) => [word.split('=')[0] ?? '', word.slice(word.indexOf('=') + 1)]));
  const from = pathOf(told.get('if') ?? '/dev/stdin');
  const to = told.get('of') ?? '/dev/stdout';
  const block = told.has('bs') ? sizeOf(told.get('bs') ?? '') : 512;
  const wrong = notNumber(told.get('bs'), 1) ?? notNumber(told.get('count'), 0);
  if (wrong !== undefined) {
    io.err(`dd: ${wrong}\n`);
    return 1;
  }
  const source = isEndless(from) ? undefined : (files.read(from) ?? (told.has('if') ? undefined : io.input.text));
  if (source === undefined && !isEndless(from)) {
    io.err(`dd: can't open '${told.get('if')}': No such file or directory\n`);
    return 1;
  }
  if (memoryLimit !== undefined && block > memoryLimit) {
    yield memoryLimit / BYTES_PER_MS;
    throw new OutOfMemory();
  }
  const blocks = Math.min(
    told.has('count') ? sizeOf(told.get('count') ?? '') : Number.POSITIVE_INFINITY,
    source === undefined ? Number.POSITIVE_INFINITY : source.length / block,
  );
  const isNowhere = to === '/dev/null';
  // Beyond what fits nothing is written anyway.
  const wanted = blocks * block;
  const bytes = isNowhere ? wanted : Math.min(wanted, TREE_BYTES + 1);
  const ms = Math.max(1, bytes / BYTES_PER_MS);
  yield ms;
  const text = isNowhere
    ? ''
    : (source?.slice(0, bytes) ??
      chunk(from, random)
        .repeat(Math.ceil(bytes / FEW))
        .slice(0, bytes));
  const refused = isNowhere || to === '/dev/stdout' ? undefined : refusal(files, pathOf(to), text);
  if (to === '/dev/stdout') io.out(text);
  if (refused !== undefined)
    io.err(`dd: ${refused.startsWith('No space') ? 'error writing' : "can't open"} '${to}': ${refused}\n`);
  const written = refused === undefined ? bytes : 0;
  const records = `${Math.floor(written / block)}+${written % block === 0 ? 0 : 1} records`;
  io.err(`${records} in\n${records} out\n`);
  const seconds = (ms / 1000).toFixed(6);
  io.err(`${written} bytes (${human(written)}) copied, ${seconds} seconds, ${human((written / ms) * 1000)}/s\n`);
  return refused === undefined ? 0 : 1;
}

/** Writes a file, or answers why not. */
function refusal(files: Files, path: string, text: string): string | undefined {
  try {
    files.write(path, text);
    return undefined;
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return error.message;
  }
}
