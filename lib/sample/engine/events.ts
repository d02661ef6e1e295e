import 'server-only';
import type { ApiClient } from '../api/client';
import { ApiError, ServerGone } from '../api/errors';
import type { Random } from './random';
import type { Scope } from './scope';
import { microTime, time } from './types';

/** What an event is about: an object, or one that is known by name only. */
export interface Regarding {
  apiVersion?: string;
  kind?: string;
  metadata: { name: string; namespace?: string; uid?: string; resourceVersion?: string };
}

/** Who tells, and how: the scheduler writes events.k8s.io with microseconds, all others the older shape with counts. */
export interface Teller {
  component: string;
  host?: string;
  /** Instance, for those who write `eventTime`. */
  instance?: string;
}

/** Events are retried as client-go does: twelve times, ten seconds apart. */
const RETRIES = 12;
const RETRY_MS = 10_000;
/** Equal events within this time become one with a higher count. */
const SAME_MS = 10 * 60_000;
const NANOSECONDS = 1_000_000;

/** Writes events of one program, counting repetitions instead of writing them again. */
export class EventRecorder {
  #seen = new Map<string, { name: string; namespace: string; count: number; at: number }>();
  /** Of the last event's name, nanoseconds. */
  #stamp = 0n;

  constructor(
    private readonly scope: Scope,
    private readonly api: ApiClient,
    private readonly random: Random,
    private readonly teller: Teller,
  ) {}

  normal(about: Regarding, reason: string, message: string, fieldPath?: string): void {
    this.#tell(about, 'Normal', reason, message, fieldPath);
  }

  warning(about: Regarding, reason: string, message: string, fieldPath?: string): void {
    this.#tell(about, 'Warning', reason, message, fieldPath);
  }

  #tell(about: Regarding, type: 'Normal' | 'Warning', reason: string, message: string, fieldPath = ''): void {
    const now = this.scope.clock.now();
    this.#try(() => this.#write(about, type, reason, message, fieldPath, now), 0);
  }

  #try(write: () => void, tries: number): void {
    try {
      write();
    } catch (error) {
      const gone = error instanceof ServerGone || (error instanceof ApiError && error.code >= 500);
      // What the server refuses for good (a namespace that is going away) is dropped, as client-go does.
      if (gone && tries < RETRIES) this.scope.after(RETRY_MS, () => this.#try(write, tries + 1));
      else if (!gone && !(error instanceof ApiError)) throw error;
    }
  }

  /** The moment, in nanoseconds, as client-go names events after it: in the order of their names they tell the story. */
  #nextStamp(now: number): bigint {
    const moment = BigInt(Math.floor(now)) * BigInt(NANOSECONDS) + BigInt(Math.floor(this.random() * NANOSECONDS));
    this.#stamp = moment > this.#stamp ? moment : this.#stamp + 1n;
    return this.#stamp;
  }

  #write(about: Regarding, type: string, reason: string, message: string, fieldPath: string, now: number): void {
    const { name, namespace = 'default', uid = '' } = about.metadata;
    const key = [about.kind, namespace, name, uid, fieldPath, type, reason, message].join('\n');
    const before = this.#seen.get(key);
    if (before !== undefined && now - before.at < SAME_MS) {
      const count = before.count + 1;
      const known = this.api.find('events', before.name, before.namespace);
      if (known !== undefined) {
        const body =
          this.teller.instance === undefined
            ? { count, lastTimestamp: time(now) }
            : { series: { count, lastObservedTime: microTime(now) } };
        this.api.patch('events', before, 'strategic', body);
        this.#seen.set(key, { ...before, count, at: now });
        return;
      }
    }
    const event = `${name}.${this.#nextStamp(now).toString(16)}`;
    const { component, host, instance } = this.teller;
    this.api.create('events', {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: event, namespace },
      involvedObject: {
        kind: about.kind ?? '',
        ...(about.metadata.namespace === undefined ? {} : { namespace }),
        name,
        uid,
        apiVersion: about.apiVersion ?? 'v1',
        ...(about.metadata.resourceVersion === undefined ? {} : { resourceVersion: about.metadata.resourceVersion }),
        ...(fieldPath === '' ? {} : { fieldPath }),
      },
      reason,
      message,
      type,
      ...(instance === undefined
        ? {
            source: { component, ...(host === undefined ? {} : { host }) },
            firstTimestamp: time(now),
            lastTimestamp: time(now),
            count: 1,
            reportingComponent: component,
            reportingInstance: host ?? '',
          }
        : {
            source: {},
            eventTime: microTime(now),
            action: 'Binding',
            reportingComponent: component,
            reportingInstance: instance,
          }),
    });
    this.#seen.set(key, { name: event, namespace, count: 1, at: now });
    if (this.#seen.size > 4096) this.#seen.delete(this.#seen.keys().next().value ?? '');
  }
}
