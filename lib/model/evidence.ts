/** How a proof is named: `Pod kube-system/etcd-m1`, `Node m1`. */
import type { Evidence } from './cluster';
import type { KubernetesObject } from './objects';

/** `Pod kube-system/etcd-m1`: the kind and the key of an object, as the inspector names it. */
export function objectName(kind: string, object: KubernetesObject): string {
  const { namespace, name } = object.metadata;
  return namespace ? `${kind} ${namespace}/${name}` : `${kind} ${name}`;
}

/** One proof: the object, the field path as `kubectl explain` writes it, and its value. */
export function proof(kind: string, object: KubernetesObject, field: string, value: string): Evidence {
  return { object: objectName(kind, object), field, value };
}

/** Proof by a label. */
export function labelProof(kind: string, object: KubernetesObject, label: string): Evidence {
  return proof(kind, object, `metadata.labels["${label}"]`, object.metadata.labels?.[label] ?? '');
}

/** Proof by an annotation. */
export function annotationProof(kind: string, object: KubernetesObject, annotation: string): Evidence {
  return proof(kind, object, `metadata.annotations["${annotation}"]`, object.metadata.annotations?.[annotation] ?? '');
}
