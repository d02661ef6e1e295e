import 'server-only';
import type { Problem } from '@/lib/contract/problem';
import type { KindName, KindState } from '@/lib/model/cluster';
import type { KubernetesObject, ObjectOf } from '@/lib/model/objects';
import { createBackoff } from './backoff';
import { type Clock, createSleeper, isoNow } from './clock';
import type { Discovery } from './discovery';
import { type PartState, toldState } from './kind-parts';
import {
  type GroupVersionResource,
  type KindDefinition,
  listPath,
  transformedDecoded,
  transformedOrNothing,
} from './kinds/definition';
import type { Part } from './list-watch';
import { type Reflector, type ReflectorEnd, type ReflectorState, startReflector } from './reflector';
import { type RetryPace, takeTurn } from './retry-pace';
import type { Transport } from './transport';

/** Who is told what is read of the kinds. */
export interface KindSink {
  /**
   * The whole of a kind, or of a kind in one namespace, replaces what was known of it: all at once, or part by part.
   * What is in none of the parts from a `first` to its `last` is gone; a `first` without a `last` before it starts over.
   */
  listed<K extends KindName>(kind: K, namespace: string | undefined, objects: ObjectOf[K][], part?: Part): void;
  changed<K extends KindName>(kind: K, type: 'ADDED' | 'MODIFIED' | 'DELETED', object: ObjectOf[K]): void;
  kind(state: Omit<KindState, 'count'>): void;
  /** The server spoke of this kind: all that is held of it was true at `at`, milliseconds by the monotonic clock. */
  heard(kind: KindName, at: number): void;
  /** What was held of other namespaces than these may not be looked at any more, and is let go of. */
  left(kind: KindName, namespaces: readonly string[]): void;
  /** All namespaces are forbidden: only these are looked at; none: all of them are again. */
  confined(namespaces: readonly string[]): void;
  /** The server could not be reached, or a watch broke: worth probing. */
  suspect(): void;
}

/** What all kinds of a cluster share. */
export interface KindContext {
  transport: Transport;
  discovery: Discovery;
  clock: Clock;
  random: () => number;
  pace: RetryPace;
  /** Where to look when all namespaces are forbidden. */
  namespaces: readonly string[];
  sink: KindSink;
}

/** What was refused or is missing may have come since: asked again soon at first, then after so long at most. */
const ASK_AGAIN_MS = 25_000;
/** A refusal that lasts so long is no fault of the moment: who may look at some namespaces is shown those, live. */
const REFUSED_FOR_GOOD_MS = 5 * 60_000;
/** The part of a kind that is all namespaces at once. */
const EVERYWHERE = '';

type ChangeType = 'ADDED' | 'MODIFIED' | 'DELETED';
const oddKey = ({ metadata }: KubernetesObject) => `${metadata.namespace ?? ''}/${metadata.name}`;

/** Why reading stopped; `allowed`: more than was read may be read by now. */
type Outcome = ReflectorEnd['end'] | 'allowed';

