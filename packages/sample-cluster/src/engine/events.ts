import type { ApiClient } from '../api/client.ts';
import { ApiError, ServerGone } from '../api/errors.ts';
import { EventCorrelator } from './event-correlator.ts';
import type { Random } from './random.ts';
import type { Scope } from './scope.ts';
import { microTime, time } from './types.ts';

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

interface Told {
  about: Regarding;
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
  fieldPath: string;
  /** Equal ones are one event. */
  key: string;
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
  readonly #correlator = new EventCorrelator();
  /** Of the last event's name, nanoseconds. */
  #stamp = 0n;

  private readonly scope: Scope;
  private readonly api: ApiClient;
  private readonly random: Random;
  private readonly teller: Teller;

  constructor(scope: Scope, api: ApiClient, random: Random, teller: Teller) {
    this.scope = scope;
    this.api = api;
    this.random = random;
    this.teller = teller;
  }

  normal(about: Regarding, reason: string, message: string, fieldPath?: string): void {
    this.#tell(about, 'Normal', reason, message, fieldPath);
  }

  warning(about: Regarding, reason: string, message: string, fieldPath?: string): void {
    this.#tell(about, 'Warning', reason, message, fieldPath);
  }

  #tell(about: Regarding, type: 'Normal' | 'Warning', reason: string, message: string, fieldPath = ''): void {
    const now = this.scope.clock.now();
    const { kind, metadata } = about;
    const object = [kind, metadata.namespace, metadata.name, metadata.uid].join('\n');
    // What is written as a series (the scheduler's) is neither combined nor held back.
    const isPlain = this.teller.instance === undefined;
    const similar = [object, type, reason].join('\n');
    const combined = isPlain && this.#correlator.combines(similar, message, now);
    const admitted = !isPlain || this.#correlator.admits(object, now);
    const told = {
      about,
      type,
      reason,
      message: combined ? `(combined from similar events): ${message}` : message,
      fieldPath,
      // Combined ones are counted as one, whatever they say.
      key: combined ? similar : [object, fieldPath, type, reason, message].join('\n'),
    };
    if (admitted) this.#try(() => this.#write(told, now), 0);
    else this.#count(told.key, now);
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

  /** One that is held back is counted all the same: the next that is written tells of it. */
  #count(key: string, now: number): void {
    const before = this.#seen.get(key);
    if (before !== undefined && now - before.at < SAME_MS)
      this.#seen.set(key, { ...before, count: before.count + 1, at: now });
  }

  #write({ about, type, reason, message, fieldPath, key }: Told, now: number): void {
    const { name, namespace = 'default', uid = '' } = about.metadata;
    const before = this.#seen.get(key);
    if (before !== undefined && now - before.at < SAME_MS) {
      const count = before.count + 1;
      const known = this.api.find('events', before.name, before.namespace);
      if (known !== undefined) {
        const body =
          this.teller.instance === undefined
            ? { count, lastTimestamp: time(now), message }
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
