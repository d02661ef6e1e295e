import 'server-only';
import type { PathAnswer } from '@/lib/contract/path';
import type { Problem } from '@/lib/contract/problem';
import { classify } from '@/lib/kubernetes/classify';
import type { ClusterSnapshot, NodeView } from '@/lib/model/cluster';
import { podRequests } from '@/lib/model/node/pod-requests';
import type { EventObject, KubernetesObject, ObjectStore, OwnerReference, PodObject } from '@/lib/model/objects';
import { admissionTraces } from '@/lib/model/path/admission';
import { isApart } from '@/lib/model/path/instant';
import { nodeVerdicts, parseFailedScheduling } from '@/lib/model/path/scheduling';
import { tracePod } from '@/lib/model/path/trace';
import type { PodPath } from '@/lib/model/path/types';
import { isOwnWorkload } from '@/lib/model/pod/pod-owner';
import { bytes, millicores } from '@/lib/model/quantity';
import type { Hub } from './hub';
import { getHubs } from './hubs';
import type { PathMemory } from './path-memory';

const OWNERS = {
  ReplicaSet: 'replicasets',
  Deployment: 'deployments',
  DaemonSet: 'daemonsets',
  StatefulSet: 'statefulsets',
  Job: 'jobs',
  CronJob: 'cronjobs',
} as const;

const isOwnerKind = (kind: string): kind is keyof typeof OWNERS => Object.hasOwn(OWNERS, kind);

/** Controllers above a pod, nearest first, as far as they were read. */
function ownersOf(pod: PodObject, objects: ObjectStore): KubernetesObject[] {
  const owners: KubernetesObject[] = [];
  let next: OwnerReference | undefined = pod.metadata.ownerReferences?.find((owner) => owner.controller !== false);
  while (next && isOwnWorkload(next) && isOwnerKind(next.kind) && owners.length < 5) {
    const owner: KubernetesObject | undefined = objects[OWNERS[next.kind]].get(
      `${pod.metadata.namespace ?? ''}/${next.name}`,
    );
    if (!owner || owner.metadata.uid !== next.uid) break;
    owners.push({ ...owner, kind: next.kind });
    next = owner.metadata.ownerReferences?.find((one) => one.controller !== false);
  }
  return owners;
}

function freeOn(node: NodeView | undefined): Record<string, number> {
  if (!node) return {};
  return {
    cpu: millicores(node.allocatable.cpu) - node.requests.cpu,
    memory: bytes(node.allocatable.memory) - node.requests.memory,
  };
}

function placementOf(
  pod: PodObject,
  objects: ObjectStore,
  nodes: readonly NodeView[],
  path: PodPath,
): PathAnswer['placement'] {
  if (path.origin === 'static' || objects.nodes.size === 0) return undefined;
  const views = new Map(nodes.map((node) => [node.name, node]));
  const failure = path.hops.find((hop) => hop.id === 'scheduler')?.failure;
  const parsed = failure ? parseFailedScheduling(failure.message) : undefined;
  const { cpu, memory } = podRequests(pod);
  return {
    verdicts: nodeVerdicts(pod, [...objects.nodes.values()], { cpu, memory }, (name) => freeOn(views.get(name))),
    ...(parsed ? { failure: parsed } : {}),
  };
}

/** What a trace needs of the picture. */
export type Seen = Pick<ClusterSnapshot, 'nodes' | 'server'>;

/** The trace of one pod from these events and from what the hub holds and remembers of it. */
export function tracedPod(
  pod: PodObject,
  events: readonly EventObject[],
  objects: ObjectStore,
  seen: Seen,
  memory: PathMemory,
): PodPath {
  const remembered = memory.of(pod.metadata.namespace ?? '', pod.metadata.name);
  const known = remembered?.pod.metadata.uid === pod.metadata.uid ? remembered : undefined;
  const node = seen.nodes.find((one) => one.name === pod.spec.nodeName);
  const runtimeClass = objects.runtimeclasses.get(pod.spec.runtimeClassName ?? '');
  const owners = ownersOf(pod, objects);
  const nodeClockAheadMs = memory.nodeClockAheadMs(pod.spec.nodeName ?? '');
  // What arrived here is told by the API server's clock, as all the rest; a laptop's may be another.
  const aheadMs = memory.serverClockAheadMs();
  const byServer = (at: string) => (isApart(aheadMs) ? new Date(Date.parse(at) + aheadMs).toISOString() : at);
  return tracePod({
    pod,
    owners,
    events,
    ownersSeen: new Map(
      owners.flatMap(({ metadata: { uid = '' } }) => {
        const at = memory.owners.get(uid);
        return at ? [[uid, byServer(at)]] : [];
      }),
    ),
    ...(nodeClockAheadMs === undefined ? {} : { nodeClockAheadMs }),
    ...(node ? { chain: node.chain } : {}),
    ...(seen.server.version ? { serverVersion: seen.server.version } : {}),
    ...(runtimeClass ? { runtimeClass } : {}),
    ...(known
      ? { seen: known.marks.map((mark) => ({ ...mark, at: byServer(mark.at) })), bornWithNode: known.bornWithNode }
      : {}),
  });
}

/** The path of a pod from what the hub holds and remembers; undefined when it never saw such a pod. */
export function pathFrom(
  objects: ObjectStore,
  seen: Seen,
  memory: PathMemory,
  namespace: string,
  name: string,
): PathAnswer | undefined {
  const remembered = memory.of(namespace, name);
  const pod = objects.pods.get(`${namespace}/${name}`) ?? remembered?.pod;
  if (!pod) return undefined;
  const path = tracedPod(pod, [...objects.events.values()], objects, seen, memory);
  const placement = placementOf(pod, objects, seen.nodes, path);
  return {
    ...path,
    admission: path.origin === 'static' ? [] : admissionTraces(pod),
    ...(placement ? { placement } : {}),
  };
}

const PATIENCE_MS = 10_000;

async function ask(hub: Hub, namespace: string, name: string): Promise<{ answer: PathAnswer } | { problem: Problem }> {
  const now = await hub.settled(PATIENCE_MS);
  if ('problem' in now) return now;
  const answer = pathFrom(hub.objects(), now.snapshot, hub.memory, namespace, name);
  if (answer) return { answer };
  return { problem: { code: 'object-not-found', values: { kind: 'pods', namespace, name } } };
}

/** The path of a pod of a context, or why there is none. */
export async function readPath(context: string | undefined, namespace: string, name: string) {
  const cluster = getHubs().open(context);
  if ('problem' in cluster) return cluster;
  try {
    return await ask(cluster.hub, namespace, name);
  } catch (error) {
    return { problem: classify(error) };
  }
}
