import type { ObjectOf } from '../kinds.ts';
import { AGE, column, NAME, since, type TableKind } from './table.ts';

export const namespaces: TableKind<'namespaces'> = {
  columns: [NAME, column('Status', 'The status of the namespace'), AGE],
  row: ({ metadata, status }, now) => [metadata.name, status.phase ?? '', since(metadata.creationTimestamp, now)],
};

export const configmaps: TableKind<'configmaps'> = {
  columns: [NAME, column('Data', ['V1ConfigMap', 'data']), AGE],
  row: ({ metadata, data = {}, binaryData = {} }, now) => [
    metadata.name,
    Object.keys(data).length + Object.keys(binaryData).length,
    since(metadata.creationTimestamp, now),
  ],
};

export const secrets: TableKind<'secrets'> = {
  columns: [NAME, column('Type', ['V1Secret', 'type']), column('Data', ['V1Secret', 'data']), AGE],
  row: ({ metadata, type, data = {} }, now) => [
    metadata.name,
    type ?? '',
    Object.keys(data).length,
    since(metadata.creationTimestamp, now),
  ],
};

export const serviceaccounts: TableKind<'serviceaccounts'> = {
  columns: [NAME, column('Secrets', ['V1ServiceAccount', 'secrets']), AGE],
  row: ({ metadata, secrets: held = [] }, now) => [metadata.name, held.length, since(metadata.creationTimestamp, now)],
};

export const leases: TableKind<'leases'> = {
  columns: [NAME, column('Holder', ['V1LeaseSpec', 'holderIdentity']), AGE],
  row: ({ metadata, spec }, now) => [metadata.name, spec.holderIdentity ?? '', since(metadata.creationTimestamp, now)],
};

export const runtimeclasses: TableKind<'runtimeclasses'> = {
  columns: [NAME, column('Handler', ['V1RuntimeClass', 'handler']), AGE],
  row: ({ metadata, handler }, now) => [metadata.name, handler, since(metadata.creationTimestamp, now)],
};

export const priorityclasses: TableKind<'priorityclasses'> = {
  columns: [
    NAME,
    column('Value', ['V1PriorityClass', 'value'], { type: 'integer' }),
    column('Global-Default', ['V1PriorityClass', 'globalDefault'], { type: 'boolean' }),
    AGE,
    column('PreemptionPolicy', ['V1PriorityClass', 'preemptionPolicy']),
  ],
  row: ({ metadata, value, globalDefault = false, preemptionPolicy = '' }, now) => [
    metadata.name,
    value ?? 0,
    globalDefault,
    since(metadata.creationTimestamp, now),
    preemptionPolicy,
  ],
};

/** First and last time of an event: `3m12s (x7 over 10m)` when it repeated. */
function lastSeen(event: ObjectOf<'events'>, now: Date): { first: string; last: string } {
  const first = event.firstTimestamp ? since(event.firstTimestamp, now) : since(event.eventTime, now);
  const last = event.lastTimestamp ? since(event.lastTimestamp, now) : first;
  if (event.series)
    return { first, last: `${since(event.series.lastObservedTime, now)} (x${event.series.count} over ${first})` };
  if ((event.count ?? 0) > 1) return { first, last: `${last} (x${event.count} over ${first})` };
  return { first, last };
}

const source = ({ source: given, reportingComponent, reportingInstance }: ObjectOf<'events'>): string => {
  const component = given?.component || reportingComponent || '';
  const host = given?.host || (given?.component ? '' : reportingInstance) || '';
  return [component, host].filter(Boolean).join(', ');
};

export const events: TableKind<'events'> = {
  columns: [
    column('Last Seen', ['CoreV1Event', 'lastTimestamp']),
    column('Type', ['CoreV1Event', 'type']),
    column('Reason', ['CoreV1Event', 'reason']),
    column('Object', ['CoreV1Event', 'involvedObject']),
    column('Subobject', ['V1ObjectReference', 'fieldPath'], { wide: true }),
    column('Source', ['CoreV1Event', 'source'], { wide: true }),
    column('Message', ['CoreV1Event', 'message']),
    column('First Seen', ['CoreV1Event', 'firstTimestamp'], { wide: true }),
    column('Count', ['CoreV1Event', 'count'], { wide: true }),
    { ...NAME, priority: 1 },
  ],
  row: (event, now) => {
    const { first, last } = lastSeen(event, now);
    const about = event.involvedObject;
    return [
      last,
      event.type ?? '',
      event.reason ?? '',
      about.name ? `${(about.kind ?? '').toLowerCase()}/${about.name}` : (about.kind ?? '').toLowerCase(),
      about.fieldPath ?? '',
      source(event),
      (event.message ?? '').trim(),
      first,
      event.series?.count ?? (event.count || 1),
      event.metadata.name,
    ];
  },
};

export const switches: TableKind<'switches'> = {
  columns: [
    NAME,
    column('On', ['V1SwitchSpec', 'on'], { type: 'boolean' }),
    column('Phase', ['V1SwitchStatus', 'phase']),
    column('Component', ['V1SwitchSpec', 'component']),
    column('Node', ['V1SwitchSpec', 'node']),
    column('Peer', ['V1SwitchSpec', 'peer'], { wide: true }),
    AGE,
  ],
  row: ({ metadata, spec, status }, now) => [
    metadata.name,
    spec.on,
    status?.phase ?? '<none>',
    spec.component,
    spec.node ?? '<none>',
    spec.peer ?? '<none>',
    since(metadata.creationTimestamp, now),
  ],
};
