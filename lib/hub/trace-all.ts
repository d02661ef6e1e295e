import 'server-only';
import type { StartupAnswer } from '@/lib/contract/startup';
import { classify } from '@/lib/kubernetes/classify';
import type { EventObject, ObjectStore, PodObject } from '@/lib/model/objects';
import { startupFigures } from '@/lib/model/path/startup';
import { getHubs } from './hubs';
import type { PathMemory } from './path-memory';
import { type Seen, tracedPod } from './trace-pod';

/** Pods computed, the newest first: those whose events are still there. Some 20 µs each. */
const MOST_PODS = 2000;

const podKey = (namespace: string | undefined, name: string | undefined) => `${namespace ?? ''}/${name ?? ''}`;
const bornAt = (pod: PodObject) => pod.metadata.creationTimestamp ?? '';

/** Where start-up time goes, from what the hub holds and remembers; pods that are gone count too. */
export function startupFrom(objects: ObjectStore, seen: Seen, memory: PathMemory): StartupAnswer {
  const pods = new Map<string, PodObject>();
  for (const [key, { pod }] of memory.pods) pods.set(key, pod);
  for (const [key, pod] of objects.pods) pods.set(key, pod);
  const newest = [...pods.values()].sort((one, other) => bornAt(other).localeCompare(bornAt(one)));
  // Workloads' events are few and are asked of by all their pods; pods' events only by their own.
  const byPod = new Map<string, EventObject[]>();
  const others: EventObject[] = [];
  for (const event of objects.events.values()) {
    const { kind, namespace, name } = event.involvedObject;
    const key = podKey(namespace, name);
    if (kind !== 'Pod') others.push(event);
    else if (!byPod.get(key)?.push(event)) byPod.set(key, [event]);
  }
  const workloads = Map.groupBy(others, (event) => event.involvedObject.namespace ?? '');
  const traced = newest.slice(0, MOST_PODS).map((pod) => {
    const { namespace, name } = pod.metadata;
    const events = [...(byPod.get(podKey(namespace, name)) ?? []), ...(workloads.get(namespace ?? '') ?? [])];
    return { pod, path: tracedPod(pod, events, objects, seen, memory) };
  });
  return { ...startupFigures(traced), omitted: Math.max(0, newest.length - MOST_PODS) };
}

const PATIENCE_MS = 10_000;

/** Where start-up time goes in a context, or why that cannot be said. */
export async function readStartup(context: string | undefined) {
  const cluster = getHubs().open(context);
  if ('problem' in cluster) return cluster;
  try {
    const { hub } = cluster;
    const now = await hub.settled(PATIENCE_MS);
    if ('problem' in now) return now;
    return { answer: startupFrom(hub.objects(), now.snapshot, hub.memory) };
  } catch (error) {
    return { problem: classify(error) };
  }
}
