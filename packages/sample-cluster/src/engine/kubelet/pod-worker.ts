import { type Image, StartError } from '../../images/image.ts';
import { type ContainerRecord, RuntimeGone } from '../machine/containerd.ts';
import { between } from '../random.ts';
import { Scope } from '../scope.ts';
import type { Container, PodDraft, PodStatus } from '../types.ts';
import { rootFailure } from './admission.ts';
import { Backoff } from './backoff.ts';
import { containerConfig } from './container-config.ts';
import { containerView, SHOWN_MS, type WorkerFacts } from './container-view.ts';
import { environment, type PodFacts } from './environment.ts';
import { PodHooks } from './pod-hooks.ts';
import { PodImages } from './pod-images.ts';
import { PodProbers } from './pod-probers.ts';
import { PodRecords } from './pod-records.ts';
import { PodSandbox } from './pod-sandbox.ts';
import { type ContainerView, isPassed, type PodViewOfKubelet, phaseOf, podStatus } from './pod-status.ts';
import { type PodWorkerHost, type Tell, tellerOf } from './pod-worker-host.ts';
import { endsAfter } from './termination-order.ts';
import { isKeptUpToDate, setUpVolumes } from './volumes.ts';

const VOLUME_RETRY_MS = 2_000;
/** How often what ConfigMaps and Secrets say is written to the volumes anew (`syncFrequency`). */
const VOLUME_SYNC_MS = 60_000;
const TOO_LONG = 'Pod was active on the node longer than the specified deadline';
type NamedPod = PodDraft & { metadata: { name: string; namespace?: string } };

/** Brings one pod to life on its node and keeps it as its spec says, until it is told to end it. */
export class PodWorker implements WorkerFacts {
  private readonly host: PodWorkerHost<PodWorker>;
  pod: NamedPod;
  /** The pod's uid at the runtime: of the API, or of the file for static pods. */
  readonly uid: string;
  readonly scope: Scope;
  readonly #records: PodRecords;
  readonly #normal: Tell;
  readonly #warning: Tell;
  backoff = new Backoff();
  readonly images: PodImages;
  #starting = new Set<string>();
  /** Containers ended because their definition changed, by id: they are started again whatever the policy. */
  changed = new Set<string>();
  configFailures = new Map<string, { reason: string; message: string }>();
  readonly hooks: PodHooks;
  readonly probers: PodProbers;
  #mounted = false;
  readonly #sandbox: PodSandbox;
  #startTime: number;
  terminating = false;
  /** Seconds it was given to end. */
  #grace = 0;
  #ended = false;
  /** Its containers have ended for good; sidecars have nobody left to stand beside. */
  finished = false;
  failed: { reason: string; message: string } | undefined;
  #tick: { at: number; timer: { cancel(): void } } | undefined;

  constructor(host: PodWorkerHost<PodWorker>, pod: NamedPod, uid: string, startTime: number | undefined) {
    this.host = host;
    this.pod = pod;
    this.uid = uid;
    this.#records = new PodRecords(host.containerd, uid);
    this.scope = new Scope(host.scope.clock);
    host.scope.onClose(() => this.scope.close());
    this.#startTime = startTime ?? host.scope.clock.now();
    const { normal, warning } = tellerOf(host, this);
    this.#normal = normal;
    this.#warning = warning;
    const tell = { normal, warning, wake: (ms: number) => this.#wake(ms) };
    const { random, containerd, puller, hostIP } = host;
    this.#sandbox = new PodSandbox({
      ...tell,
      scope: this.scope,
      random,
      containerd,
      uid,
      hostIP,
      hostNetwork: () => this.spec.hostNetwork === true,
      networkReady: () => host.networkReady(),
      nextIP: () => host.nextIP(),
    });
    this.images = new PodImages({
      ...tell,
      clock: host.scope.clock,
      random,
      containerd,
      puller,
      changed: () => host.statusChanged(this),
      several: () => this.spec.containers.length > 1,
      ended: () => this.scope.closed || this.#ended,
    });
    this.hooks = new PodHooks({
      ...tell,
      scope: this.scope,
      containerd,
      podIP: () => this.#ip ?? '',
      specOf: (name) => [...this.spec.containers, ...(this.spec.initContainers ?? [])].find((one) => one.name === name),
      graceMs: () => this.#graceMs,
    });
    this.probers = new PodProbers({
      scope: this.scope,
      podIP: () => this.#ip ?? '',
      changed: () => this.#wake(5),
      unhealthy: (message, container) => this.#warning('Unhealthy', message, container),
      kill: (kind, spec, record) => {
        this.#normal('Killing', `Container ${spec.name} failed ${kind} probe, will be restarted`, spec.name);
        this.hooks.stop(record, this.#graceMs);
      },
    });
    this.#wake(5);
  }

