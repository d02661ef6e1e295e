/** For tests: an API server over HTTPS on a free port, a clock that is moved by hand, and a client that trusts it. */
import type { IncomingHttpHeaders } from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';
import { createApiServer, type SampleApiServer } from '../api-server.ts';
import { makeLoopbackCertificate } from '../certificate.ts';
import { type Arrival, type HttpFront, serveHttp } from '../http.ts';
import { type Fields, fieldsOf } from '../json.ts';
import { LIMITED_USERS } from '../users.ts';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  /** The body as JSON; an empty object when it is none. */
  json: Fields;
}
export interface Call {
  body?: unknown;
  headers?: Record<string, string>;
  /** Sends no token, or another. */
  token?: string;
}
export interface TestServer {
  server: SampleApiServer;
  front: HttpFront;
  time: { now: Date };
  call(method: string, path: string, options?: Call): Promise<Answer>;
  get(path: string, accept?: string): Promise<Answer>;
  /** Opens a watch; `lines` grows as events arrive. */
  watch(
    path: string,
    accept?: string,
  ): Promise<{ lines: Fields[]; until(count: number): Promise<Fields[]>; ended: Promise<void>; close(): void }>;
  close(): Promise<void>;
}

const TOKEN = 'test-token';
/** Tokens of the users with limited rights are their names. */
const users = LIMITED_USERS.map((user) => ({ user, token: user.username }));
const certificate = makeLoopbackCertificate(new Date());

const parsed = (text: string): Fields => {
  try {
    return fieldsOf(JSON.parse(text));
  } catch {
    return {};
  }
};

/** Namespaces `default` and `desarrollo` exist, with their service accounts. */
export async function startTestServer({
  arrival,
  ...options
}: {
  window?: number;
  arrival?: Arrival;
} = {}): Promise<TestServer> {
  const time = { now: new Date('2026-11-22T11:20:38Z') };
  const server = createApiServer({ clock: { now: () => time.now }, ...options });
  const api = server.as('kube-apiserver');
  for (const name of ['default', 'desarrollo']) {
    api.create('namespaces', { metadata: { name } });
    api.create('serviceaccounts', { metadata: { name: 'default', namespace: name } });
  }
  const front = await serveHttp(server, {
    token: TOKEN,
    users,
    certificate,
    times: { bookmark: 60_000, timeout: 60_000 },
    ...(arrival ? { arrival } : {}),
  });
  const agent = new Agent({ keepAlive: true });
  const base = { host: '127.0.0.1', port: front.port, ca: certificate.certificate, agent };

  const call = (method: string, path: string, { body, headers = {}, token = TOKEN }: Call = {}) =>
    new Promise<Answer>((resolve, reject) => {
      const payload =
        body === undefined
          ? undefined
          : Buffer.isBuffer(body) || typeof body === 'string'
            ? body
            : JSON.stringify(body);
      const request = httpsRequest(
        {
          ...base,
          method,
          path,
          headers: {
            ...(token ? { authorization: `Bearer ${token}` } : {}),
            ...(payload === undefined
              ? {}
              : { 'content-type': 'application/json', 'content-length': `${Buffer.byteLength(payload)}` }),
            ...headers,
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => {
            const text = Buffer.concat(chunks).toString();
            resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json: parsed(text) });
          });
        },
      );
      request.on('error', reject);
      request.end(payload);
    });

  const watch: TestServer['watch'] = (path, accept = 'application/json') =>
    new Promise((resolve, reject) => {
      const request = httpsRequest(
        { ...base, path, headers: { authorization: `Bearer ${TOKEN}`, accept } },
        (response) => {
          const lines: Fields[] = [];
          const waiting: { count: number; tell: (lines: Fields[]) => void }[] = [];
          let rest = '';
          response.on('data', (chunk: Buffer) => {
            const parts = `${rest}${chunk.toString()}`.split('\n');
            rest = parts.pop() ?? '';
            lines.push(...parts.map(parsed));
            for (const one of waiting) if (lines.length >= one.count) one.tell(lines);
          });
          const ended = new Promise<void>((tell) => {
            response.on('close', () => tell());
          });
          resolve({
            lines,
            ended,
            until: (count) =>
              new Promise((tell) => {
                if (lines.length >= count) tell(lines);
                else waiting.push({ count, tell });
              }),
            close: () => request.destroy(),
          });
          response.on('error', () => undefined);
        },
      );
      request.on('error', reject);
      request.end();
    });

  return {
    server,
    front,
    time,
    call,
    get: (path, accept = 'application/json') => call('GET', path, { headers: { accept } }),
    watch,
    async close() {
      agent.destroy();
      await front.close();
    },
  };
}
