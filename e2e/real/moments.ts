/** Moments of a pod's path by name, and which of them each end of a hop tells. */
import type { Hop } from '../../lib/model/path/types';

/** Milliseconds since 1970 by name: `accepted`, `started/web/0`; several where it is not known which is meant. */
export type Moments = Map<string, number[]>;

/** Adds a moment. */
export function note(moments: Moments, name: string, at: number | string | null | undefined) {
  const ms = typeof at === 'number' ? at : Date.parse(at ?? '');
  // A process that never was has begun in 1970.
  if (ms > 0) moments.set(name, [...(moments.get(name) ?? []), ms]);
}

/** Names of the moments that the two ends of a hop may be. */
export function momentsOf(hop: Hop, isOwned: boolean): { start: string[]; end: string[] } {
  const n = hop.attempt ?? 0;
  const of = (moment: string, attempt = n) => `${moment}/${hop.container}/${attempt}`;
  const before = n ? [of('finished', n - 1)] : [];
  switch (hop.id) {
    case 'client':
    case 'apiserver':
    case 'etcd': {
      const order = isOwned ? ['order'] : ['created'];
      return { start: order, end: order };
    }
    case 'controllers':
      return { start: ['order'], end: ['created'] };
    case 'scheduler':
      return { start: ['created'], end: ['bound'] };
    case 'kubelet':
      return { start: ['bound', 'created'], end: ['accepted'] };
    case 'volumes':
      return { start: ['accepted'], end: [hop.reason?.code === 'until-sandbox' ? 'sandbox' : 'volumes'] };
    case 'sandbox':
      return { start: ['accepted', 'volumes'], end: ['sandbox'] };
    case 'image':
      return { start: [of('pulling'), of('pulled'), ...before], end: [of('pulled')] };
    case 'create':
      return { start: [of('pulled'), ...before], end: [of('made')] };
    case 'start':
      return { start: [of('made'), ...before], end: [of('started')] };
    case 'ready':
      return { start: ['running'], end: ['ready'] };
    case 'delete':
      return { start: ['asked'], end: ['gone'] };
    case 'stop':
      return { start: [`killing/${hop.container}`, of('started'), 'asked'], end: [of('finished')] };
  }
}