/** Reads one kind for as long as it is not stopped: the newest version on offer, everywhere or where we may. */
export function startKindReader<K extends KindName>(definition: KindDefinition<K>, context: KindContext) {
  const { transport, discovery, clock, sink, pace } = context;
  const { kind } = definition;
  const stopping = new AbortController();
  const sleeper = createSleeper(clock);
  const again = createBackoff(context.random, 2_000, ASK_AGAIN_MS);
  const running = new Map<string, Reflector>();
  const parts = new Map<string, PartState>();
  const heardAt = new Map<string, { at: number; time: string }>();
  /** Scopes of which a list was seen: what is held of them is kept, whatever comes. */
  const held = new Set<string>();
  /** What was left out of objects of a strange shape, by their key. */
  const odd = new Map<string, string>();
  /** Those of them that are in the list that is being read. */
  const oddInList = new Set<string>();
  let confined = false;
  let told: Omit<KindState, 'count'> = { kind, state: 'loading', since: isoNow(clock) };

  function report(groupVersionResource: GroupVersionResource<K>) {
    const now = isoNow(clock);
    const next = toldState([...parts.values()], groupVersionResource.resource, now);
    if (!next) return;
    const since =
      next.state === told.state && (next.since === now || next.since === told.since) ? told.since : next.since;
    const state = {
      kind,
      apiVersion: groupVersionResource.apiVersion,
      ...next,
      ...(since ? { since } : {}),
      ...oddity(),
    };
    if (JSON.stringify(state) === JSON.stringify(told)) return;
    told = state;
    sink.kind(state);
  }

  function oddity(): Pick<KindState, 'odd'> {
    const [first] = odd;
    return first ? { odd: { count: odd.size, first: `${first[0].replace(/^\//, '')}: ${first[1]}` } } : {};
  }

  function transform(groupVersionResource: GroupVersionResource<K>, raw: unknown, decoded: boolean) {
    const before = odd.size;
    let left: string | undefined;
    const noteOdd = (key: string, what: string) => {
      left = key;
      odd.set(key, what);
    };
    const object = decoded
      ? transformedDecoded(groupVersionResource, raw)
      : transformedOrNothing(groupVersionResource, raw, noteOdd);
    if (left === undefined && before > 0 && object) odd.delete(oddKey(object));
    if (odd.size !== before) report(groupVersionResource);
    return object;
  }

  function changed(groupVersionResource: GroupVersionResource<K>, type: ChangeType, object: ObjectOf[K]) {
    try {
      sink.changed(kind, type, object);
    } catch (error) {
      // Whatever one object does to whoever is told of it, the next ones are told all the same.
      odd.set(oddKey(object), error instanceof Error ? error.message : String(error));
      report(groupVersionResource);
    }
    if (type === 'DELETED' && odd.delete(oddKey(object))) report(groupVersionResource);
  }

  function heard(scope: string) {
    heardAt.set(scope, { at: clock.monotonic(), time: isoNow(clock) });
    // What is known of all parts: a silent one is not made up for by another.
    const times = [...heardAt].flatMap(([one, { at }]) => (parts.has(one) && held.has(one) ? [at] : []));
    sink.heard(kind, Math.min(clock.monotonic(), ...times));
  }

  /** What may not be read any more is kept, and said to be old. */
  function refuse(scope: string, state: 'forbidden' | 'missing', problem?: Problem) {
    const since = heardAt.get(scope)?.time ?? isoNow(clock);
    const why: Problem = problem ?? { code: 'object-not-found' };
    parts.set(
      scope,
      held.has(scope) ? { state: 'stale', problem: why, since } : { state, ...(problem && { problem }) },
    );
  }

  function listed(scope: string, objects: ObjectOf[K][], part: Part) {
    if (part.first) oddInList.clear();
    if (odd.size > 0) for (const key of objects.map(oddKey)) if (odd.has(key)) oddInList.add(key);
    if (part.last) wholeListed(scope);
    sink.listed(kind, scope || undefined, objects, part);
  }

  function wholeListed(scope: string) {
    if (scope === EVERYWHERE) {
      for (const one of [...parts.keys()]) if (one !== EVERYWHERE) parts.delete(one);
      for (const one of [...held]) held.delete(one);
      if (confined) sink.confined([]);
      confined = false;
      // Of those that are gone nothing is left to say.
      for (const key of odd.keys()) if (!oddInList.has(key)) odd.delete(key);
    }
    held.add(scope);
    again.reset();
  }

  function noteState(scope: string, state: ReflectorState) {
    const isHeld = held.has(scope);
    // Asked again: until there is an answer, the last one stands.
    if (state.state === 'loading' && (parts.has(scope) || held.size > 0)) return;
    if (state.state === 'failed' && isHeld) refuse(scope, 'missing', state.problem);
    else parts.set(scope, state);
    if (state.state === 'stale' || state.state === 'failed') sink.suspect();
  }

  async function reflect(groupVersionResource: GroupVersionResource<K>, scope: string): Promise<ReflectorEnd['end']> {
    const reflector = startReflector<ObjectOf[K]>({
      transport,
      clock,
      random: context.random,
      pace,
      path: listPath(groupVersionResource, scope || undefined),
      ...(definition.watchSeconds ? { watchSeconds: definition.watchSeconds } : {}),
      message: groupVersionResource.message,
      transform: (raw, decoded) => transform(groupVersionResource, raw, decoded),
      sink: {
        listed: (objects, part) => listed(scope, objects, part),
        changed: (type, object) => changed(groupVersionResource, type, object),
        heard: () => heard(scope),
        state(state) {
          noteState(scope, state);
          report(groupVersionResource);
        },
      },
    });
    running.set(scope, reflector);
    const end = await reflector.ended;
    running.delete(scope);
    if (end.end !== 'stopped') {
      refuse(scope, end.end, end.problem);
      report(groupVersionResource);
    }
    return end.end;
  }

  /** One page of one object: the cheapest way to learn whether a list is allowed by now. */
  async function isAllowed(groupVersionResource: GroupVersionResource<K>, refusedSince: number): Promise<boolean> {
    try {
      await transport.json({ path: `${listPath(groupVersionResource)}?limit=1`, signal: stopping.signal });
      return true;
    } catch (error) {
      pace.told(error);
      const lasts = clock.monotonic() - refusedSince >= REFUSED_FOR_GOOD_MS;
      if (lasts && held.has(EVERYWHERE)) confine(groupVersionResource);
      return false;
    }
  }

  async function askAgainLater(signal: AbortSignal) {
    await sleeper.sleep(again.next(), signal);
    await takeTurn(pace, sleeper, signal);
  }

  /** Only the namespaces we may look at are read and shown. */
  function confine(groupVersionResource: GroupVersionResource<K>) {
    if (held.delete(EVERYWHERE)) sink.left(kind, context.namespaces);
    parts.delete(EVERYWHERE);
    // Of one kind only: other kinds may be refused to who sees all pods.
    if (kind === 'pods' && !confined) sink.confined(context.namespaces);
    confined ||= kind === 'pods';
    report(groupVersionResource);
  }

  /** Reads in single namespaces, those that refuse asked again; ends when all refuse, or all namespaces may be read at once. */
  async function readIn(
    namespaces: readonly string[],
    groupVersionResource: GroupVersionResource<K>,
    isConfined: boolean,
  ): Promise<Outcome> {
    const ends = new Map<string, Promise<ReflectorEnd['end']>>();
    const since = clock.monotonic();
    while (!stopping.signal.aborted) {
      for (const namespace of namespaces)
        if (!running.has(namespace)) ends.set(namespace, reflect(groupVersionResource, namespace));
      const waiting = new AbortController();
      const signal = AbortSignal.any([waiting.signal, stopping.signal]);
      const every = Promise.all(ends.values());
      const over = await Promise.race([every, askAgainLater(signal).then(() => undefined)]);
      waiting.abort();
      if (over) return over.every((end) => end === 'missing') ? 'missing' : 'forbidden';
      if (!isConfined || stopping.signal.aborted || !(await isAllowed(groupVersionResource, since))) continue;
      for (const reflector of running.values()) reflector.stop();
      await every;
      return 'allowed';
    }
    return 'stopped';
  }

  /** Reads by one version until refused. */
  async function readBy(groupVersionResource: GroupVersionResource<K>): Promise<Outcome> {
    if (definition.onlyIn) return readIn(definition.onlyIn, groupVersionResource, false);
    for (;;) {
      const end = await reflect(groupVersionResource, EVERYWHERE);
      if (end !== 'forbidden' || !definition.namespaced || context.namespaces.length === 0) return end;
      if (!held.has(EVERYWHERE)) confine(groupVersionResource);
      const outcome = await readIn(context.namespaces, groupVersionResource, true);
      if (outcome !== 'allowed') return outcome;
    }
  }

  /** Tries the versions from the newest on, until one is read for as long as that goes. */
  async function readByAny() {
    for (const [index, groupVersionResource] of definition.groupVersionResources.entries()) {
      const offered = await discovery(groupVersionResource.apiVersion, groupVersionResource.resource);
      if (stopping.signal.aborted) return;
      const next = definition.groupVersionResources[index + 1];
      if (offered === false) {
        if (next) continue;
        refuse(EVERYWHERE, 'missing');
        report(groupVersionResource);
        return;
      }
      const outcome = await readBy(groupVersionResource);
      if (stopping.signal.aborted) return;
      // Permissions are per group, not per version: the next version of a refused group would be refused too.
      const isSameGroup = next?.apiVersion.split('/')[0] === groupVersionResource.apiVersion.split('/')[0];
      if (outcome === 'forbidden' && isSameGroup) return;
    }
  }

  async function run() {
    while (!stopping.signal.aborted) {
      await readByAny();
      await askAgainLater(stopping.signal);
    }
  }

  sink.kind(told);
  return {
    ended: run(),
    stop() {
      stopping.abort();
      for (const reflector of running.values()) reflector.stop();
    },
    kick() {
      sleeper.wake();
      for (const reflector of running.values()) reflector.kick();
    },
  };
}
