import 'server-only';
import type { Deployment, ReplicaSet } from '../types';

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

/** The next sizes of the sets of a rolling deployment (`rolling.go`): new up first; old down as far as availability allows. */
export function rollingPlan(
  deployment: Deployment,
  current: ReplicaSet,
  old: ReplicaSet[],
): { set: ReplicaSet; replicas: number }[] {
  const size = (set: ReplicaSet) => set.spec.replicas ?? 0;
  const desired = deployment.spec.replicas ?? 1;
  const { maxSurge, maxUnavailable } = limits(deployment);
  const total = [current, ...old].reduce((sum, set) => sum + size(set), 0);
  if (size(current) > desired) return [{ set: current, replicas: desired }];
  if (size(current) < desired) {
    const room = desired + maxSurge - total;
    if (room > 0) return [{ set: current, replicas: Math.min(desired, size(current) + room) }];
  }
  const oldTotal = old.reduce((sum, set) => sum + size(set), 0);
  if (oldTotal === 0) return [];
  const steps: { set: ReplicaSet; replicas: number }[] = [];
  const least = desired - maxUnavailable;
  const newUnavailable = size(current) - (current.status.availableReplicas ?? 0);
  let spare = total - least - newUnavailable;
  if (spare <= 0) return [];
  const byAge = old.toSorted((a, b) => (a.metadata.creationTimestamp < b.metadata.creationTimestamp ? -1 : 1));
  const planned = new Map(byAge.map((set) => [set, size(set)]));
  // First those that serve nobody anyway.
  for (const set of byAge) {
    if (spare <= 0) break;
    const unhealthy = size(set) - (set.status.availableReplicas ?? 0);
    const down = Math.min(spare, Math.max(0, unhealthy));
    planned.set(set, size(set) - down);
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
  for (const [set, replicas] of planned) if (replicas !== size(set)) steps.push({ set, replicas });
  return steps;
}
