/** Deployments, ReplicaSets, DaemonSets, StatefulSets, Jobs and CronJobs as the diagram shows them. */
import type { Health, WorkloadView } from './cluster';
import type { WorkloadObject } from './objects';
import { ownerOf } from './pod/pod-owner';

type Kind = WorkloadView['kind'];

function counts(kind: Kind, { spec, status }: WorkloadObject): { desired: number; ready: number } {
  if (kind === 'DaemonSet') return { desired: status?.desiredNumberScheduled ?? 0, ready: status?.numberReady ?? 0 };
  if (kind === 'Job') return { desired: spec?.completions ?? spec?.parallelism ?? 1, ready: status?.succeeded ?? 0 };
  if (kind === 'CronJob') {
    const active = Array.isArray(status?.active) ? status.active.length : 0;
    return { desired: active, ready: active };
  }
  return { desired: spec?.replicas ?? 1, ready: status?.readyReplicas ?? 0 };
}

function health(kind: Kind, object: WorkloadObject, desired: number, ready: number): Health {
  const is = (type: string) =>
    (object.status?.conditions ?? []).some((one) => one.type === type && one.status === 'True');
  if (kind === 'Job') return is('Failed') ? 'failing' : is('Complete') || ready >= desired ? 'done' : 'starting';
  if (kind === 'CronJob') return 'ok';
  if (is('ReplicaFailure')) return 'failing';
  return ready >= desired ? 'ok' : 'not-ready';
}

/** Builds the view of one workload. */
export function workloadView(kind: Kind, object: WorkloadObject): WorkloadView {
  const { metadata, spec } = object;
  const template = spec?.template?.spec ?? spec?.jobTemplate?.spec?.template?.spec;
  const { desired, ready } = counts(kind, object);
  const owner = ownerOf(object);
  return {
    kind,
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    desired,
    ready,
    ...(metadata.creationTimestamp ? { createdAt: metadata.creationTimestamp } : {}),
    ...(owner ? { owner } : {}),
    images: [...new Set((template?.containers ?? []).map((one) => one.image ?? '').filter(Boolean))],
    health: health(kind, object, desired, ready),
  };
}
