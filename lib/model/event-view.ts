/** Events as the diagram shows them, and what they say of the objects they are about. */
import type { EventView } from './cluster';
import type { EventObject } from './objects';

/** When it last happened: the most exact of what the server gives. */
export function eventTime(event: EventObject): string | undefined {
  return (
    event.series?.lastObservedTime ??
    event.lastTimestamp ??
    event.eventTime ??
    event.firstTimestamp ??
    event.metadata.creationTimestamp
  );
}

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
  };
}

/** The newest warning about each object, by its uid. */
export function newestWarnings(events: Iterable<EventObject>): Map<string, EventObject> {
  const newest = new Map<string, EventObject>();
  for (const event of events) {
    const uid = event.involvedObject?.uid;
    if (event.type !== 'Warning' || !uid) continue;
    const current = newest.get(uid);
    if (!current || (eventTime(event) ?? '') > (eventTime(current) ?? '')) newest.set(uid, event);
  }
  return newest;
}
