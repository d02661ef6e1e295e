import type { Registry } from '../../images/catalogue.ts';
import { Files, type Mount, Tree } from '../../images/files.ts';
import { type DnsAnswer, type Image, type PullFailure, type RunningProcess, StartError } from '../../images/image.ts';
import { fullName, parseReference } from '../../images/reference.ts';
import type { Clock } from '../clock.ts';
import { between, hex, type Random } from '../random.ts';
import { Scope } from '../scope.ts';
import { type ContainerLog, LogSpace } from './container-log.ts';

/** The Unix socket of the runtime has nobody behind it. */
export class RuntimeGone extends Error {
  override readonly name = 'RuntimeGone';
  constructor() {
    super(
      'connection error: desc = "transport: Error while dialing: dial unix /run/containerd/containerd.sock: connect: connection refused"',
    );
  }
}

/** A sandbox: the pod's network, held by its pause container. */
export interface Sandbox {
  id: string;
  podUid: string;
  ip: string;
  attempt: number;
  ready: boolean;
}

/** A container as containerd lists it. */
export interface ContainerRecord {
  id: string;
  sandbox: string;
  podUid: string;
  name: string;
  attempt: number;
  image: Image;
  /** The image as the container's spec named it. */
  asked: string;
  state: 'created' | 'running' | 'exited';
  createdAt: number;
  startedAt?: number;
  finishedAt?: number;
  exitCode?: number;
  reason?: string;
  message?: string;
  /** Set when it was killed by a signal. */
  signalled?: boolean;
  log: ContainerLog;
  process?: RunningProcess;
  scope: Scope;
}

/** What is given to `createContainer`. */
export interface ContainerConfig {
  sandbox: Pick<Sandbox, 'id' | 'podUid'>;
  name: string;
  attempt: number;
  image: Image;
  command?: string[];
  args?: string[];
  env: ReadonlyMap<string, string>;
  memoryLimit?: number;
  /** The image as the spec names it; the image's own name by default. */
  asked?: string;
  mounts?: readonly Mount[];
  readOnlyRoot?: boolean;
  stdin?: boolean;
  uid?: number;
  gid?: number;
  groups?: readonly number[];
  /** The file a container may leave its last words in, and whether those of its log will do when it fails. */
  lastWords?: { path: string; orLog: boolean };
  pod: { name: string; namespace: string; ip: string; node: string };
}

/** What a container had to say of its end, when it said something. */
function lastWords(
  { log }: ContainerRecord,
  { lastWords: wanted }: ContainerConfig,
  files: Files,
  code: number,
): string {
  const written = files.read(wanted?.path ?? '/dev/termination-log') ?? '';
  if (written !== '' || code === 0 || wanted?.orLog !== true) return written.slice(0, 4096);
  return log.lines
    .slice(-80)
    .map(({ text }) => `${text}\n`)
    .join('')
    .slice(-2048);
}

/** Bytes a second from the registry: a class-room connection. */
const BYTES_PER_SECOND = 22e6;

/**
 * containerd of one machine. Stopping it stops nobody's containers (each has its shim), but nothing can be asked of it.
 * runc is the moment inside `startContainer`.
 */
export class Containerd {
  readonly images = new Map<string, Image>();
  readonly #containers = new Map<string, ContainerRecord>();
  readonly #sandboxes = new Map<string, Sandbox>();
  readonly #logs = new LogSpace();
  #up = true;
  #listeners = new Set<(container: ContainerRecord) => void>();

  private readonly clock: Clock;
  private readonly random: Random;
  private readonly registry: Registry;
  /** False while the machine is cut off from the registry. */
  private readonly online: () => boolean;
  private readonly resolve: (namespace: string, name: string) => DnsAnswer | undefined;

  constructor(
    clock: Clock,
    random: Random,
    registry: Registry,
    online: () => boolean,
    /** Asks the cluster's DNS, as a pod of that namespace on this machine. */
    resolve: (namespace: string, name: string) => DnsAnswer | undefined = () => undefined,
  ) {
    this.clock = clock;
    this.random = random;
    this.registry = registry;
    this.online = online;
    this.resolve = resolve;
  }

  get up(): boolean {
    return this.#up;
  }
  set up(value: boolean) {
    this.#up = value;
  }

