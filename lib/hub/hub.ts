import 'server-only';
import type { Problem } from '@/lib/contract/problem';
import { classify } from '@/lib/kubernetes/classify';
import { type Clock, isoNow } from '@/lib/kubernetes/clock';
import type { ReaderSink, ServerVersion } from '@/lib/kubernetes/cluster-reader';
import {
  type ClusterDelta,
  type ClusterSnapshot,
  type Connection,
  type HealthReport,
  type Identity,
  KIND_NAMES,
  type KindName,
  type KindState,
  type Source,
  type Write,
} from '@/lib/model/cluster';
import { derive } from '@/lib/model/derive';
import { diffSnapshots } from '@/lib/model/diff';
import type { ObjectOf, ObjectStore } from '@/lib/model/objects';
import { describeWrite } from '@/lib/model/write';
import { connectionOf, isSettled, nextConnection } from './connection';
import { createObjectStore } from './object-store';
import { createPathMemory, type PathMemory } from './path-memory';

/** What a subscriber is told. A `snapshot` may come again at any time; a `delta` follows the revision before it. */
export type HubMessage =
  | { type: 'snapshot'; snapshot: ClusterSnapshot }
  | { type: 'delta'; delta: ClusterDelta }
  | { type: 'problem'; problem: Problem };

/** What a hub is told: what a reader reports, or that there is a recording and no more to come. */
export interface HubSink extends ReaderSink {
  recorded(facts: { at: string; version?: ServerVersion }): void;
  /** Where the kubeconfig points by now. */
  pointed(to: { server: string; currentContext: string }): void;
}

/** One live model of one cluster, for however many look. */
export interface Hub {
  readonly source: Source;
  /** The picture, or why there is none; undefined while the first one is being read. */
  current(): { snapshot: ClusterSnapshot } | { problem: Problem } | undefined;
  /** Resolves as `current()` would answer, at the latest after `ms`, then with the picture so far. */
  settled(ms: number): Promise<{ snapshot: ClusterSnapshot } | { problem: Problem }>;
  /** Calls back at once with what there is, then with each change; the answer ends it. */
  subscribe(listener: (message: HubMessage) => void): () => void;
  readonly subscribers: number;
  /** The objects behind the picture, never to change. */
  objects(): ObjectStore;
  /** When changes of pods arrived. */
  readonly memory: PathMemory;
  /** What the reader reports goes in here. */
  readonly sink: HubSink;
  close(): void;
}

const WINDOW_MS = 100;
/** Pulses that eyes can follow, per batch; beyond it they are counted. */
const WRITES_SHOWN = 20;
/** The share of the processor that deriving may take under a storm of changes: one part in five. */
const PAUSE_PER_WORK = 4;
/** Yet a change is never kept waiting so long that it is not seen within a second. */
const LONGEST_PAUSE_MS = 500;

/** What a hub may be told at its making. */
export interface HubOptions {
  /** How long changes are gathered, milliseconds. */
  window?: number;
  /** The time of the model, where it is not the clock's: a recording lives in its own. */
  now?: () => string;
  /** Where a failure of our own is written, once. */
  log?: (line: string) => void;
}

const stackOf = (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error));

