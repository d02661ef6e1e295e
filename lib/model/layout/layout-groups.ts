/** What is to be placed, before any place is given: machines with their pods and chains, and the components beside them. */
import { type Component, type ComponentId, type EvidenceLevel, keyOf, type NodeView, type PodView } from '../cluster';
import { idOf } from '../diagram-id';
import { isControlPlane } from '../node/roles';
import type { LayoutInput } from './types';

export interface Link {
  id: ComponentId;
  name: string;
  evidenceLevel: EvidenceLevel;
  protocol?: string;
}
/** A component drawn inside a machine because one of its instances runs there. */
export interface Hosted {
  component: Component;
  id: string;
}
export interface Machine {
  name: string;
  evidenceLevel: EvidenceLevel;
  control: boolean;
  pods: string[];
  chain: Link[];
  hosted: Hosted[];
}
export interface LayoutGroups {
  machines: Machine[];
  /** Pods that no node has, by key. */
  pending: string[];
  client: Component[];
  /** What once ran or is only a tool (kubeadm, minikube). */
  notes: Component[];
  /** By machine: what was looked for and is on none, when nothing else stands outside. */
  nowhere: Component[];
  control: Component[];
  /** By machine: what runs where we cannot see. */
  outside: Component[];
  pods: ReadonlyMap<string, PodView>;
}

const CLIENT: readonly ComponentId[] = ['kubectl', 'kubeplano'];
const NOTES: readonly ComponentId[] = ['kubeadm', 'minikube'];
/** Top to bottom in the lane; the API server stands in the middle, as on the class board. */
const CONTROL: readonly ComponentId[] = [
  'kube-scheduler',
  'kube-controller-manager',
  'kube-apiserver',
  'etcd',
  'cloud-controller-manager',
];
const HOSTED: readonly ComponentId[] = [
  'kube-apiserver',
  'etcd',
  'kube-scheduler',
  'kube-controller-manager',
  'cloud-controller-manager',
];
/** They stay with the pod after the start; the chain that starts a container does not pass through them. */
const BESIDE_THE_CHAIN: readonly ComponentId[] = ['containerd-shim', 'conmon', 'systemd'];
const SYSTEM = /^(kube-|openshift|calico-|cattle-|tigera-|gke-|amazon-|local-path-storage)/;

const pick = (components: readonly Component[], ids: readonly ComponentId[]) =>
  ids.flatMap((id) => components.filter((component) => component.id === id));

const present = (component: Component) =>
  component.evidenceLevel === 'observed' || component.evidenceLevel === 'inferred';

/** System namespaces stand after the person's own. */
export const isSystemNamespace = (namespace: string) => SYSTEM.test(namespace);

/** In the order they stand in a machine; ranks are read once a pod, not once a comparison. */
function inOrder(pods: readonly PodView[]): PodView[] {
  const ranked = pods.map((pod) => ({ pod, at: rank(pod) }));
  ranked.sort((a, b) => a.at - b.at || compare(a.pod.namespace, b.pod.namespace) || compare(a.pod.name, b.pod.name));
  return ranked.map(({ pod }) => pod);
}
function rank(pod: PodView): number {
  const place = pod.component ? HOSTED.indexOf(pod.component) : -1;
  if (place >= 0) return place;
  return isSystemNamespace(pod.namespace) ? 100 : 50;
}
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
/** `node-2` before `node-10`, the same in every browser. */
export function byNumber(a: string, b: string): number {
  const left = a.split(/(\d+)/);
  const right = b.split(/(\d+)/);
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const [l, r] = [left[i] as string, right[i] as string];
    const difference = i % 2 ? Number(l) - Number(r) || compare(l, r) : compare(l, r);
    if (difference) return difference;
  }
  return left.length - right.length;
}

function linksOf(node: NodeView | undefined): Link[] {
  const chain = node?.chain.filter((link) => !BESIDE_THE_CHAIN.includes(link.id)) ?? [];
  return chain.length ? chain : [{ id: 'kubelet', name: 'kubelet', evidenceLevel: 'inferred' }];
}

/** Sorts a cluster into what each lane and machine will hold. */
export function layoutGroupsOf(input: LayoutInput, arrangement: 'role' | 'machine'): LayoutGroups {
  const nodes = new Map(input.nodes.map((node) => [node.name, node]));
  const inside = arrangement === 'machine' ? hostedByNode(input.components, nodes) : new Map<string, Hosted[]>();
  const shown = new Set([...inside.values()].flat().flatMap(({ component }) => podsOf(component)));
  const byNode = new Map<string, PodView[]>(input.nodes.map((node) => [node.name, []]));
  const pending: PodView[] = [];
  for (const pod of input.pods) {
    if (!pod.node) pending.push(pod);
    else if (shown.has(keyOf.pods(pod))) continue;
    else if (byNode.get(pod.node)?.push(pod) === undefined) byNode.set(pod.node, [pod]);
  }
  const machines = [...byNode].map(([name, pods]): Machine => {
    const node = nodes.get(name);
    return {
      name,
      evidenceLevel: node ? 'observed' : 'inferred',
      control: node ? isControlPlane(node.roles) : false,
      pods: inOrder(pods).map(keyOf.pods),
      chain: linksOf(node),
      hosted: inside.get(name) ?? [],
    };
  });
  machines.sort((a, b) => Number(b.control) - Number(a.control) || byNumber(a.name, b.name));
  const placed = new Set([...inside.values()].flat().map(({ component }) => component.id));
  const all = pick(input.components, CONTROL);
  // What is one process stands together, to be framed.
  const control = [...all.filter(isEmbedded), ...all.filter((component) => !isEmbedded(component))];
  const away = arrangement === 'role' ? [] : control.filter((component) => !placed.has(component.id));
  const onlyAbsent = away.every(({ evidenceLevel }) => evidenceLevel === 'absent' || evidenceLevel === 'unknown');
  return {
    machines,
    pending: inOrder(pending).map(keyOf.pods),
    client: pick(input.components, CLIENT),
    notes: pick(input.components, NOTES).filter(present),
    nowhere: onlyAbsent ? away : [],
    control: arrangement === 'role' ? control : [],
    outside: onlyAbsent ? [] : away,
    pods: new Map(input.pods.map((pod) => [keyOf.pods(pod), pod])),
  };
}

/** Part of a process that holds several components: k3s, rke2. */
export const isEmbedded = (component: Component) => component.reason?.code === 'embedded-in-one-process';

const podsOf = (component: Component) => component.instances.flatMap((instance) => instance.pod ?? []);

function hostedByNode(components: readonly Component[], nodes: ReadonlyMap<string, unknown>): Map<string, Hosted[]> {
  const inside = new Map<string, Hosted[]>();
  for (const component of pick(components, HOSTED)) {
    const known = component.instances.flatMap(({ node }) => node ?? []);
    // One whose last copy is gone stays where it was: there it is missed.
    const places = known.length > 0 ? known : [component.leader?.node ?? component.lastLeader?.node ?? ''];
    const where = [...new Set(places)].filter((node) => nodes.has(node));
    for (const node of where) {
      const id = where.length > 1 ? idOf.component(component.id, node) : idOf.component(component.id);
      const list = inside.get(node);
      if (list) list.push({ component, id });
      else inside.set(node, [{ component, id }]);
    }
  }
  return inside;
}
