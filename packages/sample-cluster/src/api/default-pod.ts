/** What an API server fills in to a pod: the defaults of its spec, and what the default admission plugins add. */
import type { V1Container, V1PodSpec, V1Probe, V1Volume } from '@kubernetes/client-node';
import { parseQuantity } from '../quantity.ts';
import { ApiError } from './errors.ts';
import type { DraftOf, Json, ObjectOf } from './kinds.ts';

type Spec = Json<V1PodSpec>;
type Container = Json<V1Container>;

/** Tag of an image reference: `latest` when it names none; undefined when it names a digest. */
function tagOf(image: string): string | undefined {
  if (image.includes('@')) return undefined;
  const last = image.slice(image.lastIndexOf('/') + 1);
  return last.includes(':') ? last.slice(last.indexOf(':') + 1) : 'latest';
}

function defaultProbe(probe: Json<V1Probe> | undefined): void {
  if (!probe) return;
  probe.timeoutSeconds ||= 1;
  probe.periodSeconds ||= 10;
  probe.successThreshold ||= 1;
  probe.failureThreshold ||= 3;
  if (probe.httpGet) {
    probe.httpGet.path ||= '/';
    probe.httpGet.scheme ||= 'HTTP';
  }
  if (probe.grpc) probe.grpc.service ??= '';
}

function defaultContainer(container: Container): void {
  container.terminationMessagePath ||= '/dev/termination-log';
  container.terminationMessagePolicy ||= 'File';
  container.imagePullPolicy ||= tagOf(container.image ?? '') === 'latest' ? 'Always' : 'IfNotPresent';
  container.resources ??= {};
  for (const port of container.ports ?? []) port.protocol ||= 'TCP';
  for (const probe of [container.livenessProbe, container.readinessProbe, container.startupProbe]) defaultProbe(probe);
  for (const hook of [container.lifecycle?.postStart?.httpGet, container.lifecycle?.preStop?.httpGet]) {
    if (!hook) continue;
    hook.path ||= '/';
    hook.scheme ||= 'HTTP';
  }
  for (const variable of container.env ?? []) {
    if (variable.valueFrom?.fieldRef) variable.valueFrom.fieldRef.apiVersion ||= 'v1';
    if (variable.valueFrom?.resourceFieldRef) variable.valueFrom.resourceFieldRef.divisor ??= '0';
  }
}

function defaultVolume(volume: Json<V1Volume>): void {
  if (Object.keys(volume).length === 1) volume.emptyDir = {};
  if (volume.secret) volume.secret.defaultMode ??= 420;
  if (volume.configMap) volume.configMap.defaultMode ??= 420;
  if (volume.downwardAPI) volume.downwardAPI.defaultMode ??= 420;
  if (volume.projected) {
    volume.projected.defaultMode ??= 420;
    for (const source of volume.projected.sources ?? []) {
      if (source.serviceAccountToken) source.serviceAccountToken.expirationSeconds ??= 3600;
      for (const item of source.downwardAPI?.items ?? []) if (item.fieldRef) item.fieldRef.apiVersion ||= 'v1';
    }
  }
  for (const item of volume.downwardAPI?.items ?? []) if (item.fieldRef) item.fieldRef.apiVersion ||= 'v1';
  if (volume.hostPath) volume.hostPath.type ??= '';
}

/** Defaults of a pod's spec, also inside the template of a workload. */
export function defaultPodSpec(spec: Spec): void {
  spec.restartPolicy ||= 'Always';
  spec.terminationGracePeriodSeconds ??= 30;
  spec.dnsPolicy ||= 'ClusterFirst';
  spec.securityContext ??= {};
  spec.schedulerName ||= 'default-scheduler';
  if (spec.serviceAccount && !spec.serviceAccountName) spec.serviceAccountName = spec.serviceAccount;
  if (spec.serviceAccountName) spec.serviceAccount = spec.serviceAccountName;
  for (const volume of spec.volumes ?? []) defaultVolume(volume);
  for (const container of [...(spec.initContainers ?? []), ...(spec.containers ?? [])]) defaultContainer(container);
  if (spec.hostNetwork) {
    for (const container of spec.containers ?? [])
      for (const port of container.ports ?? []) port.hostPort ??= port.containerPort;
  }
}

/** Defaults of a pod itself: requests follow limits. */
export function defaultPod(pod: DraftOf<'pods'>): void {
  const spec = pod.spec;
  if (!spec) return;
  defaultPodSpec(spec);
  spec.enableServiceLinks ??= true;
  for (const container of [...(spec.initContainers ?? []), ...(spec.containers ?? [])]) {
    const { limits } = container.resources ?? {};
    if (!limits || !container.resources) continue;
    container.resources.requests = { ...limits, ...container.resources.requests };
  }
}

/** Quality of service class, as the server writes it to status: https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/ */
export function qosClass(spec: Spec): string {
  const amounts = [...(spec.initContainers ?? []), ...(spec.containers ?? [])].flatMap(({ resources }) =>
    ['cpu', 'memory'].map((name) => {
      const limit = parseQuantity(resources?.limits?.[name] ?? '') ?? 0n;
      return { limit, request: parseQuantity(resources?.requests?.[name] ?? '') ?? limit };
    }),
  );
  if (amounts.every(({ limit, request }) => limit <= 0n && request <= 0n)) return 'BestEffort';
  return amounts.every(({ limit, request }) => limit > 0n && request === limit) ? 'Guaranteed' : 'Burstable';
}

