import type { ApiClient } from '../../api/client.ts';
import { isAlreadyExists } from '../../api/errors.ts';
import type { EventRecorder, Regarding } from '../events.ts';
import type { Machine } from '../machine/machine.ts';
import type { Scope } from '../scope.ts';
import { microTime, type Node, sameJson } from '../types.ts';
import { quietly } from '../work-queue.ts';
import { nodeLabels, nodeStatus } from './node-object.ts';

/** Defaults of the kubelet's configuration. */
const LEASE_PERIOD_MS = 10_000;
const LEASE_SECONDS = 40;
const STATUS_PERIOD_MS = 10_000;
const STATUS_REPORT_MS = 5 * 60_000;
/** How long the runtime may be silent before the node says so. */
const RUNTIME_SILENCE_MS = 30_000;

/** What the node of a kubelet is told of, and where it tells. */
interface NodeReporterHost {
  scope: Scope;
  machine: Machine;
  api: ApiClient;
  version: string;
  events: EventRecorder;
  /** The node is in the API, for the first time or again. */
  found(): void;
}

/** The part of a kubelet that speaks for its machine: registers the node, says how it is, and that it lives. */
export class NodeReporter {
  /** The node as last seen in the API. */
  known: Node | undefined;
  /** Where its pods have their addresses from. */
  podCIDR: string | undefined;
  #registered = false;
  #runtimeSeenAt: number;
  #reportedAt = 0;
  #unschedulable = false;

  private readonly host: NodeReporterHost;

  constructor(host: NodeReporterHost) {
    this.host = host;
    this.#runtimeSeenAt = host.scope.clock.now();
  }

  start(): void {
    const { scope } = this.host;
    scope.every(STATUS_PERIOD_MS, () => this.#report(), 400);
    scope.every(LEASE_PERIOD_MS, () => quietly(() => this.#renewLease()), 600);
  }

  #notReady(): string | undefined {
    const now = this.host.scope.clock.now();
    if (this.host.machine.containerd.up) this.#runtimeSeenAt = now;
    if (now - this.#runtimeSeenAt >= RUNTIME_SILENCE_MS) return 'container runtime is down';
    if (!this.host.machine.cniConfigured) {
      return 'container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized';
    }
    return undefined;
  }

  #report(): void {
    quietly(() => {
      const now = this.host.scope.clock.now();
      let node = this.host.api.find('nodes', this.host.machine.name);
      if (node === undefined) {
        // A kubelet registers once, when it starts; a node somebody deleted does not come back by itself.
        this.known = undefined;
        if (this.#registered) return;
        node = this.#register();
      }
      this.#registered = true;
      const cidr = node.spec.podCIDR;
      if (cidr !== undefined) this.podCIDR = cidr;
      const before = this.known;
      this.known = node;
      if (before === undefined) this.host.found();
      this.#tellSchedulable(node);
      const status = nodeStatus(this.host.machine, this.host.version, this.#notReady(), node.status);
      const same = sameJson(withoutTimes(status), withoutTimes(node.status));
      if (same && now - this.#reportedAt < STATUS_REPORT_MS) return;
      this.#reportedAt = now;
      this.#tellReadiness(node, status);
      this.known = this.host.api.updateStatus('nodes', { ...node, status: { ...node.status, ...status } });
    });
  }

  #tellSchedulable({ metadata: { name }, spec }: Node): void {
    const unschedulable = spec.unschedulable === true;
    if (unschedulable === this.#unschedulable) return;
    this.#unschedulable = unschedulable;
    const reason = unschedulable ? 'NodeNotSchedulable' : 'NodeSchedulable';
    this.#is(name, reason);
  }

  #tellReadiness(node: Node, status: Node['status']): void {
    const { name } = node.metadata;
    const was = node.status.conditions?.find((one) => one.type === 'Ready')?.status;
    const is = status.conditions?.find((one) => one.type === 'Ready')?.status;
    if (was !== is) this.#is(name, is === 'True' ? 'NodeReady' : 'NodeNotReady');
    const boot = status.nodeInfo?.bootID;
    const last = node.status.nodeInfo?.bootID;
    if (last !== undefined && last !== '' && last !== boot) {
      this.host.events.warning(aboutNode(name), 'Rebooted', `Node ${name} has been rebooted, boot id: ${boot}`);
    }
  }

  #is(name: string, reason: string): void {
    this.host.events.normal(aboutNode(name), reason, `Node ${name} status is now: ${reason}`);
  }

  #register(): Node {
    const { facts } = this.host.machine;
    const status = nodeStatus(this.host.machine, this.host.version, this.#notReady(), undefined);
    this.#reportedAt = this.host.scope.clock.now();
    const about = aboutNode(facts.name);
    this.host.events.normal(about, 'Starting', 'Starting kubelet.');
    for (const reason of ['NodeHasSufficientMemory', 'NodeHasNoDiskPressure', 'NodeHasSufficientPID'])
      this.#is(facts.name, reason);
    this.host.events.normal(about, 'NodeAllocatableEnforced', 'Updated Node Allocatable limit across pods');
    try {
      const node = this.host.api.create('nodes', {
        apiVersion: 'v1',
        kind: 'Node',
        metadata: {
          name: facts.name,
          labels: nodeLabels(this.host.machine),
          annotations: { 'volumes.kubernetes.io/controller-managed-attach-detach': 'true', ...facts.annotations },
        },
        spec: {
          ...(facts.providerID === undefined ? {} : { providerID: facts.providerID }),
          taints: [...facts.taints, { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' }],
        },
        status,
      });
      return this.host.api.updateStatus('nodes', { ...node, status });
    } catch (error) {
      if (!isAlreadyExists(error)) throw error;
      return this.host.api.get('nodes', facts.name);
    }
  }

  #renewLease(): void {
    const { name } = this.host.machine;
    const renewTime = microTime(this.host.scope.clock.now());
    const lease = this.host.api.find('leases', name, 'kube-node-lease');
    if (lease !== undefined) {
      this.host.api.update('leases', { ...lease, spec: { ...lease.spec, renewTime } });
      return;
    }
    const node = this.known;
    if (node === undefined) return;
    this.host.api.create('leases', {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: {
        name,
        namespace: 'kube-node-lease',
        ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name, uid: node.metadata.uid }],
      },
      spec: { holderIdentity: name, leaseDurationSeconds: LEASE_SECONDS, renewTime },
    });
  }
}

/** Events of nodes know them by name. */
const aboutNode = (name: string): Regarding => ({ kind: 'Node', metadata: { name, uid: name } });

function withoutTimes(status: Node['status']): unknown {
  return {
    ...status,
    conditions: status.conditions?.map(({ lastHeartbeatTime: _heartbeat, ...condition }) => condition),
  };
}
