import { withCondition } from '../conditions.ts';
import { EventRecorder } from '../events.ts';
import { Informer } from '../informer.ts';
import { electLeader } from '../leader-election.ts';
import { isFinished } from '../pods.ts';
import type { Program, ProgramContext } from '../programs/program.ts';
import { hex } from '../random.ts';
import { keyOf, type Node, type Pod, sameJson, time } from '../types.ts';
import { isProgrammingError } from '../work-queue.ts';
import { fitError, type Refusal, refusal, type World } from './filters.ts';
import { nodeFacts } from './node-facts.ts';
import { candidateFor, priorityOf } from './preemption.ts';
import { scores } from './scores.ts';

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
  readonly #budgets: Informer<'poddisruptionbudgets'>;
  readonly #events: EventRecorder;
  /** Pods to try now, in order of arrival; and those waiting for something to change. */
  #active = new Set<string>();
  #unschedulable = new Set<string>();
  #attempts = new Map<string, Attempt>();
  #assumed = new Map<string, string>();
  #busy = false;

  private readonly context: ProgramContext;
  private readonly api: ReturnType<ProgramContext['client']>;

  constructor(context: ProgramContext, api: ReturnType<ProgramContext['client']>) {
    this.context = context;
    this.api = api;
    this.#pods = new Informer(context.scope, api, 'pods');
    this.#nodes = new Informer(context.scope, api, 'nodes');
    this.#namespaces = new Informer(context.scope, api, 'namespaces');
    this.#budgets = new Informer(context.scope, api, 'poddisruptionbudgets');
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
    this.#budgets.start();
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
        const key = this.#first();
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

  /** The pod of the highest priority; of several, the one that came first. */
  #first(): string | undefined {
    let first: string | undefined;
    let most = Number.NEGATIVE_INFINITY;
    for (const key of this.#active) {
      const pod = this.#pods.get(key);
      const priority = pod === undefined ? most : priorityOf(pod);
      if (first !== undefined && priority <= most) continue;
      first = key;
      most = priority;
    }
    return first;
  }

  /** Where pods are, or will be: our bindings, and room that was made for pods of no lower priority. */
  #placed(pod: Pod): Map<string, string> {
    const placed = new Map(this.#assumed);
    for (const { metadata, spec, status } of this.#pods.items.values()) {
      const { nominatedNodeName: node } = status;
      if (node !== undefined && metadata.uid !== pod.metadata.uid && (spec.priority ?? 0) >= priorityOf(pod))
        placed.set(metadata.uid, node);
    }
    return placed;
  }

  #schedule(key: string): void {
    const pod = this.#pods.get(key);
    if (pod === undefined || pod.spec.nodeName !== undefined || pod.metadata.deletionTimestamp !== undefined) return;
    try {
      const all = nodeFacts(this.#nodes.list(), this.#pods.items.values(), this.#placed(pod));
      const labelsOf = (namespace: string) => this.#namespaces.get(namespace)?.metadata.labels;
      const world: World = { nodes: all, labelsOf };
      const refusals = all.map((facts) => refusal(pod, facts, world));
      const fitting = all.filter((_facts, index) => refusals[index] === undefined);
      if (fitting.length === 0) {
        const room = this.#preempt(pod, refusals, world);
        const told = refusals.filter((one) => one !== undefined);
        this.#fail(key, pod, room.node === undefined ? fitError(told, room.why) : fitError(told, ''), room.node);
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

  /** Makes room by ending pods of lower priority. Answers on which node, or why not. */
  #preempt(pod: Pod, refusals: (Refusal | undefined)[], world: World): { node?: string; why?: string } {
    if (pod.spec.preemptionPolicy === 'Never') return { why: 'not eligible due to preemptionPolicy=Never.' };
    const { nominatedNodeName: nominated } = pod.status;
    const beside = world.nodes.find(({ node }) => node.metadata.name === nominated)?.pods ?? [];
    const isLeaving = (one: Pod) => one.metadata.deletionTimestamp !== undefined && priorityOf(one) < priorityOf(pod);
    if (beside.some(isLeaving)) return { why: 'not eligible due to a terminating pod on the nominated node.' };
    const candidate = candidateFor(pod, refusals, world, this.#budgets.list());
    if (candidate === undefined) return {};
    const now = time(this.context.scope.clock.now());
    for (const victim of candidate.victims) {
      const { name, namespace = 'default', uid } = victim.metadata;
      if (victim.metadata.deletionTimestamp !== undefined) continue;
      const conditions = withCondition(
        victim.status.conditions,
        {
          type: 'DisruptionTarget',
          status: 'True',
          reason: 'PreemptionByScheduler',
          message: 'default-scheduler: preempting to accommodate a higher priority pod',
        },
        now,
      );
      this.api.updateStatus('pods', { ...victim, status: { ...victim.status, conditions } });
      this.api.delete('pods', { name, namespace }, { preconditions: { uid } });
      this.#events.normal(victim, 'Preempted', `Preempted by pod ${pod.metadata.uid} on node ${candidate.node}`);
    }
    return { node: candidate.node };
  }

  #fail(key: string, pod: Pod, message: string, nominated: string | undefined): void {
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
    const nominatedNodeName = nominated ?? current.status.nominatedNodeName;
    const isTold = current.status.conditions?.find((one) => one.type === 'PodScheduled')?.message === message;
    if (isTold && nominatedNodeName === current.status.nominatedNodeName) return;
    const status = { ...current.status, conditions, ...(nominatedNodeName === undefined ? {} : { nominatedNodeName }) };
    this.api.updateStatus('pods', { ...current, status });
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
