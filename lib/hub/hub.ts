import 'server-only';
import type { MatchesAnswer } from '@/lib/contract/answers';
import type { Problem } from '@/lib/contract/problem';
import type { Scope } from '@/lib/contract/scope';
import { classify } from '@/lib/kubernetes/classify';
import { type Clock, isoNow } from '@/lib/kubernetes/clock';
import type { ReaderSink, ServerVersion } from '@/lib/kubernetes/cluster-reader';
import type { ClusterSnapshot, Connection, Source } from '@/lib/model/cluster';
import type { ObjectStore } from '@/lib/model/objects';
import type { Filters } from '@/lib/model/pod-filter';
import type { SearchAnswer } from '@/lib/model/search';
import { createAudience } from './audience';
import { createClusterModel } from './cluster-model';
import { nextConnection } from './connection';
import { isClean } from './dirty';
import type { Following, HubListener } from './hub-message';
import { createPathMemory, type PathMemory } from './path-memory';
import { matchesOf, searchModel } from './questions';
import { createWayToServer } from './way-to-server';
import { isSentWhole } from './whole';
import { createWriteNotes } from './write-notes';

export type { Following, HubMessage } from './hub-message';

/** What a hub is told: what a reader reports, or that there is a recording and no more to come. */
export interface HubSink extends ReaderSink {
  recorded(facts: { at: string; version?: ServerVersion }): void;
  /** Where the kubeconfig points by now. */
  pointed(to: { server: string; currentContext: string }): void;
}

/** One live model of one cluster, for however many look. */
export interface Hub {
  readonly source: Source;
  /** The whole picture, or why there is none; undefined while the first one is being read. */
  current(): { snapshot: ClusterSnapshot } | { problem: Problem } | undefined;
  /** Resolves as `current()` would answer, at the latest after `ms`, then with the picture so far. */
  settled(ms: number): Promise<{ snapshot: ClusterSnapshot } | { problem: Problem }>;
  /** Tells the listener what there is, then each change of what it looks at. */
  follow(scope: Scope, listener: HubListener): Following;
  /** Follows without a scope; the answer ends it. */
  subscribe(listener: HubListener): () => void;
  readonly subscribers: number;
  /** What of the cluster has these words in it, the best of each kind. */
  search(question: string, each: number): SearchAnswer[];
  /** What the filters let through, counted. */
  matches(filters: Filters): MatchesAnswer;
  /** The objects behind the picture, never to change. */
  objects(): ObjectStore;
  /** When changes of pods arrived. */
  readonly memory: PathMemory;
  /** What the reader reports goes in here. */
  readonly sink: HubSink;
  close(): void;
}

