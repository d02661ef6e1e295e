/** A pod's name in the room there is: the workload is what a person reads; the hash goes first. */
import type { PodView } from '../cluster';

type Named = Pick<PodView, 'name' | 'node' | 'static' | 'owner'>;

/** Five letters of the alphabet Kubernetes makes suffixes of (k8s.io/apimachinery/pkg/util/rand). */
const COPY = /^(.+)-([bcdfghjklmnpqrstvwxz2456789]{5})$/;
/** The hash of a template, of the same alphabet. */
const HASH = /^(.+)-[bcdfghjklmnpqrstvwxz2456789]{5,10}$/;
/** They give their pods no ordinal but a random suffix. */
const SUFFIXED: ReadonlySet<string> = new Set(['ReplicaSet', 'DaemonSet', 'Job', 'ReplicationController']);

/** What the owner wrote, and the letters that tell its copies apart. */
function parts({ name, owner }: Named): { workload: string; copy?: string; hash: boolean } {
  const [, before, copy] = COPY.exec(name) ?? [];
  const template = before !== undefined && (!owner || owner.kind === 'ReplicaSet') ? HASH.exec(before)?.[1] : undefined;
  // Of an owner that is not known, only a name with both parts says that it has one.
  const isSuffixed = owner ? SUFFIXED.has(owner.kind) : template !== undefined;
  if (before === undefined || copy === undefined || !isSuffixed) return { workload: name, hash: false };
  return { workload: template ?? before, copy, hash: template !== undefined };
}

/** A mirror pod goes without its node, whose name stands on the machine. */
function withoutNode(pod: Named): string {
  const node = pod.node === undefined ? '' : `-${pod.node}`;
  return pod.static && node && pod.name.endsWith(node) ? pod.name.slice(0, -node.length) : pod.name;
}
/** Of the programs of the control plane the end of the name tells them apart. */
const bareName = (pod: Named) => (pod.static ? withoutNode(pod).replace(/^kube-/, '') : parts(pod).workload);

/** Letters of the shortest name that still says what the pod is. */
export const leastLetters = (pod: Named): number => bareName(pod).length;

/** The whole name, else `web-…-99kbt`, else `web`: never the hash instead of the workload. */
export function shortPodName(pod: Named, room: number): string {
  const name = withoutNode(pod);
  if (name.length <= room) return name;
  const { workload, copy, hash } = parts(pod);
  const shorter = copy === undefined || !hash ? name : `${workload}-…-${copy}`;
  if (shorter.length <= room) return shorter;
  const bare = bareName(pod);
  return bare.length <= room ? bare : `${bare.slice(0, Math.max(1, room - 1))}…`;
}
