/** A pod's name in two parts, so that what is dropped for lack of room is the middle: the end tells copies apart. */
import type { PodView } from '@/lib/model/cluster';

const COPY = /^(.+)(-[a-z0-9]{1,8})$/;

/** `web-785f95754b` and `-99kbt`; a mirror pod without its node's name, which stands on the machine. */
export function splitPodName(pod: Pick<PodView, 'name' | 'node' | 'static'>): [string, string] {
  const node = pod.node === undefined ? '' : `-${pod.node}`;
  if (pod.static && node && pod.name.endsWith(node)) return [pod.name.slice(0, -node.length), ''];
  const match = COPY.exec(pod.name);
  return match?.[1] !== undefined && match[2] !== undefined ? [match[1], match[2]] : [pod.name, ''];
}