/** A hub told by `sink`. */
export function createHub(source: Source, clock: Clock, options: HubOptions = {}): Hub {
  const window = options.window ?? WINDOW_MS;
  const modelNow = options.now ?? (() => serverTime(clock.monotonic()));
  const store = createObjectStore();
  const memory = createPathMemory();
  const listeners = new Set<(message: HubMessage) => void>();
  const waiting = new Set<() => void>();
  const kinds = new Map<KindName, Omit<KindState, 'count'>>();
  let currentSource = source;
  let connection: Connection = { state: 'connecting', since: isoNow(clock) };
  let reached: boolean | undefined;
  let problem: Problem | undefined;
  let recorded: { at: string } | undefined;
  let version: ServerVersion | undefined;
  let livez: HealthReport | undefined;
  let readyz: HealthReport | undefined;
  let clockAheadMs = 0;
  /** From our monotonic clock to the server's time, as of the last probe: who sets our clock does not change it. */
  let serverOffset = clock.now() - clock.monotonic();
  let identity: Identity | undefined;
  let snapshot: ClusterSnapshot | undefined;
  let pictured = false;
  let writes: Write[] = [];
  let writesOmitted = 0;
  let writeId = 0;
  let cancelBatch: (() => void) | undefined;
  let quietUntil = 0;
  let lostSince: string | undefined;
  const heardAt = new Map<KindName, number>();
  /** What keeps the picture from being made, and since when the last one holds. */
  let failure: { problem: Problem; since: string } | undefined;

  const kindStates = (): KindState[] =>
    KIND_NAMES.flatMap((kind) => {
      const state = kinds.get(kind);
      return state ? [{ ...state, count: store.size(kind) }] : [];
    });

  const tell = (message: HubMessage) => {
    for (const listener of [...listeners]) listener(message);
  };

  function blocked(): Problem | undefined {
    if (failure && !snapshot) return failure.problem;
    if (pictured) return undefined;
    const values = {
      context: currentSource.context,
      ...(currentSource.server ? { server: currentSource.server } : {}),
    };
    return problem && (connection.state === 'unreachable' || connection.state === 'denied')
      ? { ...problem, values: { ...values, ...problem.values } }
      : undefined;
  }

  function updateConnection() {
    if (recorded) {
      pictured = true;
      connection = { state: 'recording', since: recorded.at };
      return;
    }
    const states = kindStates();
    const told = connectionOf({
      ...(reached === undefined ? {} : { reached }),
      ...(problem && !reached ? { problem } : {}),
      ...(lostSince ? { lostSince } : {}),
      kinds: states,
      pictured,
    });
    if (told.problem && reached) problem = told.problem;
    if (isSettled(states) && (told.state === 'live' || told.kinds)) {
      pictured = true;
      if (told.state === 'connecting') told.state = 'stale';
    }
    connection = nextConnection(connection, told, isoNow(clock));
  }

  const serverTime = (at: number) => new Date(at + serverOffset).toISOString();

  function leasesAt(): { leasesAt?: string } {
    const at = heardAt.get('leases');
    return at === undefined ? {} : { leasesAt: serverTime(at) };
  }

  function derived(): Omit<ClusterSnapshot, 'revision' | 'at'> {
    return derive({
      source: currentSource,
      connection,
      ...(version ? { version } : {}),
      ...(livez ? { livez } : {}),
      ...(readyz ? { readyz } : {}),
      ...(clockAheadMs === 0 ? {} : { clockAheadMs }),
      ...(identity ? { identity } : {}),
      kinds: kindStates(),
      objects: store.publish(),
      now: modelNow(),
      ...leasesAt(),
    });
  }

  function wakeWaiting() {
    for (const wake of [...waiting]) wake();
  }

  /** No picture can be made of what was read: the last one stands, and is said to be old. */
  function cannotPublish(error: unknown) {
    const problem = classify(error);
    if (!failure) options.log?.(`kubeplano: no picture of ${currentSource.context}: ${stackOf(error)}`);
    failure ??= { problem, since: snapshot?.at ?? isoNow(clock) };
    if (!snapshot) {
      tell({ type: 'problem', problem });
      wakeWaiting();
      return;
    }
    const told = { state: 'stale' as const, problem, since: failure.since };
    const next = { ...snapshot, connection: nextConnection(snapshot.connection, told, failure.since) };
    if (diffSnapshots(snapshot, next)) send(next, {});
  }

  function publish() {
    cancelBatch?.();
    cancelBatch = undefined;
    const startedAt = clock.monotonic();
    try {
      makePicture();
      failure = undefined;
    } catch (error) {
      cannotPublish(error);
    }
    const worked = clock.monotonic() - startedAt;
    quietUntil = clock.monotonic() + Math.min(LONGEST_PAUSE_MS, worked * PAUSE_PER_WORK);
  }
  function makePicture() {
    updateConnection();
    const stopped = blocked();
    if (stopped) {
      tell({ type: 'problem', problem: stopped });
      wakeWaiting();
      return;
    }
    const first = !pictured || !snapshot;
    const next = derived();
    const batch = {
      ...(writes.length > 0 ? { writes } : {}),
      ...(writesOmitted > 0 ? { writesOmitted } : {}),
    };
    if (first || !snapshot) {
      snapshot = { revision: (snapshot?.revision ?? 0) + 1, at: isoNow(clock), ...next };
      // Until the picture is whole, parts of it are sent whole: they come once each.
      if (pictured || listeners.size > 0) tell({ type: 'snapshot', snapshot });
    } else send(next, batch);
    writes = [];
    writesOmitted = 0;
    if (pictured) wakeWaiting();
  }

  /** The next revision, as what changed of the one before; none where nothing did. */
  function send(made: Omit<ClusterSnapshot, 'revision' | 'at'>, batch: Pick<ClusterDelta, 'writes' | 'writesOmitted'>) {
    if (!snapshot) return;
    const next: ClusterSnapshot = { ...made, revision: snapshot.revision + 1, at: isoNow(clock) };
    const change = diffSnapshots(snapshot, next);
    if (!change && !batch.writes && !batch.writesOmitted) return;
    snapshot = next;
    tell({ type: 'delta', delta: { revision: next.revision, at: next.at, ...change, ...batch } });
  }

  function changed() {
    if (cancelBatch) return;
    cancelBatch = clock.after(Math.max(window, quietUntil - clock.monotonic()), publish);
  }

  function noteWrite<K extends KindName>(
    type: Write['type'],
    kind: K,
    previous: ObjectOf[K] | undefined,
    object: ObjectOf[K],
  ) {
    if (!pictured || listeners.size === 0) return;
    if (writes.length >= WRITES_SHOWN) {
      writesOmitted += 1;
      return;
    }
    writeId += 1;
    const { name, namespace } = object.metadata;
    const described = describeWrite({ type, kind, ...(previous ? { previous } : {}), object });
    writes.push({
      id: writeId,
      at: isoNow(clock),
      type,
      kind,
      name,
      ...(namespace ? { namespace } : {}),
      ...described,
    });
  }

  const sink: HubSink = {
    listed(kind, namespace, objects, part) {
      store.replace(kind, namespace, objects, part);
      if (part?.last !== false) changed();
    },
    changed(kind, type, object) {
      const previous = type === 'DELETED' ? store.delete(kind, object) : store.set(kind, object);
      noteWrite(type, kind, previous, object);
      if (pictured) memory.note(kind, type, previous, object, isoNow(clock));
      changed();
    },
    left(kind, namespaces) {
      store.keepIn(kind, namespaces);
      changed();
    },
    heard(kind, at) {
      heardAt.set(kind, at);
    },
    kind(state) {
      kinds.set(state.kind, state);
      changed();
    },
    reached(facts) {
      reached = true;
      problem = undefined;
      lostSince = undefined;
      version = facts.version ?? version;
      livez = facts.livez;
      readyz = facts.readyz;
      clockAheadMs = facts.clockAheadMs;
      serverOffset = clock.now() + clockAheadMs - clock.monotonic();
      changed();
    },
    lost(why, since) {
      reached = false;
      problem = why;
      lostSince = since;
      changed();
    },
    identified(who) {
      identity = who;
      changed();
    },
    recorded(facts) {
      version = facts.version;
      recorded = facts;
      publish();
    },
    pointed({ server, currentContext }) {
      const { currentContext: _, ...before } = currentSource;
      const elsewhere = currentContext === before.context ? {} : { currentContext };
      currentSource = { ...before, server, ...elsewhere };
      changed();
    },
    confined(namespaces) {
      const { namespaces: _, ...everywhere } = currentSource;
      currentSource = { ...everywhere, ...(namespaces.length > 0 ? { namespaces: [...namespaces] } : {}) };
      changed();
    },
  };

  /** The picture as far as it has come. */
  function partial(): { snapshot: ClusterSnapshot } | { problem: Problem } {
    try {
      return { snapshot: snapshot ?? { revision: 0, at: isoNow(clock), ...derived() } };
    } catch (error) {
      return { problem: classify(error) };
    }
  }

  const current = () => {
    const stopped = blocked();
    if (stopped) return { problem: stopped };
    return pictured && snapshot ? { snapshot } : undefined;
  };

  return {
    source,
    sink,
    memory,
    objects: () => store.publish(),
    current,
    get subscribers() {
      return listeners.size;
    },
    settled(ms) {
      const now = current();
      if (now) return Promise.resolve(now);
      return new Promise((resolve) => {
        const answer = () => {
          waiting.delete(answer);
          cancel();
          resolve(current() ?? partial());
        };
        const cancel = clock.after(ms, answer);
        waiting.add(answer);
      });
    },
    subscribe(listener) {
      listeners.add(listener);
      const now = current();
      if (now && 'problem' in now) listener({ type: 'problem', problem: now.problem });
      else if (snapshot) listener({ type: 'snapshot', snapshot });
      return () => listeners.delete(listener);
    },
    close() {
      cancelBatch?.();
      listeners.clear();
      wakeWaiting();
    },
  };
}
