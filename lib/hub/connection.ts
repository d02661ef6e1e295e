import type { Problem } from '@/lib/contract/problem';
import type { Connection, ConnectionState, KindState } from '@/lib/model/cluster';

/** What is known of the way to the server. */
export interface Reachability {
  /** Undefined before the first answer. */
  reached?: boolean;
  problem?: Problem;
  kinds: readonly Pick<KindState, 'state' | 'message'>[];
  /** A whole picture was once seen. */
  pictured: boolean;
}

const refusals = new Set(['unauthorized', 'forbidden']);

/** The state of the connection, and the problem where there is one. Pure: `since` is the caller's. */
export function connectionOf({ reached, problem, kinds, pictured }: Reachability): {
  state: ConnectionState;
  problem?: Problem;
} {
  if (reached === undefined) return { state: 'connecting' };
  if (!reached) {
    const why: Problem = problem ?? { code: 'connection-lost' };
    if (refusals.has(why.code)) return { state: 'denied', problem: why };
    return { state: pictured ? 'stale' : 'unreachable', problem: why };
  }
  const states = kinds.map((kind) => kind.state);
  if (states.length > 0 && states.every((state) => state === 'forbidden' || state === 'missing')) {
    const detail = kinds.find((kind) => kind.state === 'forbidden')?.message;
    return { state: 'denied', problem: { code: 'forbidden', ...(detail ? { detail } : {}) } };
  }
  if (!pictured) return { state: states.includes('loading') || states.length === 0 ? 'connecting' : 'live' };
  // The server answers again, but the watches are not back yet: what is shown is not yet known to be true.
  const waiting = states.filter((state) => state === 'stale').length;
  const live = states.filter((state) => state === 'live').length;
  return waiting > 0 && live === 0 ? { state: 'stale', problem: { code: 'connection-lost' } } : { state: 'live' };
}

/** True when each kind has been read or refused: the picture is whole. */
export const isSettled = (kinds: readonly Pick<KindState, 'state'>[]): boolean =>
  kinds.length > 0 && kinds.every(({ state }) => state !== 'loading');

/** The connection as told, keeping `since` while the state is the same. */
export function nextConnection(
  previous: Connection,
  next: { state: ConnectionState; problem?: Problem },
  now: string,
): Connection {
  const since = previous.state === next.state ? previous.since : now;
  return {
    state: next.state,
    since,
    ...(next.problem ? { code: next.problem.code } : {}),
    ...(next.problem?.detail ? { message: next.problem.detail } : {}),
  };
}
