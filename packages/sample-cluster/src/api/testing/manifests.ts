/** For tests: a manifest of each kind that people write, with as many of its fields as they use. */
import type { Fields } from '../json.ts';
import type { Resource } from '../kinds.ts';

const metadata = {
  name: 'kept',
  labels: { app: 'kept' },
  annotations: { note: 'x' },
  finalizers: ['example.com/kept'],
  ownerReferences: [
    { apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid: 'u', controller: false, blockOwnerDeletion: false },
  ],
};
const probe = { httpGet: { path: '/', port: 80 }, periodSeconds: 5, initialDelaySeconds: 1 };
const containers = [
  {
    name: 'c',
    image: 'nginx:1.27',
    command: ['sleep'],
    args: ['3600'],
    ports: [{ name: 'web', containerPort: 80, hostIP: '', protocol: 'TCP' }],
    env: [
      { name: 'A', value: 'a' },
      { name: 'B', valueFrom: { configMapKeyRef: { name: 'cm', key: 'k', optional: true } } },
      { name: 'D', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
    ],
    envFrom: [{ prefix: 'P_', configMapRef: { name: 'cm', optional: true } }],
    resources: { limits: { cpu: '500m', memory: '64Mi' }, requests: { cpu: '10m', memory: '16Mi' } },
    volumeMounts: [{ name: 'v', mountPath: '/v', readOnly: true }],
    livenessProbe: probe,
    readinessProbe: { exec: { command: ['true'] } },
    startupProbe: { tcpSocket: { port: 80 } },
    lifecycle: { preStop: { exec: { command: ['sleep', '1'] } } },
    securityContext: { runAsUser: 1000 },
  },
];
const requirement = { key: 'app', operator: 'In', values: ['kept'] };
const term = {
  topologyKey: 'kubernetes.io/hostname',
  labelSelector: { matchLabels: { app: 'x' }, matchExpressions: [requirement] },
  namespaces: ['default'],
};
const podSpec = {
  containers,
  initContainers: [{ name: 'i', image: 'busybox:1.36', command: ['true'] }],
  volumes: [
    { name: 'v', configMap: { name: 'cm', optional: true, items: [{ key: 'k', path: 'k' }] } },
    { name: 'w', projected: { sources: [{ configMap: { name: 'cm', optional: true } }] } },
    { name: 'x', emptyDir: { sizeLimit: '1Gi' } },
  ],
  nodeSelector: { 'kubernetes.io/os': 'linux' },
  tolerations: [{ key: 'a', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 60 }],
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/os', operator: 'In', values: ['linux'] }] }],
      },
      preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: { matchExpressions: [requirement] } }],
    },
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [term],
      preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, podAffinityTerm: term }],
    },
  },
  topologySpreadConstraints: [
    {
      maxSkew: 1,
      topologyKey: 'kubernetes.io/hostname',
      whenUnsatisfiable: 'ScheduleAnyway',
      labelSelector: { matchLabels: { app: 'kept' } },
    },
  ],
  imagePullSecrets: [{ name: 's' }],
  hostAliases: [{ ip: '1.2.3.4', hostnames: ['h'] }],
  terminationGracePeriodSeconds: 5,
  activeDeadlineSeconds: 3000,
  securityContext: { fsGroup: 1 },
};
const selector = { matchLabels: { app: 'kept' } };
const template = { metadata: { labels: { app: 'kept' }, annotations: { a: 'b' } }, spec: podSpec };
const { activeDeadlineSeconds: _none, ...lasting } = podSpec;
const forever = { ...template, spec: lasting };
const jobSpec = {
  template: { ...template, spec: { ...podSpec, restartPolicy: 'Never' } },
  parallelism: 1,
  completions: 1,
  backoffLimit: 1,
  activeDeadlineSeconds: 600,
  ttlSecondsAfterFinished: 60,
};

