/** What stands around an object of Kubernetes: `k8s`, a zero byte, and runtime.Unknown. */

import { decodeMessage } from './decode';
import type { Message } from './message';
import { status } from './messages/events';
import { LENGTH, MalformedError, readEnd, readVarint, skip } from './wire';

/** Asked for in `Accept`; an answer is one where it is its content type. */
export const PROTOBUF = 'application/vnd.kubernetes.protobuf';
/** What stands before every object. */
export const MAGIC = Buffer.from('k8s\0');

/** Whether an answer is protobuf. */
export const isProtobuf = (contentType: string | undefined): boolean => contentType?.startsWith(PROTOBUF) === true;

/** Calls back with each field that has a length, passes over the others. */
function eachLong(
  bytes: Buffer,
  start: number,
  end: number,
  take: (number: number, at: number, until: number) => void,
) {
  const cursor = { bytes, at: start };
  while (cursor.at < end) {
    const key = readVarint(cursor, end);
    if ((key & 7) !== LENGTH) {
      skip(cursor, end, key & 7);
      continue;
    }
    const until = readEnd(cursor, end);
    take(key >>> 3, cursor.at, until);
    cursor.at = until;
  }
}

/** The kind and the place of the object in an envelope. */
function openEnvelope(bytes: Buffer, start: number, end: number): { kind: string; at: number; end: number } {
  if (!MAGIC.equals(bytes.subarray(start, Math.min(end, start + MAGIC.length))))
    throw new MalformedError('no object of Kubernetes');
  const opened = { kind: '', at: end, end };
  eachLong(bytes, start + MAGIC.length, end, (number, at, until) => {
    if (number === 2) Object.assign(opened, { at, end: until });
    if (number !== 1) return;
    eachLong(bytes, at, until, (inner, from, to) => {
      if (inner === 2) opened.kind = bytes.toString('latin1', from, to);
    });
  });
  return opened;
}

/** The object in an envelope, as `message` describes it, or as a Status where it is one. */
export function decodeEnveloped(bytes: Buffer, start: number, end: number, message: Message): Record<string, unknown> {
  const opened = openEnvelope(bytes, start, end);
  const isStatus = opened.kind === 'Status';
  const object = decodeMessage(bytes, opened.at, opened.end, isStatus ? status : message);
  return isStatus ? { kind: 'Status', ...object } : object;
}

/** One frame of a watch, as JSON would say it. */
export function decodeEvent(bytes: Buffer, start: number, end: number, message: Message) {
  const event: { type: string; object: unknown } = { type: '', object: undefined };
  eachLong(bytes, start, end, (number, at, until) => {
    if (number === 1) event.type = bytes.toString('latin1', at, until);
    if (number !== 2) return;
    eachLong(bytes, at, until, (inner, from, to) => {
      if (inner === 1) event.object = decodeEnveloped(bytes, from, to, message);
    });
  });
  return event;
}
