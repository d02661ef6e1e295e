import 'server-only';
import type { Problem } from '@/lib/contract/problem';
import { type HealthReport, type Identity, KIND_NAMES, type KindName } from '@/lib/model/cluster';
import { createBackoff } from './backoff';
import { classify, StatusError, TimedOutError } from './classify';
import { type Clock, createSleeper, isoNow } from './clock';
import { createDiscovery } from './discovery';
import { readHealth } from './health';
import { whoAmI } from './identity';
import { type KindContext, type KindSink, startKindReader } from './kind-reader';
import { KINDS } from './kinds/registry';
import { createRetryPace, takeTurn } from './retry-pace';
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
  /** Nobody answers, since then: RFC 3339 by our clock. */
  lost(problem: Problem, since: string): void;
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
const SOON_MS = 1_000;
const PROBE_SILENCE_MS = 5_000;
/** A server that is only slow is waited for so long, the second time. */
const SLOW_PROBE_SILENCE_MS = 10_000;
/** What a watch told so lately proves that the server is there, whatever becomes of a probe. */
const HEARD_LATELY_MS = 10_000;

/** Reads a cluster until stopped: every kind by its own reflectors, and a gentle probe that says whether anyone is there. */
export function startClusterReader(options: ClusterReaderOptions): ClusterReader {
  const { transport, clock, random, sink } = options;
  const stopping = new AbortController();
  const sleeper = createSleeper(clock);
  const backoff = createBackoff(random, 1_000, PROBE_MS);
  const pace = createRetryPace(clock, random);
  let readers: { stop(): void; kick(): void }[] = [];
  let reachable: boolean | undefined;
  let ready = false;
  let identified = false;
  let probing = false;
  let suspected = false;
  let timeouts = 0;
  let heardAt = Number.NEGATIVE_INFINITY;
  let heardAtTime = isoNow(clock);

  const heard = () => {
    heardAt = clock.monotonic();
    heardAtTime = isoNow(clock);
  };
  const suspect = () => {
    // While a probe is under way its answer may be older than the suspicion.
    if (probing) suspected = true;
    else if (reachable) sleeper.wake();
  };
  const context: KindContext = {
    transport,
    clock,
    random,
    pace,
    discovery: createDiscovery(transport, clock),
    namespaces: options.namespaces,
    sink: {
      ...sink,
      suspect,
      heard(kind, at) {
        heard();
        sink.heard(kind, at);
      },
    },
  };

  async function probe(silenceMs: number) {
    const version = await readVersion(transport, silenceMs);
    const [readyz, livez] = await Promise.all([
      readHealth(transport, '/readyz', clock, silenceMs),
      readHealth(transport, '/livez', clock, silenceMs),
    ]);
    if (stopping.signal.aborted) return;
    pace.told(readyz.refusal);
    const { clockAheadMs } = readyz;
    heard();
    sink.reached({ ...(version ? { version } : {}), livez: livez.report, readyz: readyz.report, clockAheadMs });
    if (!identified) {
      const identity = await whoAmI(transport, options.userName);
      if (stopping.signal.aborted) return;
      identified = true;
      sink.identified(identity);
    }
    return readyz.report.status === 200;
  }

  /** Slow answers are no absence: one that is only late is asked again, and what watches tell counts for more. */
  function isAbsence(error: unknown): boolean {
    const known = reachable === true;
    timeouts = error instanceof TimedOutError ? timeouts + 1 : 0;
    if (!known) return true;
    if (timeouts === 1) return false;
    return clock.monotonic() - heardAt >= HEARD_LATELY_MS;
  }

  function failed(error: unknown): number {
    pace.told(error);
    if (!isAbsence(error)) return SOON_MS;
    reachable = false;
    sink.lost(classify(error), heardAtTime);
    return backoff.next();
  }

  const startOne = <K extends KindName>(kind: K) => startKindReader(KINDS[kind], context);

  function succeeded(nowReady: boolean): number {
    if (readers.length === 0) readers = (options.kinds ?? KIND_NAMES).map(startOne);
    else if (!reachable || (nowReady && !ready)) for (const reader of readers) reader.kick();
    reachable = true;
    ready = nowReady;
    timeouts = 0;
    backoff.reset();
    return suspected ? SOON_MS : PROBE_MS;
  }

  /** One probe, and how long to wait for the next. */
  async function ask(): Promise<number> {
    try {
      const nowReady = await probe(timeouts > 0 ? SLOW_PROBE_SILENCE_MS : PROBE_SILENCE_MS);
      return stopping.signal.aborted ? 0 : succeeded(nowReady ?? false);
    } catch (error) {
      return stopping.signal.aborted ? 0 : failed(error);
    }
  }

  async function run() {
    while (!stopping.signal.aborted) {
      probing = true;
      suspected = false;
      const wait = await ask();
      probing = false;
      await sleeper.sleep(wait, stopping.signal);
      // The probe is what wakes the others: it waits for nobody but the server.
      await takeTurn(pace, sleeper, stopping.signal, () => true);
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
async function readVersion(transport: Transport, silenceMs: number): Promise<ServerVersion | undefined> {
  try {
    const version = await transport.json<Partial<ServerVersion> | null>({
      path: '/version',
      silenceMs,
    });
    if (typeof version?.gitVersion !== 'string')
      throw new StatusError(404, 'no Kubernetes version in /version', undefined, false);
    return { gitVersion: version.gitVersion, ...(version.platform ? { platform: version.platform } : {}) };
  } catch (error) {
    if (error instanceof StatusError && error.kubernetes && error.status === 403) return undefined;
    throw error;
  }
}
