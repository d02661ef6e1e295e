/** What of a recording was not read, and why: codes whose sentences are the messages `recording.why`. */

export const LEFT_OUT_CODES = [
  'cut',
  'malformed',
  'too-broken',
  'empty-file',
  'unreadable',
  'archive',
  'archive-in-archive',
  'too-large',
  'too-much',
  'too-many-files',
  'too-many-objects',
  'too-deep',
  'too-large-object',
  'logs-too-large',
  'field',
  'no-object',
  'no-documents',
  'no-known-objects',
  'empty-list',
] as const;
export type LeftOutCode = (typeof LEFT_OUT_CODES)[number];

/** Why a part was not read. */
export interface LeftOutReason {
  code: LeftOutCode;
  values?: Record<string, string | number>;
}

/** A part of a recording that was not read: of which file, and why. */
export interface LeftOut {
  file: string;
  reason: LeftOutReason;
  /** How often it is so in this file beyond the place named. */
  more?: number;
}
