import type { DraftOf, ObjectOf } from '../api/kinds.ts';

/** The objects the programs speak of, as the API server answers them (frozen). */
export type Pod = ObjectOf<'pods'>;
export type Node = ObjectOf<'nodes'>;
export type Deployment = ObjectOf<'deployments'>;
export type ReplicaSet = ObjectOf<'replicasets'>;
export type DaemonSet = ObjectOf<'daemonsets'>;
export type StatefulSet = ObjectOf<'statefulsets'>;
export type Job = ObjectOf<'jobs'>;
export type CronJob = ObjectOf<'cronjobs'>;
export type Service = ObjectOf<'services'>;
export type Lease = ObjectOf<'leases'>;

export type PodDraft = DraftOf<'pods'>;
export type PodSpec = NonNullable<PodDraft['spec']>;
export type PodStatus = Pod['status'];
export type PodTemplate = NonNullable<DraftOf<'deployments'>['spec']>['template'];
export type Container = PodSpec['containers'][number];
export type ContainerStatus = NonNullable<PodStatus['containerStatuses']>[number];
export type ContainerState = NonNullable<ContainerStatus['state']>;
export type Probe = NonNullable<Container['readinessProbe']>;
export type PodCondition = NonNullable<PodStatus['conditions']>[number];
export type OwnerReference = NonNullable<Pod['metadata']['ownerReferences']>[number];
export type Taint = NonNullable<Node['spec']['taints']>[number];
export type Toleration = NonNullable<PodSpec['tolerations']>[number];

/** What every object has. */
export interface AnyObject {
  apiVersion: string;
  kind: string;
  metadata: Pod['metadata'];
}

/** RFC 3339 with seconds, as `metav1.Time` is written. */
export const time = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** RFC 3339 with microseconds, as `metav1.MicroTime` is written (our clock knows milliseconds). */
export const microTime = (ms: number): string => `${new Date(ms).toISOString().slice(0, 23)}000Z`;

/** `namespace/name`, or `name` for what lives in no namespace. */
export const keyOf = (object: { metadata: { name: string; namespace?: string } }): string =>
  object.metadata.namespace === undefined
    ? object.metadata.name
    : `${object.metadata.namespace}/${object.metadata.name}`;

/** The other way round. */
export function splitKey(key: string): { namespace: string; name: string } {
  const slash = key.indexOf('/');
  return { namespace: key.slice(0, Math.max(0, slash)), name: key.slice(slash + 1) };
}

/** Same JSON, whatever the order of keys. Enough to know whether a status has to be written. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((one, index) => sameJson(one, b[index]))
    );
  }
  const left = Object.entries(a).filter(([, value]) => value !== undefined);
  const right = new Map(Object.entries(b).filter(([, value]) => value !== undefined));
  return left.length === right.size && left.every(([key, value]) => right.has(key) && sameJson(value, right.get(key)));
}

/** JSON with sorted keys, so that equal values are equal texts. */
export function stableJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
