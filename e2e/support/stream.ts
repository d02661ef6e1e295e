/** The stream of a running Kubeplano, read as the page reads it. */
import type { ClusterDelta, ClusterSnapshot, ScopeDelta } from '../../lib/model/cluster';
import { type ClusterStore, createClusterStore } from '../../lib/store/cluster-store';

export interface Follower {
  store: ClusterStore;
  /** Bytes received so far. */
  bytes(): number;
  close(): void;
}

/** Follows the stream; `changed` is called after each message, with the store up to date. */
export function follow(url: string, changed: (store: ClusterStore) => void = () => {}): Follower {
  const store = createClusterStore();
  const stopping = new AbortController();
  let bytes = 0;

  const apply = (message: string) => {
    const fields = new Map(message.split('\n').map((line) => line.split(/: (.*)/s, 2) as [string, string]));
    const data = fields.get('data');
    if (!data) return;
    if (fields.get('event') === 'snapshot') store.applySnapshot(JSON.parse(data) as ClusterSnapshot);
    else if (fields.get('event') === 'delta') store.applyDelta(JSON.parse(data) as ClusterDelta);
    else if (fields.get('event') === 'scope') store.applyScope(JSON.parse(data) as ScopeDelta);
    changed(store);
  };

  const read = async () => {
    const response = await fetch(`${url}/api/cluster/stream`, { signal: stopping.signal });
    let pending = '';
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      bytes += chunk.length;
      const messages = (pending + chunk).split('\n\n');
      pending = messages.pop() ?? '';
      for (const message of messages) apply(message);
    }
  };
  read().catch((error: unknown) => {
    if (!stopping.signal.aborted) throw error;
  });
  return { store, bytes: () => bytes, close: () => stopping.abort() };
}
