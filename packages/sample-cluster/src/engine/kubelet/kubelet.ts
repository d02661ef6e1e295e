import type { ApiClient } from '../../api/client.ts';
import { isConflict } from '../../api/errors.ts';
import { EventRecorder, type Regarding } from '../events.ts';
import { Informer } from '../informer.ts';
import type { ContainerRecord } from '../machine/containerd.ts';
import type { Machine } from '../machine/machine.ts';
import { isMirror } from '../pods.ts';
import type { Scope } from '../scope.ts';
import { keyOf, microTime, type Pod, type PodDraft, sameJson, time } from '../types.ts';
import { isProgrammingError, quietly } from '../work-queue.ts';
import { rejection } from './admission.ts';
import { ImagePuller } from './image-puller.ts';
import { NodeReporter } from './node-reporter.ts';
import { PodAddresses } from './pod-addresses.ts';
import { mayRun } from './pod-status.ts';
import { PodWorker } from './pod-worker.ts';
import type { PodWorkerHost } from './pod-worker-host.ts';
import { mirrorPod, readManifest, type StaticPod } from './static-pods.ts';

const STATUS_RETRY_MS = 10_000;

/** Starts a kubelet on a machine; it lives until `scope` closes. Answers what the API server asks of it. */
export function startKubelet(scope: Scope, machine: Machine, api: ApiClient, version: string): Kubelet {
  const kubelet = new Kubelet(scope, machine, api, version);
  kubelet.start();
  return kubelet;
}

/** The agent of one machine: its node, its heartbeats, its pods. */
export class Kubelet {
  readonly #events: EventRecorder;
  readonly #pods: Informer<'pods'>;
  readonly #services: Informer<'services'>;
  readonly #host: PodWorkerHost<PodWorker>;
  /** By uid at the runtime. */
  #workers = new Map<string, PodWorker>();
  #statics = new Map<string, StaticPod>();
  #pendingStatus = new Set<PodWorker>();
  readonly #node: NodeReporter;
  readonly #addresses = new PodAddresses();

  private readonly scope: Scope;
  private readonly machine: Machine;
  private readonly api: ApiClient;

  constructor(scope: Scope, machine: Machine, api: ApiClient, version: string) {
    this.scope = scope;
    this.machine = machine;
    this.api = api;
    const { random } = machine;
    this.#events = new EventRecorder(scope, api, random, { component: 'kubelet', host: machine.name });
    this.#node = new NodeReporter({ scope, machine, api, version, events: this.#events, found: () => this.#mirror() });
    this.#pods = new Informer(scope, api, 'pods', { fieldSelector: `spec.nodeName=${machine.name}` });
    this.#services = new Informer(scope, api, 'services');
    this.#host = {
      scope,
      random,
      api,
      events: this.#events,
      containerd: machine.containerd,
      puller: new ImagePuller(scope, machine.containerd),
      disk: machine.disk,
      services: () => this.#services.list(),
      allocatable: () => this.#node.known?.status.allocatable,
      node: machine.name,
      hostIP: machine.facts.ip,
      nextIP: () => this.#addresses.next(this.#node.podCIDR),
      releaseIP: (ip) => this.#addresses.release(ip),
      networkReady: () => machine.cniConfigured && this.#node.podCIDR !== undefined,
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
    this.#node.start();
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
    const node = this.#node.known;
    if (node === undefined || pod.status.startTime !== undefined) return false;
    const others = this.#pods.list().filter((one) => isMirror(one) || this.#workers.has(runtimeUid(one)));
    const why = rejection(pod, node, others);
    if (why === undefined) return false;
    this.#events.warning(pod, why.reason, why.message);
    const startTime = time(this.scope.clock.now());
    const { reason } = why;
    const status = { ...pod.status, phase: 'Failed', reason, message: `Pod was rejected: ${why.message}`, startTime };
    quietly(() => this.api.updateStatus('pods', { ...pod, status }));
    return true;
  }

  /** A pod that is to go and of which nothing runs here: say that it is gone. */
  #finishDeletion(pod: Pod): void {
    quietly(() => {
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
    quietly(() => {
      for (const sandbox of this.machine.containerd.podUids()) {
        const ip = this.machine.containerd.sandbox(sandbox)?.ip;
        if (ip !== undefined) this.#addresses.take(ip);
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
    const node = this.#node.known;
    if (node === undefined) return;
    for (const one of this.#statics.values()) {
      quietly(() => {
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
}

/** Whether a pod asks something else of its kubelet than it did: its status is the kubelet's own word. */
const asksOther = (before: PodDraft, { spec, metadata }: Pod): boolean =>
  !sameJson(before.spec, spec) ||
  !sameJson(before.metadata?.labels, metadata.labels) ||
  !sameJson(before.metadata?.annotations, metadata.annotations);

/** The uid a pod has at the runtime: the file's hash for mirror pods. */
const runtimeUid = (pod: Pod): string => pod.metadata.annotations?.['kubernetes.io/config.mirror'] ?? pod.metadata.uid;
