/** What an object that was read whole turns out to be. Pure. */
import type { KubernetesObject, LeaseObject, PodObject } from '@/lib/model/objects';

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Whether it is an object of the API at all: it has a name. */
export function isKubernetesObject(object: unknown): object is KubernetesObject {
  return isRecord(object) && isRecord(object.metadata) && typeof object.metadata.name === 'string';
}

/** Whether an object read whole is a pod: the API server holds it to the rest of the shape. */
export function isPodObject(object: unknown): object is PodObject {
  return (
    isKubernetesObject(object) && 'spec' in object && isRecord(object.spec) && Array.isArray(object.spec.containers)
  );
}

/** Whether an object read whole is a lease. */
export function isLeaseObject(object: unknown): object is LeaseObject {
  return isKubernetesObject(object) && object.kind === 'Lease' && 'spec' in object && isRecord(object.spec);
}
