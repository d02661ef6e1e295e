import { SWITCH_COMPONENTS, type SwitchComponent, type SwitchPhase } from '../controls/terms.ts';
import type { ControlPlane } from './machine/control-plane.ts';
import type { Machine } from './machine/machine.ts';
import type { Network } from './machine/network.ts';
import type { Profile } from './profiles/profile.ts';
import { controlPlaneManifests } from './profiles/static-pods.ts';

/** One switch: its name as kubectl says it, what it stops, and how it stands. */
export interface SwitchState {
  name: string;
  component: SwitchComponent;
  node?: string;
  /** The other end, for the wire between two machines. */
  peer?: string;
  /** As it was set. */
  on: boolean;
  /** Simulated milliseconds since the epoch at which it was switched off. */
  offSince?: number;
  phase: SwitchPhase;
  /** While it is off no API server answers, so kubectl cannot switch it on again: only the page can. */
  onlyHere: boolean;
}
type Thrown = Omit<SwitchState, 'phase' | 'onlyHere'>;

/** What a switch acts on. */
export interface SwitchSurroundings {
  profile: Profile;
  machines: ReadonlyMap<string, Machine>;
  network: Network;
  controlPlane: ControlPlane;
  /** Simulated milliseconds since the epoch. */
  now(): number;
  /** Stops and starts what runs as pods of a controller, as an administrator would through the API. */
  setAddon(addon: 'kube-proxy' | 'coredns', on: boolean): void;
}

const SYSTEM = 'kube-system';
/** Run as pods of a controller: that none runs may be somebody else's doing. */
const ADDONS: ReadonlySet<SwitchComponent> = new Set(['kube-proxy', 'coredns']);
const STATIC: Partial<Record<SwitchComponent, string>> = {
  'kube-scheduler': 'scheduler',
  'kube-controller-manager': 'controller-manager',
  etcd: 'etcd',
  'kube-apiserver': 'apiserver',
};

/**
 * The switches of a sample cluster. Each does what an administrator would do by hand: take a manifest away from the
 * kubelet, stop a systemd unit, scale an add-on down, pull a plug or a cable.
 */
export class Switchboard {
  readonly #states = new Map<string, Thrown>();
  #listeners = new Set<(state: Thrown) => void>();

  private readonly around: SwitchSurroundings;

  constructor(around: SwitchSurroundings) {
    this.around = around;
    const { machines } = around.profile;
    const masters = machines.filter((one) => one.controlPlane);
    for (const component of SWITCH_COMPONENTS) {
      const short = STATIC[component];
      if (short !== undefined) {
        for (const { facts } of masters)
          this.#define(masters.length === 1 ? short : `${short}-${facts.name}`, component, facts.name);
      } else if (component === 'kubelet' || component === 'containerd' || component === 'machine') {
        for (const { facts } of machines) this.#define(`${component}-${facts.name}`, component, facts.name);
      } else if (component === 'network') {
        for (const [index, a] of machines.entries()) {
          for (const b of machines.slice(index + 1))
            this.#define(`network-${a.facts.name}-${b.facts.name}`, component, a.facts.name, b.facts.name);
        }
      } else {
        this.#define(component, component);
      }
    }
  }

  list(): SwitchState[] {
    return Array.from(this.#states.values(), (one) => this.#stateOf(one));
  }

  get(name: string): SwitchState | undefined {
    const one = this.#states.get(name);
    return one && this.#stateOf(one);
  }

  /** Told of each switch thrown; answers how to be told no more. */
  onChange(listener: (state: Thrown) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Throws a switch; answers false when there is none of that name. What cannot be done now (no API server) throws. */
  set(name: string, on: boolean): boolean {
    const state = this.#states.get(name);
    if (state === undefined) return false;
    if (state.on === on) return true;
    this.#apply(state, on);
    const { offSince: _before, ...rest } = state;
    const next = on ? { ...rest, on } : { ...rest, on, offSince: this.around.now() };
    this.#states.set(name, next);
    for (const listener of this.#listeners) listener(next);
    return true;
  }

  #define(name: string, component: SwitchComponent, node?: string, peer?: string): void {
    this.#states.set(name, {
      name,
      component,
      ...(node === undefined ? {} : { node }),
      ...(peer === undefined ? {} : { peer }),
      on: true,
    });
  }

  #stateOf(one: Thrown): SwitchState {
    return { ...one, phase: this.#phaseOf(one), onlyHere: !this.#answersWithout(one) };
  }

  /** Whether an API server would still answer with this switch off and the others as they are. */
  #answersWithout(off: Thrown): boolean {
    const all = Array.from(this.#states.values(), (one) => (one.name === off.name ? { ...one, on: false } : one));
    const isOn = (component: SwitchComponent, node: string) =>
      all.some((one) => one.component === component && one.node === node && one.on);
    const isCut = (a: string, b: string) =>
      all.some((one) => one.component === 'network' && !one.on && one.node === a && one.peer === b);
    const planned = this.around.profile.machines.filter((one) => one.controlPlane).map(({ facts }) => facts.name);
    const masters = planned.filter((name) => isOn('machine', name));
    const members = masters.filter((name) => isOn('etcd', name));
    const together = members.map((a) => members.filter((b) => !isCut(a, b) && !isCut(b, a)).length);
    return masters.some((name) => isOn('kube-apiserver', name)) && Math.max(0, ...together) > planned.length / 2;
  }

  #phaseOf(one: Thrown): SwitchPhase {
    const { runs, handled } = this.#facts(one);
    if (runs) return one.on || !handled ? 'Running' : 'Stopping';
    return one.on && handled && !ADDONS.has(one.component) ? 'Starting' : 'Stopped';
  }

  /** Whether it runs, and whether there is somebody who would start or stop it. */
  #facts({ component, node = '', peer = '' }: Thrown): { runs: boolean; handled: boolean } {
    const machine = this.around.machines.get(node);
    switch (component) {
      case 'kubelet':
        return { runs: machine?.kubeletRunning === true, handled: false };
      case 'containerd':
        return { runs: machine?.containerd.up === true, handled: false };
      case 'machine':
        return { runs: machine?.powered === true, handled: false };
      case 'network':
        return { runs: this.around.network.connected(node, peer), handled: false };
      case 'kube-proxy':
      case 'coredns':
        return { runs: this.#somewhere(component), handled: this.#somewhere('kube-controller-manager') };
      default:
        return {
          runs: machine?.containerd.runs(SYSTEM, component) === true,
          handled: machine?.kubeletRunning === true && machine.containerd.up,
        };
    }
  }

  #somewhere(component: string): boolean {
    return Array.from(this.around.machines.values()).some(({ containerd }) => containerd.runs(SYSTEM, component));
  }

  #apply({ component, node = '', peer = '' }: Thrown, on: boolean): void {
    const machine = this.around.machines.get(node);
    switch (component) {
      case 'kubelet':
        machine?.setKubelet(on);
        return;
      case 'containerd':
        machine?.setContainerd(on);
        return;
      case 'machine':
        machine?.setPower(on);
        return;
      case 'network':
        this.around.network.set(node, peer, on);
        this.around.controlPlane.networkChanged();
        return;
      case 'kube-proxy':
      case 'coredns':
        this.around.setAddon(component, on);
        return;
      default: {
        if (machine === undefined) return;
        const file = `${component}.yaml`;
        const manifest = controlPlaneManifests(this.around.profile, machine.facts)[file];
        machine.setManifest(file, on ? manifest : undefined);
      }
    }
  }
}