  /** Told whenever a container started or ended, while containerd is up. */
  onEvent(listener: (container: ContainerRecord) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  containers(podUid?: string): ContainerRecord[] {
    this.#answer();
    return Array.from(this.#containers.values()).filter((one) => podUid === undefined || one.podUid === podUid);
  }

  /** As `ps` on the machine tells, with or without a containerd to ask: whether a container of that name runs there. */
  runs(namespace: string, container: string): boolean {
    return Array.from(this.#containers.values()).some(
      ({ id, name, state }) =>
        name === container && state === 'running' && this.#configs.get(id)?.pod.namespace === namespace,
    );
  }

  sandbox(podUid: string): Sandbox | undefined {
    this.#answer();
    return Array.from(this.#sandboxes.values()).findLast((one) => one.podUid === podUid && one.ready);
  }

  /** Highest attempt of a pod's sandboxes so far, −1 for none. */
  sandboxAttempt(podUid: string): number {
    return Array.from(this.#sandboxes.values()).reduce(
      (most, one) => (one.podUid === podUid ? Math.max(most, one.attempt) : most),
      -1,
    );
  }

  podUids(): Set<string> {
    this.#answer();
    return new Set(Array.from(this.#sandboxes.values(), (one) => one.podUid));
  }

  hasImage(name: string): Image | undefined {
    const reference = parseReference(name);
    return reference === undefined ? undefined : this.images.get(fullName(reference));
  }

  /** What a pull would give, and after how long. The caller waits, then calls `keep`. */
  pull(name: string): { ms: number; result: { image: Image } | { failure: PullFailure } } {
    this.#answer();
    if (!this.online()) {
      const reference = parseReference(name);
      const full = reference === undefined ? name : fullName(reference);
      const message = `failed to pull and unpack image "${full}": failed to resolve reference "${full}": failed to do request: dial tcp: i/o timeout`;
      return { ms: 15_000, result: { failure: { code: 'Unknown', message } } };
    }
    const result = this.registry.find(name);
    if ('failure' in result) return { ms: between(this.random, 600, 1400), result };
    const present = this.images.has(result.image.name);
    const transfer = present ? 0 : (result.image.size / BYTES_PER_SECOND) * 1000;
    return { ms: between(this.random, 500, 900) + transfer * between(this.random, 0.85, 1.2), result };
  }

  keep(image: Image): void {
    this.images.set(image.name, image);
  }

  runSandbox(podUid: string, ip: string): Sandbox {
    this.#answer();
    const sandbox = { id: hex(this.random, 64), podUid, ip, attempt: this.sandboxAttempt(podUid) + 1, ready: true };
    this.#sandboxes.set(sandbox.id, sandbox);
    return sandbox;
  }

  createContainer(config: ContainerConfig): ContainerRecord {
    this.#answer();
    const container: ContainerRecord = {
      id: hex(this.random, 64),
      sandbox: config.sandbox.id,
      podUid: config.sandbox.podUid,
      name: config.name,
      attempt: config.attempt,
      image: config.image,
      asked: config.asked ?? config.image.name,
      state: 'created',
      createdAt: this.clock.now(),
      log: this.#logs.open(),
      scope: new Scope(this.clock),
    };
    this.#containers.set(container.id, container);
    this.#configs.set(container.id, config);
    return container;
  }
  #configs = new Map<string, ContainerConfig>();

  /** runc: create, start, gone. Throws the runtime's words when the command cannot be run. */
  startContainer(id: string): void {
    this.#answer();
    const container = this.#containers.get(id);
    const config = this.#configs.get(id);
    if (container === undefined || config === undefined) throw new Error(`container "${id}" not found`);
    container.state = 'running';
    container.startedAt = this.clock.now();
    const command = config.command ?? [...config.image.entrypoint];
    const argv = [...command, ...(config.args ?? (config.command === undefined ? config.image.command : []))];
    try {
      container.process = this.#run(container, config, argv);
    } catch (error) {
      if (!(error instanceof StartError)) throw error;
      container.message = error.message;
      delete container.startedAt;
      this.#ended(container, 128, 'StartError');
      throw error;
    }
    this.#tell(container);
  }

  #run(container: ContainerRecord, config: ContainerConfig, argv: string[]): RunningProcess {
    // Its own files are gone with it; what is mounted stays.
    const files = new Files(Tree.ofImage(), config.mounts, config.readOnlyRoot);
    return config.image.start({
      scope: container.scope,
      random: this.random,
      argv,
      env: config.env,
      files,
      ...(config.memoryLimit === undefined ? {} : { memoryLimit: config.memoryLimit }),
      ...(config.stdin === undefined ? {} : { stdin: config.stdin }),
      ...(config.uid === undefined ? {} : { uid: config.uid }),
      ...(config.gid === undefined ? {} : { gid: config.gid }),
      ...(config.groups === undefined ? {} : { groups: config.groups }),
      resolve: (name) => this.resolve(config.pod.namespace, name),
      pod: config.pod,
      log: (text) => container.log.add({ at: this.clock.now(), text }),
      exit: (code, reason) => {
        const words = lastWords(container, config, files, code);
        if (words !== '') container.message = words;
        this.#ended(container, code, reason);
      },
    });
  }

  /** SIGTERM now; SIGKILL when the grace is over. */
  stopContainer(id: string, graceMs: number): void {
    this.#answer();
    const container = this.#containers.get(id);
    if (container === undefined || container.state !== 'running') return;
    container.process?.terminate?.();
    container.scope.after(graceMs, () => {
      container.signalled = true;
      this.#ended(container, 137);
    });
  }

  removePod(podUid: string): void {
    for (const [id, one] of this.#containers) if (one.podUid === podUid) this.removeContainer(id);
    for (const [id, one] of this.#sandboxes) if (one.podUid === podUid) this.#sandboxes.delete(id);
  }

  removeContainer(id: string): void {
    const container = this.#containers.get(id);
    if (container === undefined) return;
    container.scope.close();
    this.#logs.close(container.log);
    this.#containers.delete(id);
    this.#configs.delete(id);
  }

  /** The machine lost its power: every process is gone at once, and nobody was told. */
  powerLost(): void {
    for (const container of this.#containers.values()) {
      if (container.state === 'exited') continue;
      container.scope.close();
      container.state = 'exited';
      container.finishedAt = this.clock.now();
      container.exitCode = 255;
      container.reason = 'Unknown';
      delete container.process;
    }
    for (const sandbox of this.#sandboxes.values()) sandbox.ready = false;
  }

  #ended(container: ContainerRecord, code: number, reason?: string): void {
    if (container.state !== 'running') return;
    container.state = 'exited';
    container.finishedAt = this.clock.now();
    container.exitCode = code;
    container.reason = reason ?? (code === 0 ? 'Completed' : 'Error');
    delete container.process;
    container.scope.close();
    this.#tell(container);
  }

  #tell(container: ContainerRecord): void {
    if (this.#up) for (const listener of this.#listeners) listener(container);
  }

  #answer(): void {
    if (!this.#up) throw new RuntimeGone();
  }
}
