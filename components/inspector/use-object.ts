'use client';
/** One object on demand: read when it is selected, and again after it changes, at most every two seconds. */
import type { ObjectAnswer } from '@/lib/contract/answers';
import { inContext, type Resource, useResource } from '@/lib/hooks/use-resource';
import type { EventView } from '@/lib/model/cluster';
import type { objectPath } from '@/lib/model/selection';

export type ObjectState = Resource<ObjectAnswer>;

const AGAIN_AFTER_MS = 2_000;
const NO_EVENTS: readonly EventView[] = [];

/** Address of the API for an object. */
export function objectUrl(path: NonNullable<ReturnType<typeof objectPath>>, context: string | undefined): string {
  const parts = [path.kind, path.namespace ?? '_', path.name].map(encodeURIComponent).join('/');
  return inContext(`/api/objects/${parts}`, context);
}

/** `version` is anything that changes when the object does; the last answer stays while the next one is read. */
export const useObject = (url: string | undefined, version: unknown): ObjectState =>
  useResource<ObjectAnswer>(url, { version, everyMs: AGAIN_AFTER_MS });

/** Events of the object as it was read, joined with those the stream has brought since; newest first, each once. */
export function joinEvents(read: readonly EventView[] | undefined, streamed: readonly EventView[]): EventView[] {
  const uids = new Set(streamed.map((event) => event.uid));
  const all = [...streamed, ...(read ?? NO_EVENTS).filter((event) => !uids.has(event.uid))];
  // Both come in their order, those of one second too; the sort is stable and leaves these as they are.
  return all.sort((a, b) => Date.parse(b.at ?? '') - Date.parse(a.at ?? '') || 0);
}
