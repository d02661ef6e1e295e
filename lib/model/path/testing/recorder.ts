import type { EventObject, ObjectReference } from '../../objects';

/** Story time zero. */
export const ZERO = Date.parse('2026-01-01T10:00:00Z');

/** RFC 3339 to the second, as metav1.Time is written: the rest is cut off, not rounded. */
export const second = (ms: number) => new Date(Math.floor(ms / 1000) * 1000).toISOString().replace('.000Z', 'Z');
/** RFC 3339 in microseconds, as metav1.MicroTime is written. */
export const micro = (ms: number) => new Date(ms).toISOString().replace('Z', '000Z');

export interface Said {
  reason: string;
  message: string;
  fieldPath?: string;
  /** True moment, milliseconds. */
  at: number;
  /** When the API server had it. */
  writtenAt: number;
}

/**
 * Records events as client-go does: what was said before is the same object with a greater count and a newer last moment.
 * Source: k8s.io/client-go/tools/record/events_cache.go
 */
export function createRecorder(component: string, host: string, aheadMs: number, about: ObjectReference) {
  let known = new Map<string, EventObject>();
  let serial = 0;
  return {
    say({ reason, message, fieldPath, at, writtenAt }: Said): EventObject {
      const stamp = second(at + aheadMs);
      const key = `${reason}\n${message}\n${fieldPath ?? ''}`;
      const before = known.get(key);
      const nanos = (BigInt(Math.round(at + aheadMs)) * 1_000_000n + BigInt(serial)).toString(16).padStart(16, '0');
      serial += before ? 0 : 1;
      const event: EventObject = {
        ...(before ?? {
          metadata: {
            name: `${about.name}.${nanos}`,
            namespace: about.namespace ?? '',
            uid: `${component}-${host}-${serial}-${nanos}`,
            creationTimestamp: second(writtenAt),
          },
          involvedObject: { ...about, ...(fieldPath ? { fieldPath } : {}) },
          reason,
          message,
          firstTimestamp: stamp,
          source: { component, host },
        }),
        count: (before?.count ?? 0) + 1,
        lastTimestamp: stamp,
      };
      known.set(key, event);
      return event;
    },
    /** The program is started anew. */
    forget() {
      known = new Map();
    },
  };
}

/** An event of events.k8s.io/v1, read as core/v1: one moment in microseconds. */
export function microEvent(component: string, about: ObjectReference, said: Said): EventObject {
  return {
    metadata: {
      name: `${about.name}.${Math.round(said.at).toString(16)}`,
      namespace: about.namespace ?? '',
      uid: `${component}-${said.reason}-${said.at}`,
      creationTimestamp: second(said.writtenAt),
    },
    involvedObject: about,
    reason: said.reason,
    message: said.message,
    eventTime: micro(said.at),
    firstTimestamp: null,
    lastTimestamp: null,
    reportingComponent: component,
  };
}
