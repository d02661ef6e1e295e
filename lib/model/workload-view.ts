/** Deployments, ReplicaSets, DaemonSets, StatefulSets, Jobs and CronJobs as the diagram shows them. */
import type { Health, WorkloadKind, WorkloadView } from './cluster';
import type { LastWords } from './event-view';
import type { WorkloadObject } from './objects';
import { ownerOf } from './pod/pod-owner';

function counts(kind: WorkloadKind, { spec, status }: WorkloadObject): { desired: number; ready: number } {
  if (kind === 'DaemonSet') return { desired: status?.desiredNumberScheduled ?? 0, ready: status?.numberReady ?? 0 };
  if (kind === 'Job') return { desired: spec?.completions ?? spec?.parallelism ?? 1, ready: status?.succeeded ?? 0 };
  if (kind === 'CronJob') {
    const active = Array.isArray(status?.active) ? status.active.length : 0;
    return { desired: active, ready: active };
  }
  return { desired: spec?.replicas ?? 1, ready: status?.readyReplicas ?? 0 };
}

function health(kind: WorkloadKind, object: WorkloadObject, desired: number, ready: number): Health {
  const is = (type: string) =>
    (object.status?.conditions ?? []).some((one) => one.type === type && one.status === 'True');
  if (kind === 'Job') return is('Failed') ? 'failing' : is('Complete') || ready >= desired ? 'done' : 'starting';
  if (kind === 'CronJob') return 'ok';
  if (is('ReplicaFailure')) return 'failing';
  return ready >= desired ? 'ok' : 'not-ready';
}

/** Conditions in which a controller says what it cannot do, and the status they have then. */
const COMPLAINTS = [
  ['ReplicaFailure', 'True'],
  ['Failed', 'True'],
  ['FailureTarget', 'True'],
  ['Progressing', 'False'],
] as const;

/** Warnings of controllers that could not make a pod. */
const REFUSED = /^Failed(Create|Delete|Update|PlacementReason)$/;

/** Why it has not what it wants: its own condition, else its newest event that says so. */
function complaint({ status }: WorkloadObject, { warning }: LastWords): string | undefined {
  for (const [type, bad] of COMPLAINTS) {
    const found = status?.conditions?.find((one) => one.type === type && one.status === bad);
    if (found?.message) return found.message;
  }
  return REFUSED.test(warning?.reason ?? '') ? warning?.message : undefined;
}

/** Builds the view of one workload; `words` is what events say of it last. */
export function workloadView(
  kind: WorkloadKind,
  object: WorkloadObject,
  words: LastWords = { isLast: false },
): WorkloadView {
  const { metadata, spec } = object;
  const template = spec?.template?.spec ?? spec?.jobTemplate?.spec?.template?.spec;
  const { desired, ready } = counts(kind, object);
  const owner = ownerOf(object);
  const state = health(kind, object, desired, ready);
  const message = state === 'ok' || state === 'done' ? undefined : complaint(object, words);
  return {
    kind,
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    desired,
    ready,
    ...(metadata.creationTimestamp ? { createdAt: metadata.creationTimestamp } : {}),
    ...(owner ? { owner } : {}),
    images: [...new Set((template?.containers ?? []).map((one) => one.image ?? '').filter(Boolean))],
    health: state,
    ...(message ? { message } : {}),
  };
}
