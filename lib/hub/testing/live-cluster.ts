/** Reader and hub together, over an API server in memory. */
import { startClusterReader } from '@/lib/kubernetes/cluster-reader';
import { listPath } from '@/lib/kubernetes/kinds/definition';
import { KINDS } from '@/lib/kubernetes/kinds/registry';
import { createFakeApi, fakePod, fakeTransport } from '@/lib/kubernetes/testing/fake-api';
import { createManualClock } from '@/lib/kubernetes/testing/manual-clock';
import type { ApiRequest } from '@/lib/kubernetes/transport';
import { KIND_NAMES } from '@/lib/model/cluster';
import { createHub, type HubMessage } from '../hub';

/** Where the pods of {@link live} are. */
export const PODS = '/api/v1/pods';
/** What the network does to each request. */
type Failure = Error | 'hangs' | ((request: ApiRequest) => Error | 'hangs' | undefined);

/** A cluster of two pods being read. */
export function live(prepare: (api: ReturnType<typeof createFakeApi>) => void = () => {}) {
  const api = createFakeApi();
  const clock = createManualClock();
  const network: { failure?: Failure } = {};
  const log: string[] = [];
  for (const kind of KIND_NAMES) api.serve(listPath(KINDS[kind].groupVersionResources[0]));
  api.serve('/api/v1/namespaces', [{ kind: 'Namespace', metadata: { name: 'default' }, status: { phase: 'Active' } }]);
  api.serve(PODS, [fakePod('a'), fakePod('b')]);
  prepare(api);
  const hub = createHub({ kind: 'cluster', context: 'test', server: 'https://fake' }, clock, {
    log: (line) => log.push(line),
  });
  const reader = startClusterReader({
    transport: fakeTransport(api, clock, (request) =>
      typeof network.failure === 'function' ? network.failure(request) : network.failure,
    ),
    clock,
    random: () => 0.5,
    namespaces: ['default'],
    userName: 'me',
    sink: hub.sink,
  });
  const messages: HubMessage[] = [];
  const deltas = () => messages.flatMap((message) => (message.type === 'delta' ? [message.delta] : []));
  const snapshot = () => {
    const now = hub.current();
    if (!now || !('snapshot' in now)) throw new Error('no picture');
    return now.snapshot;
  };
  const kind = (name: string) => snapshot().kinds.find((state) => state.kind === name);
  return {
    api,
    clock,
    network,
    hub,
    log,
    reader,
    messages,
    deltas,
    snapshot,
    kind,
    look: () => hub.subscribe((message) => messages.push(message)),
  };
}

/** Names of the pods shown. */
export const podsOf = (snapshot: { pods: { name: string }[] }) => snapshot.pods.map((pod) => pod.name);
