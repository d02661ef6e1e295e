/**
 * Which distribution of Kubernetes this is, with the signs that say so and those that lost.
 * One entry = one distribution; the first whose signs are found wins, so the more particular come first.
 */
import { CLOUDS, type Cloud, cloudOfNode } from './clouds';
import type { Distribution, Evidence } from './cluster';
import { isMinikubeImage } from './components/classify-pod';
import { annotationProof, labelProof, proof } from './evidence';
import { kubeadmSign } from './kubeadm-signs';
import type { NodeObject, ObjectStore, PodObject } from './objects';

export interface DistributionFacts {
  objects: ObjectStore;
  version?: { gitVersion: string } | undefined;
}

interface Signs {
  node?: (node: NodeObject) => Evidence | undefined;
  /** Looked for when no node says so: nodes may not be there, or may say nothing. */
  pod?: (pod: PodObject) => Evidence | undefined;
  /** Names of namespaces that only it has. */
  namespace?: RegExp;
  /** Matched against `/version` and each node's kubeletVersion. */
  version?: RegExp;
}
interface Rule extends Signs {
  id: string;
  name: string;
  /** Another name for the same distribution, when a node says so. */
  alias?: { name: string; node: (node: NodeObject) => Evidence | undefined };
  /** How the control plane is kept from us, when it is. */
  controlPlane?: 'managed' | { process: string };
}

const label = (test: RegExp) => (node: NodeObject) => {
  const found = Object.keys(node.metadata.labels ?? {}).find((name) => test.test(name));
  return found === undefined ? undefined : labelProof('Node', node, found);
};
const providerID = (test: RegExp) => (node: NodeObject) =>
  test.test(node.spec?.providerID ?? '')
    ? proof('Node', node, 'spec.providerID', node.spec?.providerID ?? '')
    : undefined;
const osImage = (test: RegExp) => (node: NodeObject) => {
  const value = node.status?.nodeInfo?.osImage ?? '';
  return test.test(value) ? proof('Node', node, 'status.nodeInfo.osImage', value) : undefined;
};
const named = (test: RegExp) => (node: NodeObject) =>
  test.test(node.metadata.name) ? proof('Node', node, 'metadata.name', node.metadata.name) : undefined;
const annotation = (name: string) => (node: NodeObject) =>
  Object.hasOwn(node.metadata.annotations ?? {}, name) ? annotationProof('Node', node, name) : undefined;
const instanceType = (value: string) => (node: NodeObject) =>
  ['node.kubernetes.io/instance-type', 'beta.kubernetes.io/instance-type']
    .filter((name) => node.metadata.labels?.[name] === value)
    .map((name) => labelProof('Node', node, name))[0];
const image = (test: (image: string | undefined) => boolean) => (pod: PodObject) => {
  const at = (pod.spec.containers ?? []).findIndex((one) => test(one.image));
  return at < 0 ? undefined : proof('Pod', pod, `spec.containers[${at}].image`, pod.spec.containers[at]?.image ?? '');
};
const any =
  (...tests: ((node: NodeObject) => Evidence | undefined)[]) =>
  (node: NodeObject) => {
    for (const test of tests) {
      const found = test(node);
      if (found) return found;
    }
    return undefined;
  };

/** A cloud's own Kubernetes, by the labels it puts on its nodes. */
const managedBy = ({ id, name, label: test, version }: Cloud): Rule => ({
  id,
  name,
  ...(test ? { node: label(test) } : {}),
  ...(version ? { version } : {}),
  controlPlane: 'managed',
});

