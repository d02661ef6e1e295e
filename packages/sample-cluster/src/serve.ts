import { setImmediate } from 'node:timers/promises';
import { LIMITED_USERS } from './api/users.ts';
import { openDoor } from './door.ts';
import { SampleCluster } from './engine/cluster.ts';
import { Driver } from './engine/driver.ts';
import type { ProfileName } from './engine/profiles/profile.ts';
import { showSwitches } from './engine/switch-objects.ts';
import { SAMPLE_CONTEXT } from './kubeconfig.ts';

/** How the sample cluster is started. */
export interface SampleOptions {
  profile?: ProfileName;
  /** On 127.0.0.1; 0 chooses a free one. */
  port?: number;
  /** Where the kubeconfig is written (mode 600); a file of this process in the temporary folder by default. */
  kubeconfigPath?: string;
  /** Seconds that pass in the cluster for each of ours. */
  speed?: number;
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
  cluster: SampleCluster;
  driver: Driver;
  /** Stops listening, ends every stream and removes the kubeconfig. */
  stop(): Promise<void>;
}

/** A sample cluster that can be reached, and answers once it has lived through its first minutes. */
export interface GrowingSample {
  kubeconfigPath: string;
  grown: Promise<RunningSample>;
  stop(): Promise<void>;
}

/**
 * Listens and writes the kubeconfig at once; the cluster grows meanwhile, in steps between which this process does other
 * work. Rejects when the port is taken or the kubeconfig cannot be written.
 */
export async function growSampleCluster(options: SampleOptions = {}): Promise<GrowingSample> {
  const now = Date.now();
  const cluster = new SampleCluster({
    now,
    unborn: true,
    ...(options.profile ? { profile: options.profile } : {}),
    ...(options.empty ? { empty: true } : {}),
  });
  const ready = Promise.withResolvers<void>();
  const { port, kubeconfigPath: path } = options;
  const door = await openDoor(cluster.server, {
    port,
    kubeconfigPath: path,
    users: LIMITED_USERS,
    ready: ready.promise,
  });
  let stopped = false;
  let still = () => {};
  const stop = async () => {
    stopped = true;
    still();
    await door.close();
  };
  const grow = async (): Promise<RunningSample> => {
    for (const _ of cluster.grow()) {
      await setImmediate();
      if (stopped) break;
    }
    const driver = new Driver(cluster.clock);
    if (options.speed) driver.setSpeed(options.speed);
    const hideSwitches = showSwitches(cluster, driver);
    still = () => {
      hideSwitches();
      driver.stop();
    };
    // Growing took a moment: its clock is the world's from here on.
    if (!options.paused && !stopped) driver.start(Date.now());
    ready.resolve();
    return { ...door, context: SAMPLE_CONTEXT, cluster, driver, stop };
  };
  const grown = grow();
  // Whoever asks is told, and waits for nothing that will not come.
  grown.catch(ready.reject);
  return { kubeconfigPath: door.kubeconfigPath, grown, stop };
}

/** Starts the built-in sample cluster, grown. Rejects when the port is taken or the kubeconfig cannot be written. */
export const startSampleCluster = async (options: SampleOptions = {}): Promise<RunningSample> =>
  (await growSampleCluster(options)).grown;
