import { type ClusterSnapshot, keyOf, type PodView, type WorkloadKind } from '@/lib/model/cluster';
import { parseSelection } from '@/lib/model/selection';
import type { Keys, ScopedName } from './dirty';

type Maps = {
  readonly [N in ScopedName]: ReadonlyMap<string, ClusterSnapshot[N][number]>;
};

/** The most of each collection that comes along with a selection; counts tell the rest. */
export const MOST_RELATED = 200;

/** The workload of a pod, and the one between them (the ReplicaSet of a Deployment). */
export function workloadsOfPod({ namespace, owner, workload }: PodView): string[] {
  return [owner, workload].flatMap((one) => (one ? `${one.kind}/${namespace}/${one.name}` : []));
}

/** Gathers keys, each of something that is there, at most {@link MOST_RELATED} of a collection. */
function createGathering(maps: Maps) {
  const keys: Keys<ScopedName> = { nodes: new Set(), pods: new Set(), workloads: new Set(), services: new Set() };
  const isFull = (name: ScopedName) => keys[name].size >= MOST_RELATED;
  const add = (name: ScopedName, key: string) => {
    if (!isFull(name) && maps[name].has(key)) keys[name].add(key);
  };
  const addPod = (key: string) => {
    const pod = maps.pods.get(key);
    if (!pod || isFull('pods')) return;
    add('pods', key);
    for (const workload of workloadsOfPod(pod)) add('workloads', workload);
  };
  return {
    keys,
    add,
    addPod,
    addAll<N extends ScopedName>(name: N, passes: (item: ClusterSnapshot[N][number]) => boolean) {
      for (const [key, item] of maps[name]) {
        if (isFull(name)) return;
        if (passes(item)) name === 'pods' ? addPod(key) : add(name, key);
      }
    },
  };
}
type Gathering = ReturnType<typeof createGathering>;

function ofPod(gathering: Gathering, maps: Maps, pod: { namespace: string; name: string }) {
  const key = keyOf.pods(pod);
  gathering.addPod(key);
  gathering.add('nodes', maps.pods.get(key)?.node ?? '');
  gathering.addAll(
    'services',
    ({ namespace, pods }) => namespace === pod.namespace && pods.some((one) => one.name === pod.name),
  );
}

function ofWorkload(gathering: Gathering, workload: { kind: WorkloadKind; namespace: string; name: string }) {
  const { kind, namespace, name } = workload;
  const isIt = (owner: { kind: string; name: string } | undefined) => owner?.kind === kind && owner.name === name;
  gathering.add('workloads', keyOf.workloads(workload));
  gathering.addAll('workloads', (one) => one.namespace === namespace && isIt(one.owner));
  gathering.addAll('pods', (pod) => pod.namespace === namespace && (isIt(pod.owner) || isIt(pod.workload)));
}

function ofNamespace(gathering: Gathering, name: string) {
  const isIn = ({ namespace }: { namespace: string }) => namespace === name;
  gathering.addAll('workloads', isIn);
  gathering.addAll('services', isIn);
  gathering.addAll('pods', isIn);
}

/** What the card of a selection shows, by key; nothing for what is no selection. */
export function relatedKeys(
  maps: Maps,
  selection: string,
  podsOnNode: (node: string) => Iterable<string>,
): Keys<ScopedName> {
  const gathering = createGathering(maps);
  const target = parseSelection(selection);
  switch (target?.type) {
    case 'pod':
      ofPod(gathering, maps, target);
      break;
    case 'node':
      gathering.add('nodes', target.name);
      for (const key of podsOnNode(target.name)) gathering.addPod(key);
      break;
    case 'workload':
      ofWorkload(gathering, target);
      break;
    case 'namespace':
      ofNamespace(gathering, target.name);
      break;
    case 'service': {
      const key = keyOf.services(target);
      gathering.add('services', key);
      for (const { name } of maps.services.get(key)?.pods ?? []) gathering.addPod(`${target.namespace}/${name}`);
      break;
    }
    case 'component':
      gathering.add('nodes', target.node ?? '');
      gathering.addAll(
        'pods',
        ({ component, node }) => component === target.id && (node === target.node || !target.node),
      );
      break;
    case 'unscheduled':
      for (const key of podsOnNode('')) gathering.addPod(key);
      break;
    case 'kind':
      if (target.kind === 'pods' || target.kind === 'nodes' || target.kind === 'services')
        gathering.addAll(target.kind, () => true);
      break;
  }
  return gathering.keys;
}
