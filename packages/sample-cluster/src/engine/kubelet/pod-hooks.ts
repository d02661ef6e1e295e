import type { Containerd, ContainerRecord } from '../machine/containerd.ts';
import type { Scope } from '../scope.ts';
import type { Container } from '../types.ts';
import { runHook } from './hooks.ts';

/** What the hooks of a pod ask of its worker. */
export interface PodHooksHost {
  scope: Scope;
  containerd: Containerd;
  podIP(): string;
  specOf(container: string): Container | undefined;
  /** What a container is given to end, ms. */
  graceMs(): number;
  normal(reason: string, message: string, container: string): void;
  warning(reason: string, message: string, container: string): void;
  wake(ms: number): void;
}

/** What a container has at least to end well, however long its hook took. */
const LEAST_GRACE_MS = 2_000;

/** The hooks around the life of a pod's containers: after the start, which they hold up, and before the end, which they put off. */
export class PodHooks {
  /** Containers whose postStart hook runs, by name. */
  #posting = new Map<string, ContainerRecord>();
  #failures = new Map<string, string>();
  /** Containers to be stopped when others have ended. */
  #waiting = new Set<() => void>();

  private readonly host: PodHooksHost;

  constructor(host: PodHooksHost) {
    this.host = host;
  }

  /** Whether a container's hook runs. One that ended waits for none. */
  isPosting(record: ContainerRecord): boolean {
    return record.state === 'running' && this.#posting.get(record.name) === record;
  }

  /** Containers whose hook holds up the next one. */
  busy(): string[] {
    return Array.from(this.#posting.values())
      .filter((record) => this.isPosting(record))
      .map(({ name }) => name);
  }

  /** How the hook of a container's last start failed. */
  failureOf(container: string): string | undefined {
    return this.#failures.get(container);
  }

  /** Until its hook is over, a container does not count as started. */
  postStart(spec: Container, record: ContainerRecord): void {
    this.#failures.delete(spec.name);
    const hook = spec.lifecycle?.postStart;
    if (hook === undefined) return;
    const { host } = this;
    this.#posting.set(spec.name, record);
    runHook(host.scope, hook, spec, record, host.podIP(), (failure) => {
      if (!this.isPosting(record)) return;
      this.#posting.delete(spec.name);
      if (failure !== undefined) {
        this.#failures.set(spec.name, failure);
        host.warning('FailedPostStartHook', 'PostStartHook failed', spec.name);
        host.normal('Killing', 'FailedPostStartHook', spec.name);
        this.stop(record, host.graceMs());
      }
      host.wake(5);
    });
  }

  /** Something of the pod changed: those whose turn has come are stopped. */
  turn(): void {
    for (const stop of this.#waiting) stop();
  }

  /**
   * SIGTERM, when its preStop hook is over and none of `before` runs any more; SIGKILL after the grace, which the hook
   * and the waiting use up too.
   */
  stop(record: ContainerRecord, graceMs: number, before: string[] = []): void {
    const { scope, containerd, podIP, specOf, warning } = this.host;
    const from = scope.clock.now();
    let over = false;
    const stop = (): void => {
      if (over) return;
      if (!containerd.up) {
        scope.after(5_000, stop);
        return;
      }
      const left = graceMs - (scope.clock.now() - from);
      if (left > 0 && containerd.containers(record.podUid).some(isRunningOneOf(before))) {
        this.#waiting.add(stop);
        return;
      }
      over = true;
      this.#waiting.delete(stop);
      containerd.stopContainer(record.id, left === graceMs ? graceMs : Math.max(LEAST_GRACE_MS, left));
    };
    const spec = specOf(record.name);
    const hook = spec?.lifecycle?.preStop;
    scope.after(graceMs, stop);
    if (spec === undefined || hook === undefined || graceMs === 0) {
      stop();
      return;
    }
    runHook(scope, hook, spec, record, podIP(), (failure) => {
      if (failure !== undefined && !over) warning('FailedPreStopHook', 'PreStopHook failed', spec.name);
      stop();
    });
  }
}

const isRunningOneOf = (names: string[]) => (record: ContainerRecord) =>
  record.state === 'running' && names.includes(record.name);