export const MANIFESTS: Partial<Record<Resource, Fields>> = {
  pods: { metadata, spec: podSpec },
  deployments: {
    metadata,
    spec: {
      replicas: 1,
      selector,
      template: forever,
      minReadySeconds: 1,
      progressDeadlineSeconds: 60,
      revisionHistoryLimit: 2,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '50%', maxUnavailable: 1 } },
    },
  },
  replicasets: { metadata, spec: { replicas: 1, selector, template: forever, minReadySeconds: 1 } },
  replicationcontrollers: { metadata, spec: { replicas: 1, selector: { app: 'kept' }, template: forever } },
  daemonsets: {
    metadata,
    spec: { selector, template: forever, updateStrategy: { rollingUpdate: { maxUnavailable: 1 } } },
  },
  statefulsets: {
    metadata,
    spec: {
      replicas: 1,
      serviceName: 'kept',
      selector,
      template: forever,
      updateStrategy: { rollingUpdate: { partition: 0 } },
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
        },
      ],
    },
  },
  jobs: { metadata, spec: jobSpec },
  cronjobs: {
    metadata,
    spec: {
      schedule: '*/1 * * * *',
      timeZone: 'Europe/Madrid',
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: 60,
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 1,
      jobTemplate: { metadata: { labels: { app: 'kept' } }, spec: jobSpec },
    },
  },
  services: {
    metadata,
    spec: {
      type: 'NodePort',
      selector: { app: 'kept' },
      ports: [{ name: 'web', port: 80, targetPort: 'web', protocol: 'TCP' }],
      externalIPs: ['1.2.3.4'],
      sessionAffinity: 'ClientIP',
      sessionAffinityConfig: { clientIP: { timeoutSeconds: 10 } },
    },
  },
  configmaps: { metadata, data: { k: 'v' }, binaryData: { b: 'eA==' }, immutable: false },
  secrets: { metadata, type: 'Opaque', data: { k: 'dg==' }, stringData: { s: 't' } },
  serviceaccounts: { metadata, secrets: [{ name: 's' }], imagePullSecrets: [{ name: 's' }] },
  namespaces: { metadata, spec: { finalizers: ['kubernetes'] } },
  nodes: {
    metadata,
    spec: {
      taints: [{ key: 'a', value: 'b', effect: 'NoSchedule' }],
      podCIDRs: ['10.244.9.0/24'],
      unschedulable: true,
    },
    status: {
      capacity: { cpu: '1', memory: '1Gi', pods: '10' },
      allocatable: { cpu: '1', memory: '1Gi', pods: '10' },
      conditions: [{ type: 'Ready', status: 'True', lastHeartbeatTime: '2026-11-22T11:20:38Z' }],
      addresses: [{ type: 'InternalIP', address: '1.2.3.4' }],
      images: [{ names: ['nginx'], sizeBytes: 1 }],
    },
  },
  poddisruptionbudgets: { metadata, spec: { minAvailable: '50%', selector } },
  priorityclasses: { metadata, value: 10, globalDefault: false },
  runtimeclasses: { metadata, handler: 'runc', overhead: { podFixed: { cpu: '1m' } } },
  leases: {
    metadata,
    spec: { holderIdentity: 'x', leaseDurationSeconds: 15, renewTime: '2026-11-22T11:20:38.000000Z' },
  },
  endpoints: { metadata, subsets: [{ addresses: [{ ip: '1.2.3.4' }], ports: [{ name: 'a', port: 80 }] }] },
  endpointslices: {
    metadata,
    addressType: 'IPv4',
    endpoints: [{ addresses: ['1.2.3.4'], conditions: { ready: true } }],
    ports: [{ name: 'a', port: 80 }],
  },
  events: {
    metadata,
    involvedObject: { kind: 'Pod', name: 'x', namespace: 'default' },
    reason: 'R',
    message: 'm',
    type: 'Normal',
    count: 1,
    lastTimestamp: '2026-11-22T11:20:38Z',
    source: { component: 'c' },
    series: { count: 1, lastObservedTime: '2026-11-22T11:20:38.000000Z' },
  },
  controllerrevisions: { metadata, revision: 1, data: { spec: {} } },
};
