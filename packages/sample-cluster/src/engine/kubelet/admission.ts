import type { Image } from '../../images/image.ts';
import { isFinished, selectsNode } from '../pods.ts';
import { podRequests, quantity } from '../quantity.ts';
import type { Container, Node, Pod, PodSpec } from '../types.ts';

/** Why a kubelet does not take a pod, as it says it. */
export interface Rejection {
  reason: string;
  message: string;
}

/** Whole units as the kubelet counts: millicores, else bytes or pieces. */
const units = (name: string, amount: number) => Math.round(name === 'cpu' ? amount * 1000 : amount);

/** Why this node will not take a pod that was bound to it; `others` are those it has taken. Undefined when it will. */
export function rejection(pod: Pod, node: Node, others: readonly Pod[]): Rejection | undefined {
  const active = others.filter((one) => !isFinished(one));
  const capacity = (name: string) => units(name, quantity(node.status.allocatable?.[name]));
  const short = (name: string, requested: number, used: number): Rejection | undefined =>
    requested + used <= capacity(name)
      ? undefined
      : {
          reason: `OutOf${name}`,
          message: `Node didn't have enough resource: ${name}, requested: ${requested}, used: ${used}, capacity: ${capacity(name)}`,
        };
  const pods = short('pods', 1, active.length);
  if (pods !== undefined) return pods;
  const asked = podRequests(pod.spec);
  const used = active.map((one) => podRequests(one.spec));
  for (const name of new Set(['cpu', 'memory', 'ephemeral-storage', ...Object.keys(asked)])) {
    const requested = units(name, asked[name] ?? 0);
    if (requested === 0) continue;
    const sum = used.reduce((total, one) => total + units(name, one[name] ?? 0), 0);
    const refused = short(name, requested, sum);
    if (refused !== undefined) return refused;
  }
  if (!selectsNode(pod.spec, node))
    return {
      reason: 'NodeAffinity',
      message: "Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector",
    };
  return undefined;
}

/** Whom a container runs as: what its manifest says, else what its image says. */
export function userOf(spec: PodSpec, container: Container, image: Image): { uid?: number; name?: string } {
  const uid = container.securityContext?.runAsUser ?? spec.securityContext?.runAsUser;
  if (uid !== undefined) return { uid };
  const user = image.user ?? '0';
  return /^\d+$/.test(user) ? { uid: Number(user) } : { name: user };
}

/** The groups a container runs with: its own, and those its pod adds. */
export function groupsOf(
  { securityContext: of = {} }: PodSpec,
  container: Container,
): { gid: number; groups: number[] } {
  const gid = container.securityContext?.runAsGroup ?? of.runAsGroup ?? 0;
  return { gid, groups: [...(of.fsGroup === undefined ? [] : [of.fsGroup]), ...(of.supplementalGroups ?? [])] };
}

/** Why a container that must not be root may not start; undefined when it may. */
export function rootFailure(spec: PodSpec, container: Container, image: Image, pod: string): string | undefined {
  if ((container.securityContext?.runAsNonRoot ?? spec.securityContext?.runAsNonRoot) !== true) return undefined;
  const about = `(pod: "${pod}", container: ${container.name})`;
  if ((container.securityContext?.runAsUser ?? spec.securityContext?.runAsUser) === 0)
    return `container's runAsUser breaks non-root policy ${about}`;
  const { uid, name } = userOf(spec, container, image);
  if (uid === 0) return `container has runAsNonRoot and image will run as root ${about}`;
  if (name !== undefined)
    return `container has runAsNonRoot and image has non-numeric user (${name}), cannot verify user is non-root ${about}`;
  return undefined;
}
