/** Stands in for `lib/model/diff` and `lib/model/write` until they are there. */
import { type ClusterDelta, type ClusterSnapshot, type KindName, keyOf, type Write } from '@/lib/model/cluster';
import type { KubernetesObject } from '@/lib/model/objects';

const SECTIONS = [
  'source',
  'connection',
  'server',
  'identity',
  'distribution',
  'components',
  'kinds',
  'events',
] as const;
const same = (one: unknown, other: unknown) => one === other || JSON.stringify(one) === JSON.stringify(other);

function collection<T>(previous: readonly T[], next: readonly T[], key: (item: T) => string) {
  const before = new Map(previous.map((item) => [key(item), item]));
  const set = next.filter((item) => !same(before.get(key(item)), item));
  for (const item of next) before.delete(key(item));
  const gone = [...before.keys()];
  if (set.length === 0 && gone.length === 0) return undefined;
  return { ...(set.length > 0 ? { set } : {}), ...(gone.length > 0 ? { gone } : {}) };
}

/** What changed. */
export function diffSnapshots(
  previous: ClusterSnapshot,
  next: ClusterSnapshot,
): Omit<ClusterDelta, 'revision' | 'at' | 'writes'> | undefined {
  const changed = SECTIONS.filter((name) => !same(previous[name], next[name]));
  const sections = Object.fromEntries(changed.map((name) => [name, next[name]]));
  const [nodes, namespaces, pods, workloads, services] = [
    collection(previous.nodes, next.nodes, keyOf.nodes),
    collection(previous.namespaces, next.namespaces, keyOf.namespaces),
    collection(previous.pods, next.pods, keyOf.pods),
    collection(previous.workloads, next.workloads, keyOf.workloads),
    collection(previous.services, next.services, keyOf.services),
  ];
  if (changed.length === 0 && !nodes && !namespaces && !pods && !workloads && !services) return undefined;
  return {
    ...(changed.length > 0 ? { sections } : {}),
    ...(nodes ? { nodes } : {}),
    ...(namespaces ? { namespaces } : {}),
    ...(pods ? { pods } : {}),
    ...(workloads ? { workloads } : {}),
    ...(services ? { services } : {}),
  };
}

/** Who wrote. */
export function describeWrite(write: {
  type: Write['type'];
  kind: KindName;
  previous?: KubernetesObject;
  object: KubernetesObject;
}): Pick<Write, 'manager' | 'subresource' | 'author' | 'degree' | 'what'> {
  const newest = write.object.metadata.managedFields?.at(-1);
  return { degree: 'observed', ...(newest?.manager ? { manager: newest.manager } : {}) };
}
