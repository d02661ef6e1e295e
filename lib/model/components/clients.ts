/** Who asks from outside, and what installed the cluster: kubectl, this program, kubeadm, minikube. */
import type { Component, Evidence } from '../cluster';
import { annotationProof, labelProof, proof } from '../evidence';
import { memoByObject } from '../memo';
import type { KubernetesObject, ManagedField } from '../objects';
import { type ComponentContext, type ComponentRule, notFound } from './context';
import { podInstance, worst } from './instances';

type Found = Omit<Component, 'id'>;

interface Trace {
  kind: string;
  object: KubernetesObject;
  field: string;
  value: string;
  time: string;
}
const APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** What kubectl left on an object: its newest entry of managedFields, else the annotation of `kubectl apply`. */
const kubectlTrace = memoByObject((object: KubernetesObject, kind: string): Trace | undefined => {
  let newest: { entry: ManagedField; at: number } | undefined;
  for (const [at, entry] of (object.metadata.managedFields ?? []).entries()) {
    if (!entry.manager?.startsWith('kubectl')) continue;
    if (!newest || (entry.time ?? '') >= (newest.entry.time ?? '')) newest = { entry, at };
  }
  const applied = APPLIED in (object.metadata.annotations ?? {});
  const trace = newest
    ? {
        kind,
        object,
        field: `metadata.managedFields[${newest.at}].manager`,
        value: newest.entry.manager ?? '',
        time: newest.entry.time ?? '',
      }
    : applied
      ? {
          kind,
          object,
          field: `metadata.annotations["${APPLIED}"]`,
          // It holds the whole object: that it is there is the proof.
          value: '…',
          time: '',
        }
      : undefined;
  return trace;
});

const newer = (a: Trace | undefined, b: Trace | undefined) => (a && b ? (b.time > a.time ? b : a) : (a ?? b));

const newestOf = memoByObject((map: ReadonlyMap<string, KubernetesObject>, kind: string): Trace | undefined => {
  let newest: Trace | undefined;
  for (const object of map.values()) newest = newer(newest, kubectlTrace(object, kind));
  return newest;
});

function newestTrace(context: ComponentContext): Trace | undefined {
  const { objects } = context.facts;
  const kinds = [
    ['Namespace', objects.namespaces],
    ['Node', objects.nodes],
    ['Deployment', objects.deployments],
    ['DaemonSet', objects.daemonsets],
    ['StatefulSet', objects.statefulsets],
    ['Job', objects.jobs],
    ['CronJob', objects.cronjobs],
    ['Service', objects.services],
    ['Pod', objects.pods],
  ] as const;
  return kinds.reduce<Trace | undefined>((newest, [kind, map]) => newer(newest, newestOf(map, kind)), undefined);
}

function kubectl(context: ComponentContext): Found {
  const trace = newestTrace(context);
  if (!trace) {
    const reason = { code: 'client-left-no-trace' };
    return { evidenceLevel: 'absent', reason, health: 'unknown', instances: [], evidence: [] };
  }
  return {
    evidenceLevel: 'observed',
    reason: { code: 'outside-the-cluster' },
    health: 'ok',
    instances: [{ name: 'kubectl', ...(trace.time ? { startedAt: trace.time } : {}) }],
    evidence: [proof(trace.kind, trace.object, trace.field, trace.value)],
  };
}

function kubeplano(context: ComponentContext): Found {
  const { identity, source, version } = context.facts;
  if (source.kind === 'recording') {
    return {
      evidenceLevel: 'absent',
      reason: { code: 'recording-has-no-client' },
      health: 'unknown',
      instances: [],
      evidence: [],
    };
  }
  const reason = { code: 'this-program' };
  if (identity) {
    const seen = identity.evidenceLevel === 'observed';
    const object = seen ? 'SelfSubjectReview' : 'kubeconfig';
    const evidence = [{ object, field: seen ? 'status.userInfo.username' : 'users[].name', value: identity.username }];
    const evidenceLevel = seen ? 'observed' : 'inferred';
    return { evidenceLevel, reason, health: 'ok', instances: [{ name: identity.username }], evidence };
  }
  const evidence = version ? [{ object: 'GET /version', field: 'gitVersion', value: version.gitVersion }] : [];
  const evidenceLevel = version ? 'observed' : 'inferred';
  return { evidenceLevel, reason, health: version ? 'ok' : 'unknown', instances: [], evidence };
}

const CRI_SOCKET = 'kubeadm.alpha.kubernetes.io/cri-socket';

/** kubeadm signs the nodes it joins, and the manifests it writes. */
function kubeadm(context: ComponentContext): Found {
  const reason = { code: 'ran-once' };
  const nodes = context.nodes.filter(({ object }) => CRI_SOCKET in (object.metadata.annotations ?? {}));
  const signature = (annotations: Record<string, string> | undefined) =>
    Object.keys(annotations ?? {}).find((one) => one.startsWith('kubeadm.kubernetes.io/'));
  const pods = context.pods.filter(({ object }) => signature(object.metadata.annotations));
  const evidence: Evidence[] = [
    ...nodes.slice(0, 2).map(({ object }) => annotationProof('Node', object, CRI_SOCKET)),
    ...pods
      .slice(0, 1)
      .map(({ object }) => annotationProof('Pod', object, signature(object.metadata.annotations) ?? '')),
  ];
  if (evidence.length === 0)
    return notFound(context, { kind: 'nodes', text: `Node metadata.annotations["${CRI_SOCKET}"]` });
  const names = new Set([...nodes.map(({ view }) => view.name), ...pods.map(({ view }) => view.node ?? '')]);
  const instances = [...names]
    .filter(Boolean)
    .toSorted()
    .map((node) => ({ name: 'kubeadm', node, health: 'done' as const }));
  return { evidenceLevel: 'observed', reason, health: 'done', instances, evidence };
}

function minikube(context: ComponentContext): Found {
  const prefix = 'minikube.k8s.io/';
  const version = `${prefix}version`;
  const nodes = context.nodes.filter(({ object }) => `${prefix}name` in (object.metadata.labels ?? {}));
  const [first] = nodes;
  if (!first) return notFound(context, { kind: 'nodes', text: `Node metadata.labels["${prefix}*"]` });
  const pods = context.podsOf('minikube').map((entry) => podInstance(entry));
  return {
    evidenceLevel: 'observed',
    reason: { code: 'outside-the-cluster' },
    health: pods.length > 0 ? worst(pods.map((one) => one.health ?? 'unknown')) : 'ok',
    ...(first.object.metadata.labels?.[version] ? { version: first.object.metadata.labels[version] } : {}),
    instances: pods,
    evidence: [`${prefix}name`, version]
      .filter((label) => label in (first.object.metadata.labels ?? {}))
      .map((label) => labelProof('Node', first.object, label)),
  };
}

export const CLIENTS: readonly ComponentRule[] = [
  { id: 'kubectl', derive: kubectl },
  { id: 'kubeplano', derive: kubeplano },
];
export const INSTALLERS: readonly ComponentRule[] = [
  { id: 'kubeadm', derive: kubeadm },
  { id: 'minikube', derive: minikube },
];
