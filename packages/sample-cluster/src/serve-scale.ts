import { createApiServer, type SampleApiServer } from './api/api-server.ts';
import { timestamp } from './api/identity.ts';
import { type ScalePlan, scaleNamespaces } from './api/scale-objects.ts';
import { ScaleStore } from './api/scale-store.ts';
import { type DoorOptions, openDoor } from './door.ts';
import type { Size } from './options.js';
import type { Identity } from './protocol.ts';

/** A cluster of a given size, and how people come in. */
export interface ScaleOptions extends Size, Pick<DoorOptions, 'port' | 'kubeconfigPath' | 'instead'> {}

export interface RunningScale {
  url: string;
  token: string;
  kubeconfigPath: string;
  identity: Identity;
  server: SampleApiServer;
  /** Changes from now on; the heart beats on. */
  setRate(changesPerSecond: number): void;
  stop(): Promise<void>;
}

/** Several small batches per second, so that requests are answered between them. */
const TICK_MS = 100;
/** As long as etcd keeps history before the API server compacts it. */
const HISTORY_SECONDS = 300;

/** Serves a large cluster. Rejects when the port is taken or the kubeconfig cannot be written. */
export async function startScaleCluster(options: ScaleOptions): Promise<RunningScale> {
  const now = new Date();
  const clock = { now: () => new Date() };
  const plan: ScalePlan = {
    nodes: options.nodes,
    pods: options.pods,
    namespaces: options.namespaces ?? 50,
    replicas: 30,
    bornAt: timestamp(now),
  };
  let rate = options.changesPerSecond ?? 0;
  const heartbeat = options.heartbeatSeconds ?? 10;
  const beats = heartbeat > 0 ? plan.nodes / heartbeat : 0;
  const history = Math.min(400_000, Math.max(4_000, Math.ceil((beats + rate) * HISTORY_SECONDS)));
  const store = new ScaleStore(plan, clock, history);
  const server = createApiServer({ clock, store });
  const api = server.as('kubectl-create', { user: 'kubernetes-admin' });
  for (const name of ['default', 'kube-system', 'kube-public', 'kube-node-lease', ...scaleNamespaces(plan)]) {
    api.create('namespaces', { metadata: { name } });
    api.create('serviceaccounts', { metadata: { name: 'default', namespace: name } });
  }
  const { port, kubeconfigPath, instead } = options;
  const door = await openDoor(server, { port, kubeconfigPath, instead });

  const beat = pacer(
    () => beats,
    plan.nodes,
    1,
    (index) => store.touch('leases', index),
  );
  // A step that shares no factor with most sizes: the changes wander over the whole cluster.
  const change = pacer(
    () => rate,
    plan.pods,
    104_729,
    (index) => store.touch('pods', index),
  );
  const timer = setInterval(() => {
    if (!server.running) return;
    beat();
    change();
  }, TICK_MS);
  return {
    ...door,
    server,
    setRate: (next) => {
      rate = next;
    },
    async stop() {
      clearInterval(timer);
      await door.close();
    },
  };
}

/** Does as many of a thing at each tick as the rate (per second) asks for, walking over `count` numbers by `step`. */
function pacer(perSecond: () => number, count: number, step: number, act: (index: number) => void): () => void {
  let owed = 0;
  let at = 0;
  return () => {
    owed += (perSecond() * TICK_MS) / 1000;
    for (; owed >= 1 && count > 0; owed -= 1) {
      act(at);
      at = (at + step) % count;
    }
  };
}
