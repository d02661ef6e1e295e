/** STATUS and ROLES of a node exactly as `kubectl get nodes` prints them, and its state as drawn. */
import type { Health } from '../cluster';
import type { LeaseObject, NodeObject } from '../objects';
import { secondsBetween } from '../time';
import { judgedAt } from './lease-time';

const ROLE_PREFIX = 'node-role.kubernetes.io/';
const ROLE_LABEL = 'kubernetes.io/role';
/** Of a kubelet that has not renewed for so long the node controller speaks (40 s before 1.32, 50 s since). */
const DEFAULT_LEASE_SECONDS = 40;

/** Roles in the order kubectl prints them; empty where it prints `<none>`. */
export function nodeRoles(node: NodeObject): string[] {
  const roles = new Set<string>();
  for (const [label, value] of Object.entries(node.metadata.labels ?? {})) {
    if (label.startsWith(ROLE_PREFIX) && label.length > ROLE_PREFIX.length) roles.add(label.slice(ROLE_PREFIX.length));
    else if (label === ROLE_LABEL && value) roles.add(value);
  }
  return [...roles].toSorted();
}

const readyCondition = (node: NodeObject) => (node.status?.conditions ?? []).findLast((one) => one.type === 'Ready');

/** `Ready`, `NotReady,SchedulingDisabled`, `Unknown` (when the node never reported). */
export function nodeStatus(node: NodeObject): string {
  const ready = readyCondition(node);
  const word = ready ? (ready.status === 'True' ? 'Ready' : 'NotReady') : 'Unknown';
  return node.spec?.unschedulable ? `${word},SchedulingDisabled` : word;
}

/** True when condition Ready is True. */
export function isNodeReady(node: NodeObject): boolean {
  return readyCondition(node)?.status === 'True';
}

/** Lease duration in seconds: silence beyond it is a missed heartbeat. */
export function leaseSeconds(lease: LeaseObject | undefined): number {
  return lease?.spec?.leaseDurationSeconds ?? DEFAULT_LEASE_SECONDS;
}

/**
 * ● Ready and beating; ▲ Ready but silent beyond its lease, or it says itself that it is not ready;
 * ✕ given up for lost (Ready is Unknown); ○ never reported yet.
 */
export function nodeHealth(node: NodeObject, silent: boolean): Health {
  const ready = readyCondition(node);
  if (!ready) return 'starting';
  if (ready.status === 'Unknown') return 'failing';
  if (ready.status !== 'True') return 'not-ready';
  return silent ? 'not-ready' : 'ok';
}

/**
 * State of the kubelet itself: it may be well on a node that is not ready (no network yet), and is not heard from on one that
 * still says Ready.
 */
export function kubeletHealth(node: NodeObject, silent: boolean): Health {
  const ready = readyCondition(node);
  if (!ready) return 'starting';
  if (ready.status === 'Unknown') return 'failing';
  return silent ? 'not-ready' : 'ok';
}

/** True when the node's lease ran out without being renewed; false when there is no lease to tell. */
export function isSilent(lease: LeaseObject | undefined, now: string): boolean {
  const silence = secondsBetween(lease?.spec?.renewTime, judgedAt(lease, now));
  return silence !== undefined && silence > leaseSeconds(lease);
}
