import type { Registry } from '../../images/catalogue.ts';
import type { DnsAnswer } from '../../images/image.ts';
import type { SimulatedClock } from '../clock.ts';
import type { Random } from '../random.ts';
import { Scope } from '../scope.ts';
import type { PodDraft } from '../types.ts';
import { Containerd } from './containerd.ts';
import { Disk } from './disk.ts';

/** What a machine is made of; it says so in its Node object. */
export interface MachineFacts {
  name: string;
  ip: string;
  cpu: number;
  memoryKi: number;
  diskKi: number;
  machineID: string;
  systemUUID: string;
  bootID: string;
  osImage: string;
  kernelVersion: string;
  containerdVersion: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  /** Taints the kubelet registers its node with. */
  taints: { key: string; effect: string }[];
  providerID?: string;
}

/** One host: its power, its containerd, its kubelet (a systemd unit), the files of /etc/kubernetes/manifests. */
export class Machine {
  readonly containerd: Containerd;
  readonly disk = new Disk();
  /** Static pods: file name and what is in it. */
  readonly manifests = new Map<string, PodDraft>();
  /** A CNI configuration lies in /etc/cni/net.d (the CNI's pod wrote it). */
  cniConfigured = false;
  powered = true;
  boots = 0;
  #kubelet: Scope | undefined;
  #kubeletWanted = true;
  /** Told when a file of the manifests was added or taken away. */
  onManifests: (() => void) | undefined;

  readonly facts: MachineFacts;
  readonly clock: SimulatedClock;
  readonly random: Random;
  private readonly startKubelet: (machine: Machine, scope: Scope) => void;

  constructor(
    facts: MachineFacts,
    clock: SimulatedClock,
    random: Random,
    registry: Registry,
    startKubelet: (machine: Machine, scope: Scope) => void,
    /** What a pod of a namespace hears of a name, here. */
    resolve?: (namespace: string, name: string) => DnsAnswer | undefined,
  ) {
    this.facts = facts;
    this.clock = clock;
    this.random = random;
    this.startKubelet = startKubelet;
    this.containerd = new Containerd(clock, random, registry, () => true, resolve);
  }

  get name(): string {
    return this.facts.name;
  }

  get kubeletRunning(): boolean {
    return this.#kubelet !== undefined;
  }

  /** `systemctl start kubelet`, and stop. */
  setKubelet(on: boolean): void {
    this.#kubeletWanted = on;
    this.#settle();
  }

  /** `systemctl start containerd`, and stop. */
  setContainerd(on: boolean): void {
    this.#containerdWanted = on;
    this.#settle();
  }
  #containerdWanted = true;

  /** The plug. */
  setPower(on: boolean): void {
    if (on === this.powered) return;
    this.powered = on;
    if (!on) this.containerd.powerLost();
    else this.boots += 1;
    this.#settle();
  }

  /** Puts a file into /etc/kubernetes/manifests, or takes it away. */
  setManifest(file: string, pod: PodDraft | undefined): void {
    if (pod === undefined) this.manifests.delete(file);
    else this.manifests.set(file, pod);
    this.onManifests?.();
  }

  #settle(): void {
    this.containerd.up = this.powered && this.#containerdWanted;
    const kubelet = this.powered && this.#kubeletWanted;
    if (kubelet && this.#kubelet === undefined) {
      const scope = new Scope(this.clock);
      this.#kubelet = scope;
      this.startKubelet(this, scope);
    } else if (!kubelet && this.#kubelet !== undefined) {
      const scope = this.#kubelet;
      this.#kubelet = undefined;
      scope.close();
    }
  }

  /** Switches the machine on for the first time. */
  boot(): void {
    this.#settle();
  }
}
