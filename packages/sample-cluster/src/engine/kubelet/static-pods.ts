import { fnv32a } from '../random.ts';
import { type Node, type PodDraft, stableJson } from '../types.ts';

/** A pod read from a file: named after its node, with the uid that is the hash of the file. */
export interface StaticPod {
  uid: string;
  pod: PodDraft & { metadata: { name: string; namespace: string } };
}

/** What a kubelet makes of a file in /etc/kubernetes/manifests. */
export function readManifest(manifest: PodDraft, node: string): StaticPod {
  const text = stableJson(manifest);
  const uid = Array.from({ length: 4 }, (_one, index) =>
    fnv32a(`${node}${index}${text}`).toString(16).padStart(8, '0'),
  ).join('');
  const name = `${manifest.metadata?.name ?? ''}-${node}`;
  const namespace = manifest.metadata?.namespace ?? 'default';
  return {
    uid,
    pod: {
      ...manifest,
      metadata: { ...manifest.metadata, name, namespace },
      spec: { containers: [], ...manifest.spec, nodeName: node },
    },
  };
}

/** The pod a kubelet creates in the API so that a static pod can be seen there. */
export function mirrorPod({ uid, pod }: StaticPod, node: Node, seenAt: string): PodDraft {
  return {
    ...pod,
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...pod.metadata,
      annotations: {
        ...pod.metadata.annotations,
        'kubernetes.io/config.hash': uid,
        'kubernetes.io/config.mirror': uid,
        'kubernetes.io/config.seen': seenAt,
        'kubernetes.io/config.source': 'file',
      },
      ownerReferences: [
        { apiVersion: 'v1', kind: 'Node', name: node.metadata.name, uid: node.metadata.uid, controller: true },
      ],
    },
  };
}
