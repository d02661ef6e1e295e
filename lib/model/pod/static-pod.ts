/** Static pods: the kubelet read a file; the API has only their mirror, and they never passed the scheduler. */
import type { Evidence } from '../cluster';
import { annotationProof, proof } from '../evidence';
import type { OwnerReference, PodObject } from '../objects';
import { isNodeOwner } from './pod-owner';

const SOURCE = 'kubernetes.io/config.source';
const MIRROR = 'kubernetes.io/config.mirror';

/** The kubelet makes its Node the owner of each mirror it writes, and nothing else is owned by a Node of Kubernetes. */
const ownerNode = (pod: PodObject): OwnerReference | undefined => pod.metadata.ownerReferences?.find(isNodeOwner);

/** What says that the pod came from a file (or a URL) on its node; recorders strip annotations, the owner stays. */
export function staticProof(pod: PodObject): Evidence | undefined {
  const annotations = pod.metadata.annotations ?? {};
  if (annotations[SOURCE] === 'file' || annotations[SOURCE] === 'http') return annotationProof('Pod', pod, SOURCE);
  if (Object.hasOwn(annotations, MIRROR)) return annotationProof('Pod', pod, MIRROR);
  const node = ownerNode(pod);
  return node && proof('Pod', pod, 'metadata.ownerReferences[0]', `Node ${node.name}`);
}

/** True when the pod came from a file (or a URL) on its node. */
export const isStaticPod = (pod: PodObject): boolean => staticProof(pod) !== undefined;
