/** kube-proxy, the virtual network and the cluster's DNS. */
import type { ComponentInstance, Evidence } from '../cluster';
import { annotationProof, labelProof, proof } from '../evidence';
import { memoByObject } from '../memo';
import { isNodeReady } from '../node/node-status';
import { because } from '../reason';
import { CNI_PLUGINS, cniOf } from './cni-plugins';
import {
  type ComponentContext,
  type ComponentRule,
  type Conclusion,
  type NodeEntry,
  notFound,
  type Place,
  type PodEntry,
  unseen,
} from './context';
import { hiddenControlPlane, isInPods } from './hidden-control-plane';
import { podInstance, podProofs, versionOf, worst } from './instances';
import { isWithoutFlannel } from './switched-off';

function observedPods(pods: readonly PodEntry[], container: string | undefined, evidence: Evidence[]): Conclusion {
  const instances = pods.map((entry) => podInstance(entry, container));
  const health = worst(instances.map((one) => one.health ?? 'unknown'));
  return { evidenceLevel: 'observed', health, ...versionOf(instances), instances, evidence };
}

const onEachNode = (nodes: readonly NodeEntry[], name: string): ComponentInstance[] =>
  nodes.map(({ view }) => ({ name, node: view.name, health: view.health }));

const PROXY: Place = {
  kind: 'pods',
  namespaces: ['kube-system', 'openshift-kube-proxy'],
  text: 'k8s-app=kube-proxy (pods, kube-system)',
};
/** Networks that always carry Services themselves: OpenShift's SDN holds kube-proxy in its own process, OVN replaces it. */
const CARRY_SERVICES = ['openshift-sdn', 'ovn-kubernetes'];
/** Networks that may. */
const MAY_CARRY_SERVICES = ['cilium', 'kube-router', 'antrea'];

function kubeProxy(context: ComponentContext): Conclusion {
  const pods = context.podsOf('kube-proxy');
  if (pods.length > 0) return observedPods(pods, 'kube-proxy', podProofs(pods));
  const replacement = (networks: readonly string[]): Conclusion | undefined => {
    const found = networkPods(context).find(({ plugin }) => networks.includes(plugin.id));
    if (!found) return undefined;
    const reason = because('replaced-by-network', { network: found.plugin.name });
    const evidence = [labelProof('Pod', found.entry.object, found.label)];
    return { evidenceLevel: 'absent', reason, health: 'unknown', instances: [], evidence };
  };
  const replaced = replacement(CARRY_SERVICES);
  if (replaced) return replaced;
  const hidden = hiddenControlPlane(context);
  if (typeof hidden?.how === 'object') {
    const reason = because('embedded-in-one-process', { process: hidden.how.process });
    const instances = onEachNode(context.nodes, hidden.how.process);
    return { evidenceLevel: 'hidden', reason, health: 'unknown', instances, evidence: hidden.evidence };
  }
  // On the host, or inside a process that only nodes tell of, it would leave no sign.
  const isTold = !unseen(context, PROXY) && !unseen(context, { kind: 'nodes', text: 'nodes' });
  const couldBeReplaced = isTold ? replacement(MAY_CARRY_SERVICES) : undefined;
  return couldBeReplaced ?? notFound(context, { place: PROXY, couldSee: isInPods(context) || hidden !== undefined });
}

/** Pods that prove a network: its agents, else its helpers. */
const networkPods = memoByObject((context: ComponentContext) => {
  const find = (role: 'agents' | 'helpers', pods: readonly PodEntry[]) =>
    pods.flatMap((entry) => {
      const found = cniOf(entry.object, role);
      return found ? [{ entry, ...found }] : [];
    });
  const agents = find('agents', context.podsOf('cni'));
  return agents.length > 0 ? agents : find('helpers', context.pods);
});

/** Reasons of node condition NetworkUnavailable that name who set the network up. */
const NAMED_BY_CONDITION: ReadonlyMap<string, string> = new Map([
  ['FlannelIsUp', 'flannel'],
  ['CalicoIsUp', 'calico'],
  ['CiliumIsUp', 'cilium'],
  ['WeaveIsUp', 'weave'],
]);

/** Annotations that networks leave on nodes. */
const NAMED_BY_ANNOTATION: readonly (readonly [prefix: string, id: string])[] = [
  ['flannel.alpha.coreos.com/', 'flannel'],
  ['projectcalico.org/', 'calico'],
  ['network.cilium.io/', 'cilium'],
  ['io.cilium.network.', 'cilium'],
  ['k8s.ovn.org/', 'ovn-kubernetes'],
  ['node.antrea.io/', 'antrea'],
  ['ovn.kubernetes.io/', 'kube-ovn'],
];

/** What nodes themselves say of their network. */
function networkOfNodes(context: ComponentContext): { id: string; evidence: Evidence } | undefined {
  for (const { object } of context.nodes) {
    const condition = object.status?.conditions?.find((one) => one.type === 'NetworkUnavailable');
    const id = NAMED_BY_CONDITION.get(condition?.reason ?? '');
    if (id) {
      const field = 'status.conditions[NetworkUnavailable].reason';
      return { id, evidence: proof('Node', object, field, condition?.reason ?? '') };
    }
    const annotations = Object.keys(object.metadata.annotations ?? {});
    for (const [prefix, id] of NAMED_BY_ANNOTATION) {
      if (id === 'flannel' && isWithoutFlannel(context)) continue;
      const found = annotations.find((one) => one.startsWith(prefix));
      if (found) return { id, evidence: annotationProof('Node', object, found) };
    }
  }
  return undefined;
}

const NETWORK: Place = {
  kind: 'pods',
  namespaces: ['kube-system', 'kube-flannel', 'calico-system', 'openshift-sdn', 'openshift-ovn-kubernetes'],
  text: `${CNI_PLUGINS.map((one) => one.id).join(', ')} (pods)`,
};

