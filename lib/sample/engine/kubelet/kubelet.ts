import 'server-only';
import type { ApiClient } from '../../api/client';
import { isAlreadyExists, isConflict } from '../../api/errors';
import { EventRecorder, type Regarding } from '../events';
import { Informer } from '../informer';
import type { ContainerRecord } from '../machine/containerd';
import type { Machine } from '../machine/machine';
import { isMirror } from '../pods';
import type { Random } from '../random';
import type { Scope } from '../scope';
import { keyOf, microTime, type Node, type Pod, type PodDraft, sameJson, time } from '../types';
import { isProgrammingError } from '../work-queue';
import { rejection } from './admission';
import { ImagePuller } from './image-puller';
import { nodeLabels, nodeStatus } from './node-object';
import { mayRun, PodWorker, type PodWorkerHost } from './pod-worker';
import { mirrorPod, readManifest, type StaticPod } from './static-pods';

/** Defaults of the kubelet's configuration. */
const LEASE_PERIOD_MS = 10_000;
const LEASE_SECONDS = 40;
const STATUS_PERIOD_MS = 10_000;
const STATUS_REPORT_MS = 5 * 60_000;
const STATUS_RETRY_MS = 10_000;
/** How long the runtime may be silent before the node says so. */
const RUNTIME_SILENCE_MS = 30_000;

/** Starts a kubelet on a machine; it lives until `scope` closes. Answers what the API server asks of it. */
export function startKubelet(scope: Scope, machine: Machine, api: ApiClient, version: string): Kubelet {
  const kubelet = new Kubelet(scope, machine, api, version);
  kubelet.start();
  return kubelet;
}

/** The agent of one machine: its node, its heartbeats, its pods. */
export class Kubelet {
  readonly #random: Random;
  readonly #events: EventRecorder;
  readonly #puller: ImagePuller;
  readonly #pods: Informer<'pods'>;
  readonly #services: Informer<'services'>;
  readonly #host: PodWorkerHost;
  /** By uid at the runtime. */
  #workers = new Map<string, PodWorker>();
  #statics = new Map<string, StaticPod>();
  #pendingStatus = new Set<PodWorker>();
  #node: Node | undefined;
  #registered = false;
  #podCIDR: string | undefined;
  #usedIPs = new Set<string>();
  #lastIP = 1;
  #runtimeSeenAt: number;
  #reportedAt = 0;
  #unschedulable = false;

