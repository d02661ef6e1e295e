import type { Containerd } from '../machine/containerd.ts';
import { between, type Random } from '../random.ts';
import type { Scope } from '../scope.ts';

/** What the sandbox of a pod asks of its worker. */
export interface PodSandboxHost {
  scope: Scope;
  random: Random;
  containerd: Containerd;
  /** The pod's uid at the runtime. */
  uid: string;
  hostIP: string;
  hostNetwork(): boolean;
  networkReady(): boolean;
  nextIP(): string | undefined;
  normal(reason: string, message: string): void;
  warning(reason: string, message: string): void;
  wake(ms: number): void;
}

const NETWORK_RETRY_MS = 2_000;

/** The sandbox of one pod: its network and its pause container, there before any other. */
export class PodSandbox {
  #state: 'none' | 'making' | 'ready' = 'none';

  private readonly host: PodSandboxHost;

  constructor(host: PodSandboxHost) {
    this.host = host;
  }

  /** As last known; the runtime may not be there to be asked. */
  get ready(): boolean {
    return this.#state === 'ready';
  }

  /** Whether it is there; else sets out to make it. */
  ensure(): boolean {
    const { host } = this;
    if (this.#state === 'making') return false;
    if (host.containerd.sandbox(host.uid) !== undefined) {
      this.#state = 'ready';
      return true;
    }
    const hostNetwork = host.hostNetwork();
    if (!hostNetwork && !host.networkReady()) {
      host.warning(
        'NetworkNotReady',
        'network is not ready: container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized',
      );
      host.wake(NETWORK_RETRY_MS);
      return false;
    }
    if (this.ready || host.containerd.sandboxAttempt(host.uid) >= 0)
      host.normal('SandboxChanged', 'Pod sandbox changed, it will be killed and re-created.');
    this.#state = 'making';
    host.scope.after(between(host.random, 180, 420), () => this.#make(hostNetwork ? host.hostIP : host.nextIP()));
    return false;
  }

  #make(ip: string | undefined): void {
    const { host } = this;
    this.#state = 'none';
    const made = ip !== undefined && host.containerd.up;
    if (made) {
      host.containerd.runSandbox(host.uid, ip);
      this.#state = 'ready';
    }
    host.wake(made ? 5 : NETWORK_RETRY_MS);
  }
}
