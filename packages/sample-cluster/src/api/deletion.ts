/** What a delete leaves behind while something still has to happen. */
import type { DeleteOptions } from './client.ts';
import { timestamp } from './identity.ts';
import { fieldsOf, numberOf, same } from './json.ts';
import type { Resource, StoredMeta } from './kinds.ts';
import type { KubeObject } from './store.ts';

/** Seconds a pod is given: none when no kubelet has it, or it has ended. */
export function podGrace(pod: KubeObject, asked: number | undefined): number {
  const { phase } = fieldsOf(pod.status);
  const { nodeName, terminationGracePeriodSeconds } = fieldsOf(pod.spec);
  if (!nodeName || phase === 'Succeeded' || phase === 'Failed') return 0;
  const grace = asked ?? numberOf(terminationGracePeriodSeconds) ?? 30;
  return grace < 0 ? 1 : grace;
}

/** Finalizers of an object that is to be deleted: what becomes of its dependents is the garbage collector's. */
export function deletionFinalizers(object: KubeObject, options: DeleteOptions): string[] {
  const kept = (object.metadata.finalizers ?? []).filter((name) => name !== 'orphan' && name !== 'foregroundDeletion');
  if (options.propagationPolicy === 'Foreground') return [...kept, 'foregroundDeletion'];
  if (options.propagationPolicy === 'Orphan') return [...kept, 'orphan'];
  return options.propagationPolicy ? kept : (object.metadata.finalizers ?? []);
}

/** Seconds as Go's durations hold them, in milliseconds: beyond 292 years they wrap around. */
const duration = (seconds: number): number => Number(BigInt.asIntN(64, BigInt(seconds) * 1_000_000_000n) / 1_000_000n);

/** The object with its deletion marked; the same object when it already says so. */
export function markDeleted(
  resource: Resource,
  before: KubeObject,
  grace: number,
  finalizers: string[],
  now: Date,
): KubeObject {
  const metadata: StoredMeta = { ...before.metadata };
  const shorter = (metadata.deletionGracePeriodSeconds ?? Number.POSITIVE_INFINITY) > grace;
  if (!metadata.deletionTimestamp || shorter) {
    if (!metadata.deletionTimestamp && metadata.generation) metadata.generation += 1;
    const from = metadata.deletionTimestamp
      ? Date.parse(metadata.deletionTimestamp) - duration(metadata.deletionGracePeriodSeconds ?? 0)
      : now.getTime();
    metadata.deletionTimestamp = timestamp(new Date(from + duration(grace)));
    metadata.deletionGracePeriodSeconds = grace;
  } else if (same(finalizers, metadata.finalizers ?? [])) return before;
  if (finalizers.length > 0) metadata.finalizers = finalizers;
  if (resource !== 'namespaces') return { ...before, metadata };
  delete metadata.deletionGracePeriodSeconds;
  return { ...before, metadata, status: { ...fieldsOf(before.status), phase: 'Terminating' } };
}