  constructor(
    private readonly scope: Scope,
    private readonly machine: Machine,
    private readonly api: ApiClient,
    private readonly version: string,
  ) {
    this.#random = machine.random;
    this.#runtimeSeenAt = scope.clock.now();
    this.#events = new EventRecorder(scope, api, this.#random, { component: 'kubelet', host: machine.name });
    this.#puller = new ImagePuller(scope, machine.containerd);
    this.#pods = new Informer(scope, api, 'pods', { fieldSelector: `spec.nodeName=${machine.name}` });
    this.#services = new Informer(scope, api, 'services');
    this.#host = {
      scope,
      random: this.#random,
      api,
      events: this.#events,
      containerd: machine.containerd,
      puller: this.#puller,
      disk: machine.disk,
      services: () => this.#services.list(),
      allocatable: () => this.#node?.status.allocatable,
      node: machine.name,
      hostIP: machine.facts.ip,
      nextIP: () => this.#nextIP(),
      releaseIP: (ip) => this.#usedIPs.delete(ip),
      networkReady: () => machine.cniConfigured && this.#podCIDR !== undefined,
      regarding: (worker) => this.#regarding(worker),
      statusChanged: (worker) => this.#queueStatus(worker),
      terminated: (worker) => this.#terminated(worker),
    };
  }

  start(): void {
    const { scope, machine } = this;
    scope.onClose(machine.containerd.onEvent((record) => this.#workers.get(record.podUid)?.poke()));
    machine.onManifests = () => scope.after(1_000, () => this.#readManifests());
    scope.after(200, () => {
      this.#readManifests();
      // Afterwards: until the files are read, mirrors in the API look as if theirs were gone.
      this.#services.start();
      this.#pods.start();
    });
    scope.every(STATUS_PERIOD_MS, () => this.#reportNode(false), 400);
    scope.every(LEASE_PERIOD_MS, () => this.#quietly(() => this.#renewLease()), 600);
    scope.every(STATUS_RETRY_MS, () => this.#retry());
    this.#pods.onChange(({ type, object }) => this.#podChanged(type, object));
    this.#pods.onSynced(() => this.#adopt());
  }

  /** Whether its containerd answers. */
  get runtimeUp(): boolean {
    return this.machine.containerd.up;
  }

  /** The records of a pod's container, for its log; undefined when this kubelet does not run the pod. */
  container(podUid: string, container: string, previous: boolean): ContainerRecord | undefined {
    return this.#workerOf(podUid)?.record(container, previous);
  }

  #workerOf(apiUid: string): PodWorker | undefined {
    const pod = this.#pods.list().find((one) => one.metadata.uid === apiUid);
    return pod === undefined ? undefined : this.#workers.get(runtimeUid(pod));
  }

  // Pods

  #podChanged(type: 'added' | 'changed' | 'deleted', pod: Pod): void {
    if (isMirror(pod)) {
      this.#mirrorChanged(type, pod);
      return;
    }
    const uid = pod.metadata.uid;
    const worker = this.#workers.get(uid);
    if (type === 'deleted') {
      worker?.terminate(0);
      return;
    }
    if (worker === undefined) {
      if (pod.metadata.deletionTimestamp !== undefined) this.#finishDeletion(pod);
      else if (mayRun(pod)) this.#run(pod, uid);
      return;
    }
    const before = worker.pod;
    worker.pod = pod;
    if (pod.metadata.deletionTimestamp !== undefined) worker.terminate(pod.metadata.deletionGracePeriodSeconds ?? 30);
    else if (asksOther(before, pod)) worker.poke();
    // Whatever others write into its status, the kubelet knows better.
    else this.#queueStatus(worker);
  }

  #run(pod: Pod, uid: string): void {
    if (this.#rejected(pod)) return;
    const since = pod.status.startTime === undefined ? undefined : Date.parse(pod.status.startTime);
    this.#workers.set(uid, new PodWorker(this.#host, pod, uid, since));
  }

  /** Whether a pod that is new here does not fit: then it has failed, and its events and status say why. */
  #rejected(pod: Pod): boolean {
    const node = this.#node;
    if (node === undefined || pod.status.startTime !== undefined) return false;
    const others = this.#pods.list().filter((one) => isMirror(one) || this.#workers.has(runtimeUid(one)));
    const why = rejection(pod, node, others);
    if (why === undefined) return false;
    this.#events.warning(pod, why.reason, why.message);
    const startTime = time(this.scope.clock.now());
    const { reason } = why;
    const status = { ...pod.status, phase: 'Failed', reason, message: `Pod was rejected: ${why.message}`, startTime };
    this.#quietly(() => this.api.updateStatus('pods', { ...pod, status }));
    return true;
  }

  /** A pod that is to go and of which nothing runs here: say that it is gone. */
  #finishDeletion(pod: Pod): void {
    this.#quietly(() => {
      this.machine.containerd.removePod(pod.metadata.uid);
      this.machine.disk.forget(pod.metadata.uid);
      this.api.delete(
        'pods',
        { name: pod.metadata.name, namespace: pod.metadata.namespace ?? 'default' },
        { gracePeriodSeconds: 0, preconditions: { uid: pod.metadata.uid } },
      );
    });
  }

  /** After a start: pods whose containers still run but that nobody wants any more are ended. */
  #adopt(): void {
    this.#quietly(() => {
      for (const sandbox of this.machine.containerd.podUids()) {
        const ip = this.machine.containerd.sandbox(sandbox)?.ip;
        if (ip !== undefined) this.#usedIPs.add(ip);
        if (this.#workers.has(sandbox) || this.#statics.has(sandbox)) continue;
        const pod = this.#pods.list().find((one) => runtimeUid(one) === sandbox);
        if (pod !== undefined && !isMirror(pod) && mayRun(pod)) continue;
        for (const record of this.machine.containerd.containers(sandbox))
          this.machine.containerd.stopContainer(record.id, 0);
        this.scope.after(1_000, () => {
          this.machine.containerd.removePod(sandbox);
          this.machine.disk.forget(sandbox);
        });
      }
    });
  }

  #terminated(worker: PodWorker): void {
    this.#pendingStatus.delete(worker);
    this.#workers.delete(worker.uid);
    worker.scope.close();
    const current = this.#pods.get(keyOf(worker.pod));
    // A file that came back while its pod was being ended starts it anew, whether or not its mirror is gone yet.
    const cameBack = this.#statics.has(worker.uid);
    const isMirrored = current !== undefined && runtimeUid(current) === worker.uid;
    if (cameBack || !isMirrored) this.#readManifests();
    if (!isMirrored) return;
    const remove = (): void => {
      try {
        this.api.delete(
          'pods',
          { name: worker.name, namespace: worker.namespace },
          { gracePeriodSeconds: 0, preconditions: { uid: current.metadata.uid } },
        );
      } catch (error) {
        if (isProgrammingError(error)) throw error;
        if (this.#pods.get(keyOf(worker.pod))?.metadata.uid === current.metadata.uid)
          this.scope.after(STATUS_RETRY_MS, remove);
      }
    };
    remove();
  }

  // Static pods

  #readManifests(): void {
    const wanted = new Map<string, StaticPod>();
    for (const manifest of this.machine.manifests.values()) {
      const read = readManifest(manifest, this.machine.name);
      wanted.set(read.uid, read);
    }
    for (const [uid, known] of this.#statics) {
      if (wanted.has(uid)) continue;
      this.#statics.delete(uid);
      this.#workers.get(uid)?.terminate(known.pod.spec?.terminationGracePeriodSeconds ?? 30);
    }
    for (const [uid, read] of wanted) {
      this.#statics.set(uid, read);
      // A file that came back while its pod is still being ended waits for the end.
      if (!this.#workers.has(uid)) this.#workers.set(uid, new PodWorker(this.#host, read.pod, uid, undefined));
    }
    this.#mirror();
  }

  #mirrorChanged(type: 'added' | 'changed' | 'deleted', pod: Pod): void {
    const uid = runtimeUid(pod);
    if (type === 'deleted') {
      this.scope.after(300, () => this.#mirror());
    } else if (!this.#statics.has(uid) && !this.#workers.has(uid)) {
      // Its file is gone: the mirror goes too.
      this.#finishDeletion(pod);
    } else if (pod.metadata.deletionTimestamp !== undefined) {
      this.#finishDeletion(pod);
    } else {
      const worker = this.#workers.get(uid);
      if (worker !== undefined) this.#queueStatus(worker);
    }
  }

  #mirror(): void {
    const node = this.#node;
    if (node === undefined) return;
    for (const one of this.#statics.values()) {
      this.#quietly(() => {
        const { name, namespace } = one.pod.metadata;
        if (this.api.find('pods', name, namespace) !== undefined) return;
        this.api.create('pods', mirrorPod(one, node, microTime(this.scope.clock.now())));
      });
    }
  }

  #regarding(worker: PodWorker): Regarding {
    const { name, namespace = 'default' } = worker.pod.metadata;
    const known = this.#pods.get(`${namespace}/${name}`);
    const resourceVersion = known?.metadata.resourceVersion;
    return {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace, uid: worker.uid, ...(resourceVersion === undefined ? {} : { resourceVersion }) },
    };
  }

  // Status

  #queueStatus(worker: PodWorker): void {
    const first = this.#pendingStatus.size === 0;
    this.#pendingStatus.add(worker);
    if (first) this.scope.after(15, () => this.#writeStatuses());
  }

  #writeStatuses(): void {
    for (const worker of Array.from(this.#pendingStatus)) {
      try {
        this.#writeStatus(worker);
        this.#pendingStatus.delete(worker);
      } catch (error) {
        if (isProgrammingError(error)) throw error;
        if (isConflict(error)) this.scope.after(50, () => this.#writeStatuses());
      }
    }
  }

  #writeStatus(worker: PodWorker): void {
    const current = this.api.find('pods', worker.name, worker.namespace);
    if (current === undefined || runtimeUid(current) !== worker.uid) return;
    const status = worker.status(current.status);
    if (sameJson(status, current.status)) return;
    this.api.updateStatus('pods', { ...current, status });
  }

  /** What could not be written (no API server) is tried again; the worker knows the truth meanwhile. */
  #retry(): void {
    if (this.#pendingStatus.size > 0) this.#writeStatuses();
    this.#mirror();
    for (const pod of this.#pods.items.values()) {
      const worker = this.#workers.get(runtimeUid(pod));
      if (worker !== undefined || pod.metadata.deletionTimestamp === undefined) continue;
      this.#finishDeletion(pod);
    }
  }

  // Node

  #notReady(): string | undefined {
    const now = this.scope.clock.now();
    if (this.machine.containerd.up) this.#runtimeSeenAt = now;
    if (now - this.#runtimeSeenAt >= RUNTIME_SILENCE_MS) return 'container runtime is down';
    if (!this.machine.cniConfigured) {
      return 'container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized';
    }
    return undefined;
  }

  #reportNode(force: boolean): void {
    this.#quietly(() => {
      const now = this.scope.clock.now();
      let node = this.api.find('nodes', this.machine.name);
      if (node === undefined) {
        // A kubelet registers once, when it starts; a node somebody deleted does not come back by itself.
        this.#node = undefined;
        if (this.#registered) return;
        node = this.#register();
      }
      this.#registered = true;
      const cidr = node.spec.podCIDR;
      if (cidr !== undefined) this.#podCIDR = cidr;
      const before = this.#node;
      this.#node = node;
      if (before === undefined) this.#mirror();
      this.#tellSchedulable(node);
      const status = nodeStatus(this.machine, this.version, this.#notReady(), node.status);
      const same = sameJson(withoutTimes(status), withoutTimes(node.status));
      if (same && !force && now - this.#reportedAt < STATUS_REPORT_MS) return;
      this.#reportedAt = now;
      this.#tellReadiness(node, status);
      this.#node = this.api.updateStatus('nodes', { ...node, status: { ...node.status, ...status } });
    });
  }

  #tellSchedulable({ metadata: { name }, spec }: Node): void {
    const unschedulable = spec.unschedulable === true;
    if (unschedulable === this.#unschedulable) return;
    this.#unschedulable = unschedulable;
    const reason = unschedulable ? 'NodeNotSchedulable' : 'NodeSchedulable';
    const about: Regarding = { kind: 'Node', metadata: { name, uid: name } };
    this.#events.normal(about, reason, `Node ${name} status is now: ${reason}`);
  }

  #tellReadiness(node: Node, status: Node['status']): void {
    const about: Regarding = { kind: 'Node', metadata: { name: node.metadata.name, uid: node.metadata.name } };
    const was = node.status.conditions?.find((one) => one.type === 'Ready')?.status;
    const is = status.conditions?.find((one) => one.type === 'Ready')?.status;
    if (was !== is)
      this.#events.normal(
        about,
        is === 'True' ? 'NodeReady' : 'NodeNotReady',
        `Node ${node.metadata.name} status is now: ${is === 'True' ? 'NodeReady' : 'NodeNotReady'}`,
      );
    const boot = status.nodeInfo?.bootID;
    const last = node.status.nodeInfo?.bootID;
    if (last !== undefined && last !== '' && last !== boot) {
      this.#events.warning(about, 'Rebooted', `Node ${node.metadata.name} has been rebooted, boot id: ${boot}`);
    }
  }

  #register(): Node {
    const { facts } = this.machine;
    const status = nodeStatus(this.machine, this.version, this.#notReady(), undefined);
    this.#reportedAt = this.scope.clock.now();
    const about: Regarding = { kind: 'Node', metadata: { name: facts.name, uid: facts.name } };
    this.#events.normal(about, 'Starting', 'Starting kubelet.');
    for (const reason of ['NodeHasSufficientMemory', 'NodeHasNoDiskPressure', 'NodeHasSufficientPID'])
      this.#events.normal(about, reason, `Node ${facts.name} status is now: ${reason}`);
    this.#events.normal(about, 'NodeAllocatableEnforced', 'Updated Node Allocatable limit across pods');
    try {
      const node = this.api.create('nodes', {
        apiVersion: 'v1',
        kind: 'Node',
        metadata: {
          name: facts.name,
          labels: nodeLabels(this.machine),
          annotations: { 'volumes.kubernetes.io/controller-managed-attach-detach': 'true', ...facts.annotations },
        },
        spec: {
          ...(facts.providerID === undefined ? {} : { providerID: facts.providerID }),
          taints: [...facts.taints, { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' }],
        },
        status,
      });
      return this.api.updateStatus('nodes', { ...node, status });
    } catch (error) {
      if (!isAlreadyExists(error)) throw error;
      return this.api.get('nodes', facts.name);
    }
  }

  #renewLease(): void {
    const { name } = this.machine;
    const renewTime = microTime(this.scope.clock.now());
    const lease = this.api.find('leases', name, 'kube-node-lease');
    if (lease !== undefined) {
      this.api.update('leases', { ...lease, spec: { ...lease.spec, renewTime } });
      return;
    }
    const node = this.#node;
    if (node === undefined) return;
    this.api.create('leases', {
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

  #nextIP(): string | undefined {
    const prefix = this.#podCIDR?.replace(/\.0\/24$/, '');
    if (prefix === undefined) return undefined;
    for (let tries = 0; tries < 253; tries += 1) {
      this.#lastIP = this.#lastIP >= 254 ? 2 : this.#lastIP + 1;
      const ip = `${prefix}.${this.#lastIP}`;
      if (this.#usedIPs.has(ip)) continue;
      this.#usedIPs.add(ip);
      return ip;
    }
    return undefined;
  }

  /** Runs what may fail because a server is away: it will be tried again by whoever calls this periodically. */
  #quietly(run: () => void): void {
    try {
      run();
    } catch (error) {
      if (isProgrammingError(error)) throw error;
    }
  }
}

/** Whether a pod asks something else of its kubelet than it did: its status is the kubelet's own word. */
const asksOther = (before: PodDraft, { spec, metadata }: Pod): boolean =>
  !sameJson(before.spec, spec) ||
  !sameJson(before.metadata?.labels, metadata.labels) ||
  !sameJson(before.metadata?.annotations, metadata.annotations);

/** The uid a pod has at the runtime: the file's hash for mirror pods. */
const runtimeUid = (pod: Pod): string => pod.metadata.annotations?.['kubernetes.io/config.mirror'] ?? pod.metadata.uid;

function withoutTimes(status: Node['status']): unknown {
  return {
    ...status,
    conditions: status.conditions?.map(({ lastHeartbeatTime: _heartbeat, ...condition }) => condition),
  };
}
