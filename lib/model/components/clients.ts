/** Who asks from outside: kubectl and this program. */
import { proof } from '../evidence';
import { memoByObject } from '../memo';
import type { KubernetesObject, ManagedField } from '../objects';
import { because } from '../reason';
import type { ComponentContext, ComponentRule, Conclusion } from './context';

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
  const applied = Object.hasOwn(object.metadata.annotations ?? {}, APPLIED);
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

function kubectl(context: ComponentContext): Conclusion {
  const trace = newestTrace(context);
  if (!trace) {
    // One that only reads leaves none, and a recording may have been stripped of it.
    const reason = because('client-left-no-trace');
    return { evidenceLevel: 'unknown', reason, health: 'unknown', instances: [], evidence: [] };
  }
  return {
    evidenceLevel: 'observed',
    reason: because('outside-the-cluster'),
    health: 'ok',
    instances: [{ name: 'kubectl', ...(trace.time ? { startedAt: trace.time } : {}) }],
    evidence: [proof(trace.kind, trace.object, trace.field, trace.value)],
  };
}

function kubeplano(context: ComponentContext): Conclusion {
  const { identity, source, version } = context.facts;
  if (source.kind === 'recording') {
    return {
      evidenceLevel: 'absent',
      reason: because('recording-has-no-client'),
      health: 'unknown',
      instances: [],
      evidence: [],
    };
  }
  const reason = because('this-program');
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

export const CLIENTS: readonly ComponentRule[] = [
  { id: 'kubectl', derive: kubectl },
  { id: 'kubeplano', derive: kubeplano },
];
