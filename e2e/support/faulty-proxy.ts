/** What stands between Kubeplano and an API server on a bad day: passes everything on, but for what it is told to answer. */
import { createServer, type Server } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Sample } from './sample';

/** How a request is answered instead of being passed on; undefined: it is passed on. */
export type Fault = (path: string) => 'never' | { status: number; message: string } | undefined;

const statusOf = ({ status, message }: { status: number; message: string }) =>
  JSON.stringify({ kind: 'Status', apiVersion: 'v1', status: 'Failure', code: status, message, reason: 'Fault' });

export class FaultyProxy {
  /** Kubeconfig that leads through it. */
  readonly kubeconfig: string;
  private fault: Fault = () => undefined;

  private constructor(
    private readonly server: Server,
    sample: Sample,
    private readonly target: URL,
  ) {
    const { port } = server.address() as AddressInfo;
    this.kubeconfig = sample.copy((text) => text.replaceAll(target.origin, `http://127.0.0.1:${port}`)).file;
  }

  static async before(sample: Sample): Promise<FaultyProxy> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const proxy = new FaultyProxy(server, sample, new URL(sample.server));
    server.on('request', (incoming, outgoing) => {
      const path = incoming.url ?? '/';
      const fault = proxy.fault(path);
      if (fault === 'never') return;
      if (fault) {
        outgoing.writeHead(fault.status, { 'content-type': 'application/json' }).end(statusOf(fault));
        return;
      }
      const { host: _, ...headers } = incoming.headers;
      const options = { method: incoming.method, headers, rejectUnauthorized: false };
      const passed = request(new URL(path, proxy.target), options, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        // A quiet watch has begun as soon as its headers are there.
        outgoing.flushHeaders();
        answer.pipe(outgoing);
      });
      passed.on('error', () => outgoing.destroy());
      outgoing.on('close', () => passed.destroy());
      incoming.pipe(passed);
    });
    return proxy;
  }

  /** From now on; what is open is cut, so that it is asked for again. */
  answer(fault: Fault): void {
    this.fault = fault;
    this.server.closeAllConnections();
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}
