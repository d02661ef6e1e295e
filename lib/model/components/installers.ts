/** What built the cluster: kubeadm, minikube. Neither runs any longer; what they left tells of them. */
import { controlPlaneOf } from '../distribution';
import { annotationProof, labelProof } from '../evidence';
import { CRI_SOCKET, kubeadmFiles, kubeadmSign, wouldBeSigned } from '../kubeadm-signs';
import { because } from '../reason';
import {
  type ComponentContext,
  type ComponentRule,
  type Conclusion,
  notFound,
  type Place,
  type Search,
} from './context';
import { isInPods } from './hidden-control-plane';
import { podInstance, podProofs } from './instances';

const MANIFESTS: Place = {
  kind: 'pods',
  namespaces: ['kube-system'],
  text: 'metadata.annotations["kubeadm.kubernetes.io/*"] (pods, kube-system)',
};
const SOCKETS: Place = { kind: 'nodes', text: `Node metadata.annotations["${CRI_SOCKET}"]` };

/** Until 1.33 its nodes tell; the manifests of the control plane do, where they are pods that still have their annotations. */
function whereKubeadmIsSought(context: ComponentContext): Search {
  const { nodes, pods } = context;
  if (nodes.length > 0 && nodes.every(({ object }) => wouldBeSigned(object))) return { place: SOCKETS, couldSee: true };
  const isKept = pods.some(
    ({ object, view }) => view.static && Object.keys(object.metadata.annotations ?? {}).length > 0,
  );
  return { place: MANIFESTS, also: [SOCKETS], couldSee: isInPods(context) && isKept };
}

const done = (names: Iterable<string>) =>
  [...new Set(names)]
    .filter(Boolean)
    .toSorted()
    .map((node) => ({ name: 'kubeadm', node, health: 'done' as const }));

/** kubeadm signs the nodes it joins, and the manifests it writes. */
function kubeadm(context: ComponentContext): Conclusion {
  const nodes = context.nodes.filter(({ object }) => Object.hasOwn(object.metadata.annotations ?? {}, CRI_SOCKET));
  const pods = context.pods.filter(({ object }) => kubeadmSign(object));
  const evidence = [
    ...nodes.slice(0, 2).map(({ object }) => annotationProof('Node', object, CRI_SOCKET)),
    ...pods.slice(0, 1).flatMap(({ object }) => kubeadmSign(object) ?? []),
  ];
  if (evidence.length > 0) {
    const instances = done([...nodes.map(({ view }) => view.name), ...pods.map(({ view }) => view.node ?? '')]);
    return { evidenceLevel: 'observed', reason: because('ran-once'), health: 'done', instances, evidence };
  }
  const process = controlPlaneOf(context.distribution.id);
  if (typeof process === 'object') {
    const reason = because('installs-itself', { distribution: context.distribution.name });
    const said = context.distribution.evidence;
    return { evidenceLevel: 'absent', reason, health: 'unknown', instances: [], evidence: said };
  }
  const likely = context.podsOf('kube-apiserver').flatMap((entry) => {
    const found = kubeadmFiles(entry.object);
    return found ? [{ found, node: entry.view.node ?? '' }] : [];
  });
  const [first] = likely;
  if (!first) return notFound(context, whereKubeadmIsSought(context));
  return {
    evidenceLevel: 'inferred',
    reason: because('files-where-kubeadm-puts-them'),
    health: 'done',
    instances: done(likely.map(({ node }) => node)),
    evidence: [first.found],
  };
}

const PREFIX = 'minikube.k8s.io/';
const LABELS = [`${PREFIX}name`, `${PREFIX}version`];

/** minikube marks its nodes; what it ships beside is built by it. Its version is on the nodes only. */
function minikube(context: ComponentContext): Conclusion {
  const node = context.nodes.find(({ object }) => Object.hasOwn(object.metadata.labels ?? {}, `${PREFIX}name`))?.object;
  const entries = context.podsOf('minikube');
  const isIt = node !== undefined || context.distribution.id === 'minikube';
  if (!isIt) {
    // It marks every node it makes.
    const place: Place = { kind: 'nodes', text: `Node metadata.labels["${PREFIX}*"]` };
    return notFound(context, { place, couldSee: context.nodes.length > 0 });
  }
  const labels = node?.metadata.labels ?? {};
  const version = labels[`${PREFIX}version`];
  // What it ships has versions of its own: a storage-provisioner's tag is not minikube's.
  const pods = entries.map((entry) => {
    const { version: _, ...instance } = podInstance(entry);
    return instance;
  });
  return {
    evidenceLevel: 'observed',
    reason: because('outside-the-cluster'),
    // It built the machine and runs no longer; its addons are pods, each with a state of its own.
    health: 'unknown',
    ...(version ? { version } : {}),
    instances: pods,
    evidence: node
      ? LABELS.filter((label) => Object.hasOwn(labels, label)).map((label) => labelProof('Node', node, label))
      : [...podProofs(entries.slice(0, 1)), ...(entries.length > 0 ? [] : context.distribution.evidence)],
  };
}

export const INSTALLERS: readonly ComponentRule[] = [
  { id: 'kubeadm', derive: kubeadm },
  { id: 'minikube', derive: minikube },
];
