/** The newest time an object tells of itself: a recording is at least as new as anything in it. */
import type { KubernetesObject } from '@/lib/model/objects';

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
/** `2026-11-30T10:00:00Z` without the Z: up to here times of different seconds are in the order of their letters. */
const SECONDS = 19;
/** Times of what is yet to come (or may be): a certificate's end, a deadline. */
const FUTURE = /^(notAfter|expir|deletionTimestamp$)/i;

/** The newest time so far: what is older is told by its letters, without being read. Many objects hold many times. */
interface Newest {
  ms: number;
  text: string;
}

function look(value: unknown, newest: Newest, depth: number): void {
  if (depth > 8 || typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner === 'object') look(inner, newest, depth + 1);
    else if (typeof inner === 'string' && inner.length > SECONDS && inner.length <= 32 && inner.endsWith('Z'))
      lookAtText(key, inner, newest);
  }
}

function lookAtText(key: string, text: string, newest: Newest): void {
  const seconds = text.slice(0, SECONDS);
  if (seconds < newest.text || FUTURE.test(key) || !TIME.test(text)) return;
  const ms = Date.parse(text);
  if (!(ms > newest.ms)) return;
  newest.ms = ms;
  newest.text = seconds;
}

/** Milliseconds since the epoch of the newest time in the objects; 0 when they tell none. Annotations and labels are not read. */
export function newestTime(objects: Iterable<KubernetesObject>): number {
  const newest: Newest = { ms: 0, text: '' };
  for (const { metadata, ...rest } of objects) {
    look(rest, newest, 0);
    const own = { created: metadata.creationTimestamp, fields: metadata.managedFields };
    look(own, newest, 0);
  }
  return newest.ms;
}
