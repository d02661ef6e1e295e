/** What `GET /api/objects/…` answers, checked before it is believed. Pure. */
import type { EventView } from '@/lib/model/cluster';
import type { KubernetesObject } from '@/lib/model/objects';

export interface ObjectAnswer {
  /** The whole object, managedFields folded. */
  object: KubernetesObject & { spec?: unknown; status?: unknown };
  yaml: string;
  events: EventView[];
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function isObject(value: unknown): value is ObjectAnswer['object'] {
  return isRecord(value) && isRecord(value.metadata) && typeof value.metadata.name === 'string';
}

function isEvent(value: unknown): value is EventView {
  return isRecord(value) && typeof value.uid === 'string' && typeof value.reason === 'string' && isRecord(value.object);
}

/** Undefined when it is not the shape that was promised. */
export function asObjectAnswer(body: unknown): ObjectAnswer | undefined {
  if (!isRecord(body) || !isObject(body.object) || typeof body.yaml !== 'string') return undefined;
  const events = Array.isArray(body.events) ? body.events.filter(isEvent) : [];
  return { object: body.object, yaml: body.yaml, events };
}
