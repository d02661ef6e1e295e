import 'server-only';
import { selects } from '../labels';
import { selectsNode } from '../pods';
import { podRequests } from '../quantity';
import { tolerates, untolerated } from '../taints';
import type { Pod } from '../types';
import { allocatable, hostPorts, type NodeFacts } from './node-facts';

/** Why a node is no good for a pod: the words of kube-scheduler, and whether evicting others could help. */
export interface Refusal {
  reasons: string[];
  /** `UnschedulableAndUnresolvable` in the scheduler's terms: preemption would not help. */
  unresolvable: boolean;
  /** No node was looked at: the reason is the pod's own. */
  early?: boolean;
}

const UNSCHEDULABLE = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };

type Filter = (pod: Pod, facts: NodeFacts, all: NodeFacts[]) => Refusal | undefined;

const unresolvable = (reason: string): Refusal => ({ reasons: [reason], unresolvable: true });
const resolvable = (...reasons: string[]): Refusal => ({ reasons, unresolvable: false });

const nodeUnschedulable: Filter = (pod, { node }) =>
  node.spec.unschedulable === true && !(pod.spec.tolerations ?? []).some((one) => tolerates(one, UNSCHEDULABLE))
    ? unresolvable('node(s) were unschedulable')
    : undefined;

const taintToleration: Filter = (pod, { node }) => {
  const taint = untolerated(node.spec.taints, pod.spec.tolerations, ['NoSchedule', 'NoExecute']);
  return taint && unresolvable(`node(s) had untolerated taint {${taint.key}: ${taint.value ?? ''}}`);
};

const nodeAffinity: Filter = (pod, { node }) =>
  selectsNode(pod.spec, node) ? undefined : unresolvable("node(s) didn't match Pod's node affinity/selector");

const nodePorts: Filter = (pod, { ports }) =>
  hostPorts(pod).some((port) => ports.has(port))
    ? resolvable("node(s) didn't have free ports for the requested pod ports")
    : undefined;

const nodeResourcesFit: Filter = (pod, { node, pods, requested }) => {
  const reasons: string[] = [];
  let never = false;
  if (pods.length + 1 > allocatable(node, 'pods')) reasons.push('Too many pods');
  for (const [name, amount] of Object.entries(podRequests(pod.spec))) {
    if (amount === 0) continue;
    const most = allocatable(node, name);
    if (amount + (requested[name] ?? 0) <= most + 1e-9) continue;
    reasons.push(`Insufficient ${name}`);
    if (amount > most) never = true;
  }
  return reasons.length === 0 ? undefined : { reasons, unresolvable: never };
};

/** Nodes that share the value of a topology key with this one. */
function sameTopology(facts: NodeFacts, all: NodeFacts[], key: string): NodeFacts[] {
  const value = facts.node.metadata.labels?.[key];
  return value === undefined ? [] : all.filter((other) => other.node.metadata.labels?.[key] === value);
}

const interPodAffinity: Filter = (pod, facts, all) => {
  const namespace = pod.metadata.namespace;
  const anti = pod.spec.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
  for (const term of anti) {
    const others = sameTopology(facts, all, term.topologyKey).flatMap((one) => one.pods);
    const spaces = term.namespaces ?? [namespace];
    if (
      others.some(
        (other) => spaces.includes(other.metadata.namespace) && selects(term.labelSelector, other.metadata.labels),
      )
    ) {
      return resolvable("node(s) didn't match pod anti-affinity rules");
    }
  }
  const wanted = pod.spec.affinity?.podAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
  for (const term of wanted) {
    const fits = (other: Pod) =>
      (term.namespaces ?? [namespace]).includes(other.metadata.namespace) &&
      selects(term.labelSelector, other.metadata.labels);
    if (sameTopology(facts, all, term.topologyKey).some((one) => one.pods.some(fits))) continue;
    // The first pod of a group that wants to be with its own kind may go anywhere.
    const first = selects(term.labelSelector, pod.metadata.labels) && !all.some((one) => one.pods.some(fits));
    if (!first) return unresolvable("node(s) didn't match pod affinity rules");
  }
  return undefined;
};

const topologySpread: Filter = (pod, facts, all) => {
  for (const constraint of pod.spec.topologySpreadConstraints ?? []) {
    if (constraint.whenUnsatisfiable !== 'DoNotSchedule') continue;
    const value = facts.node.metadata.labels?.[constraint.topologyKey];
    if (value === undefined)
      return unresolvable("node(s) didn't match pod topology spread constraints (missing required label)");
    const counts = new Map<string, number>();
    for (const one of all) {
      const domain = one.node.metadata.labels?.[constraint.topologyKey];
      if (domain === undefined || !selectsNode(pod.spec, one.node)) continue;
      const count = one.pods.filter(
        (other) =>
          other.metadata.namespace === pod.metadata.namespace &&
          selects(constraint.labelSelector, other.metadata.labels),
      ).length;
      counts.set(domain, (counts.get(domain) ?? 0) + count);
    }
    const least = Math.min(...counts.values());
    if ((counts.get(value) ?? 0) + 1 - least > constraint.maxSkew) {
      return resolvable("node(s) didn't match pod topology spread constraints");
    }
  }
  return undefined;
};

/** In the order of the default profile; the first to refuse gives the reason. */
const FILTERS: Filter[] = [
  nodeUnschedulable,
  taintToleration,
  nodeAffinity,
  nodePorts,
  nodeResourcesFit,
  topologySpread,
  interPodAffinity,
];

/** Why this node will not do, or undefined when it will. */
export function refusal(pod: Pod, facts: NodeFacts, all: NodeFacts[]): Refusal | undefined {
  // There are no claims in this cluster, so whoever asks for one waits for it.
  const claim = pod.spec.volumes?.find((volume) => volume.persistentVolumeClaim)?.persistentVolumeClaim?.claimName;
  if (claim !== undefined)
    return { ...unresolvable(`persistentvolumeclaim ${JSON.stringify(claim)} not found`), early: true };
  for (const filter of FILTERS) {
    const refused = filter(pod, facts, all);
    if (refused !== undefined) return refused;
  }
  return undefined;
}

/** `0/3 nodes are available: 1 node(s) …, 2 Insufficient cpu. preemption: …`, letter by letter as kube-scheduler says it. */
export function fitError(refusals: Refusal[]): string {
  if (refusals.length === 0) return 'no nodes available to schedule pods';
  const resolvable = refusals.filter((one) => !one.unresolvable).length;
  const preemption: [string, number][] = [
    ['Preemption is not helpful for scheduling', refusals.length - resolvable],
    ['No preemption victims found for incoming pod', resolvable],
  ];
  const early = refusals.find((one) => one.early)?.reasons.join(', ');
  const why =
    early === undefined
      ? available(refusals.length, countReasons(refusals))
      : `0/${refusals.length} nodes are available: ${early}.`;
  return `${why} preemption: ${available(
    refusals.length,
    preemption.filter(([, count]) => count > 0),
  )}`;
}

function countReasons(refusals: Refusal[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const reason of refusals.flatMap((one) => one.reasons)) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return Array.from(counts);
}

function available(nodes: number, reasons: [string, number][]): string {
  const words = reasons.map(([reason, count]) => `${count} ${reason}`).sort();
  return `0/${nodes} nodes are available: ${words.join(', ')}.`;
}