const WINDOW_MS = 100;
/** The share of the processor that deriving may take under a storm of changes: one part in five. */
const PAUSE_PER_WORK = 4;
/** Yet a change is never kept waiting so long that it is not seen within a second… */
const LONGEST_PAUSE_MS = 500;
/** …but where deriving itself takes longer than that: then half of the time is for everything else. */
const pauseAfter = (worked: number) => Math.max(worked, Math.min(LONGEST_PAUSE_MS, worked * PAUSE_PER_WORK));

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
  const model = createClusterModel();
  const way = createWayToServer(source, clock, model.store.size);
  const modelNow = options.now ?? (() => way.serverTime(clock.monotonic()));
  const memory = createPathMemory();
  const notes = createWriteNotes();
  const moment = { revision: 0, at: isoNow(clock), whole: true };
  const audience = createAudience(model, () => moment);
  const waiting = new Set<() => void>();
  let cancelBatch: (() => void) | undefined;
  let cancelTimer = () => {};
  /** When time alone changes what is said. */
  let dueAt: number | undefined;
  let quietUntil = 0;
  /** What keeps the picture from being made, and since when the last one holds. */
  let failure: { problem: Problem; since: string } | undefined;

  const blocked = () => (failure && moment.revision === 0 ? failure.problem : way.blocked());
  const wakeWaiting = () => {
    for (const wake of [...waiting]) wake();
  };
  const stop = (problem: Problem) => {
    audience.problem(problem);
    wakeWaiting();
  };
  const advance = () => {
    moment.revision += 1;
    moment.at = isoNow(clock);
  };

  /** No picture can be made of what was read: the last one stands, and is said to be old. */
  function cannotPublish(error: unknown) {
    const problem = classify(error);
    if (!failure) options.log?.(`kubeplano: no picture of ${way.context}: ${stackOf(error)}`);
    failure ??= { problem, since: moment.revision > 0 ? moment.at : isoNow(clock) };
    const sections = model.sections();
    if (!sections) return stop(problem);
    const told = { state: 'stale' as const, problem, since: failure.since };
    const connection: Connection = nextConnection(sections.connection, told, failure.since);
    const dirty = model.say({ connection });
    if (!isClean(dirty)) audience.publish(dirty, advance, {});
  }

  function makePicture() {
    way.update();
    const stopped = blocked();
    if (stopped) return stop(stopped);
    const dirty = model.flush(way.facts(modelNow()));
    const batch = notes.take();
    const whole = isSentWhole(moment.whole, model.sections()?.fleet.totals);
    const isFirst = moment.revision === 0;
    const isOther = whole !== moment.whole;
    moment.whole = whole;
    if (isFirst || isOther) {
      advance();
      audience.showAll();
    } else if (!isClean(dirty) || Object.keys(batch).length > 0) audience.publish(dirty, advance, batch);
    if (way.pictured) wakeWaiting();
  }

  /** The moment the next lease runs out is one to publish at, although nothing is written then. */
  function watchTime() {
    cancelTimer();
    cancelTimer = () => {};
    if (options.now) return;
    const now = Date.parse(modelNow());
    dueAt = model.nextAt(Math.min(now, Date.parse(way.leasesAt() ?? modelNow())));
    const wait = dueAt === undefined ? 0 : dueAt - now;
    // Where it lies behind us already, leases have not been heard of since: what was renewed meanwhile we cannot know.
    if (wait > 0) cancelTimer = clock.after(wait, publish);
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
    quietUntil = clock.monotonic() + pauseAfter(worked);
    watchTime();
  }
  function changed() {
    if (cancelBatch) return;
    cancelBatch = clock.after(Math.max(window, quietUntil - clock.monotonic()), publish);
  }

  const sink: HubSink = {
    listed(kind, namespace, objects, part) {
      model.store.replace(kind, namespace, objects, part);
      if (part?.last !== false) changed();
    },
    changed(kind, type, object) {
      const { store } = model;
      const previous = type === 'DELETED' ? store.delete(kind, object) : store.set(kind, object);
      if (way.pictured && audience.size > 0) notes.note(type, kind, previous, object, isoNow(clock));
      if (way.pictured) memory.note(kind, type, previous, object, isoNow(clock));
      changed();
    },
    left(kind, namespaces) {
      model.store.keepIn(kind, namespaces);
      changed();
    },
    heard(kind, at) {
      way.heard(kind, at);
      if (kind === 'leases' && dueAt !== undefined && Date.parse(way.serverTime(at)) >= dueAt) changed();
    },
    kind(state) {
      way.kind(state);
      changed();
    },
    reached(facts) {
      way.reached(facts);
      changed();
    },
    lost(why, since) {
      way.lost(why, since);
      changed();
    },
    identified(who) {
      way.identified(who);
      changed();
    },
    recorded(facts) {
      way.recorded(facts);
      publish();
    },
    pointed(to) {
      way.pointed(to);
      changed();
    },
    confined(namespaces) {
      way.confined(namespaces);
      changed();
    },
  };

  const pictured = (): { snapshot: ClusterSnapshot } | undefined => {
    const snapshot = model.snapshot();
    if (!snapshot || moment.revision === 0) return undefined;
    return { snapshot: { ...snapshot, revision: moment.revision, at: moment.at } };
  };
  /** The picture as far as it has come. */
  function partial(): { snapshot: ClusterSnapshot } | { problem: Problem } {
    const now = pictured();
    if (now) return now;
    try {
      publish();
      const first = pictured();
      return first ?? { problem: blocked() ?? { code: 'internal' } };
    } catch (error) {
      return { problem: classify(error) };
    }
  }
  const current = () => {
    const stopped = blocked();
    if (stopped) return { problem: stopped };
    return way.pictured ? pictured() : undefined;
  };
  const follow: Hub['follow'] = (scope, listener) => {
    const now = current();
    return audience.follow(scope, listener, now && 'problem' in now ? now.problem : undefined);
  };

  return {
    source,
    sink,
    memory,
    follow,
    current,
    objects: model.objects,
    search: (question, each) => searchModel(model, question, each),
    matches: (filters) => matchesOf(model, filters),
    get subscribers() {
      return audience.size;
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
    subscribe: (listener) => follow({}, listener).close,
    close() {
      cancelBatch?.();
      cancelTimer();
      audience.close();
      wakeWaiting();
    },
  };
}