/** What the runtime answers its kubelet while no plugin is set up; the node's condition Ready repeats it. */
const NOT_SET_UP = /cni config uninitialized|cni plugin not initialized|NetworkPluginNotReady/i;

/** The node says that it has no network for pods. */
function withoutNetwork({ object }: NodeEntry): Evidence | undefined {
  const ready = object.status?.conditions?.find((one) => one.type === 'Ready');
  return ready?.status === 'False' && NOT_SET_UP.test(ready.message ?? '')
    ? proof('Node', object, 'status.conditions[Ready].message', ready.message ?? '')
    : undefined;
}

const hasOwnAddress = ({ object, view }: PodEntry): boolean =>
  Boolean(view.ip && !view.hostNetwork && view.ip !== object.status?.hostIP);

/**
 * A network nobody names. A kubelet says Ready only once a plugin is set up, and pods with addresses of their own have one:
 * nodes of which neither is true are left out.
 */
function unnamedNetwork(context: ComponentContext): { evidence: Evidence[]; nodes: readonly NodeEntry[] } {
  const addressed = context.pods.filter(hasOwnAddress);
  const withPods = new Set(addressed.map(({ view }) => view.node));
  const nodes = context.nodes.filter(
    (node) => !withoutNetwork(node) && (isNodeReady(node.object) || withPods.has(node.view.name)),
  );
  const ranged = nodes.find(({ view }) => view.podCIDRs?.length);
  if (ranged) {
    const range = proof('Node', ranged.object, 'spec.podCIDRs', ranged.view.podCIDRs?.join(', ') ?? '');
    return { evidence: [range], nodes };
  }
  const [pod] = addressed;
  return { evidence: pod ? [proof('Pod', pod.object, 'status.podIP', pod.view.ip ?? '')] : [], nodes };
}

function cni(context: ComponentContext): Conclusion {
  const pods = networkPods(context);
  if (pods.length > 0) {
    const plugins = CNI_PLUGINS.filter((plugin) => pods.some((one) => one.plugin === plugin));
    const instances = pods.map(({ entry, plugin }) => podInstance(entry, plugin.container));
    return {
      evidenceLevel: 'observed',
      reason: because('network-is', { network: plugins.map((one) => one.name).join(' + ') }),
      health: worst(instances.map((one) => one.health ?? 'unknown')),
      ...versionOf(pods.flatMap(({ plugin }, at) => (plugin === plugins[0] ? (instances[at] ?? []) : []))),
      instances,
      evidence: plugins.flatMap((plugin) =>
        pods
          .filter((one) => one.plugin === plugin)
          .slice(0, 1)
          .map(({ entry, label }) => labelProof('Pod', entry.object, label)),
      ),
    };
  }
  const said = networkOfNodes(context);
  if (said) {
    const name = CNI_PLUGINS.find((one) => one.id === said.id)?.name ?? said.id;
    const reason = because('network-is', { network: name });
    const instances = onEachNode(context.nodes, said.id);
    return { evidenceLevel: 'observed', reason, health: 'unknown', instances, evidence: [said.evidence] };
  }
  const { evidence, nodes } = unnamedNetwork(context);
  if (evidence.length > 0) {
    const reason = unseen(context, NETWORK)?.reason ?? because('network-not-named');
    return { evidenceLevel: 'inferred', reason, health: 'unknown', instances: onEachNode(nodes, 'bridge'), evidence };
  }
  const lacking = context.nodes.map(withoutNetwork);
  const proofs = lacking.filter((one) => one !== undefined);
  // A node without a plugin says so; a plugin of a name we do not know would leave no other sign.
  const also = [{ kind: 'nodes', text: 'status.conditions[Ready] (nodes)' } as const];
  const nothing = notFound(context, { place: NETWORK, also, couldSee: context.nodes.length === 0 });
  if (nothing.evidenceLevel === 'forbidden' || proofs.length === 0 || proofs.length < lacking.length) return nothing;
  return { ...nothing, evidenceLevel: 'absent', reason: because('network-not-set-up'), evidence: proofs.slice(0, 1) };
}

const DNS: Place = {
  kind: 'pods',
  namespaces: ['kube-system', 'openshift-dns'],
  text: 'k8s-app=kube-dns (pods, kube-system)',
};

const DNS_SERVICE: Place = {
  kind: 'services',
  namespaces: DNS.namespaces ?? [],
  text: 'kube-dns (services, kube-system)',
};
/** Names of the Service that pods ask, by distribution and age. */
const DNS_SERVICES = ['kube-dns', 'coredns', 'rke2-coredns-rke2-coredns'];

function coredns(context: ComponentContext): Conclusion {
  const pods = context.podsOf('coredns');
  const service = DNS_SERVICES.map((name) => context.facts.objects.services.get(`kube-system/${name}`)).find(Boolean);
  const address = service ? [proof('Service', service, 'spec.clusterIP', service.spec?.clusterIP ?? '')] : [];
  if (pods.length > 0) return observedPods(pods, 'coredns', [...podProofs(pods), ...address]);
  if (service) {
    const reason = unseen(context, DNS)?.reason ?? because('service-without-pods');
    return { evidenceLevel: 'inferred', reason, health: 'unknown', instances: [], evidence: address };
  }
  // Pods ask it through a Service: where those are seen too, it would be.
  return notFound(context, { place: DNS, also: [DNS_SERVICE], couldSee: true });
}

export const NETWORK_COMPONENTS: readonly ComponentRule[] = [
  { id: 'kube-proxy', derive: kubeProxy },
  { id: 'cni', derive: cni },
  { id: 'coredns', derive: coredns },
];
