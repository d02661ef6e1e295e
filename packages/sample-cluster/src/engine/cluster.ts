import { createApiServer, type SampleApiServer } from '../api/api-server.ts';
import { ApiError } from '../api/errors.ts';
import { RevisionStore } from '../api/store.ts';
import { Registry } from '../images/catalogue.ts';
import type { ProfileName } from '../options.js';
import { addonSwitch } from './addon-switch.ts';
import { SimulatedClock } from './clock.ts';
import { type Kubelet, startKubelet } from './kubelet/kubelet.ts';
import { containerLogs } from './kubelet/logs.ts';
import { ControlPlane } from './machine/control-plane.ts';
import { DockerHost } from './machine/docker.ts';
import { Machine } from './machine/machine.ts';
import { Network } from './machine/network.ts';
import { installAddons } from './profiles/addons.ts';
import { createClassNamespaces, installClassroom } from './profiles/classroom.ts';
import { KUBERNETES_VERSION, type Profile, profileOf } from './profiles/profile.ts';
import { controlPlaneManifests } from './profiles/static-pods.ts';
import { ClusterDns } from './programs/coredns.ts';
import { provideSystemImages } from './programs/system-images.ts';
import { seededRandom } from './random.ts';
import type { Scope } from './scope.ts';
import { Switchboard } from './switches.ts';

/** How a sample cluster is made. */
export interface SampleClusterOptions {
  profile?: ProfileName;
  /** The moment at which the cluster is shown, ms since 1970. It was born `ageMs` before. */
  now: number;
  /** How long it has lived when it is shown; default ten minutes. */
  ageMs?: number;
  seed?: number;
  /** Where the counting of revisions begins: beyond those of the cluster whose place it takes. */
  firstRevision?: number;
  /** Without the workloads of the class notes. */
  empty?: boolean;
  /** Its machines stand but are off: whoever makes it lets it grow. */
  unborn?: boolean;
}

/** Timers that one step of growing runs: about a millisecond of work, so that a page rendered meanwhile goes first. */
const STEP_TIMERS = 10;

/** A sample cluster: its machines, its API server, its clock. Nothing of it moves unless the clock does. */
export class SampleCluster {
  readonly clock: SimulatedClock;
  readonly server: SampleApiServer;
  readonly network = new Network();
  readonly controlPlane: ControlPlane;
  readonly machines = new Map<string, Machine>();
  /** Beside the cluster and no part of it. */
  readonly docker: DockerHost;
  readonly profile: Profile;
  readonly switches: Switchboard;
  readonly #kubelets = new Map<string, Kubelet>();
  readonly #life: Iterable<unknown>;

  constructor({ profile = 'kubeadm', now, ageMs = 600_000, seed = 2, empty = false, ...more }: SampleClusterOptions) {
    this.profile = profileOf(profile);
    this.clock = new SimulatedClock(now - ageMs);
    const random = seededRandom(seed);
    this.server = createApiServer({
      clock: { now: () => new Date(this.clock.now()) },
      random,
      ...(more.firstRevision ? { store: new RevisionStore(4_000, more.firstRevision) } : {}),
      defer: (run) => {
        this.clock.after(0, run);
      },
    });
    const masters = this.profile.machines.filter((one) => one.controlPlane);
    this.controlPlane = new ControlPlane(this.server, this.network, masters.length);
    // Its own chance: what is run there changes nothing in the cluster.
    this.docker = new DockerHost(this.clock, seededRandom(seed + 1));
    const registry = new Registry();
    const dns = new ClusterDns(this.network);
    provideSystemImages(registry, {
      server: this.server,
      controlPlane: this.controlPlane,
      dns,
      machine: (name) => this.machines.get(name),
    });
    this.server.setLogs((request) =>
      containerLogs(
        request,
        this.server,
        (node) => this.kubelet(node),
        this.clock,
        (node) => this.controlPlane.reachableFrom(node),
      ),
    );
    for (const plan of this.profile.machines) {
      const start = (one: Machine, scope: Scope) => {
        const client = this.server.as('kubelet', {
          user: `system:node:${one.name}`,
          reachable: () => this.controlPlane.reachableFrom(one.name),
        });
        this.#kubelets.set(one.name, startKubelet(scope, one, client, KUBERNETES_VERSION));
      };
      const machine = new Machine(plan.facts, this.clock, random, registry, start, (namespace, name) =>
        dns.ask(plan.facts.name, namespace, name),
      );
      this.machines.set(machine.name, machine);
      if (!plan.controlPlane) continue;
      for (const [file, pod] of Object.entries(controlPlaneManifests(this.profile, plan.facts)))
        machine.setManifest(file, pod);
    }
    this.switches = new Switchboard({
      profile: this.profile,
      machines: this.machines,
      network: this.network,
      controlPlane: this.controlPlane,
      now: () => this.clock.now(),
      setAddon: addonSwitch(this.server.as('kubectl-patch', { user: 'kubernetes-admin' })),
    });
    this.#life = this.#grow(now, ageMs, empty);
    if (!more.unborn) for (const _ of this.grow());
  }

  /** Lives through its first minutes, up to the moment at which it is shown, in steps: others may work between them. */
  grow(): Iterable<unknown> {
    return this.#life;
  }

  /** The kubelet of a machine, while it runs. */
  kubelet(node: string): Kubelet | undefined {
    return this.machines.get(node)?.kubeletRunning === true ? this.#kubelets.get(node) : undefined;
  }

  /** What the people who set it up did: control plane first, workers join, then the add-ons and the class's work. */
  *#grow(now: number, ageMs: number, empty: boolean): Generator<void> {
    const born = now - ageMs;
    for (const [index, plan] of this.profile.machines.entries()) {
      this.clock.after(index * 7_000, () => this.machines.get(plan.facts.name)?.boot());
    }
    const kubeadm = this.server.as('kubeadm', { user: 'kubernetes-admin' });
    const kubectl = this.server.as('kubectl-create', { user: 'kubernetes-admin' });
    this.#whenServed(() => installAddons(kubeadm, this.profile));
    yield* this.#until(Math.min(born + 90_000, now));
    if (!empty) {
      createClassNamespaces(kubectl);
      yield* this.#until(this.clock.now() + 5_000);
      installClassroom(kubectl);
    }
    yield* this.#until(now);
  }

  *#until(time: number): Generator<void> {
    while (!this.clock.advanceTo(time, (ran) => ran >= STEP_TIMERS)) yield;
  }

  #whenServed(run: () => void): void {
    this.clock.after(500, () => {
      try {
        if (this.server.running && this.server.as('kubeadm').find('namespaces', 'kube-system') !== undefined) {
          run();
          return;
        }
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
      }
      this.#whenServed(run);
    });
  }
}
