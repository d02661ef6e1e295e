import type { EventObject, ObjectReference } from '@/lib/model/objects';
import { event, newEvent } from '../protobuf/messages/events';
import type { KindDefinition } from './definition';
import { pick, transformMetadata } from './transform';

const KEPT = [
  'type',
  'reason',
  'action',
  'count',
  'message',
  'firstTimestamp',
  'lastTimestamp',
  'eventTime',
  'series',
  'source',
  'reportingComponent',
  'reportingInstance',
  'related',
] as const satisfies readonly (keyof EventObject)[];

/** core/v1, which every server has and which shows the events of events.k8s.io too. */
export function transformEvent(raw: EventObject): EventObject {
  const { managedFields: _, ...metadata } = transformMetadata(raw.metadata);
  return { kind: 'Event', metadata, ...pick(raw, KEPT), involvedObject: raw.involvedObject ?? {} };
}

/** What events.k8s.io calls otherwise. https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/event-v1/ */
interface NewEvent extends EventObject {
  regarding?: ObjectReference;
  note?: string;
  reportingController?: string;
  deprecatedCount?: number;
  deprecatedFirstTimestamp?: string;
  deprecatedLastTimestamp?: string;
  deprecatedSource?: { component?: string; host?: string };
}

/** events.k8s.io brought to the shape of core/v1. */
export function transformNewEvent(raw: NewEvent): EventObject {
  const told = transformEvent(raw);
  return {
    ...told,
    involvedObject: raw.regarding ?? {},
    ...(raw.note ? { message: raw.note } : {}),
    ...(raw.reportingController ? { reportingComponent: raw.reportingController } : {}),
    ...(raw.deprecatedCount ? { count: raw.deprecatedCount } : {}),
    ...(raw.deprecatedFirstTimestamp ? { firstTimestamp: raw.deprecatedFirstTimestamp } : {}),
    ...(raw.deprecatedLastTimestamp ? { lastTimestamp: raw.deprecatedLastTimestamp } : {}),
    ...(raw.deprecatedSource ? { source: raw.deprecatedSource } : {}),
  };
}

export const events: KindDefinition<'events'> = {
  kind: 'events',
  kinds: ['Event'],
  namespaced: true,
  groupVersionResources: [
    { apiVersion: 'v1', resource: 'events', message: event, transform: transformEvent },
    { apiVersion: 'events.k8s.io/v1', resource: 'events', message: newEvent, transform: transformNewEvent },
    { apiVersion: 'events.k8s.io/v1beta1', resource: 'events', message: newEvent, transform: transformNewEvent },
  ],
};
