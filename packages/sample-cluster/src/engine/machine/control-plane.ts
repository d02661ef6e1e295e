import type { ApiServer } from '../../api/client.ts';
import type { Network } from './network.ts';

/**
 * Which machines run an API server and a member of etcd, as their containers start and stop, and what follows for
 * whoever calls: somebody must listen where they can reach, and a majority of etcd must be able to agree.
 */
export class ControlPlane {
  readonly #apiservers = new Set<string>();
  readonly #etcds = new Set<string>();

  private readonly server: ApiServer;
  private readonly network: Network;
  private readonly members: number;

  constructor(server: ApiServer, network: Network, members: number) {
    this.server = server;
    this.network = network;
    this.members = members;
    this.#settle();
  }

  setApiserver(machine: string, up: boolean): void {
    if (up) this.#apiservers.add(machine);
    else this.#apiservers.delete(machine);
    this.#settle();
  }

  setEtcd(machine: string, up: boolean): void {
    if (up) this.#etcds.add(machine);
    else this.#etcds.delete(machine);
    this.#settle();
  }

  /** A wire was cut or mended. */
  networkChanged(): void {
    this.#settle();
  }

  /** Whether a program on `machine` finds an API server. */
  reachableFrom(machine: string): boolean {
    for (const one of this.#apiservers) if (this.network.connected(machine, one)) return true;
    return false;
  }

  #settle(): void {
    const most = Math.max(
      0,
      ...Array.from(
        this.#etcds,
        (one) => Array.from(this.#etcds).filter((other) => this.network.connected(one, other)).length,
      ),
    );
    this.server.setEtcd(most > this.members / 2);
    const listening = this.#apiservers.size > 0;
    if (listening && !this.server.running) this.server.start();
    if (!listening && this.server.running) this.server.stop();
  }
}
