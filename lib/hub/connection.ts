import { isProblemCode, type Problem } from '@/lib/contract/problem';
import type { Connection, ConnectionState, KindState } from '@/lib/model/cluster';

/** What is known of the way to the server. */
export interface Reachability {
  /** Undefined before the first answer. */
  reached?: boolean;
  problem?: Problem;
  /** Since when nobody answers. */
  lostSince?: string;
  kinds: readonly Omit<KindState, 'count'>[];
  /** A whole picture was once seen. */
  pictured: boolean;
}

/** What is told, but for `since` where it follows from the state before. */
export type ToldConnection = { state: ConnectionState; problem?: Problem; kinds?: Connection['kinds']; since?: string };

const refusals = new Set(['unauthorized', 'forbidden']);
const isRead = ({ state }: Pick<KindState, 'state'>) => state !== 'forbidden' && state !== 'missing';

function problemOf({ code, message }: Pick<KindState, 'code' | 'message'>): Problem {
  return { code: isProblemCode(code) ? code : 'connection-lost', ...(message ? { detail: message } : {}) };
}

/** The worst of what is shown: the state of those kinds that are not kept up, while the server answers. */
function worstOf(kinds: Reachability['kinds'], pictured: boolean): ToldConnection {
  const read = kinds.filter(isRead);
  const behind = read.filter(({ state }) => state === 'stale' || state === 'failed');
  const [first] = behind;
  if (!first) return { state: 'live' };
  const whole = behind.length === read.length;
  // One that says why it is refused says more than one that only broke.
  const worst = behind.find(({ code = '' }) => refusals.has(code)) ?? first;
  const problem = problemOf(worst);
  const isDenied = problem.code === 'unauthorized' || (whole && refusals.has(problem.code));
  if (whole && !behind.some(({ state }) => state === 'stale'))
    return { state: isDenied ? 'denied' : 'unreachable', problem };
  // Of the whole, the last word that was heard; of parts, what can be said of each of them.
  const since = behind
    .flatMap((kind) => kind.since ?? [])
    .toSorted()
    .at(whole ? -1 : 0);
  return {
    state: isDenied ? 'denied' : pictured ? 'stale' : 'connecting',
    problem,
    ...(since ? { since } : {}),
    ...(whole ? {} : { kinds: behind.map(({ kind }) => kind) }),
  };
}

/** The state of the connection, and the problem where there is one. Pure: where it says no `since`, that is the caller's. */
export function connectionOf({ reached, problem, lostSince, kinds, pictured }: Reachability): ToldConnection {
  if (reached === undefined) return { state: 'connecting' };
  if (!reached) {
    const why: Problem = problem ?? { code: 'connection-lost' };
    if (refusals.has(why.code)) return { state: 'denied', problem: why };
    return pictured
      ? { state: 'stale', problem: why, ...(lostSince ? { since: lostSince } : {}) }
      : { state: 'unreachable', problem: why };
  }
  if (kinds.length > 0 && !kinds.some(isRead)) {
    const detail = kinds.find((kind) => kind.state === 'forbidden')?.message;
    return { state: 'denied', problem: { code: 'forbidden', ...(detail ? { detail } : {}) } };
  }
  if (!pictured && !isSettled(kinds)) return { state: 'connecting' };
  return worstOf(kinds, pictured);
}

/** True when each kind has been read or refused: the picture is whole. */
export const isSettled = (kinds: readonly Pick<KindState, 'state'>[]): boolean =>
  kinds.length > 0 && kinds.every(({ state }) => state !== 'loading');

/** The connection as told, keeping `since` while the state is the same. */
export function nextConnection(previous: Connection, next: ToldConnection, now: string): Connection {
  // Kinds come and go, each with its own time; the whole has one.
  const isSame = previous.state === next.state && !previous.kinds && !next.kinds;
  const since = isSame ? previous.since : (next.since ?? now);
  return {
    state: next.state,
    since,
    ...(next.kinds ? { kinds: next.kinds } : {}),
    ...(next.problem ? { code: next.problem.code } : {}),
    ...(next.problem?.detail ? { message: next.problem.detail } : {}),
  };
}
