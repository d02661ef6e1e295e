/**
 * Which distribution of Kubernetes this is, with the signs that say so and those that lost.
 * One entry = one distribution; the first whose signs are found wins, so the more particular come first.
 */
import type { Distribution, Evidence } from './cluster';
import { annotationProof, labelProof, proof } from './evidence';
import type { NodeObject, ObjectStore, PodObject } from './objects';

export interface DistributionFacts {
  objects: ObjectStore;
  version?: { gitVersion: string } | undefined;
}

interface Signs {
  node?: (node: NodeObject) => Evidence | undefined;
  pod?: (pod: PodObject) => Evidence | undefined;
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
  name in (node.metadata.annotations ?? {}) ? annotationProof('Node', node, name) : undefined;
const instanceType = (value: string) => (node: NodeObject) =>
  ['node.kubernetes.io/instance-type', 'beta.kubernetes.io/instance-type']
    .filter((name) => node.metadata.labels?.[name] === value)
    .map((name) => labelProof('Node', node, name))[0];
const any =
  (...tests: ((node: NodeObject) => Evidence | undefined)[]) =>
  (node: NodeObject) => {
    for (const test of tests) {
      const found = test(node);
      if (found) return found;
    }
    return undefined;
  };

/** Every distribution that can be told, in the order in which their signs win. */
export const DISTRIBUTION_RULES: readonly Rule[] = [
  { id: 'minikube', name: 'minikube', node: label(/^minikube\.k8s\.io\//) },
  { id: 'kind', name: 'kind', node: providerID(/^kind:\/\//) },
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
  { id: 'openshift', name: 'OpenShift', node: label(/^node\.openshift\.io\/os_id$/) },
  { id: 'eks', name: 'Amazon EKS', version: /-eks-/, node: label(/^eks\.amazonaws\.com\//), controlPlane: 'managed' },
  {
    id: 'gke',
    name: 'Google GKE',
    version: /-gke\./,
    node: label(/^cloud\.google\.com\/gke-/),
    controlPlane: 'managed',
  },
  { id: 'aks', name: 'Azure AKS', node: label(/^kubernetes\.azure\.com\//), controlPlane: 'managed' },
  { id: 'docker-desktop', name: 'Docker Desktop', node: any(osImage(/^Docker Desktop/), named(/^docker-desktop$/)) },
  { id: 'talos', name: 'Talos Linux', node: osImage(/^Talos/) },
  { id: 'kubeadm', name: 'kubeadm', node: annotation('kubeadm.alpha.kubernetes.io/cri-socket') },
];
const NONE: Rule = { id: 'kubernetes', name: 'Kubernetes' };

function signsOf(rule: Rule, facts: DistributionFacts, nodes: readonly NodeObject[]): Evidence[] {
  const evidence: Evidence[] = [];
  const gitVersion = facts.version?.gitVersion ?? '';
  if (rule.version?.test(gitVersion)) evidence.push({ object: 'GET /version', field: 'gitVersion', value: gitVersion });
  const byVersion = nodes.find((node) => rule.version?.test(node.status?.nodeInfo?.kubeletVersion ?? ''));
  if (byVersion && evidence.length === 0) {
    const version = byVersion.status?.nodeInfo?.kubeletVersion ?? '';
    evidence.push(proof('Node', byVersion, 'status.nodeInfo.kubeletVersion', version));
  }
  for (const node of nodes) {
    const found = rule.node?.(node);
    if (found) {
      evidence.push(found);
      break;
    }
  }
  return evidence;
}

/** The distribution, its evidence, and the other signs that lost to it. */
export function detectDistribution(facts: DistributionFacts): Distribution {
  const nodes = [...facts.objects.nodes.values()];
  const matches = DISTRIBUTION_RULES.map((rule) => ({ rule, evidence: signsOf(rule, facts, nodes) })).filter(
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
export function hiddenControlPlane(distributionId: string): Rule['controlPlane'] {
  return DISTRIBUTION_RULES.find((rule) => rule.id === distributionId)?.controlPlane;
}
