import { isFields } from './json.ts';
import type { DraftOf, Resource } from './kinds.ts';
import { infoOf } from './resources.ts';

/** Whether an object (decoded against the kind's schema, or typed by its writer) is a draft of a resource. */
export function isDraft<R extends Resource>(resource: R, object: unknown): object is DraftOf<R> {
  return isFields(object) && (object.kind === undefined || object.kind === infoOf(resource).kind);
}
