/** A pod's name in the room there is: what goes is the hash in the middle, because the end tells copies apart. */
import type { PodView } from '@/lib/model/cluster';

/** The hash of the template and the five letters of the copy, as the ReplicaSet controller makes them. */
const OF_REPLICA_SET = /^(.+)-[a-z0-9]{6,10}-([a-z0-9]{5})$/;
const TAIL = 5;
/** With less room there are no letters for both ends. */
const LEAST = 7;

/** The whole name, or `web-…-99kbt`, or `we…99kbt`; a mirror pod goes without its node, whose name stands on the machine. */
export function shortPodName(pod: Pick<PodView, 'name' | 'node' | 'static'>, room: number): string {
  const node = pod.node === undefined ? '' : `-${pod.node}`;
  const name = pod.static && node && pod.name.endsWith(node) ? pod.name.slice(0, -node.length) : pod.name;
  if (name.length <= room) return name;
  // Of the programs of the control plane the end of the name tells them apart.
  const bare = pod.static ? name.replace(/^kube-/, '') : name;
  if (bare.length <= room) return bare;
  const parts = OF_REPLICA_SET.exec(name);
  const shorter = parts ? `${parts[1]}-…-${parts[2]}` : name;
  if (shorter.length <= room) return shorter;
  if (pod.static || room < LEAST) return `${bare.slice(0, Math.max(1, room - 1))}…`;
  if (room < TAIL + 4) return `${name.slice(0, room - 4)}…${name.slice(-3)}`;
  return `${name.slice(0, room - TAIL - 1)}…${name.slice(-TAIL)}`;
}
