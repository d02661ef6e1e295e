/** What stands between Kubeplano and an API server on a bad day: passes everything on, but for what it is told to answer. */
import { createServer, request, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { TEST_CERTIFICATE, TEST_KEY } from '../../lib/kubernetes/testing/test-certificate';
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
    // Over TLS, as no client sends a token over anything else; whose certificate it is does not matter here.
    this.kubeconfig = sample.copy((text) =>
      text
        .replaceAll(target.origin, `https://127.0.0.1:${port}`)
        .replaceAll(/certificate-authority-data: .*/g, 'insecure-skip-tls-verify: true'),
    ).file;
  }

  static async before(sample: Sample): Promise<FaultyProxy> {
    const server = createServer({ cert: TEST_CERTIFICATE, key: TEST_KEY });
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
