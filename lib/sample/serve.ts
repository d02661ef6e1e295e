import 'server-only';
import { randomBytes } from 'node:crypto';
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

/** Starts the built-in sample cluster. Rejects when the port is taken or the kubeconfig cannot be written. */
export async function startSampleCluster(options: SampleOptions = {}): Promise<RunningSample> {
  const now = Date.now();
  const cluster = new SampleCluster({
    now,
    ...(options.profile ? { profile: options.profile } : {}),
    ...(options.empty ? { empty: true } : {}),
  });
  const driver = new Driver(cluster.clock);
  if (options.speed) driver.setSpeed(options.speed);
  const hideSwitches = showSwitches(cluster, driver);
  const token = newToken();
  const users = LIMITED_USERS.map((user) => ({ user, token: newToken() }));
  const certificate = makeLoopbackCertificate(new Date(now));
  const front = await serveHttp(cluster.server, { token, users, certificate, port: options.port ?? 0 });
  const kubeconfigPath = options.kubeconfigPath ?? usualKubeconfigPath();
  const { url } = front;
  const others = users.map(({ user: { username, rules }, token: own }) => {
    const namespace = rules[0]?.namespace;
    return { name: `${SAMPLE_CONTEXT}-${username}`, token: own, ...(namespace ? { namespace } : {}) };
  });
  await writeKubeconfig(kubeconfigPath, kubeconfigText({ url, certificate: certificate.certificate, token, others }));
  if (!options.paused) {
    // Making it took a moment: its clock is the world's from here on.
    driver.start(Date.now());
  }
  return {
    url,
    token,
    context: SAMPLE_CONTEXT,
    kubeconfigPath,
    cluster,
    driver,
    async stop() {
      removeKubeconfig(kubeconfigPath, token);
      hideSwitches();
      driver.stop();
      await front.close();
    },
  };
}

const newToken = () => randomBytes(24).toString('base64url');
