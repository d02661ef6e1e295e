import type { Problem } from '@/lib/contract/problem';
import type { KindState } from '@/lib/model/cluster';
import type { ReflectorState } from './reflector';

/** Where the reading of a kind stands in all namespaces, or in one of them. */
export type PartState = ReflectorState | { state: 'forbidden' | 'missing'; problem?: Problem };

/** What a kind says of itself, without which and how much. */
export type ToldState = Pick<KindState, 'state' | 'since' | 'code' | 'message' | 'denied'>;

/** The worst of what is shown speaks; what may not be read at all only where nothing can be. */
const WORST_FIRST = ['stale', 'failed', 'loading', 'polled', 'live', 'forbidden', 'missing'] as const;

const refusedVerb = (parts: readonly PartState[]) =>
  parts.some((part) => part.state === 'forbidden') ? 'list' : parts.some(isWatchRefused) ? 'watch' : undefined;
const isWatchRefused = (part: PartState) => part.state === 'polled' && part.problem.code === 'forbidden';

/** One state of a kind from those of its parts; undefined before there is any. `now` is RFC 3339. */
export function toldState(parts: readonly PartState[], resource: string, now: string): ToldState | undefined {
  const [worst] = parts.toSorted((a, b) => WORST_FIRST.indexOf(a.state) - WORST_FIRST.indexOf(b.state));
  if (!worst) return undefined;
  const problem = 'problem' in worst ? worst.problem : undefined;
  const since = parts.flatMap((part) => (part.state === 'stale' ? [part.since] : [])).toSorted()[0] ?? now;
  const verb = refusedVerb(parts);
  return {
    state: worst.state,
    since,
    ...(verb ? { denied: `${verb} ${resource}` } : {}),
    ...(problem ? { code: problem.code } : {}),
    ...(problem?.detail ? { message: problem.detail } : {}),
  };
}
