/** What `GET /api/objects/…` answers, checked before it is believed. Pure. */
import type { EventView } from '@/lib/model/cluster';
import type { KubernetesObject, LeaseObject, PodObject } from '@/lib/model/objects';

export interface Manager {
  manager: string;
  operation?: string;
  subresource?: string;
  time?: string;
}

export interface ObjectAnswer {
  /** The whole object, managedFields folded. */
  object: KubernetesObject & { spec?: unknown; status?: unknown };
  yaml: string;
  /** Who wrote in it, one line per entry of managedFields. */
  managers: Manager[];
  events: EventView[];
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function isObject(value: unknown): value is ObjectAnswer['object'] {
  return isRecord(value) && isRecord(value.metadata) && typeof value.metadata.name === 'string';
}

function isEvent(value: unknown): value is EventView {
  return isRecord(value) && typeof value.uid === 'string' && typeof value.reason === 'string' && isRecord(value.object);
}

function isManager(value: unknown): value is Manager {
  return isRecord(value) && typeof value.manager === 'string';
}

/** Undefined when it is not the shape that was promised. */
export function asObjectAnswer(body: unknown): ObjectAnswer | undefined {
  if (!isRecord(body) || !isObject(body.object) || typeof body.yaml !== 'string') return undefined;
  const events = Array.isArray(body.events) ? body.events.filter(isEvent) : [];
  const managers = Array.isArray(body.managers) ? body.managers.filter(isManager) : [];
  return { object: body.object, yaml: body.yaml, managers, events };
}

/** Whether an object read whole is a pod: the API server holds it to the rest of the shape. */
export function isPodObject(object: KubernetesObject): object is PodObject {
  return 'spec' in object && isRecord(object.spec) && Array.isArray(object.spec.containers);
}

/** Whether an object read whole is a lease. */
export function isLeaseObject(object: KubernetesObject): object is LeaseObject {
  return object.kind === 'Lease' && 'spec' in object && isRecord(object.spec);
}
