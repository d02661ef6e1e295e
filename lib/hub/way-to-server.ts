import 'server-only';
import type { Problem } from '@/lib/contract/problem';
import { type Clock, isoNow } from '@/lib/kubernetes/clock';
import type { ReaderSink, ServerVersion } from '@/lib/kubernetes/cluster-reader';
import {
  type Connection,
  type HealthReport,
  type Identity,
  KIND_NAMES,
  type KindName,
  type KindState,
  type Source,
} from '@/lib/model/cluster';
import type { ClusterFacts } from '@/lib/model/derive';
import { connectionOf, isSettled, nextConnection } from './connection';

type Reached = Parameters<ReaderSink['reached']>[0];

/** What is known of the server and of the way to it, apart from its objects. */
export function createWayToServer(source: Source, clock: Clock, countOf: (kind: KindName) => number) {
  const kinds = new Map<KindName, Omit<KindState, 'count'>>();
  const heardAt = new Map<KindName, number>();
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
  let lostSince: string | undefined;
  let pictured = false;

  const serverTime = (at: number) => new Date(at + serverOffset).toISOString();
  const kindStates = (): KindState[] =>
    KIND_NAMES.flatMap((kind) => {
      const state = kinds.get(kind);
      return state ? [{ ...state, count: countOf(kind) }] : [];
    });
  const leasesAt = () => {
    const at = heardAt.get('leases');
    return at === undefined ? undefined : serverTime(at);
  };

  return {
    serverTime,
    leasesAt,
    /** A whole picture was once seen. */
    get pictured() {
      return pictured;
    },
    get context() {
      return currentSource.context;
    },
    connection: () => connection,
    /** Why there is no picture; undefined where there is one, or may still be. */
    blocked(): Problem | undefined {
      if (pictured) return undefined;
      const { context, server } = currentSource;
      return problem && (connection.state === 'unreachable' || connection.state === 'denied')
        ? { ...problem, values: { context, ...(server ? { server } : {}), ...problem.values } }
        : undefined;
    },
    /** Concludes what the connection is by now. */
    update() {
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
    },
    facts(now: string): Omit<ClusterFacts, 'objects'> {
      const leases = leasesAt();
      return {
        source: currentSource,
        connection,
        ...(version ? { version } : {}),
        ...(livez ? { livez } : {}),
        ...(readyz ? { readyz } : {}),
        ...(clockAheadMs === 0 ? {} : { clockAheadMs }),
        ...(identity ? { identity } : {}),
        kinds: kindStates(),
        now,
        ...(leases === undefined ? {} : { leasesAt: leases }),
      };
    },
    heard(kind: KindName, at: number) {
      heardAt.set(kind, at);
    },
    kind(state: Omit<KindState, 'count'>) {
      kinds.set(state.kind, state);
    },
    reached(facts: Reached) {
      reached = true;
      problem = undefined;
      lostSince = undefined;
      version = facts.version ?? version;
      ({ livez, readyz, clockAheadMs } = facts);
      serverOffset = clock.now() + clockAheadMs - clock.monotonic();
    },
    lost(why: Problem, since: string | undefined) {
      reached = false;
      problem = why;
      lostSince = since;
    },
    identified(who: Identity | undefined) {
      identity = who;
    },
    recorded(facts: { at: string; version?: ServerVersion }) {
      ({ version } = facts);
      recorded = facts;
    },
    pointed({ server, currentContext }: { server: string; currentContext: string }) {
      const { currentContext: _, ...before } = currentSource;
      const elsewhere = currentContext === before.context ? {} : { currentContext };
      currentSource = { ...before, server, ...elsewhere };
    },
    confined(namespaces: readonly string[]) {
      const { namespaces: _, ...everywhere } = currentSource;
      currentSource = { ...everywhere, ...(namespaces.length > 0 ? { namespaces: [...namespaces] } : {}) };
    },
  };
}
