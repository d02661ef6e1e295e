import type { ContainerRecord } from '../machine/containerd.ts';
import type { Container, PodSpec } from '../types.ts';
import type { Backoff } from './backoff.ts';
import { goDuration } from './image-puller.ts';
import type { PodHooks } from './pod-hooks.ts';
import type { PodImages } from './pod-images.ts';
import type { PodProbers } from './pod-probers.ts';
import type { ContainerView } from './pod-status.ts';

/** How long an ended container is shown as ended before its back-off is. */
export const SHOWN_MS = 1_500;

/** What a pod worker knows that decides how its containers look. */
export interface WorkerFacts {
  name: string;
  namespace: string;
  uid: string;
  spec: PodSpec;
  terminating: boolean;
  /** Its containers have ended for good. */
  finished: boolean;
  failed: unknown;
  /** Containers ended because their definition changed, by id. */
  changed: ReadonlySet<string>;
  configFailures: ReadonlyMap<string, { reason: string; message: string }>;
  backoff: Backoff;
  images: PodImages;
  hooks: PodHooks;
  probers: PodProbers;
  /** Of one container, the newest first. */
  recordsOf(name: string): ContainerRecord[];
  now(): number;
}

/** A container as its kubelet sees it. */
export function containerView(worker: WorkerFacts, spec: Container, kind: ContainerView['kind']): ContainerView {
  const records = worker.recordsOf(spec.name);
  const [current] = records;
  const beingMade = current !== undefined && (current.state === 'created' || worker.hooks.isPosting(current));
  // A pod that is being ended is asked nothing any more.
  const asked = !beingMade && !worker.terminating && worker.failed === undefined;
  const prober = asked ? worker.probers.of(spec, current) : undefined;
  const running = current?.state === 'running' && !beingMade;
  const waiting = waitingReason(worker, spec, current, kind);
  return {
    spec,
    kind,
    records: beingMade ? records.slice(1) : records,
    ...(waiting === undefined ? {} : { waiting }),
    started: running && (prober?.outcome.started ?? true),
    ready: running && (prober?.outcome.ready ?? true),
    done: current?.state === 'exited' && !restarts(worker, kind, current),
  };
}

function restarts(worker: WorkerFacts, kind: ContainerView['kind'], { id, exitCode = 0 }: ContainerRecord): boolean {
  if (worker.terminating || worker.failed !== undefined) return false;
  if (worker.changed.has(id)) return true;
  const policy = worker.spec.restartPolicy ?? 'Always';
  if (kind === 'sidecar') return !worker.finished;
  if (kind === 'init') return exitCode !== 0 && policy !== 'Never';
  return policy === 'Always' || (policy === 'OnFailure' && exitCode !== 0);
}

function waitingReason(
  worker: WorkerFacts,
  spec: Container,
  current: ContainerRecord | undefined,
  kind: ContainerView['kind'],
): ContainerView['waiting'] {
  const config = worker.configFailures.get(spec.name);
  if (config !== undefined) return config;
  const image = worker.images.waiting(spec);
  if (image !== undefined) return image;
  if (current?.state === 'exited' && restarts(worker, kind, current)) {
    const now = worker.now();
    const finished = current.finishedAt ?? now;
    if (worker.backoff.remaining(spec.name, finished, now) > 0 && now - finished >= SHOWN_MS) {
      const wait = goDuration(worker.backoff.get(spec.name));
      return {
        reason: 'CrashLoopBackOff',
        message: `back-off ${wait} restarting failed container=${spec.name} pod=${worker.name}_${worker.namespace}(${worker.uid})`,
      };
    }
    if (current.reason === 'StartError') return { reason: 'RunContainerError', message: current.message ?? '' };
    const hook = worker.hooks.failureOf(spec.name);
    if (hook !== undefined) return { reason: 'PostStartHookError', message: hook };
  }
  return undefined;
}
