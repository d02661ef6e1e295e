/** Servers on loopback and kubeconfigs that lead to them, for tests of the way to an API server. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http, { type RequestListener } from 'node:http';
import https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chooseCluster } from '../choose-cluster';
import type { Clock } from '../clock';
import { systemClock } from '../clock';
import { createCredentials } from '../credentials';
import type { ProxyEnvironment } from '../proxy-environment';
import { createTransport, type Transport } from '../transport';
import { TEST_CERTIFICATE, TEST_KEY } from './test-certificate';

/** What is opened in a test and closed after it. */
export function createLoopback() {
  const servers: http.Server[] = [];
  // Also those a CONNECT took away from its server.
  const sockets = new Set<Socket>();
  const folder = mkdtempSync(path.join(tmpdir(), 'kubeplano-test-'));

  async function listen(server: http.Server): Promise<number> {
    servers.push(server);
    server.on('connection', (socket) => sockets.add(socket));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address: AddressInfo | string | null = server.address();
    return typeof address === 'object' && address ? address.port : 0;
  }

  return {
    folder,
    listen,
    http: async (listener: RequestListener) => `http://127.0.0.1:${await listen(http.createServer(listener))}`,
    https: async (listener: RequestListener, options: https.ServerOptions = {}) =>
      `https://127.0.0.1:${await listen(https.createServer({ key: TEST_KEY, cert: TEST_CERTIFICATE, ...options }, listener))}`,
    write(name: string, text: string): string {
      const file = path.join(folder, name);
      writeFileSync(file, text);
      return file;
    },
    /** Writes a kubeconfig of one context and gives the file. */
    kubeconfig(cluster: object, user: object = {}, name = 'config'): string {
      const config = {
        clusters: [{ name: 'c', cluster }],
        users: [{ name: 'u', user }],
        contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
        'current-context': 'x',
      };
      const file = path.join(folder, name);
      writeFileSync(file, JSON.stringify(config));
      return file;
    },
    /** The transport that a kubeconfig gives. */
    transport(kubeconfig: string, clock: Clock = systemClock, proxies: ProxyEnvironment = {}): Transport {
      const chosen = chooseCluster({
        sample: false,
        kubeconfigs: [kubeconfig],
        namespaces: [],
        proxies,
      }).choose();
      if (chosen.kind === 'recording') throw new Error('not a cluster');
      return createTransport(createCredentials(chosen.load, clock), clock);
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      for (const server of servers) {
        await new Promise((resolve) => server.close(resolve));
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
