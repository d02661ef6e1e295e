/** The newest time an object tells of itself: a recording is at least as new as anything in it. */
import type { KubernetesObject } from '@/lib/model/objects';

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
/** Times of what is yet to come (or may be): a certificate's end, a deadline. */
const FUTURE = /^(notAfter|expir|deletionTimestamp$)/i;

function newestIn(value: unknown, newest: number, depth: number): number {
  if (depth > 8 || typeof value !== 'object' || value === null) return newest;
  let best = newest;
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner === 'string') {
      if (!FUTURE.test(key) && inner.length <= 32 && TIME.test(inner)) best = Math.max(best, Date.parse(inner));
    } else best = newestIn(inner, best, depth + 1);
  }
  return best;
}

/** Milliseconds since the epoch of the newest time in the objects; 0 when they tell none. Annotations and labels are not read. */
export function newestTime(objects: Iterable<KubernetesObject>): number {
  let newest = 0;
  for (const { metadata, ...rest } of objects) {
    newest = newestIn(rest, newest, 0);
    const own = { created: metadata.creationTimestamp, fields: metadata.managedFields };
    newest = newestIn(own, newest, 0);
  }
  return Number.isFinite(newest) ? newest : 0;
}
