import 'server-only';
import { createHash } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import { HttpProxyAgent, HttpsProxyAgent } from 'hpagent';
import { SocksProxyAgent } from 'socks-proxy-agent';
import type { Credential } from './auth/credential';
import type { ConnectionSettings } from './kubeconfig/connection';

/** Connections are kept alive, and belong to one server, proxy and certificate: another one starts anew. */
export interface Agents {
  of(settings: ConnectionSettings, credential: Credential): http.Agent;
  close(): void;
}

function createAgent({ server, proxy, tls }: ConnectionSettings, { cert, key }: Credential): http.Agent {
  const options = { keepAlive: true, ...tls, ...(cert && key ? { cert, key } : {}) };
  const secure = server.startsWith('https:');
  const address = proxy?.address;
  if (address?.startsWith('socks')) return new SocksProxyAgent(address, options);
  if (address)
    return secure
      ? new HttpsProxyAgent({ ...options, proxy: address })
      : new HttpProxyAgent({ keepAlive: true, proxy: address });
  return secure ? new https.Agent(options) : new http.Agent({ keepAlive: true });
}

/** Agents of one cluster: one at a time. */
export function createAgents(): Agents {
  let current: { id: string; agent: http.Agent } | undefined;
  return {
    of(settings, credential) {
      const { server, proxy, tls } = settings;
      const parts = [
        server,
        proxy?.address,
        tls.ca,
        tls.servername,
        tls.rejectUnauthorized,
        tls.cert,
        tls.key,
        credential.cert,
      ];
      const id = createHash('sha256')
        .update(JSON.stringify([...parts, credential.key].map((part) => String(part ?? ''))))
        .digest('hex');
      if (current?.id !== id) {
        current?.agent.destroy();
        current = { id, agent: createAgent(settings, credential) };
      }
      return current.agent;
    },
    close() {
      current?.agent.destroy();
      current = undefined;
    },
  };
}

/** Whether a failure is the proxy's and not the server's: through a proxy only it is ever connected to. */
export function isOfProxy(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { syscall } = { syscall: '', ...error };
  return (
    syscall === 'connect' ||
    syscall === 'getaddrinfo' ||
    /proxy|^connect |^getaddrinfo |^Bad response: \d/i.test(error.message)
  );
}
