/** kube-proxy, the virtual network and the cluster's DNS. */
import type { Component, ComponentInstance, Evidence } from '../cluster';
import { hiddenControlPlane } from '../distribution';
import { annotationProof, labelProof, proof } from '../evidence';
import { memoByObject } from '../memo';
import { CNI_PLUGINS, cniOf } from './cni-plugins';
import { type ComponentContext, type ComponentRule, notFound, type Place, type PodEntry, unseen } from './context';
import { podInstance, podProofs, versionOf, worst } from './instances';

type Found = Omit<Component, 'id'>;

function observedPods(pods: readonly PodEntry[], container: string | undefined, evidence: Evidence[]): Found {
  const instances = pods.map((entry) => podInstance(entry, container));
  const health = worst(instances.map((one) => one.health ?? 'unknown'));
  return { evidenceLevel: 'observed', health, ...versionOf(instances), instances, evidence };
}

function onEachNode(context: ComponentContext, name: string): ComponentInstance[] {
  return context.nodes.map(({ view }) => ({ name, node: view.name, health: view.health }));
}

const PROXY: Place = {
  kind: 'pods',
  namespaces: ['kube-system', 'openshift-kube-proxy'],
  text: 'k8s-app=kube-proxy (pods, kube-system)',
};
/** Networks that carry Services themselves: OpenShift's SDN holds kube-proxy in its own process, OVN and Cilium replace it. */
const CARRY_SERVICES = ['openshift-sdn', 'ovn-kubernetes', 'cilium', 'kube-router', 'antrea'];

function kubeProxy(context: ComponentContext): Found {
  const pods = context.podsOf('kube-proxy');
  if (pods.length > 0) return observedPods(pods, 'kube-proxy', podProofs(pods));
  const how = hiddenControlPlane(context.distribution.id);
  if (typeof how === 'object') {
    const reason = { code: 'embedded-in-one-process', values: { process: how.process } };
    const instances = onEachNode(context, how.process);
    return { evidenceLevel: 'hidden', reason, health: 'unknown', instances, evidence: context.distribution.evidence };
  }
  const network = networkPods(context).find(({ plugin }) => CARRY_SERVICES.includes(plugin.id));
  const nothing = notFound(context, PROXY);
  if (network && nothing.evidenceLevel !== 'forbidden') {
    const reason = { code: 'replaced-by-network', values: { network: network.plugin.name } };
    return {
      ...nothing,
      evidenceLevel: 'absent',
      reason,
      evidence: [labelProof('Pod', network.entry.object, network.label)],
    };
  }
  return nothing;
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

/** What nodes themselves say of their network. */
function networkOfNodes(context: ComponentContext): { id: string; evidence: Evidence } | undefined {
  for (const { object } of context.nodes) {
    const condition = object.status?.conditions?.find((one) => one.type === 'NetworkUnavailable');
    const id = NAMED_BY_CONDITION.get(condition?.reason ?? '');
    if (id) {
      const field = 'status.conditions[NetworkUnavailable].reason';
      return { id, evidence: proof('Node', object, field, condition?.reason ?? '') };
    }
    const annotations = object.metadata.annotations ?? {};
    const flannel = 'flannel.alpha.coreos.com/backend-type';
    if (Object.hasOwn(annotations, flannel))
      return { id: 'flannel', evidence: annotationProof('Node', object, flannel) };
  }
  return undefined;
}

const NETWORK: Place = {
  kind: 'pods',
  namespaces: ['kube-system', 'kube-flannel', 'calico-system', 'openshift-sdn', 'openshift-ovn-kubernetes'],
  text: `${CNI_PLUGINS.map((one) => one.id).join(', ')} (pods)`,
};

/** A network nobody names: pods have addresses of their own, so each node has a bridge for them. */
function unnamedNetwork(context: ComponentContext): Evidence[] {
  const node = context.nodes.find(({ view }) => view.podCIDRs?.length);
  if (node) return [proof('Node', node.object, 'spec.podCIDRs', node.view.podCIDRs?.join(', ') ?? '')];
  const pod = context.pods.find(
    ({ object, view }) => view.ip && !view.hostNetwork && view.ip !== object.status?.hostIP,
  );
  return pod ? [proof('Pod', pod.object, 'status.podIP', pod.view.ip ?? '')] : [];
}

function cni(context: ComponentContext): Found {
  const pods = networkPods(context);
  if (pods.length > 0) {
    const plugins = CNI_PLUGINS.filter((plugin) => pods.some((one) => one.plugin === plugin));
    const instances = pods.map(({ entry, plugin }) => podInstance(entry, plugin.container));
    return {
      evidenceLevel: 'observed',
      reason: { code: 'network-is', values: { network: plugins.map((one) => one.name).join(' + ') } },
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
    const reason = { code: 'network-is', values: { network: name } };
    const instances = onEachNode(context, said.id);
    return { evidenceLevel: 'observed', reason, health: 'unknown', instances, evidence: [said.evidence] };
  }
  const evidence = unnamedNetwork(context);
  if (evidence.length === 0) return notFound(context, NETWORK);
  const reason = unseen(context, NETWORK)?.reason ?? { code: 'network-not-named' };
  return { evidenceLevel: 'inferred', reason, health: 'unknown', instances: onEachNode(context, 'bridge'), evidence };
}

const DNS: Place = {
  kind: 'pods',
  namespaces: ['kube-system', 'openshift-dns'],
  text: 'k8s-app=kube-dns (pods, kube-system)',
};

function coredns(context: ComponentContext): Found {
  const pods = context.podsOf('coredns');
  const service = context.facts.objects.services.get('kube-system/kube-dns');
  const address = service ? [proof('Service', service, 'spec.clusterIP', service.spec?.clusterIP ?? '')] : [];
  if (pods.length > 0) return observedPods(pods, 'coredns', [...podProofs(pods), ...address]);
  if (service) {
    const reason = unseen(context, DNS)?.reason ?? { code: 'service-without-pods' };
    return { evidenceLevel: 'inferred', reason, health: 'unknown', instances: [], evidence: address };
  }
  return notFound(context, DNS);
}

export const NETWORK_COMPONENTS: readonly ComponentRule[] = [
  { id: 'kube-proxy', derive: kubeProxy },
  { id: 'cni', derive: cni },
  { id: 'coredns', derive: coredns },
];