  get namespace(): string {
    return this.pod.metadata.namespace ?? 'default';
  }
  get name(): string {
    return this.pod.metadata.name;
  }
  get spec() {
    return this.pod.spec ?? { containers: [] };
  }

  get #graceMs(): number {
    return (this.spec.terminationGracePeriodSeconds ?? 30) * 1000;
  }

  /** The runtime told something, or the pod's spec was changed. */
  poke(): void {
    this.#wake(5);
  }

  /** Ends the pod: SIGTERM to all, SIGKILL after the grace, then everything is removed. */
  terminate(graceSeconds: number): void {
    if (this.terminating) {
      // Told again, it may only become shorter (`delete --force`).
      if (graceSeconds < this.#grace && this.host.containerd.up)
        for (const one of this.#records.all())
          if (one.state === 'running') this.host.containerd.stopContainer(one.id, graceSeconds * 1000);
      this.#grace = Math.min(this.#grace, graceSeconds);
      return;
    }
    this.terminating = true;
    this.#grace = graceSeconds;
    this.probers.stop();
    this.#kill(graceSeconds);
  }

  /** Ends the pod for the kubelet's own reasons: it stays in the API, as Failed when its containers have ended. */
  #fail(reason: string, message: string): void {
    this.failed = { reason, message };
    this.probers.stop();
    this.#kill(this.#graceMs / 1000);
  }

  status(before: PodStatus): PodStatus {
    return podStatus(this.#view(), before, this.now());
  }

  /** What a container wrote: of its present life, or of the one before. */
  record(container: string, previous: boolean): ContainerRecord | undefined {
    return this.recordsOf(container)[previous ? 1 : 0];
  }

  #kill(graceSeconds: number): void {
    try {
      const running = this.host.containerd.containers(this.uid).filter((one) => one.state === 'running');
      for (const one of running) {
        this.#normal('Killing', `Stopping container ${one.name}`, one.name);
        this.hooks.stop(one, graceSeconds * 1000, endsAfter(this.spec, one.name));
      }
      this.#wake(5);
    } catch (error) {
      if (!(error instanceof RuntimeGone)) throw error;
      this.scope.after(5_000, () => this.#kill(graceSeconds));
    }
  }

  /** Looks at the pod again in `ms`, or earlier when that was already planned. */
  #wake(ms: number): void {
    const at = this.now() + ms;
    if (this.#tick !== undefined && this.#tick.at <= at) return;
    this.#tick?.timer.cancel();
    const timer = this.scope.after(ms, () => {
      this.#tick = undefined;
      this.#sync();
    });
    this.#tick = { at, timer };
  }

  #sync(): void {
    if (this.#ended) return;
    try {
      this.hooks.turn();
      if (this.terminating) this.#syncTerminating();
      else this.#syncRunning();
    } catch (error) {
      // Without its runtime a kubelet can only wait; without the API server it works on with what it knows.
      if (error instanceof RuntimeGone) this.#wake(5_000);
      else if (error instanceof TypeError || error instanceof RangeError) throw error;
      else this.#wake(2_000);
      return;
    }
    if (!this.#ended) this.host.statusChanged(this);
  }

  #syncTerminating(): void {
    if (this.host.containerd.containers(this.uid).some((one) => one.state === 'running')) return;
    this.#ended = true;
    // The last word on the containers is written before they are removed.
    this.host.statusChanged(this);
    this.scope.after(60, () => {
      const sandbox = this.host.containerd.sandbox(this.uid);
      if (sandbox !== undefined && sandbox.ip !== this.host.hostIP) this.host.releaseIP(sandbox.ip);
      this.host.containerd.removePod(this.uid);
      this.host.disk.forget(this.uid);
      this.host.terminated(this);
    });
  }

  #syncRunning(): void {
    if (this.#tooLong()) return;
    const view = this.#view();
    const phase = phaseOf(view);
    if (phase === 'Succeeded' || phase === 'Failed') {
      if (!this.finished) this.#kill(this.#graceMs / 1000);
      this.finished = true;
      return;
    }
    if (!this.#mountVolumes() || !this.#sandbox.ensure()) return;
    for (const container of view.containers.filter((one) => one.kind !== 'app')) {
      this.#ensure(container);
      if (!isPassed(container)) return;
    }
    for (const container of view.containers) if (container.kind === 'app') this.#ensure(container);
  }

  /** Whether the pod is being ended, or has to be, because it has lived as long as it may. */
  #tooLong(): boolean {
    const { activeDeadlineSeconds } = this.spec;
    if (this.failed !== undefined) return true;
    if (activeDeadlineSeconds === undefined) return false;
    const left = this.#startTime + activeDeadlineSeconds * 1000 - this.now();
    const phase = phaseOf(this.#view());
    if (left > 0 || phase === 'Succeeded' || phase === 'Failed') {
      if (left > 0) this.#wake(left);
      return false;
    }
    this.#normal('DeadlineExceeded', TOO_LONG);
    this.#fail('DeadlineExceeded', TOO_LONG);
    return true;
  }

  #facts(podIP: string): PodFacts {
    const { pod, uid } = this;
    const { node, hostIP } = this.host;
    return { pod, uid, podIP, node, hostIP, services: this.host.services(), allocatable: this.host.allocatable() };
  }

  #mountVolumes(): boolean {
    if (this.#mounted) return true;
    const setUp = () => setUpVolumes(this.host.api, this.host.disk, this.namespace, this.#facts(''));
    const failure = setUp();
    if (failure !== undefined) {
      this.#warning('FailedMount', failure);
      const wait = Math.max(VOLUME_RETRY_MS, Math.min(122_000, this.now() - this.#startTime));
      this.#wake(wait);
      return false;
    }
    this.#mounted = true;
    if (isKeptUpToDate(this.spec)) this.scope.every(VOLUME_SYNC_MS, setUp);
    return true;
  }

  #ensure(view: ContainerView): void {
    const { spec, records } = view;
    // The newest of all: a view does not show those that are still being made.
    const [current = records[0]] = this.recordsOf(spec.name);
    if (this.#starting.has(spec.name) || view.done) return;
    const changed = current !== undefined && view.kind !== 'init' && current.asked !== (spec.image ?? '');
    if (current?.state === 'running') {
      if (changed) this.#endChanged(spec, current);
      return;
    }
    if (this.#busyWithAnother(spec.name)) return;
    const now = this.now();
    // What is not as it was is given its chance at once.
    if (current?.state === 'exited' && !changed) {
      const remaining = this.backoff.remaining(spec.name, current.finishedAt ?? now, now);
      if (remaining > 0 && now - (current.finishedAt ?? now) < SHOWN_MS) {
        this.#wake(SHOWN_MS);
        return;
      }
      if (remaining > 0) {
        this.#warning(
          'BackOff',
          `Back-off restarting failed container ${spec.name} in pod ${this.name}_${this.namespace}(${this.uid})`,
          spec.name,
        );
        // The kubelet looks again every ten to fifteen seconds, and counts the event each time.
        this.#wake(Math.min(remaining, 12_000));
        return;
      }
    }
    const image = this.images.ensure(spec);
    if (image === undefined) return;
    if (changed) this.backoff.forget(spec.name);
    else if (current?.state === 'exited') this.backoff.next(spec.name, now);
    this.#start(spec, image, current === undefined ? 0 : current.attempt + 1);
  }

  #endChanged(spec: Container, current: ContainerRecord): void {
    if (this.changed.has(current.id)) return;
    this.changed.add(current.id);
    this.#normal('Killing', `Container ${spec.name} definition changed, will be restarted`, spec.name);
    this.hooks.stop(current, this.#graceMs);
  }

  /** A kubelet starts the containers of a pod one after another: pulling or starting one holds up the next. */
  #busyWithAnother(name: string): boolean {
    return [...this.#starting, ...this.hooks.busy(), ...this.images.busy()].some((one) => one !== name);
  }

  #start(spec: Container, image: Image, attempt: number): void {
    const { host } = this;
    const sandbox = host.containerd.sandbox(this.uid);
    if (sandbox === undefined) {
      this.#wake(5);
      return;
    }
    const facts = this.#facts(sandbox.ip);
    const made = environment(host.api, this.namespace, spec, facts);
    const failure =
      'failure' in made
        ? made.failure
        : rootFailure(this.spec, spec, image, `${this.name}_${this.namespace}(${this.uid})`);
    if ('failure' in made || failure !== undefined) {
      this.configFailures.set(spec.name, { reason: 'CreateContainerConfigError', message: failure ?? '' });
      this.#warning('Failed', `Error: ${failure}`, spec.name);
      this.#wake(between(host.random, 10_000, 14_000));
      return;
    }
    this.configFailures.delete(spec.name);
    this.#starting.add(spec.name);
    this.scope.after(between(host.random, 40, 140), () => {
      try {
        const config = containerConfig(spec, facts, { sandbox, image, attempt, env: made.env, disk: host.disk });
        const record = host.containerd.createContainer(config);
        this.#normal('Created', 'Container created', spec.name);
        this.scope.after(between(host.random, 50, 120), () => this.#run(spec, record.id));
      } catch (error) {
        this.#starting.delete(spec.name);
        if (!(error instanceof RuntimeGone)) throw error;
        this.#wake(5_000);
      }
    });
  }

  #run(spec: Container, id: string): void {
    const { host } = this;
    this.#starting.delete(spec.name);
    if (this.terminating || this.finished || this.failed !== undefined) {
      this.#wake(5);
      return;
    }
    try {
      host.containerd.startContainer(id);
      this.#normal('Started', 'Container started', spec.name);
      const record = this.recordsOf(spec.name).find((one) => one.id === id);
      if (record?.state === 'running') this.hooks.postStart(spec, record);
    } catch (error) {
      if (error instanceof StartError) this.#warning('Failed', `Error: ${error.message}`, spec.name);
      else if (!(error instanceof RuntimeGone)) throw error;
    }
    this.#records.forgetOld(spec.name);
    this.#wake(5);
  }

  #view(): PodViewOfKubelet {
    const known = this.#records.look();
    const init = (this.spec.initContainers ?? []).map((spec) =>
      containerView(this, spec, spec.restartPolicy === 'Always' ? 'sidecar' : 'init'),
    );
    const app = this.spec.containers.map((spec) => containerView(this, spec, 'app'));
    const { up } = this.host.containerd;
    const sandbox = up ? this.host.containerd.sandbox(this.uid) : undefined;
    if (sandbox !== undefined) this.#ip = sandbox.ip;
    return {
      containers: [...init, ...app],
      startTime: this.#startTime,
      hostIP: this.host.hostIP,
      podIP: this.#ip ?? (this.spec.hostNetwork === true ? this.host.hostIP : undefined),
      sandboxReady: up ? sandbox !== undefined && !this.#ended : this.#sandbox.ready,
      terminating: this.terminating,
      // Until its containers have ended a pod is as it was.
      ...(this.failed === undefined || known.some((one) => one.state === 'running') ? {} : { failed: this.failed }),
    };
  }
  #ip: string | undefined;
  recordsOf = (name: string) => this.#records.of(name);
  now = () => this.scope.clock.now();
}
