import type { Deployment, ReplicaSet } from '../types.ts';

/** `25%` of `total`, or a plain number. */
export function resolve(value: unknown, total: number, roundUp: boolean): number {
  if (typeof value === 'number') return value;
  const match = /^(\d+)%$/.exec(String(value ?? ''));
  if (match === null) return Number(value ?? 0) || 0;
  const part = (Number(match[1]) * total) / 100;
  return roundUp ? Math.ceil(part) : Math.floor(part);
}

/** How many pods may be too many, and how many may be missing, while a deployment rolls. */
export function limits(deployment: Deployment): { maxSurge: number; maxUnavailable: number } {
  const desired = deployment.spec.replicas ?? 1;
  if (deployment.spec.strategy?.type === 'Recreate') return { maxSurge: 0, maxUnavailable: 0 };
  const rolling = deployment.spec.strategy?.rollingUpdate;
  const maxSurge = resolve(rolling?.maxSurge ?? '25%', desired, true);
  const maxUnavailable = resolve(rolling?.maxUnavailable ?? '25%', desired, false);
  // Both zero would never move.
  return { maxSurge, maxUnavailable: maxSurge === 0 && maxUnavailable === 0 ? 1 : Math.min(maxUnavailable, desired) };
}

/** Annotations of a set: the size of its deployment when it was last scaled, and with what is too many while it rolls. */
export const DESIRED_REPLICAS = 'deployment.kubernetes.io/desired-replicas';
export const MAX_REPLICAS = 'deployment.kubernetes.io/max-replicas';

const sizeOf = (set: ReplicaSet) => set.spec.replicas ?? 0;

/**
 * The sizes of the sets of a deployment that was scaled, or is scaled while it is paused (`sync.go`, `scale`): in the
 * middle of a roll each gets its share.
 */
export function proportionalPlan(
  deployment: Deployment,
  current: ReplicaSet | undefined,
  all: ReplicaSet[],
): { set: ReplicaSet; replicas: number }[] {
  const desired = deployment.spec.replicas ?? 1;
  const active = all.filter((set) => sizeOf(set) > 0);
  const only = active.length === 1 ? active[0] : active.length === 0 ? (current ?? newest(all)) : undefined;
  if (only !== undefined) return [{ set: only, replicas: desired }];
  if (active.length === 0) return [];
  if (current !== undefined && isSaturated(current, desired))
    return active.map((set) => ({ set, replicas: set === current ? desired : 0 }));
  if (deployment.spec.strategy?.type === 'Recreate') return [];
  const most = desired + limits(deployment).maxSurge;
  const toAdd = (desired > 0 ? most : 0) - active.reduce((sum, set) => sum + sizeOf(set), 0);
  const bySize = active.toSorted((a, b) => sizeOf(b) - sizeOf(a) || (toAdd > 0 ? -1 : 1) * byBirth(a, b));
  let added = 0;
  const plan = bySize.map((set) => {
    const before = Number(set.metadata.annotations?.[MAX_REPLICAS] ?? 0) || (deployment.status.replicas ?? 0);
    const share =
      desired === 0 ? -sizeOf(set) : before === 0 ? 0 : Math.round((sizeOf(set) * most) / before) - sizeOf(set);
    const left = toAdd - added;
    const part = toAdd > 0 ? Math.min(share, left) : toAdd < 0 ? Math.max(share, left) : 0;
    added += part;
    return { set, replicas: sizeOf(set) + part };
  });
  // What rounding left over goes to the largest.
  const [largest] = plan;
  if (largest !== undefined) largest.replicas = Math.max(0, largest.replicas + toAdd - added);
  return plan;
}

const isSaturated = (set: ReplicaSet, desired: number) =>
  sizeOf(set) === desired &&
  Number(set.metadata.annotations?.[DESIRED_REPLICAS]) === desired &&
  (set.status.availableReplicas ?? 0) === desired;

const byBirth = (a: ReplicaSet, b: ReplicaSet) =>
  a.metadata.creationTimestamp < b.metadata.creationTimestamp ? -1 : 1;

const newest = (sets: ReplicaSet[]): ReplicaSet | undefined => sets.toSorted(byBirth).at(-1);

/** The next sizes of the sets of a rolling deployment (`rolling.go`): new up first; old down as far as availability allows. */
export function rollingPlan(
  deployment: Deployment,
  current: ReplicaSet,
  old: ReplicaSet[],
): { set: ReplicaSet; replicas: number }[] {
  const desired = deployment.spec.replicas ?? 1;
  const { maxSurge, maxUnavailable } = limits(deployment);
  const total = [current, ...old].reduce((sum, set) => sum + sizeOf(set), 0);
  if (sizeOf(current) > desired) return [{ set: current, replicas: desired }];
  if (sizeOf(current) < desired) {
    const room = desired + maxSurge - total;
    if (room > 0) return [{ set: current, replicas: Math.min(desired, sizeOf(current) + room) }];
  }
  const oldTotal = old.reduce((sum, set) => sum + sizeOf(set), 0);
  if (oldTotal === 0) return [];
  const steps: { set: ReplicaSet; replicas: number }[] = [];
  const least = desired - maxUnavailable;
  const newUnavailable = sizeOf(current) - (current.status.availableReplicas ?? 0);
  let spare = total - least - newUnavailable;
  if (spare <= 0) return [];
  const byAge = old.toSorted(byBirth);
  const planned = new Map(byAge.map((set) => [set, sizeOf(set)]));
  // First those that serve nobody anyway.
  for (const set of byAge) {
    if (spare <= 0) break;
    const unhealthy = sizeOf(set) - (set.status.availableReplicas ?? 0);
    const down = Math.min(spare, Math.max(0, unhealthy));
    planned.set(set, sizeOf(set) - down);
    spare -= down;
  }
  const available = [current, ...old].reduce((sum, set) => sum + (set.status.availableReplicas ?? 0), 0);
  let surplus = available - least;
  for (const set of byAge) {
    if (surplus <= 0) break;
    const left = planned.get(set) ?? 0;
    const down = Math.min(surplus, left);
    planned.set(set, left - down);
    surplus -= down;
  }
  for (const [set, replicas] of planned) if (replicas !== sizeOf(set)) steps.push({ set, replicas });
  return steps;
}
