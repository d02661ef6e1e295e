/** Static pods: the kubelet read a file; the API has only their mirror, and they never passed the scheduler. */
import type { Evidence } from '../cluster';
import { annotationProof } from '../evidence';
import type { PodObject } from '../objects';

const SOURCE = 'kubernetes.io/config.source';
const MIRROR = 'kubernetes.io/config.mirror';

/** True when the pod came from a file (or a URL) on its node. */
export function isStaticPod(pod: PodObject): boolean {
  const annotations = pod.metadata.annotations ?? {};
  return Object.hasOwn(annotations, MIRROR) || annotations[SOURCE] === 'file' || annotations[SOURCE] === 'http';
}

/** The annotation that says so. */
export function staticProof(pod: PodObject): Evidence | undefined {
  const annotations = pod.metadata.annotations ?? {};
  if (annotations[SOURCE] === 'file' || annotations[SOURCE] === 'http') return annotationProof('Pod', pod, SOURCE);
  return Object.hasOwn(annotations, MIRROR) ? annotationProof('Pod', pod, MIRROR) : undefined;
}
