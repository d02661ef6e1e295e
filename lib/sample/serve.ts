import 'server-only';
import { randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { makeLoopbackCertificate } from './api/certificate';
import { serveHttp } from './api/http';
import { LIMITED_USERS } from './api/users';
import { SampleCluster } from './engine/cluster';
import { Driver } from './engine/driver';
import type { ProfileName } from './engine/profiles/profile';
import { showSwitches } from './engine/switch-objects';
import { kubeconfigText, removeKubeconfig, SAMPLE_CONTEXT, usualKubeconfigPath, writeKubeconfig } from './kubeconfig';

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
  const token = newToken();
  const users = LIMITED_USERS.map((user) => ({ user, token: newToken() }));
  const certificate = makeLoopbackCertificate(new Date(now));
  const ready = Promise.withResolvers<void>();
  const front = await serveHttp(cluster.server, {
    token,
    users,
    certificate,
    port: options.port ?? 0,
    ready: ready.promise,
  });
  const kubeconfigPath = options.kubeconfigPath ?? usualKubeconfigPath();
  const { url } = front;
  const others = users.map(({ user: { username, rules }, token: own }) => {
    const namespace = rules[0]?.namespace;
    return { name: `${SAMPLE_CONTEXT}-${username}`, token: own, ...(namespace ? { namespace } : {}) };
  });
  const text = kubeconfigText({ url, certificate: certificate.certificate, token, others });
  await writeKubeconfig(kubeconfigPath, text).catch(async (error: unknown) => {
    await front.close();
    throw error;
  });

  let stopped = false;
  let still = () => {};
  const stop = async () => {
    stopped = true;
    removeKubeconfig(kubeconfigPath, token);
    still();
    await front.close();
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
    return { url, token, context: SAMPLE_CONTEXT, kubeconfigPath, cluster, driver, stop };
  };
  return { kubeconfigPath, grown: grow(), stop };
}

/** Starts the built-in sample cluster, grown. Rejects when the port is taken or the kubeconfig cannot be written. */
export const startSampleCluster = async (options: SampleOptions = {}): Promise<RunningSample> =>
  (await growSampleCluster(options)).grown;

const newToken = () => randomBytes(24).toString('base64url');