/** Every distribution that can be told, in the order in which their signs win. */
export const DISTRIBUTION_RULES: readonly Rule[] = [
  { id: 'minikube', name: 'minikube', node: label(/^minikube\.k8s\.io\//), pod: image(isMinikubeImage) },
  {
    id: 'kind',
    name: 'kind',
    node: providerID(/^kind:\/\//),
    // minikube takes kindnet too, for several nodes: it comes before.
    pod: image((one) => /(^|\/)kindest\/(kindnetd|local-path-provisioner)\b/.test(one ?? '')),
  },
  {
    id: 'rke2',
    name: 'RKE2',
    version: /\+rke2/,
    node: any(instanceType('rke2'), providerID(/^rke2:\/\//)),
    alias: { name: 'Harvester (RKE2)', node: any(label(/^harvesterhci\.io\//), osImage(/^Harvester/)) },
  },
  {
    id: 'k3s',
    name: 'k3s',
    version: /\+k3s/,
    node: any(instanceType('k3s'), providerID(/^k3s:\/\//)),
    alias: { name: 'k3d (k3s)', node: named(/^k3d-/) },
    controlPlane: { process: 'k3s' },
  },
  {
    id: 'microk8s',
    name: 'MicroK8s',
    node: label(/^microk8s\.io\/cluster$/),
    controlPlane: { process: 'microk8s' },
  },
  {
    id: 'k0s',
    name: 'k0s',
    version: /\+k0s/,
    node: label(/^node\.k0sproject\.io\//),
    controlPlane: { process: 'k0s' },
  },
  {
    id: 'microshift',
    name: 'MicroShift',
    node: label(/^node\.microshift\.io\//),
    controlPlane: { process: 'microshift' },
  },
  {
    id: 'openshift',
    name: 'OpenShift',
    node: label(/^node\.openshift\.io\/os_id$/),
    // MicroShift has some of the others.
    namespace: /^openshift-(kube-apiserver|apiserver|etcd|cluster-version|machine-config-operator)(-operator)?$/,
  },
  { id: 'eks', name: 'Amazon EKS', version: /-eks-/, node: label(/^eks\.amazonaws\.com\//), controlPlane: 'managed' },
  {
    id: 'gke',
    name: 'Google GKE',
    version: /-gke\./,
    node: label(/^cloud\.google\.com\/gke-/),
    controlPlane: 'managed',
  },
  { id: 'aks', name: 'Azure AKS', node: label(/^kubernetes\.azure\.com\//), controlPlane: 'managed' },
  ...CLOUDS.filter((cloud) => cloud.label).map(managedBy),
  { id: 'docker-desktop', name: 'Docker Desktop', node: any(osImage(/^Docker Desktop/), named(/^docker-desktop$/)) },
  { id: 'talos', name: 'Talos Linux', node: osImage(/^Talos/) },
  { id: 'kubeadm', name: 'kubeadm', node: annotation('kubeadm.alpha.kubernetes.io/cri-socket'), pod: kubeadmSign },
];
const NONE: Rule = { id: 'kubernetes', name: 'Kubernetes' };

/** The first proof that some object gives. */
function firstProof<T>(objects: Iterable<T>, sign: ((object: T) => Evidence | undefined) | undefined): Evidence[] {
  if (!sign) return [];
  for (const object of objects) {
    const found = sign(object);
    if (found) return [found];
  }
  return [];
}

/** Namespaces that were listed, and those that pods name. */
const namespaceProof = (name: RegExp, { namespaces, pods }: ObjectStore): Evidence[] =>
  [
    ...firstProof(namespaces.values(), (one) =>
      name.test(one.metadata.name) ? proof('Namespace', one, 'metadata.name', one.metadata.name) : undefined,
    ),
    ...firstProof(pods.values(), (one) =>
      name.test(one.metadata.namespace ?? '')
        ? proof('Pod', one, 'metadata.namespace', one.metadata.namespace ?? '')
        : undefined,
    ),
  ].slice(0, 1);

function signsOf(rule: Rule, { objects, version }: DistributionFacts): Evidence[] {
  const gitVersion = version?.gitVersion ?? '';
  const byAnswer = rule.version?.test(gitVersion)
    ? [{ object: 'GET /version', field: 'gitVersion', value: gitVersion }]
    : firstProof(objects.nodes.values(), (node) => {
        const kubelet = node.status?.nodeInfo?.kubeletVersion ?? '';
        return rule.version?.test(kubelet) ? proof('Node', node, 'status.nodeInfo.kubeletVersion', kubelet) : undefined;
      });
  const evidence = [...byAnswer, ...firstProof(objects.nodes.values(), rule.node)];
  if (evidence.length > 0) return evidence;
  const byNamespace = rule.namespace ? namespaceProof(rule.namespace, objects) : [];
  return byNamespace.length > 0 ? byNamespace : firstProof(objects.pods.values(), rule.pod);
}

/** The distribution, its evidence, and the other signs that lost to it. */
export function detectDistribution(facts: DistributionFacts): Distribution {
  const nodes = [...facts.objects.nodes.values()];
  const matches = DISTRIBUTION_RULES.map((rule) => ({ rule, evidence: signsOf(rule, facts) })).filter(
    (match) => match.evidence.length > 0,
  );
  const [won, ...lost] = matches;
  if (!won) return { id: NONE.id, name: NONE.name, evidence: [] };
  const aliasNode = won.rule.alias && nodes.find((node) => won.rule.alias?.node(node));
  const aliasProof = aliasNode && won.rule.alias?.node(aliasNode);
  return {
    id: won.rule.id,
    name: aliasProof ? (won.rule.alias?.name ?? won.rule.name) : won.rule.name,
    evidence: aliasProof ? [...won.evidence, aliasProof] : won.evidence,
    ...(lost.length > 0 ? { others: lost.map(({ rule, evidence }) => ({ id: rule.id, evidence })) } : {}),
  };
}

/** How a distribution keeps the control plane from us: `managed` elsewhere, inside one process of the host, or not at all. */
export function controlPlaneOf(distributionId: string): Rule['controlPlane'] {
  return DISTRIBUTION_RULES.find((rule) => rule.id === distributionId)?.controlPlane;
}

/** The cloud these nodes are machines of, and what says so. */
export function cloudOf(nodes: readonly NodeObject[]): { name: string; evidence: Evidence } | undefined {
  for (const node of nodes) {
    const found = cloudOfNode(node);
    if (found) return found;
  }
  return undefined;
}