/** What admission needs to know of the rest of the cluster. */
export interface PodSurroundings {
  serviceAccount(namespace: string, name: string): ObjectOf<'serviceaccounts'> | undefined;
  priorityClass(name: string): ObjectOf<'priorityclasses'> | undefined;
  defaultPriorityClass(): ObjectOf<'priorityclasses'> | undefined;
  runtimeClass(name: string): ObjectOf<'runtimeclasses'> | undefined;
  /** `n` random characters of those Kubernetes uses in names. */
  suffix(): string;
}

const forbidden = (pod: string, why: string) =>
  new ApiError(403, 'Forbidden', `pods ${JSON.stringify(pod)} is forbidden: ${why}`, { name: pod, kind: 'pods' });

function admitServiceAccount(pod: DraftOf<'pods'>, spec: Spec, around: PodSurroundings): void {
  if (pod.metadata?.annotations?.['kubernetes.io/config.mirror']) return;
  const [name, namespace] = [pod.metadata?.name ?? '', pod.metadata?.namespace ?? ''];
  spec.serviceAccountName ||= 'default';
  spec.serviceAccount = spec.serviceAccountName;
  const account = around.serviceAccount(namespace, spec.serviceAccountName);
  if (!account)
    throw forbidden(
      name,
      `error looking up service account ${namespace}/${spec.serviceAccountName}: serviceaccount ${JSON.stringify(spec.serviceAccountName)} not found`,
    );
  if (!(spec.automountServiceAccountToken ?? account.automountServiceAccountToken ?? true)) return;
  const mountPath = '/var/run/secrets/kubernetes.io/serviceaccount';
  const without = [...(spec.initContainers ?? []), ...(spec.containers ?? [])].filter(
    (container) => !container.volumeMounts?.some((mount) => mount.mountPath === mountPath),
  );
  if (without.length === 0) return;
  const volume = `kube-api-access-${around.suffix()}`;
  for (const container of without)
    container.volumeMounts = [...(container.volumeMounts ?? []), { name: volume, readOnly: true, mountPath }];
  spec.volumes = [
    ...(spec.volumes ?? []),
    {
      name: volume,
      projected: {
        defaultMode: 420,
        sources: [
          { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
          { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
          {
            downwardAPI: {
              items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }],
            },
          },
        ],
      },
    },
  ];
}

function admitPriority(pod: DraftOf<'pods'>, spec: Spec, around: PodSurroundings): void {
  const named = spec.priorityClassName ? around.priorityClass(spec.priorityClassName) : around.defaultPriorityClass();
  if (spec.priorityClassName && !named)
    throw forbidden(pod.metadata?.name ?? '', `no PriorityClass with name ${spec.priorityClassName} was found`);
  if (named) spec.priorityClassName = named.metadata.name;
  const priority = named?.value ?? 0;
  if (spec.priority !== undefined && spec.priority !== priority)
    throw forbidden(
      pod.metadata?.name ?? '',
      `the integer value of priority (${spec.priority}) must not be provided in pod spec; priority admission controller computed ${priority} from the given PriorityClass name`,
    );
  spec.priority = priority;
  const preemption = named?.preemptionPolicy ?? 'PreemptLowerPriority';
  if (spec.preemptionPolicy !== undefined && spec.preemptionPolicy !== preemption)
    throw forbidden(
      pod.metadata?.name ?? '',
      `the string value of PreemptionPolicy (${spec.preemptionPolicy}) must not be provided in pod spec; priority admission controller computed ${preemption} from the given PriorityClass name`,
    );
  spec.preemptionPolicy = preemption;
}

function admitTolerations(spec: Spec): void {
  for (const key of ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable']) {
    const tolerated = spec.tolerations?.some(
      (toleration) =>
        (toleration.key === key || !toleration.key) && (!toleration.effect || toleration.effect === 'NoExecute'),
    );
    if (!tolerated)
      spec.tolerations = [
        ...(spec.tolerations ?? []),
        { key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 },
      ];
  }
}

/**
 * What the default admission plugins (ServiceAccount, Priority, DefaultTolerationSeconds, RuntimeClass) add to a new pod.
 * Throws {@link ApiError} 403 as they do.
 */
export function admitPod(pod: DraftOf<'pods'>, around: PodSurroundings): void {
  const spec = pod.spec;
  if (!spec) return;
  admitServiceAccount(pod, spec, around);
  if (spec.runtimeClassName) {
    const runtime = around.runtimeClass(spec.runtimeClassName);
    if (!runtime)
      throw forbidden(
        pod.metadata?.name ?? '',
        `pod rejected: RuntimeClass ${JSON.stringify(spec.runtimeClassName)} not found`,
      );
    if (runtime.overhead?.podFixed) spec.overhead = { ...runtime.overhead.podFixed };
  }
  admitPriority(pod, spec, around);
  admitTolerations(spec);
}
