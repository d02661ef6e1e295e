'use client';
/** One store and one line to the server for the context that the view names; another context, another pair. */
import { createContext, type ReactNode, use, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { createClusterStore } from '@/lib/store/cluster-store';
import { type ClusterStream, type Link, startClusterStream } from '@/lib/store/cluster-stream';
import { pictureStoppedAt } from '@/lib/store/picture-time';
import { browserTools } from './browser-tools';
import { useServerStart } from './server-start';
import { ClusterStoreProvider } from './use-cluster';
import { clock } from './use-now';
import { useView } from './use-view';

const StreamContext = createContext<ClusterStream | undefined>(undefined);
const NodesInViewContext = createContext<(names: readonly string[]) => void>(() => undefined);

/**
 * Says which nodes are near enough for their pods to be seen one by one: of a cluster that is not sent whole, those come.
 * The same function on every render.
 */
export const useNodesInView = (): ((names: readonly string[]) => void) => use(NodesInViewContext);

function Session({ context, children }: { context: string | undefined; children: ReactNode }) {
  const [store] = useState(createClusterStore);
  const [stream, setStream] = useState<ClusterStream>();
  useEffect(() => {
    const query = context ? `?context=${encodeURIComponent(context)}` : '';
    const started = startClusterStream(`/api/cluster/stream${query}`, store, browserTools());
    setStream(started);
    const online = () => started.retry();
    const freeze = () => clock.freeze('picture', pictureStoppedAt(started.link(), store.sections()));
    const stopFreezing = [store.subscribe(freeze), started.subscribe(freeze)];
    window.addEventListener('online', online);
    return () => {
      window.removeEventListener('online', online);
      for (const stop of stopFreezing) stop();
      clock.freeze('picture', undefined);
      started.stop();
    };
  }, [context, store]);
  const setNodesInView = useScope(stream);
  return (
    <StreamContext value={stream}>
      <NodesInViewContext value={setNodesInView}>
        <ClusterStoreProvider store={store}>{children}</ClusterStoreProvider>
      </NodesInViewContext>
    </StreamContext>
  );
}

/** Says what the page looks at: what is selected, the pods whose path is told, and the nodes in view. */
function useScope(stream: ClusterStream | undefined) {
  const [{ selection, path, beside }] = useView();
  const [nodes, setNodes] = useState<readonly string[]>([]);
  useEffect(() => {
    const pods = [path, beside].flatMap((pod) => (pod === undefined || pod === 'next' ? [] : [pod]));
    stream?.look({ nodes, selections: selection ? [selection] : [], pods });
  }, [stream, nodes, selection, path, beside]);
  return setNodes;
}

/** The session of the context in the address bar. */
export function ClusterSession({ children }: { children: ReactNode }) {
  const [{ context }] = useView();
  return (
    <Session key={context ?? ''} context={context}>
      {children}
    </Session>
  );
}

const never = () => () => undefined;
const nothing = () => undefined;

/** How the line to the server is, and a way to try now. */
export function useLink(): { link: Link; retry: () => void } {
  const stream = use(StreamContext);
  const { now } = useServerStart();
  const unstarted = useMemo<Link>(() => ({ state: 'connecting', since: now }), [now]);
  const get = () => stream?.link() ?? unstarted;
  const link = useSyncExternalStore(stream?.subscribe ?? never, get, () => unstarted);
  return { link, retry: stream?.retry ?? nothing };
}
