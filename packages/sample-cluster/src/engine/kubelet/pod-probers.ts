import type { ContainerRecord } from '../machine/containerd.ts';
import type { Scope } from '../scope.ts';
import type { Container } from '../types.ts';
import { ContainerProber } from './prober.ts';

/** What the probers of a pod ask of its worker. */
export interface PodProbersHost {
  scope: Scope;
  podIP(): string;
  /** Outcome changed: the pod has to be looked at. */
  changed(): void;
  /** A probe failed: becomes an event. */
  unhealthy(message: string, container: string): void;
  /** Too many failures. */
  kill(kind: 'startup' | 'liveness', spec: Container, record: ContainerRecord): void;
}

/** The probers of a pod, one for each running container that asks for one. */
export class PodProbers {
  /** By container id. */
  #probers = new Map<string, ContainerProber>();

  private readonly host: PodProbersHost;

  constructor(host: PodProbersHost) {
    this.host = host;
  }

  /** The prober of a container; made when it is first seen running, ended when it is not. */
  of(spec: Container, current: ContainerRecord | undefined): ContainerProber | undefined {
    const probed = spec.livenessProbe ?? spec.readinessProbe ?? spec.startupProbe;
    if (probed === undefined || current === undefined) return undefined;
    const known = this.#probers.get(current.id);
    if (current.state !== 'running') {
      known?.stop();
      this.#probers.delete(current.id);
      return undefined;
    }
    if (known !== undefined) return known;
    const { scope, podIP, changed, unhealthy, kill } = this.host;
    const prober = new ContainerProber(
      {
        scope,
        podIP,
        changed,
        unhealthy: (_kind, message) => unhealthy(message, spec.name),
        kill: (kind) => {
          prober.stop();
          kill(kind, spec, current);
        },
      },
      spec,
      current,
    );
    this.#probers.set(current.id, prober);
    return prober;
  }

  stop(): void {
    for (const prober of this.#probers.values()) prober.stop();
    this.#probers.clear();
  }
}
