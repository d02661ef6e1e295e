/** What is said of the connection in one word and one shape, and whether the picture is true now. */
import type { Connection, Health, SourceKind } from '@/lib/model/cluster';
import type { Link } from '@/lib/store/cluster-stream';

export type ConnectionWord = Connection['state'] | 'reconnecting' | 'sample' | 'partly';

export interface ConnectionSummary {
  word: ConnectionWord;
  health: Health;
  /** Milliseconds; since when it is so. */
  since: number;
  /** The picture is of `since`, not of now; of `partly`, some of it. */
  stale: boolean;
}

const HEALTH: Record<ConnectionWord, Health> = {
  connecting: 'starting',
  reconnecting: 'not-ready',
  live: 'ok',
  sample: 'ok',
  stale: 'not-ready',
  partly: 'not-ready',
  denied: 'failing',
  unreachable: 'failing',
  recording: 'done',
};

/** The line that is worse off speaks: ours to the server first, then the server's to the cluster. */
export function summarize(link: Link, connection: Connection | undefined, source?: SourceKind): ConnectionSummary {
  // Before there is a picture, a reason why there is none says more than that it is being read.
  if (!connection || (connection.state === 'connecting' && link.problem)) {
    const word = link.problem ? 'unreachable' : 'connecting';
    return { word, health: HEALTH[word], since: link.since, stale: false };
  }
  if (link.state === 'reconnecting') {
    return { word: 'reconnecting', health: HEALTH.reconnecting, since: link.since, stale: true };
  }
  const word = wordOf(connection, source);
  const stale = ['stale', 'partly', 'denied', 'unreachable'].includes(word);
  return { word, health: HEALTH[word], since: Date.parse(connection.since), stale };
}

function wordOf({ state, kinds }: Connection, source: SourceKind | undefined): ConnectionWord {
  if (state === 'live' && source === 'sample') return 'sample';
  return state === 'stale' && kinds ? 'partly' : state;
}
