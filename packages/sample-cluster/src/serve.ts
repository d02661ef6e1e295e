import { setImmediate } from 'node:timers/promises';
import { LIMITED_USERS } from './api/users.ts';
import { openDoor } from './door.ts';
import { SampleCluster } from './engine/cluster.ts';
import { Driver } from './engine/driver.ts';
import { showSwitches } from './engine/switch-objects.ts';
import { SAMPLE_CONTEXT } from './kubeconfig.ts';
import type { ProfileName } from './options.js';
import type { Identity } from './protocol.ts';

/** How the sample cluster is started. */
export interface ServeOptions {
  profile?: ProfileName | undefined;
  /** On 127.0.0.1; 0 chooses a free one. */
  port?: number | undefined;
  /** Where the kubeconfig is written (mode 600); the person's private folder by default. */
  kubeconfigPath?: string | undefined;
  /** Whose place it takes. */
  instead?: Identity | undefined;
  /** How many clusters were behind this door before. */
  generation?: number | undefined;
  /** Seconds that pass in the cluster for each of ours. */
  speed?: number | undefined;
  /** Without the workloads of the class notes. */
  empty?: boolean;
  /** For tests: a clock that stands still until it is moved. */
  paused?: boolean;
}

/** A running sample cluster: an API server on loopback like any other, and what is behind it. */
export interface RunningSample {
  /** `https://127.0.0.1:PORT`. */
  url: string;
  token: string;
  context: string;
  kubeconfigPath: string;
  /** Of this moment: {@link reset} makes others. */
  readonly cluster: SampleCluster;
  readonly driver: Driver;
  /** Everything as it was at the start, behind the same address: resolves when it has grown. */
  reset(): Promise<void>;
  /** Stops listening, ends every stream and removes the kubeconfig. */
  stop(): Promise<void>;
}

/** A sample cluster that can be reached, and answers once it has lived through its first minutes. */
export interface GrowingSample {
  identity: Identity;
  kubeconfigPath: string;
  grown: Promise<RunningSample>;
  stop(): Promise<void>;
}

/** A cluster with its time. */
interface Life {
  cluster: SampleCluster;
  driver: Driver;
  end(): void;
}

/** Revisions between one cluster and the next: none that a watch of the one before could resume from. */
const BETWEEN = 10_000;
/** Of a cluster whose process was killed nobody knows how far it got. */
const BETWEEN_PROCESSES = 100_000_000;

/**
 * Listens and writes the kubeconfig at once; the cluster grows meanwhile, in steps between which this process does other
 * work. Rejects when the port is taken or the kubeconfig cannot be written.
 */
export async function growSampleCluster(options: ServeOptions = {}): Promise<GrowingSample> {
  let generation = options.generation ?? 0;
  const conceive = (firstRevision: number) =>
    new SampleCluster({
      now: Date.now(),
      unborn: true,
      // Others are of other names and uids: nobody takes them for those before.
      seed: 2 + generation,
      firstRevision,
      ...(options.profile ? { profile: options.profile } : {}),
      ...(options.empty ? { empty: true } : {}),
    });
  const first = conceive(1 + generation * BETWEEN_PROCESSES);
  const ready = Promise.withResolvers<void>();
  let resetting: Promise<void> | undefined;
  const door = await openDoor(first.server, {
    port: options.port,
    kubeconfigPath: options.kubeconfigPath,
    instead: options.instead,
    users: LIMITED_USERS,
    ready: ready.promise,
    // Whoever comes next finds out whether it worked.
    reset: () => void reset().catch(() => undefined),
  });
  let stopped = false;
  let life: Life | undefined;
  const grow = async (cluster: SampleCluster, told: PromiseWithResolvers<void>): Promise<Life> => {
    try {
      for (const _ of cluster.grow()) {
        await setImmediate();
        if (stopped) break;
      }
      const driver = new Driver(cluster.clock);
      if (options.speed) driver.setSpeed(options.speed);
      const hideSwitches = showSwitches(cluster, driver);
      // Growing took a moment: its clock is the world's from here on.
      if (!options.paused && !stopped) driver.start(Date.now());
      life = {
        cluster,
        driver,
        end() {
          hideSwitches();
          driver.stop();
        },
      };
      told.resolve();
      return life;
    } catch (error) {
      // Whoever asks is told, and waits for nothing that will not come.
      told.reject(error);
      throw error;
    }
  };
  const reset = (): Promise<void> => {
    resetting ??= begin().finally(() => {
      resetting = undefined;
    });
    return resetting;
  };
  const begin = async () => {
    const before = (await grown).cluster;
    life?.end();
    generation += 1;
    const cluster = conceive(before.server.core.store.revision + BETWEEN);
    const again = Promise.withResolvers<void>();
    door.lead(cluster.server, again.promise);
    await grow(cluster, again);
  };
  const running = (born: Life): RunningSample => ({
    ...door,
    context: SAMPLE_CONTEXT,
    get cluster() {
      return (life ?? born).cluster;
    },
    get driver() {
      return (life ?? born).driver;
    },
    reset,
    stop,
  });
  const stop = async () => {
    stopped = true;
    life?.end();
    await door.close();
  };
  const grown = grow(first, ready).then(running);
  grown.catch(() => undefined);
  return { identity: door.identity, kubeconfigPath: door.kubeconfigPath, grown, stop };
}

/** Starts the built-in sample cluster, grown. Rejects when the port is taken or the kubeconfig cannot be written. */
export const startSampleCluster = async (options: ServeOptions = {}): Promise<RunningSample> =>
  (await growSampleCluster(options)).grown;
