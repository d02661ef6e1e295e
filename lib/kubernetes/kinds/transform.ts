import type { KubernetesObject, ManagedField, ObjectMeta } from '@/lib/model/objects';

/** It copies the whole object, env values with it: only that it is there is kept, the signature of `kubectl apply`. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
const LONGEST_ANNOTATION = 2_000;

/** A copy with only the named fields that are there. */
export function pick<T extends object, K extends keyof T>(from: T, keys: readonly K[]): Pick<T, K> {
  const kept: Partial<T> = {};
  for (const key of keys) if (from[key] !== undefined && from[key] !== null) kept[key] = from[key];
  return kept as Pick<T, K>;
}

function transformAnnotations(annotations: Record<string, string>): Record<string, string> | undefined {
  const kept = Object.entries(annotations)
    .map(([key, value]) => [key, key === LAST_APPLIED ? '' : value] as const)
    .filter(([, value]) => String(value).length <= LONGEST_ANNOTATION);
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}

const META = [
  'name',
  'namespace',
  'uid',
  'resourceVersion',
  'generation',
  'generateName',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'labels',
  'finalizers',
] as const satisfies readonly (keyof ObjectMeta)[];
const FIELD = ['manager', 'operation', 'subresource', 'time'] as const satisfies readonly (keyof ManagedField)[];

/** Metadata without `fieldsV1` and without long annotations. */
export function transformMetadata(meta: ObjectMeta): ObjectMeta {
  const annotations = meta.annotations && transformAnnotations(meta.annotations);
  return {
    ...pick(meta, META),
    ...(annotations ? { annotations } : {}),
    ...(meta.ownerReferences
      ? {
          ownerReferences: meta.ownerReferences.map((owner) =>
            pick(owner, ['apiVersion', 'kind', 'name', 'uid', 'controller']),
          ),
        }
      : {}),
    ...(meta.managedFields ? { managedFields: meta.managedFields.map((field) => pick(field, FIELD)) } : {}),
  };
}

/** True of anything that has at least a name: what is not is left out rather than trusted. */
export function isObject(raw: unknown): raw is KubernetesObject {
  if (typeof raw !== 'object' || raw === null || !('metadata' in raw)) return false;
  const { metadata } = raw;
  return typeof metadata === 'object' && metadata !== null && 'name' in metadata && typeof metadata.name === 'string';
}
