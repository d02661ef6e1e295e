import { randomBytes } from 'node:crypto';
import type { SampleApiServer } from './api/api-server.ts';
import type { User } from './api/authorizer.ts';
import { makeLoopbackCertificate } from './api/certificate.ts';
import { serveHttp } from './api/http.ts';
import {
  kubeconfigText,
  removeKubeconfig,
  SAMPLE_CONTEXT,
  usualKubeconfigPath,
  writeKubeconfig,
} from './kubeconfig.ts';

/** How people come in. */
export interface DoorOptions {
  /** On 127.0.0.1; 0 (the default) chooses a free one. */
  port?: number | undefined;
  /** Where the kubeconfig is written (mode 600); a file of this process in the temporary folder by default. */
  kubeconfigPath?: string | undefined;
  /** Beside the administrator; each gets a token and a context. */
  users?: readonly User[];
  /** Requests wait for it. */
  ready?: Promise<void>;
}

/** The way into a sample cluster: an address on loopback, and a kubeconfig that leads there. */
export interface Door {
  /** `https://127.0.0.1:PORT`. */
  url: string;
  /** The administrator's. */
  token: string;
  kubeconfigPath: string;
  /** Removes the kubeconfig, ends every stream and stops listening. */
  close(): Promise<void>;
}

/** Listens before an API server and writes its kubeconfig. Rejects when the port is taken or the file cannot be written. */
export async function openDoor(server: SampleApiServer, options: DoorOptions): Promise<Door> {
  const token = newToken();
  const users = (options.users ?? []).map((user) => ({ user, token: newToken() }));
  const certificate = makeLoopbackCertificate(new Date());
  const { port = 0, ready } = options;
  const front = await serveHttp(server, { token, users, certificate, port, ...(ready ? { ready } : {}) });
  const { url } = front;
  const kubeconfigPath = options.kubeconfigPath ?? usualKubeconfigPath();
  const others = users.map(({ user: { username, rules }, token: own }) => {
    const namespace = rules[0]?.namespace;
    return { name: `${SAMPLE_CONTEXT}-${username}`, token: own, ...(namespace ? { namespace } : {}) };
  });
  const text = kubeconfigText({ url, certificate: certificate.certificate, token, others });
  await writeKubeconfig(kubeconfigPath, text).catch(async (error: unknown) => {
    await front.close();
    throw error;
  });
  return {
    url,
    token,
    kubeconfigPath,
    async close() {
      removeKubeconfig(kubeconfigPath, token);
      await front.close();
    },
  };
}

const newToken = () => randomBytes(24).toString('base64url');
