import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { KINDS } from '@/lib/kubernetes/kinds/registry';
import type { KindName } from '../../cluster';
import type { KubernetesObject, ObjectOf } from '../../objects';
import { tracePod } from '../trace';
import type { Hop, PathInput, PodPath } from '../types';

/** The recording of our own real cluster of three machines. */
export const REAL_CLUSTER = fileURLToPath(new URL('../../../../e2e/recordings/real-3-nodes', import.meta.url));

/** What a recorded list holds, as a reflector keeps it. */
function items<K extends KindName>(cluster: string, kind: K): ObjectOf[K][] {
  const file = `${cluster}/${kind}.json`;
  if (!existsSync(file)) return [];
  const list: { items: ObjectOf[K][] } = JSON.parse(readFileSync(file, 'utf8'));
  return list.items.map(KINDS[kind].groupVersionResources[0].transform);
}

/** Everything the recording in a folder holds of one pod's path, by the beginning of its name. */
export function recordedInput(cluster: string, name: string): PathInput {
  const pod = items(cluster, 'pods').find((one) => one.metadata.name.startsWith(name));
  if (!pod) throw new Error(`no pod ${name} in ${cluster}`);
  const controllers = (['replicasets', 'deployments', 'daemonsets'] as const).flatMap((kind) => items(cluster, kind));
  const owners: KubernetesObject[] = [];
  let reference = pod.metadata.ownerReferences?.[0];
  while (reference) {
    const { uid, kind } = reference;
    const owner = controllers.find((one) => one.metadata.uid === uid);
    if (!owner) break;
    owners.push({ ...owner, kind });
    reference = owner.metadata.ownerReferences?.[0];
  }
  return { pod, owners, events: items(cluster, 'events') };
}

export const recordedPath = (cluster: string, name: string): PodPath => tracePod(recordedInput(cluster, name));

/** One line a hop: id, container, evidence level, start, end (time of day, to the second unless given finer). */
export function lines(path: PodPath): string[] {
  const time = (at: string | undefined) =>
    at
      ?.slice(11)
      .replace(/(\.\d{3})\d*Z$/, '$1')
      .replace(/Z$/, '') ?? '-';
  return path.hops.map((hop: Hop) =>
    [
      hop.id,
      hop.container,
      hop.attempt ? `#${hop.attempt}` : undefined,
      hop.evidenceLevel,
      hop.clock === 'none' ? 'no time' : `${time(hop.startedAt)} ${time(hop.endedAt)}`,
      hop.skewed ? 'skewed' : undefined,
      hop.reason?.code,
      hop.failure ? `! ${hop.failure.reason}${hop.failure.lasting ? '' : ' (past)'}` : undefined,
    ]
      .filter((part) => part !== undefined)
      .join(' '),
  );
}
