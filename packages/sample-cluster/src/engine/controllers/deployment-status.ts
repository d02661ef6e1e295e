import { withCondition } from '../conditions.ts';
import { type Deployment, type ReplicaSet, time } from '../types.ts';
import { limits } from './rolling.ts';

type Status = Deployment['status'];
type Conditions = NonNullable<Status['conditions']>;

/** What a deployment's status follows from. `how`: whether its new ReplicaSet was made in this turn; undefined when it was not looked for. */
export interface Facts {
  deployment: Deployment;
  before: Status;
  all: ReplicaSet[];
  current: ReplicaSet | undefined;
  how: 'made' | 'found' | undefined;
  now: number;
}

/** Status of a deployment from its ReplicaSets, and after how many ms its deadline should be looked at again. */
export function deploymentStatus(facts: Facts): { status: Status; lookAgainMs?: number } {
  const { deployment, before, all, current, now } = facts;
  const sum = (pick: (set: ReplicaSet) => number | undefined) =>
    all.reduce((total, set) => total + (pick(set) ?? 0), 0);
  const desired = deployment.spec.replicas ?? 1;
  const available = sum((set) => set.status.availableReplicas);
  const replicas = sum((set) => set.status.replicas);
  const counts: Counts = {
    desired,
    available,
    replicas,
    ready: sum((set) => set.status.readyReplicas),
    updated: current?.status.replicas ?? 0,
  };
  const enough = available >= desired - limits(deployment).maxUnavailable;
  const availability = put(
    before.conditions ?? [],
    enough
      ? ['Available', 'True', 'MinimumReplicasAvailable', 'Deployment has minimum availability.']
      : ['Available', 'False', 'MinimumReplicasUnavailable', 'Deployment does not have minimum availability.'],
    now,
  );
  const { conditions: told, lookAgainMs } = progress(facts, counts, availability);
  const failure = failureOf(all, current);
  const conditions =
    failure === undefined
      ? told.filter((one) => one.type !== 'ReplicaFailure')
      : put(told, ['ReplicaFailure', failure.status, failure.reason ?? '', failure.message ?? ''], now);
  const shown = {
    replicas,
    updatedReplicas: counts.updated,
    readyReplicas: counts.ready,
    availableReplicas: available,
  };
  const status: Status = {
    observedGeneration: deployment.metadata.generation ?? 1,
    ...Object.fromEntries(Object.entries(shown).filter(([, count]) => count > 0)),
    ...(desired > available ? { unavailableReplicas: Math.max(desired, replicas) - available } : {}),
    ...(before.collisionCount === undefined ? {} : { collisionCount: before.collisionCount }),
    conditions,
  };
  return lookAgainMs === undefined ? { status } : { status, lookAgainMs };
}

const TIMED_OUT = 'ProgressDeadlineExceeded';

/** Conditions of a deployment that was paused or resumed since its status was written; undefined when it was not. */
export function pausedConditions(before: Status, paused: boolean, now: number): Conditions | undefined {
  const reason = before.conditions?.find((one) => one.type === 'Progressing')?.reason;
  if (reason === TIMED_OUT || paused === (reason === 'DeploymentPaused')) return undefined;
  const words: [string, string] = paused
    ? ['DeploymentPaused', 'Deployment is paused']
    : ['DeploymentResumed', 'Deployment is resumed'];
  return put(before.conditions ?? [], ['Progressing', 'Unknown', ...words], now);
}

/** What keeps the sets from making pods: the new one's, or any other's. */
function failureOf(all: ReplicaSet[], current: ReplicaSet | undefined) {
  const of = (set: ReplicaSet | undefined) =>
    (set?.status.conditions ?? []).find((one) => one.type === 'ReplicaFailure' && one.status === 'True');
  return of(current) ?? all.map(of).find((one) => one !== undefined);
}

interface Counts {
  desired: number;
  available: number;
  replicas: number;
  ready: number;
  updated: number;
}

/** The condition Progressing, which `kubectl rollout status` reads. */
function progress(
  facts: Facts,
  counts: Counts,
  conditions: Conditions,
): { conditions: Conditions; lookAgainMs?: number } {
  const { deployment, before, current, how, now } = facts;
  if (how === undefined || current === undefined) return { conditions };
  const { name } = current.metadata;
  const old = conditions.find((one) => one.type === 'Progressing');
  const say = (status: 'True' | 'False', reason: string, message: string, again = false) => ({
    conditions: put(conditions, ['Progressing', status, reason, message], now, again),
  });
  const done = `ReplicaSet "${name}" has successfully progressed.`;
  if (isComplete(counts)) return say('True', 'NewReplicaSetAvailable', done);
  if (old === undefined || how === 'made')
    return say('True', 'NewReplicaSetCreated', `Created new replica set "${name}"`, true);
  if (hasMoved(before, counts)) return say('True', 'ReplicaSetUpdated', `ReplicaSet "${name}" is progressing.`, true);
  if (old.reason === 'NewReplicaSetAvailable') {
    return old.message === done
      ? { conditions }
      : say('True', 'FoundNewReplicaSet', `Found new replica set "${name}"`, true);
  }
  if (old.reason === TIMED_OUT) return { conditions };
  const deadline = (deployment.spec.progressDeadlineSeconds ?? 600) * 1000;
  const since = Date.parse(old.lastUpdateTime ?? old.lastTransitionTime ?? time(now));
  if (now - since >= deadline) return say('False', TIMED_OUT, `ReplicaSet "${name}" has timed out progressing.`);
  return { conditions, lookAgainMs: deadline - (now - since) + 1000 };
}

const isComplete = ({ desired, available, replicas, updated }: Counts) =>
  updated === desired && replicas === desired && available === desired;

function hasMoved(before: Status, { updated, replicas, ready, available }: Counts): boolean {
  const { updatedReplicas = 0, replicas: total = 0, readyReplicas = 0, availableReplicas = 0 } = before;
  return (
    updated > updatedReplicas ||
    replicas - updated < total - updatedReplicas ||
    ready > readyReplicas ||
    available > availableReplicas
  );
}

/** Puts a condition; its update time moves when it says something new, or when `again` asks for it. */
function put(
  conditions: Conditions,
  [type, status, reason, message]: [string, string, string, string],
  now: number,
  again = false,
): Conditions {
  const old = conditions.find((one) => one.type === type);
  if (!again && old?.status === status && old.reason === reason) return conditions;
  return withCondition(conditions, { type, status, reason, message, lastUpdateTime: time(now) }, time(now));
}
