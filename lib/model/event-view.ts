/** Events as the diagram shows them, and what they say of the objects they are about. */
import type { EventView } from './cluster';
import { eventTime, momentMs } from './event-time';
import type { EventObject } from './objects';

/** The container an event speaks of: `spec.initContainers{prepare}`. */
export const containerOf = (event: EventObject): string | undefined =>
  /\{([^}]*)\}/.exec(event.involvedObject?.fieldPath ?? '')?.[1];

/** Who reported it: `kubelet`, `default-scheduler`, `deployment-controller`. */
export function eventSource(event: EventObject): string | undefined {
  return event.source?.component || event.reportingComponent || undefined;
}

/** Builds the view of one event. */
export function eventView(event: EventObject): EventView {
  const { metadata, involvedObject, source } = event;
  const at = eventTime(event);
  const firstAt = event.firstTimestamp ?? event.eventTime ?? undefined;
  const component = eventSource(event);
  const container = containerOf(event);
  return {
    uid: metadata.uid ?? `${metadata.namespace ?? ''}/${metadata.name}`,
    namespace: metadata.namespace ?? '',
    type: event.type ?? 'Normal',
    reason: event.reason ?? '',
    message: event.message ?? '',
    count: event.series?.count ?? event.count ?? 1,
    ...(at ? { at } : {}),
    ...(firstAt ? { firstAt } : {}),
    ...(component ? { source: component } : {}),
    ...(source?.host ? { host: source.host } : {}),
    object: {
      kind: involvedObject?.kind ?? '',
      name: involvedObject?.name ?? '',
      ...(involvedObject?.namespace ? { namespace: involvedObject.namespace } : {}),
      ...(involvedObject?.uid ? { uid: involvedObject.uid } : {}),
    },
    ...(container ? { container } : {}),
  };
}

/** What events say of one object. */
export interface LastWords {
  /** The newest warning. */
  warning?: EventObject;
  /** Nothing was reported since it, but itself again. */
  isLast: boolean;
}

/** The newest warning about each object, by its uid, and whether anything came after it. */
export function lastWords(events: Iterable<EventObject>): Map<string, LastWords> {
  const newest = new Map<string, { warning?: EventObject; warnedMs: number; otherMs: number }>();
  for (const event of events) {
    const uid = event.involvedObject?.uid;
    if (!uid) continue;
    const known = newest.get(uid) ?? { warnedMs: -1, otherMs: -1 };
    newest.set(uid, known);
    const ms = momentMs(event);
    if (event.type !== 'Warning') known.otherMs = Math.max(known.otherMs, ms);
    else if (ms > known.warnedMs) Object.assign(known, { warning: event, warnedMs: ms });
  }
  return new Map(
    [...newest].map(([uid, { warning, warnedMs, otherMs }]) => [
      uid,
      { ...(warning ? { warning } : {}), isLast: warnedMs >= otherMs },
    ]),
  );
}
