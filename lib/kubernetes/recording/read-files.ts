import 'server-only';
import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { ProblemError } from '../problem-error';

/** A document found in a file of a recording. */
export interface RecordedDocument {
  file: string;
  value: unknown;
}
/** What a folder holds, before anybody asks what it means. */
export interface RecordingFiles {
  documents: RecordedDocument[];
  /** Files that could not be read, and why. */
  broken: { file: string; why: string }[];
  /** Logs by `namespace/pod`: `<namespace>/<pod>/logs.txt`, as `kubectl cluster-info dump` writes them. */
  logs: Map<string, string>;
  /** Newest change of any file, milliseconds since the epoch. */
  modifiedAt: number;
}

const LARGEST_FILE = 512 * 1024 * 1024;
const MOST_FILES = 20_000;

function* walk(directory: string): Generator<string> {
  const entries: Dirent[] = readdirSync(directory, { withFileTypes: true });
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    const full = path.join(directory, entry.name);
    // Links are not followed: a recording from elsewhere may point anywhere.
    if (entry.isDirectory()) yield* walk(full);
    else if (entry.isFile()) yield full;
  }
}

function parseText(text: string, isJson: boolean): unknown[] {
  if (isJson) return [JSON.parse(text)];
  return parseAllDocuments(text).map((document) => {
    const [error] = document.errors;
    if (error) throw error;
    return document.toJS({ maxAliasCount: 1000 });
  });
}

const oneLine = (error: unknown) => (error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));

/** Reads every JSON and YAML file under a folder. Throws `recording-not-found` when the folder cannot be opened. */
export function readRecordingFiles(directory: string): RecordingFiles {
  const found: RecordingFiles = { documents: [], broken: [], logs: new Map(), modifiedAt: 0 };
  let files: string[];
  try {
    files = [...walk(directory)].slice(0, MOST_FILES);
  } catch (cause) {
    throw new ProblemError('recording-not-found', oneLine(cause), { directory }, { cause });
  }
  for (const full of files) {
    const file = path.relative(directory, full);
    const parts = file.split(path.sep);
    if (parts.at(-1) === 'logs.txt' && parts.length >= 3) {
      found.logs.set(parts.slice(-3, -1).join('/'), full);
      continue;
    }
    const extension = path.extname(file).toLowerCase();
    if (!['.json', '.yaml', '.yml'].includes(extension)) continue;
    try {
      const { size, mtimeMs } = statSync(full);
      if (size > LARGEST_FILE) throw new Error(`larger than ${LARGEST_FILE / 1024 / 1024} MB`);
      found.modifiedAt = Math.max(found.modifiedAt, mtimeMs);
      const text = readFileSync(full, 'utf8').replace(/^\uFEFF/, '');
      for (const value of parseText(text, extension === '.json')) found.documents.push({ file, value });
    } catch (error) {
      found.broken.push({ file, why: oneLine(error) });
    }
  }
  return found;
}
