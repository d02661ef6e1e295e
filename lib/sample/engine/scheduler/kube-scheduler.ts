import 'server-only';
import { withCondition } from '../conditions';
import { EventRecorder } from '../events';
import { Informer } from '../informer';
import { electLeader } from '../leader-election';
import { isFinished } from '../pods';
import type { Program, ProgramContext } from '../programs/program';
import { hex } from '../random';
import { keyOf, type Node, type Pod, sameJson, time } from '../types';
import { isProgrammingError } from '../work-queue';
import { fitError, type Refusal, refusal } from './filters';
import { nodeFacts } from './node-facts';
import { scores } from './scores';

/** Back-off of one pod after a failed attempt, and how long an unschedulable one waits when nothing happens. */
const FIRST_BACKOFF_MS = 1_000;
const LAST_BACKOFF_MS = 10_000;
const FLUSH_MS = 5 * 60_000;
/** One turn: filters, scores and the call that binds. */
const CYCLE_MS = 12;

/** kube-scheduler: gives each pod without a node the best node that can take it, one at a time. */
export const kubeScheduler: Program = (context) => {
  const api = context.client('kube-scheduler', { user: 'system:kube-scheduler' });
  const identity = `${context.node}_${uuid(context)}`;
  context.log('Starting Kubernetes Scheduler');
  electLeader(
    context.scope,
    api,
    'kube-scheduler',
    identity,
    () => new Scheduler(context, api).start(),
    () => {
      context.log('Leaderelection lost');
      context.exit(1);
    },
  );
};

const uuid = ({ random }: ProgramContext) => [8, 4, 4, 4, 12].map((length) => hex(random, length)).join('-');

interface Attempt {
  failures: number;
  /** Not before, by the clock. */
  notBefore: number;
}

class Scheduler {
  readonly #pods: Informer<'pods'>;
  readonly #nodes: Informer<'nodes'>;
  readonly #namespaces: Informer<'namespaces'>;
  readonly #events: EventRecorder;
  /** Pods to try now, in order of arrival; and those waiting for something to change. */
  #active = new Set<string>();
  #unschedulable = new Set<string>();
  #attempts = new Map<string, Attempt>();
  #assumed = new Map<string, string>();
  #busy = false;

