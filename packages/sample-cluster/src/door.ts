import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import type { SampleApiServer } from './api/api-server.ts';
import type { User } from './api/authorizer.ts';
import { makeLoopbackCertificate } from './api/certificate.ts';
import { serveHttp } from './api/http.ts';
import { kubeconfigText, SAMPLE_CONTEXT, writeKubeconfig } from './kubeconfig.ts';
import { claimPlace, keeper } from './place.ts';
import type { Identity } from './protocol.ts';
import { removeKubeconfig } from './remove-kubeconfig.js';

/** How people come in. */
export interface DoorOptions {
  /** On 127.0.0.1; 0 (the default) chooses a free one. */
  port?: number | undefined;
  /** Where the kubeconfig is written (mode 600); the person's private folder by default. */
  kubeconfigPath?: string | undefined;
  /** Whose place it takes: where it was, with its certificate and its tokens. */
  instead?: Identity | undefined;
  /** Beside the administrator; each gets a token and a context. */
  users?: readonly User[];
  /** Requests wait for it. */
  ready?: Promise<void>;
  /** Somebody who may asks for the cluster as it was at the start. */
  reset?: () => void;
}

/** The way into a sample cluster: an address on loopback, and a kubeconfig that leads there. */
export interface Door {
  /** `https://127.0.0.1:PORT`. */
  url: string;
  /** The administrator's. */
  token: string;
  kubeconfigPath: string;
  identity: Identity;
  /** Another server behind the same door; what is under way ends, and requests wait for `ready`. */
  lead(server: SampleApiServer, ready: Promise<void>): void;
  /** Removes the kubeconfig, ends every stream and stops listening. */
  close(): Promise<void>;
}

/** Listens before an API server and writes its kubeconfig. Rejects when the port is taken or the file cannot be written. */
export async function openDoor(server: SampleApiServer, options: DoorOptions): Promise<Door> {
  const { instead, ready, reset } = options;
  const certificate = instead?.certificate ?? makeLoopbackCertificate(new Date());
  const [token = newToken(), ...given] = instead?.tokens ?? [];
  const users = (options.users ?? []).map((user, index) => ({ user, token: given[index] ?? newToken() }));
  const front = await serveHttp(server, {
    token,
    users,
    certificate,
    port: instead?.port ?? options.port ?? 0,
    ...(ready ? { ready } : {}),
    ...(reset ? { reset } : {}),
  });
  const { url, port } = front;
  const others = users.map(({ user: { username, rules }, token: own }) => {
    const namespace = rules[0]?.namespace;
    return { name: `${SAMPLE_CONTEXT}-${username}`, token: own, ...(namespace ? { namespace } : {}) };
  });
  const text = kubeconfigText({ url, certificate: certificate.certificate, token, others, pid: keeper() });
  const kubeconfigPath = await written(text, instead?.kubeconfig ?? options.kubeconfigPath).catch(
    async (error: unknown) => {
      await front.close();
      throw error;
    },
  );
  return {
    url,
    token,
    kubeconfigPath,
    identity: { port, kubeconfig: kubeconfigPath, certificate, tokens: [token, ...users.map((one) => one.token)] },
    lead: (next, grown) => front.lead(next, grown),
    async close() {
      removeKubeconfig(kubeconfigPath, token);
      await front.close();
    },
  };
}

/** Writes it where it was asked to be, or in the person's private folder. */
async function written(text: string, asked: string | undefined): Promise<string> {
  const path = asked ?? claimPlace();
  try {
    await writeKubeconfig(path, text);
  } catch (error) {
    // What was claimed and is not used is nobody's.
    if (asked === undefined) rmSync(path, { force: true });
    throw error;
  }
  return path;
}

const newToken = () => randomBytes(24).toString('base64url');
