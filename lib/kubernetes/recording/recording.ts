import 'server-only';
import { KIND_NAMES, type KindName, type KindState, type LeftOut, type LeftOutReason } from '@/lib/model/cluster';
import type { ObjectOf } from '@/lib/model/objects';
import type { ServerVersion } from '../cluster-reader';
import type { Json } from '../object-view';
import { ProblemError } from '../problem-error';
import { BOUNDS, type Bounds, createLeftOutLog } from './bounds';
import { decodeText } from './decode-text';
import { createGathering } from './gathering';
import { kindOfFile } from './known-kinds';
import { objectsIn } from './objects-in';
import { logKey, logOf } from './recorded-logs';
import { newestTime } from './recorded-time';
import { expectationOf, readSource } from './source-files';
import { BEGINNING, mayHoldDocuments, readDocuments } from './text-documents';
import { versionIn } from './version-in';

/** Where the log of a pod is: a file of its own, or among other things, held in memory. */
export type RecordedLog = { file: string } | { text: string };

/** A recording, read whole: it does not change. */
export interface Recording {
  objects: { [K in KindName]?: ObjectOf[K][] };
  kinds: Omit<KindState, 'count'>[];
  version?: ServerVersion;
  /** RFC 3339. */
  recordedAt: string;
  /** What was there and was not read; the first ones by name. */
  leftOut: readonly LeftOut[];
  /** Beyond those of `leftOut`. */
  leftOutMore: number;
  /** Raw objects by {@link rawKey}. */
  raw: ReadonlyMap<string, Json>;
  /** By {@link logKey}. */
  logs: ReadonlyMap<string, RecordedLog>;
}

const MOST_KINDS_TOLD = 8;
const LOSES_NO_OBJECT: ReadonlySet<LeftOutReason['code']> = new Set(['field', 'logs-too-large']);
const ENDS_TOO_SOON: readonly LeftOutReason['code'][] = ['cut', 'too-broken', 'too-many-objects'];

const kindIn = (value: unknown): string =>
  typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string' ? value.kind : '';

/**
 * Reads a recording: a folder, an archive or a file of what `kubectl get -o json|yaml` or `kubectl cluster-info dump` print,
 * of support bundles and must-gathers.
 * Throws `recording-not-found`, `recording-broken` (nothing usable, and why) and `recording-empty` (what was seen instead).
 */
export function readRecording(from: string, bounds: Bounds = BOUNDS): Recording {
  const leftOut = createLeftOutLog();
  /** Files that were looked at in vain: told only where there is nothing else. */
  const unused = createLeftOutLog();
  /** Kinds of which some objects may be missing, and the file that lost them: nothing of them is absent because it is not seen. */
  const failed = new Map<KindName, string>();
  const logs = new Map<string, RecordedLog>();
  const gathering = createGathering(bounds);
  let version: ServerVersion | undefined;
  let logBytes = 0;

  function leaveOut(file: string, code: LeftOutReason['code'], values?: LeftOutReason['values'], more?: number) {
    leftOut.add(file, code, values, more);
    const kind = kindOfFile(file)?.name;
    if (kind && !LOSES_NO_OBJECT.has(code)) failed.set(kind, file);
  }
  function keepLog(file: string, log: string, text: string) {
    logBytes += text.length;
    if (logBytes > bounds.logBytes) leaveOut(file, 'logs-too-large', { pod: log });
    else {
      const before = logs.get(log);
      logs.set(log, { text: before && 'text' in before ? before.text + text : text });
    }
  }
  function readFile(file: string, bytes: Buffer) {
    const log = logOf(file);
    if (log) {
      keepLog(file, logKey(log), decodeText(bytes));
      return;
    }
    const isNamed = expectationOf(file) === 'objects';
    if (!isNamed && !mayHoldDocuments(decodeText(bytes.subarray(0, BEGINNING)))) {
      unused.add(file, 'no-documents');
      return;
    }
    const told = new Map<LeftOutReason['code'], { values: LeftOutReason['values']; more: number }>();
    const tell = (code: LeftOutReason['code'], values: LeftOutReason['values']) => {
      const before = told.get(code);
      if (before) before.more += 1;
      else told.set(code, { values, more: 0 });
    };
    const others = new Set<string>();
    const kinds = new Set<KindName>();
    let taken = 0;
    let lists = 0;
    readDocuments(decodeText(bytes), bounds, {
      document(value) {
        version ??= versionIn(value);
        const { listOf, objects } = objectsIn(value, file);
        if (listOf) gathering.list(listOf);
        if (listOf) lists += 1;
        for (const found of objects) {
          if (found.known) kinds.add(found.known.name);
          if (gathering.take(found, tell)) taken += 1;
          else if (others.size < MOST_KINDS_TOLD) others.add(kindIn(found.value));
        }
      },
      log: (pod, text) => keepLog(file, pod, text),
      leaveOut: tell,
    });
    gathering.endOfFile();
    // Of a file that is named like anything, it is no fault to be something else.
    if (taken > 0 || isNamed) for (const [code, { values, more }] of told) leaveOut(file, code, values, more);
    // What came after the place where a list ends too soon was of the kinds before it, as far as anybody knows.
    if (ENDS_TOO_SOON.some((code) => told.has(code))) for (const kind of kinds) failed.set(kind, file);
    if (taken > 0) return;
    if (lists > 0) unused.add(file, 'empty-list');
    else unused.add(file, 'no-known-objects', { kinds: [...others].filter(Boolean).join(', ') || 'none' });
  }

  const source = readSource(from, {
    bounds,
    leaveOut,
    ignored: (file) => unused.add(file, 'no-documents'),
    logOnDisk: (file, full) => {
      const log = logOf(file);
      if (log) logs.set(logKey(log), { file: full });
    },
  });
  for (const { file, bytes } of source.files) readFile(file, bytes);

  const { objects, apiVersions, raw } = gathering.result();
  if (raw.size === 0) {
    const isBroken = leftOut.told.length > 0;
    throw new ProblemError(
      isBroken ? 'recording-broken' : 'recording-empty',
      undefined,
      { directory: from },
      {
        leftOut: isBroken ? leftOut.told : unused.told,
        leftOutMore: isBroken ? leftOut.more : unused.more,
      },
    );
  }
  const recordedAt = new Date(newestTime(Object.values(objects).flat()) || source.modifiedAt()).toISOString();
  return {
    objects,
    kinds: KIND_NAMES.map((kind) => {
      const apiVersion = apiVersions.get(kind);
      const message = failed.get(kind);
      const state = message !== undefined ? 'failed' : objects[kind] ? 'recorded' : 'unrecorded';
      return { kind, state, ...(apiVersion ? { apiVersion } : {}), ...(message === undefined ? {} : { message }) };
    }),
    ...(version ? { version } : {}),
    recordedAt,
    leftOut: leftOut.told,
    leftOutMore: leftOut.more,
    raw,
    logs,
  };
}