  constructor(
    private readonly context: ProgramContext,
    private readonly api: ReturnType<ProgramContext['client']>,
  ) {
    this.#pods = new Informer(context.scope, api, 'pods');
    this.#nodes = new Informer(context.scope, api, 'nodes');
    this.#namespaces = new Informer(context.scope, api, 'namespaces');
    this.#events = new EventRecorder(context.scope, api, context.random, {
      component: 'default-scheduler',
      instance: `default-scheduler-${context.node}`,
    });
  }

  start(): void {
    this.#nodes.onChange(({ object, before }) => {
      if (before === undefined || couldMatter(before, object)) this.#retryUnschedulable();
    });
    this.#pods.onChange(({ type, object, before }) => {
      const key = keyOf(object);
      if (type === 'deleted' || isFinished(object)) {
        this.#forget(key, object);
        if (object.spec.nodeName !== undefined) this.#retryUnschedulable();
      } else if (object.spec.nodeName !== undefined) {
        this.#forget(key, object);
        // It may be what others want to be with, or to be spread against.
        const moved = before?.spec.nodeName === undefined || !sameJson(before.metadata.labels, object.metadata.labels);
        if (moved) this.#retryUnschedulable(looksAtPods);
      } else if (isOurs(object) && !isGated(object) && (before === undefined || changed(before, object))) {
        this.#unschedulable.delete(key);
        this.#active.add(key);
        this.#next();
      }
    });
    this.#nodes.start();
    this.#namespaces.start();
    this.#pods.start();
    this.context.scope.every(FLUSH_MS, () => this.#retryUnschedulable());
  }

  #forget(key: string, pod: Pod): void {
    this.#active.delete(key);
    this.#unschedulable.delete(key);
    this.#attempts.delete(key);
    this.#assumed.delete(pod.metadata.uid);
  }

  #retryUnschedulable(which: (pod: Pod) => boolean = () => true): void {
    const now = this.context.scope.clock.now();
    for (const key of this.#unschedulable) {
      const pod = this.#pods.get(key);
      if (pod !== undefined && !which(pod)) continue;
      const wait = Math.max(0, (this.#attempts.get(key)?.notBefore ?? 0) - now);
      this.#unschedulable.delete(key);
      this.#activateAfter(key, wait);
    }
  }

  #activateAfter(key: string, ms: number): void {
    this.context.scope.after(ms, () => {
      this.#active.add(key);
      this.#next();
    });
  }

  #next(): void {
    if (this.#busy || this.#active.size === 0) return;
    this.#busy = true;
    this.context.scope.after(CYCLE_MS, () => {
      this.#busy = false;
      // Without both lists the picture of the nodes would be wrong.
      if (this.#pods.synced && this.#nodes.synced) {
        const [key] = this.#active;
        if (key !== undefined) {
          this.#active.delete(key);
          try {
            this.#schedule(key);
          } finally {
            // One pod that cannot even be looked at holds back no other.
            this.#next();
          }
        }
        return;
      } else {
        this.#pods.onSynced(() => this.#next());
        this.#nodes.onSynced(() => this.#next());
      }
    });
  }

  #schedule(key: string): void {
    const pod = this.#pods.get(key);
    if (pod === undefined || pod.spec.nodeName !== undefined || pod.metadata.deletionTimestamp !== undefined) return;
    try {
      const all = nodeFacts(this.#nodes.list(), this.#pods.items.values(), this.#assumed);
      const labelsOf = (namespace: string) => this.#namespaces.get(namespace)?.metadata.labels;
      const refusals = all.map((facts) => refusal(pod, facts, { nodes: all, labelsOf }));
      const fitting = all.filter((_facts, index) => refusals[index] === undefined);
      if (fitting.length === 0) {
        this.#fail(
          key,
          pod,
          refusals.filter((one) => one !== undefined),
        );
        return;
      }
      const points = scores(pod, fitting);
      const most = Math.max(...points);
      const best = fitting.filter((_facts, index) => (points[index] ?? 0) > most - 1e-6);
      const chosen = best[Math.floor(this.context.random() * best.length)]?.node.metadata.name;
      if (chosen !== undefined) this.#bind(key, pod, chosen);
    } catch (error) {
      if (isProgrammingError(error)) throw error;
      this.#backOff(key);
      this.#activateAfter(key, this.#attempts.get(key)?.failures === 1 ? FIRST_BACKOFF_MS : LAST_BACKOFF_MS);
    }
  }

  #bind(key: string, pod: Pod, node: string): void {
    const { name, namespace = 'default', uid } = pod.metadata;
    this.api.bind({ name, namespace, uid }, node);
    this.#assumed.set(uid, node);
    this.#attempts.delete(key);
    this.#events.normal(pod, 'Scheduled', `Successfully assigned ${key} to ${node}`);
    this.context.log(`"Successfully bound pod to node" pod="${key}" node="${node}"`);
  }

  #fail(key: string, pod: Pod, refusals: Refusal[]): void {
    const message = fitError(refusals);
    this.#backOff(key);
    this.#unschedulable.add(key);
    this.#events.warning(pod, 'FailedScheduling', message);
    const now = time(this.context.scope.clock.now());
    const current = this.api.find('pods', pod.metadata.name, pod.metadata.namespace);
    if (current === undefined || current.spec.nodeName !== undefined) return;
    const conditions = withCondition(
      current.status.conditions,
      { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message },
      now,
    );
    if (current.status.conditions?.find((one) => one.type === 'PodScheduled')?.message === message) return;
    this.api.updateStatus('pods', { ...current, status: { ...current.status, conditions } });
  }

  #backOff(key: string): void {
    const failures = (this.#attempts.get(key)?.failures ?? 0) + 1;
    const wait = Math.min(FIRST_BACKOFF_MS * 2 ** (failures - 1), LAST_BACKOFF_MS);
    this.#attempts.set(key, { failures, notBefore: this.context.scope.clock.now() + wait });
  }
}

const isOurs = (pod: Pod) => (pod.spec.schedulerName ?? 'default-scheduler') === 'default-scheduler';

/** The API server says of such a pod that it is gated; the scheduler does not look at it. */
const isGated = (pod: Pod) => (pod.spec.schedulingGates ?? []).length > 0;

/** Whether where a pod may go can depend on where others are. */
const looksAtPods = ({ spec }: Pod) =>
  spec.affinity?.podAffinity !== undefined ||
  spec.affinity?.podAntiAffinity !== undefined ||
  spec.topologySpreadConstraints !== undefined;

/** Whether what was changed of a waiting pod can let it be scheduled: its status cannot. */
const changed = (before: Pod, after: Pod) =>
  !sameJson(before.spec, after.spec) || !sameJson(before.metadata.labels, after.metadata.labels);

/** Whether a change of a node can make room: heartbeats cannot. */
function couldMatter(before: Node, after: Node): boolean {
  return (
    !sameJson(before.spec, after.spec) ||
    !sameJson(before.metadata.labels, after.metadata.labels) ||
    !sameJson(before.status.allocatable, after.status.allocatable)
  );
}
