import 'server-only';
import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { ProblemError } from '../problem-error';
import { packingOf, unpack } from './archives';
import { type Bounds, type LeftOutLog, megabytes, oneLine } from './bounds';
import { logOf } from './recorded-logs';

/** A file of a recording, on disk or in an archive. */
export interface SourceFile {
  /** Path within the recording, with slashes. */
  file: string;
  bytes: Buffer;
}
/** What may be in a file, as its name says: `maybe` is looked into, and nobody expects anything of it. */
export type Expectation = 'log' | 'objects' | 'maybe' | 'nothing';

const OBJECTS = /\.(json|yaml|yml)(\.gz)?$/i;
const PACKED = /\.(gz|tgz|tar|zip)$/i;
const MAYBE = /\.(txt|dump|out|list)(\.gz)?$/i;

/** What is to be expected of a file of this name. */
export function expectationOf(file: string): Expectation {
  const name = file.slice(file.lastIndexOf('/') + 1);
  if (logOf(file)) return 'log';
  if (OBJECTS.test(name)) return 'objects';
  if (PACKED.test(name) || MAYBE.test(name) || !name.includes('.')) return 'maybe';
  return 'nothing';
}

const isHidden = (file: string) =>
  file
    .split('/')
    .some((part) => (part.startsWith('.') && part !== '.') || part === 'node_modules' || part === '__MACOSX');

/** Files under a folder, by name; folders that cannot be opened are `failed`. */
function* walk(directory: string, failed: (file: string, error: unknown) => void, within = ''): Generator<string> {
  let entries: Dirent[] = [];
  try {
    entries = readdirSync(path.join(directory, within), { withFileTypes: true });
  } catch (error) {
    failed(within, error);
  }
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const file = within ? `${within}/${entry.name}` : entry.name;
    if (isHidden(file)) continue;
    // Links are not followed: a recording from elsewhere may point anywhere.
    if (entry.isDirectory()) yield* walk(directory, failed, file);
    else if (entry.isFile()) yield file;
  }
}

/** What is asked of {@link readSource}, and whom it tells. */
export interface SourceOptions {
  bounds: Bounds;
  leaveOut: LeftOutLog['add'];
  /** A file of which nothing is expected: it is not read. */
  ignored(file: string): void;
  /** A log on disk is not read before somebody asks for it. */
  logOnDisk(file: string, full: string): void;
}
/** Where the files come from. */
export interface Source {
  files: Iterable<SourceFile>;
  /** Newest change of any file read so far, milliseconds since the epoch. */
  modifiedAt(): number;
}

/** The files of a folder, of an archive, or one file. Throws `recording-not-found` when there is nothing of that name. */
export function readSource(from: string, { bounds, leaveOut, ignored, logOnDisk }: SourceOptions): Source {
  let modifiedAt = 0;
  let seen = 0;
  let left = bounds.totalBytes;

  /** False once there are too many, which is said of the first of them. */
  function counted(file: string): boolean {
    seen += 1;
    if (seen === bounds.files + 1) leaveOut(file, 'too-many-files', { most: bounds.files });
    return seen <= bounds.files;
  }
  function* opened({ file, bytes }: SourceFile, archives: number): Generator<SourceFile> {
    if (!packingOf(bytes)) {
      yield { file, bytes };
      return;
    }
    if (archives >= bounds.archives) {
      leaveOut(file, 'archive-in-archive', { most: bounds.archives });
      return;
    }
    const wanted = (name: string) => !isHidden(name) && !name.endsWith('/') && expectationOf(name) !== 'nothing';
    try {
      for (const inner of unpack(file, bytes, { wanted, most: Math.max(1, left) })) {
        const isPart = packingOf(bytes) !== 'gzip';
        const name = isPart ? `${file}/${inner.name.replace(/^(\.?\/)+/, '')}` : inner.name;
        if (isPart && !wanted(inner.name)) ignored(name);
        else if (!isPart || counted(name)) {
          left -= inner.bytes.length;
          yield* opened({ file: name, bytes: inner.bytes }, archives + 1);
        } else return;
      }
    } catch (error) {
      if (error instanceof RangeError) leaveOut(file, 'too-much', { most: megabytes(bounds.totalBytes) });
      else leaveOut(file, 'archive', { detail: oneLine(error) });
    }
  }
  function* onDisk(file: string, full: string): Generator<SourceFile> {
    try {
      const { size, mtimeMs } = statSync(full);
      if (size > bounds.fileBytes) {
        leaveOut(file, 'too-large', { size: megabytes(size), most: megabytes(bounds.fileBytes) });
        return;
      }
      if (size > left) {
        leaveOut(file, 'too-much', { most: megabytes(bounds.totalBytes) });
        return;
      }
      left -= size;
      modifiedAt = Math.max(modifiedAt, mtimeMs);
      yield* opened({ file, bytes: readFileSync(full) }, 0);
    } catch (error) {
      leaveOut(file, 'unreadable', { detail: oneLine(error) });
    }
  }
  function* inFolder(): Generator<SourceFile> {
    for (const file of walk(from, (file, error) => leaveOut(file, 'unreadable', { detail: oneLine(error) }))) {
      const full = path.join(from, file);
      if (!counted(file)) return;
      const expectation = expectationOf(file);
      if (expectation === 'log') logOnDisk(file, full);
      else if (expectation === 'nothing') ignored(file);
      else yield* onDisk(file, full);
    }
  }

  try {
    const stats = statSync(from);
    const isFolder = stats.isDirectory();
    if (!isFolder && !stats.isFile()) throw new Error('neither a folder nor a file');
    // Tells at once whether the folder may be read at all.
    if (isFolder) readdirSync(from);
    return { files: isFolder ? inFolder() : onDisk(path.basename(from), from), modifiedAt: () => modifiedAt };
  } catch (cause) {
    throw new ProblemError('recording-not-found', oneLine(cause), { directory: from }, { cause });
  }
}
