/**
 * What kubeadm leaves behind. On nodes it signed the socket of their runtime (annotation, until 1.33); on the manifests it
 * writes, where their servers are (annotations, since 1.18); before that only the files it uses tell.
 * Source: kubernetes cmd/kubeadm/app/constants/constants.go
 */
import type { Evidence } from './cluster';
import { annotationProof, proof } from './evidence';
import type { NodeObject, PodObject } from './objects';
import { kubernetesMinor } from './version';

/** On a node: the socket of its runtime. */
export const CRI_SOCKET = 'kubeadm.alpha.kubernetes.io/cri-socket';
const MANIFEST = 'kubeadm.kubernetes.io/';
/** Versions of kubeadm that sign the node. */
const SIGNS_NODES = { from: 12, until: 33 };

/** The annotation kubeadm puts on the manifests it writes. */
export function kubeadmSign(pod: PodObject): Evidence | undefined {
  const name = Object.keys(pod.metadata.annotations ?? {}).find((one) => one.startsWith(MANIFEST));
  return name === undefined ? undefined : annotationProof('Pod', pod, name);
}

const FILES = '/etc/kubernetes/pki';

/** A manifest that uses the folder of kubeadm's certificates and serves the tokens by which nodes join: likely its work. */
export function kubeadmFiles(pod: PodObject): Evidence | undefined {
  const words = (pod.spec.containers ?? []).flatMap(({ command = [], args = [] }) => [...command, ...args]);
  const joins = words.some((one) =>
    /^--(enable-bootstrap-token-auth(=true)?|experimental-bootstrap-token-auth(=true)?)$|bootstrapsigner/.test(one),
  );
  const at = words.find((one) => one.includes(`=${FILES}/`));
  return joins && at ? proof('Pod', pod, 'spec.containers[].command', at) : undefined;
}

/** Whether kubeadm, had it joined this node, would have signed it. */
export function wouldBeSigned(node: NodeObject): boolean {
  const minor = kubernetesMinor(node.status?.nodeInfo?.kubeletVersion);
  const isKept = Object.keys(node.metadata.annotations ?? {}).length > 0;
  return isKept && minor !== undefined && minor >= SIGNS_NODES.from && minor <= SIGNS_NODES.until;
}
