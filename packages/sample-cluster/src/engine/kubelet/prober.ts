import type { RunningProcess } from '../../images/image.ts';
import type { ContainerRecord } from '../machine/containerd.ts';
import { Scope } from '../scope.ts';
import type { Container, Probe } from '../types.ts';

/** What the prober says of a container to its pod worker. */
export interface ProbeOutcome {
  started: boolean;
  ready: boolean;
}

/** What a prober asks of its kubelet. */
export interface ProberHost {
  scope: Scope;
  podIP(): string;
  /** A probe failed: becomes an event. */
  unhealthy(kind: 'Startup' | 'Readiness' | 'Liveness', message: string): void;
  /** Outcome changed: status has to be written. */
  changed(): void;
  /** Too many failures: the container must be killed. */
  kill(kind: 'startup' | 'liveness'): void;
}

/** Probes one running container: startup first, then liveness and readiness, each at its own pace. */
export class ContainerProber {
  readonly outcome: ProbeOutcome;
  readonly #scope: Scope;

  private readonly host: ProberHost;
  private readonly spec: Container;
  private readonly record: ContainerRecord;

  constructor(host: ProberHost, spec: Container, record: ContainerRecord) {
    this.host = host;
    this.spec = spec;
    this.record = record;
    this.#scope = new Scope(host.scope.clock);
    host.scope.onClose(() => this.#scope.close());
    this.outcome = {
      started: spec.startupProbe === undefined,
      ready: spec.startupProbe === undefined && spec.readinessProbe === undefined,
    };
    if (spec.startupProbe === undefined) this.#afterStartup();
    else {
      this.#run('Startup', spec.startupProbe, (ok, scope) => {
        if (!ok) {
          host.kill('startup');
          return;
        }
        scope.close();
        this.outcome.started = true;
        this.outcome.ready = spec.readinessProbe === undefined;
        host.changed();
        this.#afterStartup();
      });
    }
  }

  stop(): void {
    this.#scope.close();
  }

  #afterStartup(): void {
    const { readinessProbe, livenessProbe } = this.spec;
    if (readinessProbe !== undefined) {
      this.#run('Readiness', readinessProbe, (ok) => {
        if (this.outcome.ready === ok) return;
        this.outcome.ready = ok;
        this.host.changed();
      });
    }
    if (livenessProbe !== undefined) {
      this.#run('Liveness', livenessProbe, (ok) => {
        if (!ok) this.host.kill('liveness');
      });
    }
  }

  /** Calls `settled` each time the thresholds say that the answer is yes, or no. */
  #run(kind: 'Startup' | 'Readiness' | 'Liveness', probe: Probe, settled: (ok: boolean, scope: Scope) => void): void {
    const scope = new Scope(this.#scope.clock);
    this.#scope.onClose(() => scope.close());
    const period = (probe.periodSeconds || 10) * 1000;
    let good = 0;
    let bad = 0;
    scope.every(
      period,
      () =>
        this.#try(probe, (failure) => {
          if (scope.closed) return;
          if (failure === undefined) {
            good += 1;
            bad = 0;
            if (good >= (probe.successThreshold || 1)) settled(true, scope);
            return;
          }
          bad += 1;
          good = 0;
          this.host.unhealthy(kind, `${kind} probe failed: ${failure}`);
          if (bad >= (probe.failureThreshold || 3)) settled(false, scope);
        }),
      (probe.initialDelaySeconds ?? 0) * 1000 + 1000,
    );
  }

  /** Tells the kubelet's words for what failed; undefined when nothing did. */
  #try(probe: Probe, tell: (failure: string | undefined) => void): void {
    const { process } = this.record;
    if (process === undefined) {
      tell('container is not running');
      return;
    }
    if (probe.exec === undefined) {
      tell(this.#ask(probe, process));
      return;
    }
    const command = probe.exec.command ?? [];
    const seconds = probe.timeoutSeconds || 1;
    let told = false;
    const once = (failure: string | undefined): void => {
      if (!told) tell(failure);
      told = true;
    };
    this.#scope.after(seconds * 1000, () =>
      once(`command timed out: "${command.join(' ')}" timed out after ${seconds}s`),
    );
    if (process.run === undefined) once('command not found');
    else process.run(command, (code, output) => once(code === 0 ? undefined : output));
  }

  #ask(probe: Probe, process: RunningProcess): string | undefined {
    if (probe.httpGet !== undefined) {
      return httpFailure(process, probe.httpGet, this.host.podIP(), this.spec);
    }
    const port = probe.tcpSocket === undefined ? (probe.grpc?.port ?? 0) : portOf(this.spec, probe.tcpSocket.port);
    if (process.listens?.(port) === true) return undefined;
    return probe.tcpSocket === undefined
      ? `timeout: failed to connect service "${this.host.podIP()}:${port}" within 1s: context deadline exceeded`
      : `dial tcp ${this.host.podIP()}:${port}: connect: connection refused`;
  }
}

/** Asks a path of a container's process, as probes and hooks do: the words for what failed, undefined when nothing did. */
export function httpFailure(
  process: RunningProcess,
  asked: NonNullable<Probe['httpGet']>,
  podIP: string,
  spec: Container,
): string | undefined {
  const port = portOf(spec, asked.port);
  const path = asked.path ?? '/';
  const status = process.http?.(port, path);
  const scheme = (asked.scheme ?? 'HTTP').toLowerCase();
  const address = `${asked.host ?? podIP}:${port}`;
  if (status === undefined) {
    return `Get "${scheme}://${address}${path}": dial tcp ${address}: connect: connection refused`;
  }
  return status >= 200 && status < 400 ? undefined : `HTTP probe failed with statuscode: ${status}`;
}

function portOf(spec: Container, port: unknown): number {
  if (typeof port === 'number') return port;
  const named = spec.ports?.find((one) => one.name === port)?.containerPort;
  return named ?? Number(port);
}
