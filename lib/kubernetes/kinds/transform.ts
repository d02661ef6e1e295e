import type { KubernetesObject, ManagedField, ObjectMeta } from '@/lib/model/objects';

/** Annotations that copy the whole object (env values with it) or fill memory; nothing reads them. */
const DROPPED_ANNOTATIONS = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  'control-plane.alpha.kubernetes.io/leader',
  'deprecated.daemonset.template.generation',
]);
const LONGEST_ANNOTATION = 2_000;

/** A copy with only the named fields that are there. */
export function pick<T extends object, K extends keyof T>(from: T, keys: readonly K[]): Pick<T, K> {
  const kept: Partial<T> = {};
  for (const key of keys) if (from[key] !== undefined && from[key] !== null) kept[key] = from[key];
  return kept as Pick<T, K>;
}

function transformAnnotations(annotations: Record<string, string>): Record<string, string> | undefined {
  const kept = Object.entries(annotations).filter(
    ([key, value]) => !DROPPED_ANNOTATIONS.has(key) && String(value).length <= LONGEST_ANNOTATION,
  );
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

/** Metadata without `fieldsV1` and without annotations nobody reads. */
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
