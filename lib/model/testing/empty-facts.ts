/** Facts to start a test from, of objects that went through the transform a reflector puts live ones through. */
import { KINDS } from '@/lib/kubernetes/kinds/registry';
import { KIND_NAMES, type KindName, type KindState } from '../cluster';
import type { ClusterFacts } from '../facts';
import { memoByObject } from '../memo';
import type { KubernetesObject, ObjectOf, ObjectStore } from '../objects';

/** Key of an object in a store: `namespace/name`, or `name`. */
export const keyOfObject = ({ metadata }: KubernetesObject) =>
  metadata.namespace ? `${metadata.namespace}/${metadata.name}` : metadata.name;

/** As it is kept: the same object again for the same object, as identity is content. */
const kept = memoByObject(<K extends KindName>(object: ObjectOf[K], kind: K): ObjectOf[K] => {
  const { groupVersionResources } = KINDS[kind];
  const { transform } =
    groupVersionResources.find((one) => one.apiVersion === object.apiVersion) ?? groupVersionResources[0];
  return transform(object);
});

/** A store of the objects given, all other kinds empty. */
export function storeOf(objects: { [K in KindName]?: readonly ObjectOf[K][] }): ObjectStore {
  const map = <K extends KindName>(kind: K): ReadonlyMap<string, ObjectOf[K]> => {
    const list: readonly ObjectOf[K][] = objects[kind] ?? [];
    return new Map(list.map((object) => [keyOfObject(object), kept(object, kind)]));
  };
  return {
    namespaces: map('namespaces'),
    nodes: map('nodes'),
    pods: map('pods'),
    events: map('events'),
    leases: map('leases'),
    services: map('services'),
    endpointslices: map('endpointslices'),
    deployments: map('deployments'),
    replicasets: map('replicasets'),
    daemonsets: map('daemonsets'),
    statefulsets: map('statefulsets'),
    jobs: map('jobs'),
    cronjobs: map('cronjobs'),
    runtimeclasses: map('runtimeclasses'),
  };
}

/** A live cluster with the objects given, every kind readable. */
export function liveFacts(
  objects: { [K in KindName]?: readonly ObjectOf[K][] } = {},
  more: Partial<ClusterFacts> = {},
): ClusterFacts {
  const store = storeOf(objects);
  const kinds = KIND_NAMES.map((kind): KindState => ({ kind, state: 'live', count: store[kind].size }));
  return {
    source: { kind: 'cluster', context: 'test' },
    connection: { state: 'live', since: '2026-01-01T00:00:00Z' },
    version: { gitVersion: 'v1.36.2' },
    kinds,
    objects: store,
    now: '2026-01-01T00:00:00Z',
    ...more,
  };
}
