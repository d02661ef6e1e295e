import 'server-only';
import type { ControlPlane } from './machine/control-plane';
import type { Machine } from './machine/machine';
import type { Network } from './machine/network';
import type { Profile } from './profiles/profile';
import { controlPlaneManifests } from './profiles/static-pods';

export const SWITCH_COMPONENTS = [
  'kube-scheduler',
  'kube-controller-manager',
  'etcd',
  'kube-apiserver',
  'kubelet',
  'containerd',
  'kube-proxy',
  'coredns',
  'machine',
  'network',
] as const;
/** What a switch stops and starts. */
export type SwitchComponent = (typeof SWITCH_COMPONENTS)[number];

/** One switch: its name as kubectl says it, what it stops, and how it stands. */
export interface SwitchState {
  name: string;
  component: SwitchComponent;
  node?: string;
  /** The other end, for the wire between two machines. */
  peer?: string;
  on: boolean;
}

/** What a switch acts on. */
export interface SwitchSurroundings {
  profile: Profile;
  machines: ReadonlyMap<string, Machine>;
  network: Network;
  controlPlane: ControlPlane;
  /** Stops and starts what runs as pods of a controller, as an administrator would through the API. */
  setAddon(addon: 'kube-proxy' | 'coredns', on: boolean): void;
}

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
  readonly #states = new Map<string, SwitchState>();
  #listeners = new Set<(state: SwitchState) => void>();

  constructor(private readonly around: SwitchSurroundings) {
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
    return Array.from(this.#states.values());
  }

  get(name: string): SwitchState | undefined {
    return this.#states.get(name);
  }

  /** Told of each switch thrown; answers how to be told no more. */
  onChange(listener: (state: SwitchState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Throws a switch; answers false when there is none of that name. What cannot be done now (no API server) throws. */
  set(name: string, on: boolean): boolean {
    const state = this.#states.get(name);
    if (state === undefined) return false;
    if (state.on === on) return true;
    this.#apply(state, on);
    const next = { ...state, on };
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

  #apply({ component, node = '', peer = '' }: SwitchState, on: boolean): void {
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
