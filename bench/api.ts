/** An API server as a plain program talks to it: the credentials of a kubeconfig, one request after another. */
import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';
import { parse } from 'yaml';

/** What is read of a kubeconfig: a token or a client certificate, in it or in files with whole paths. */
interface Kubeconfig {
  'current-context': string;
  contexts: { name: string; context: { cluster: string; user: string } }[];
  clusters: { name: string; cluster: Record<string, string | undefined> }[];
  users: { name: string; user: Record<string, string | undefined> }[];
}

export interface Api {
  /** The body, parsed; undefined where the server has no such thing (404). Throws for any other refusal. */
  send<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<T | undefined>;
  close(): void;
}

/** The server of the current context. Connections are kept. */
export function apiOf(kubeconfig: string): Api {
  const config: Kubeconfig = parse(readFileSync(kubeconfig, 'utf8'));
  const context = config.contexts.find(({ name }) => name === config['current-context'])?.context;
  const cluster = config.clusters.find(({ name }) => name === context?.cluster)?.cluster ?? {};
  const user = config.users.find(({ name }) => name === context?.user)?.user ?? {};
  const held = (from: Record<string, string | undefined>, name: string) => {
    const data = from[`${name}-data`];
    if (data) return Buffer.from(data, 'base64');
    return from[name] ? readFileSync(from[name]) : undefined;
  };
  const server = cluster.server ?? '';
  const credentials = {
    ca: held(cluster, 'certificate-authority'),
    cert: held(user, 'client-certificate'),
    key: held(user, 'client-key'),
  };
  const agent = server.startsWith('https:') ? new Agent({ ...credentials, keepAlive: true }) : undefined;
  const bearer = user.token ? { authorization: `Bearer ${user.token}` } : {};

  return {
    send: <T>(method: string, path: string, body?: object) =>
      new Promise<T | undefined>((resolve, reject) => {
        const headers = { ...bearer, ...(body ? { 'content-type': 'application/json' } : {}) };
        const request = agent ? httpsRequest : httpRequest;
        const call = request(server + path, { method, headers, ...(agent ? { agent } : {}) }, (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => {
            const text = Buffer.concat(chunks).toString('utf8');
            const status = response.statusCode ?? 0;
            if (status === 404) resolve(undefined);
            else if (status >= 400) reject(new Error(`${method} ${path}: ${status} ${text}`));
            else resolve(JSON.parse(text));
          });
        });
        call.on('error', reject);
        call.end(body ? JSON.stringify(body) : undefined);
      }),
    close: () => agent?.destroy(),
  };
}
