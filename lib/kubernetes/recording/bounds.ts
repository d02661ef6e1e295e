import type { LeftOut, LeftOutReason } from '@/lib/model/cluster';

/** How much of a recording is read: whoever wrote it may have meant harm, or `--from` may name the wrong folder. */
export interface Bounds {
  files: number;
  /** Of one file. A JavaScript string holds no more than 512 MB. */
  fileBytes: number;
  /** Of all files together, and of all that archives unpack to. */
  totalBytes: number;
  objects: number;
  /** Levels of lists and fields in one another; an object of Kubernetes has some twenty. */
  depth: number;
  /** References of one YAML document to another part of itself: kubectl writes none. */
  aliases: number;
  /** Parts of one file that are no correct JSON or YAML: each costs its time, and who has so many has another kind of file. */
  failures: number;
  /** Archives in archives: a zip of a tar.gz has two. */
  archives: number;
  /** Of logs that are held in memory, because they are in no file of their own. */
  logBytes: number;
}

const MB = 1024 * 1024;

/** What is read of a recording where nobody says otherwise. */
export const BOUNDS: Bounds = {
  files: 100_000,
  fileBytes: 511 * MB,
  totalBytes: 1024 * MB,
  objects: 500_000,
  depth: 64,
  aliases: 1_000,
  failures: 1_000,
  archives: 3,
  logBytes: 64 * MB,
};

/** Bytes as they are told: whole megabytes. */
export const megabytes = (bytes: number): number => Math.max(1, Math.round(bytes / MB));

/** Parts that are named one by one; more are counted. */
const MOST_TOLD = 50;

/** What of a recording was not read, as it comes to light. */
export interface LeftOutLog {
  add(file: string, code: LeftOutReason['code'], values?: LeftOutReason['values'], more?: number): void;
  readonly told: readonly LeftOut[];
  /** Beyond those told. */
  readonly more: number;
}

/** Collects what was left out: the first ones by name, the others counted. */
export function createLeftOutLog(): LeftOutLog {
  const told: LeftOut[] = [];
  let more = 0;
  return {
    told,
    get more() {
      return more;
    },
    add(file, code, values, alike = 0) {
      const reason = { code, ...(values ? { values } : {}) };
      if (told.length < MOST_TOLD) told.push({ file, reason, ...(alike > 0 ? { more: alike } : {}) });
      else more += 1;
    },
  };
}

/** What the system or a parser says, on one line and of a bounded length, without what it quotes: it may be a credential. */
export function oneLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split('\n')[0] ?? '')
    .replace(/, (\.\.\.)?".*$/, '')
    .replace(/"[^"]*"?/g, '"…"')
    .slice(0, 200);
}
