import 'server-only';
import type { Problem } from '@/lib/contract/problem';
import { type HealthReport, type Identity, KIND_NAMES, type KindName } from '@/lib/model/cluster';
import { createBackoff } from './backoff';
import { classify, StatusError } from './classify';
import { type Clock, createSleeper } from './clock';
import { createDiscovery } from './discovery';
import { readHealth } from './health';
import { whoAmI } from './identity';
import { type KindContext, type KindSink, startKindReader } from './kind-reader';
import { KINDS } from './kinds/registry';
import type { Transport } from './transport';

/** Answer of `/version`. */
export interface ServerVersion {
  gitVersion: string;
  platform?: string;
}
/** Who is told everything that is read of a cluster. */
export interface ReaderSink extends Omit<KindSink, 'suspect'> {
  /** The server answered (and who we are to it), or what kept it from answering. */
  reached(facts: { version?: ServerVersion; livez: HealthReport; readyz: HealthReport; clockAheadMs: number }): void;
  lost(problem: Problem): void;
  identified(identity: Identity): void;
}
/** What a reader of a cluster needs. */
export interface ClusterReaderOptions {
  transport: Transport;
  clock: Clock;
  random: () => number;
  namespaces: readonly string[];
  /** What the kubeconfig calls the user. */
  userName: string;
  sink: ReaderSink;
  kinds?: readonly KindName[];
}
/** A cluster being read. */
export interface ClusterReader {
  stop(): void;
  /** Ask now, do not wait for the next round. */
  kick(): void;
}

const PROBE_MS = 10_000;
const PROBE_SILENCE_MS = 5_000;

/** Reads a cluster until stopped: every kind by its own reflectors, and a gentle probe that says whether anyone is there. */
export function startClusterReader(options: ClusterReaderOptions): ClusterReader {
  const { transport, clock, random, sink } = options;
  const stopping = new AbortController();
  const sleeper = createSleeper(clock);
  const backoff = createBackoff(random, 1_000, PROBE_MS);
  const context: KindContext = {
    transport,
    clock,
    random,
    discovery: createDiscovery(transport),
    namespaces: options.namespaces,
    sink: { ...sink, suspect: () => suspect() },
  };
  let readers: { stop(): void; kick(): void }[] = [];
  let reachable: boolean | undefined;
  let ready = false;
  let identified = false;
  let probing = false;
  let suspected = false;

  const suspect = () => {
    // While a probe is under way its answer may be older than the suspicion.
    if (probing) suspected = true;
    else if (reachable) sleeper.wake();
  };

  async function probe() {
    const version = await readVersion(transport);
    const [readyz, livez] = await Promise.all([
      readHealth(transport, '/readyz', clock, PROBE_SILENCE_MS),
      readHealth(transport, '/livez', clock, PROBE_SILENCE_MS),
    ]);
    if (stopping.signal.aborted) return;
    const { clockAheadMs } = readyz;
    sink.reached({ ...(version ? { version } : {}), livez: livez.report, readyz: readyz.report, clockAheadMs });
    if (!identified) {
      const identity = await whoAmI(transport, options.userName);
      if (stopping.signal.aborted) return;
      identified = true;
      sink.identified(identity);
    }
    return readyz.report.status === 200;
  }

  const startOne = <K extends KindName>(kind: K) => startKindReader(KINDS[kind], context);

  async function run() {
    while (!stopping.signal.aborted) {
      probing = true;
      suspected = false;
      let wait = PROBE_MS;
      try {
        const nowReady = (await probe()) ?? false;
        if (stopping.signal.aborted) return;
        if (readers.length === 0) readers = (options.kinds ?? KIND_NAMES).map(startOne);
        else if (!reachable || (nowReady && !ready)) for (const reader of readers) reader.kick();
        reachable = true;
        ready = nowReady;
        backoff.reset();
        if (suspected) wait = 1_000;
      } catch (error) {
        if (stopping.signal.aborted) return;
        reachable = false;
        sink.lost(classify(error));
        wait = backoff.next();
      }
      probing = false;
      await sleeper.sleep(wait, stopping.signal);
    }
  }
  void run();

  return {
    stop() {
      stopping.abort();
      for (const reader of readers) reader.stop();
    },
    kick: () => sleeper.wake(),
  };
}

/** `/version`, which also tells an API server from any other server. Undefined where we may not ask. */
async function readVersion(transport: Transport): Promise<ServerVersion | undefined> {
  try {
    const version = await transport.json<Partial<ServerVersion> | null>({
      path: '/version',
      silenceMs: PROBE_SILENCE_MS,
    });
    if (typeof version?.gitVersion !== 'string')
      throw new StatusError(404, 'no Kubernetes version in /version', undefined, false);
    return { gitVersion: version.gitVersion, ...(version.platform ? { platform: version.platform } : {}) };
  } catch (error) {
    if (error instanceof StatusError && error.kubernetes && error.status === 403) return undefined;
    throw error;
  }
}
