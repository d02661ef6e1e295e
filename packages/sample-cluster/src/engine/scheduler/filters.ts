import { heldAt, selects } from '../../labels.ts';
import { selectsNode } from '../pods.ts';
import { podRequests } from '../quantity.ts';
import { tolerates, untolerated } from '../taints.ts';
import type { Pod } from '../types.ts';
import { allocatable, hostPorts, type NodeFacts } from './node-facts.ts';

/** Why a node is no good for a pod: the words of kube-scheduler, and whether evicting others could help. */
export interface Refusal {
  reasons: string[];
  /** `UnschedulableAndUnresolvable` in the scheduler's terms: preemption would not help. */
  unresolvable: boolean;
  /** No node was looked at: the reason is the pod's own. */
  early?: boolean;
}

/** All a filter may look at beside its node. */
export interface World {
  nodes: NodeFacts[];
  /** Labels of a namespace, for terms that choose namespaces by them. */
  labelsOf(namespace: string): Record<string, string> | undefined;
}

const UNSCHEDULABLE = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };

type Filter = (pod: Pod, facts: NodeFacts, world: World) => Refusal | undefined;

const unresolvable = (reason: string): Refusal => ({ reasons: [reason], unresolvable: true });
const resolvable = (...reasons: string[]): Refusal => ({ reasons, unresolvable: false });

const nodeUnschedulable: Filter = (pod, { node }) =>
  node.spec.unschedulable === true && !(pod.spec.tolerations ?? []).some((one) => tolerates(one, UNSCHEDULABLE))
    ? unresolvable('node(s) were unschedulable')
    : undefined;

const taintToleration: Filter = (pod, { node }) => {
  const taint = untolerated(node.spec.taints, pod.spec.tolerations, ['NoSchedule', 'NoExecute']);
  return taint && unresolvable('node(s) had untolerated taint(s)');
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

type PodTerm = NonNullable<
  NonNullable<NonNullable<Pod['spec']['affinity']>['podAntiAffinity']>['requiredDuringSchedulingIgnoredDuringExecution']
>[number];

const antiAffinity = (pod: Pod): PodTerm[] =>
  pod.spec.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];

/** Whether a term of `owner` speaks of `other`. A term that names no namespaces speaks of its owner's. */
function speaksOf(term: PodTerm, owner: Pod, other: Pod, labelsOf: World['labelsOf']): boolean {
  const { namespace = '' } = other.metadata;
  const named = term.namespaces ?? [];
  const here =
    named.length === 0 && term.namespaceSelector === undefined
      ? namespace === owner.metadata.namespace
      : named.includes(namespace) || selects(term.namespaceSelector, labelsOf(namespace));
  return here && selects(term.labelSelector, other.metadata.labels);
}

/** Nodes that share the value of a topology key with this one. */
function sameTopology(facts: NodeFacts, all: NodeFacts[], key: string): NodeFacts[] {
  const value = heldAt(facts.node.metadata.labels, key);
  return value === undefined ? [] : all.filter((other) => heldAt(other.node.metadata.labels, key) === value);
}

const interPodAffinity: Filter = (pod, facts, { nodes, labelsOf }) => {
  const required = pod.spec.affinity?.podAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
  const fits = (other: Pod) => required.every((term) => speaksOf(term, pod, other, labelsOf));
  const beside = ({ topologyKey }: PodTerm) =>
    sameTopology(facts, nodes, topologyKey).some((one) => one.pods.some(fits));
  if (!required.every(beside)) {
    // The first pod of a group that wants to be with its own kind may go anywhere with such a label.
    const labelled = required.every((term) => facts.node.metadata.labels?.[term.topologyKey] !== undefined);
    if (!labelled || !fits(pod) || nodes.some((one) => one.pods.some(fits)))
      return unresolvable("node(s) didn't match pod affinity rules");
  }
  for (const term of antiAffinity(pod)) {
    const others = sameTopology(facts, nodes, term.topologyKey).flatMap((one) => one.pods);
    if (others.some((other) => speaksOf(term, pod, other, labelsOf)))
      return resolvable("node(s) didn't match pod anti-affinity rules");
  }
  const unwelcome = (other: Pod, at: NodeFacts) =>
    antiAffinity(other).some(
      (term) => speaksOf(term, other, pod, labelsOf) && sameTopology(facts, [at], term.topologyKey).length > 0,
    );
  if (nodes.some((at) => at.pods.some((other) => unwelcome(other, at))))
    return resolvable("node(s) didn't satisfy existing pods anti-affinity rules");
  return undefined;
};

const topologySpread: Filter = (pod, facts, { nodes }) => {
  for (const constraint of pod.spec.topologySpreadConstraints ?? []) {
    if (constraint.whenUnsatisfiable !== 'DoNotSchedule') continue;
    const value = facts.node.metadata.labels?.[constraint.topologyKey];
    if (value === undefined)
      return unresolvable("node(s) didn't match pod topology spread constraints (missing required label)");
    const counts = new Map<string, number>();
    for (const one of nodes) {
      const domain = one.node.metadata.labels?.[constraint.topologyKey];
      if (domain === undefined || !selectsNode(pod.spec, one.node)) continue;
      const count = one.pods.filter(
        (other) =>
          other.metadata.namespace === pod.metadata.namespace &&
          other.metadata.deletionTimestamp === undefined &&
          selects(constraint.labelSelector, other.metadata.labels),
      ).length;
      counts.set(domain, (counts.get(domain) ?? 0) + count);
    }
    const least = Math.min(...counts.values());
    const itself = selects(constraint.labelSelector, pod.metadata.labels) ? 1 : 0;
    if ((counts.get(value) ?? 0) + itself - least > constraint.maxSkew) {
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
export function refusal(pod: Pod, facts: NodeFacts, world: World): Refusal | undefined {
  // There are no claims in this cluster, so whoever asks for one waits for it.
  const claim = pod.spec.volumes?.find((volume) => volume.persistentVolumeClaim)?.persistentVolumeClaim?.claimName;
  if (claim !== undefined)
    return { ...unresolvable(`persistentvolumeclaim ${JSON.stringify(claim)} not found`), early: true };
  for (const filter of FILTERS) {
    const refused = filter(pod, facts, world);
    if (refused !== undefined) return refused;
  }
  return undefined;
}

/** `0/3 nodes are available: 1 node(s) …, 2 Insufficient cpu. preemption: …`, letter by letter as kube-scheduler says it. */
export function fitError(refusals: Refusal[], preempted?: string): string {
  if (refusals.length === 0) return 'no nodes available to schedule pods';
  const early = refusals.find((one) => one.early)?.reasons.join(', ');
  const words =
    early === undefined
      ? available(refusals.length, countReasons(refusals))
      : `0/${refusals.length} nodes are available: ${early}.`;
  // Room was made, or nothing was tried, and why.
  if (preempted !== undefined) return preempted === '' ? words : `${words} preemption: ${preempted}`;
  const resolvable = refusals.filter((one) => !one.unresolvable).length;
  const preemption: [string, number][] = [
    ['Preemption is not helpful for scheduling', refusals.length - resolvable],
    ['No preemption victims found for incoming pod', resolvable],
  ];
  return `${words} preemption: ${available(
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
