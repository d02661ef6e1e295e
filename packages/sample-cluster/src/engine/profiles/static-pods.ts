import type { MachineFacts } from '../machine/machine.ts';
import type { Container, PodDraft } from '../types.ts';
import { KUBERNETES_VERSION, type Profile } from './profile.ts';

const PKI = '/etc/kubernetes/pki';

/** The four files `kubeadm init` writes to /etc/kubernetes/manifests, by file name. */
export function controlPlaneManifests(profile: Profile, facts: MachineFacts): Record<string, PodDraft> {
  const masters = profile.machines.filter((one) => one.controlPlane).map((one) => one.facts);
  const peers = masters.map((one) => `${one.name}=https://${one.ip}:2380`).join(',');
  const members = 'etcd';
  return {
    'etcd.yaml': staticPod('etcd', {
      annotations: { 'kubeadm.kubernetes.io/etcd.advertise-client-urls': `https://${facts.ip}:2379` },
      image: 'registry.k8s.io/etcd:3.6.6-0',
      command: [
        members,
        `--advertise-client-urls=https://${facts.ip}:2379`,
        `--cert-file=${PKI}/etcd/server.crt`,
        '--client-cert-auth=true',
        '--data-dir=/var/lib/etcd',
        `--initial-advertise-peer-urls=https://${facts.ip}:2380`,
        `--initial-cluster=${peers}`,
        `--key-file=${PKI}/etcd/server.key`,
        `--listen-client-urls=https://127.0.0.1:2379,https://${facts.ip}:2379`,
        '--listen-metrics-urls=http://127.0.0.1:2381',
        `--name=${facts.name}`,
        `--trusted-ca-file=${PKI}/etcd/ca.crt`,
      ],
      requests: { cpu: '100m', memory: '100Mi' },
      probe: { port: 2381, scheme: 'HTTP', live: '/livez', ready: '/readyz' },
      paths: { 'etcd-data': '/var/lib/etcd', 'etcd-certs': `${PKI}/etcd` },
    }),
    'kube-apiserver.yaml': staticPod('kube-apiserver', {
      annotations: { 'kubeadm.kubernetes.io/kube-apiserver.advertise-address.endpoint': `${facts.ip}:6443` },
      image: `registry.k8s.io/kube-apiserver:${KUBERNETES_VERSION}`,
      command: [
        'kube-apiserver',
        `--advertise-address=${facts.ip}`,
        '--allow-privileged=true',
        '--authorization-mode=Node,RBAC',
        `--client-ca-file=${PKI}/ca.crt`,
        '--enable-admission-plugins=NodeRestriction',
        '--etcd-servers=https://127.0.0.1:2379',
        '--secure-port=6443',
        '--service-cluster-ip-range=10.96.0.0/12',
        `--tls-cert-file=${PKI}/apiserver.crt`,
        `--tls-private-key-file=${PKI}/apiserver.key`,
      ],
      requests: { cpu: '250m' },
      probe: { port: 6443, scheme: 'HTTPS', live: '/livez', ready: '/readyz', host: facts.ip },
      paths: { 'ca-certs': '/etc/ssl/certs', 'k8s-certs': PKI },
    }),
    'kube-controller-manager.yaml': staticPod('kube-controller-manager', {
      image: `registry.k8s.io/kube-controller-manager:${KUBERNETES_VERSION}`,
      command: [
        'kube-controller-manager',
        '--allocate-node-cidrs=true',
        '--authentication-kubeconfig=/etc/kubernetes/controller-manager.conf',
        '--bind-address=127.0.0.1',
        '--cluster-cidr=10.244.0.0/16',
        `--cluster-name=${profile.clusterName}`,
        '--controllers=*,bootstrapsigner,tokencleaner',
        '--kubeconfig=/etc/kubernetes/controller-manager.conf',
        '--leader-elect=true',
        '--service-cluster-ip-range=10.96.0.0/12',
        '--use-service-account-credentials=true',
      ],
      requests: { cpu: '200m' },
      probe: { port: 10257, scheme: 'HTTPS', live: '/healthz' },
      paths: { 'ca-certs': '/etc/ssl/certs', 'k8s-certs': PKI, kubeconfig: '/etc/kubernetes/controller-manager.conf' },
    }),
    'kube-scheduler.yaml': staticPod('kube-scheduler', {
      image: `registry.k8s.io/kube-scheduler:${KUBERNETES_VERSION}`,
      command: [
        'kube-scheduler',
        '--authentication-kubeconfig=/etc/kubernetes/scheduler.conf',
        '--bind-address=127.0.0.1',
        '--kubeconfig=/etc/kubernetes/scheduler.conf',
        '--leader-elect=true',
      ],
      requests: { cpu: '100m' },
      probe: { port: 10259, scheme: 'HTTPS', live: '/livez', ready: '/readyz' },
      paths: { kubeconfig: '/etc/kubernetes/scheduler.conf' },
    }),
  };
}

interface StaticPlan {
  image: string;
  command: string[];
  requests: Record<string, string>;
  probe: { port: number; scheme: string; live: string; ready?: string; host?: string };
  paths: Record<string, string>;
  annotations?: Record<string, string>;
}

function staticPod(name: string, plan: StaticPlan): PodDraft {
  const { probe } = plan;
  const get = (path: string) => ({
    httpGet: { host: probe.host ?? '127.0.0.1', path, port: probe.port, scheme: probe.scheme },
    timeoutSeconds: 15,
  });
  const container: Container = {
    name,
    image: plan.image,
    imagePullPolicy: 'IfNotPresent',
    command: plan.command,
    resources: { requests: plan.requests },
    livenessProbe: { ...get(probe.live), initialDelaySeconds: 10, periodSeconds: 10, failureThreshold: 8 },
    ...(probe.ready === undefined
      ? {}
      : { readinessProbe: { ...get(probe.ready), periodSeconds: 1, failureThreshold: 3 } }),
    startupProbe: { ...get(probe.live), initialDelaySeconds: 10, periodSeconds: 10, failureThreshold: 24 },
    volumeMounts: Object.entries(plan.paths).map(([volume, mountPath]) => ({
      name: volume,
      mountPath,
      readOnly: volume !== 'etcd-data',
    })),
  };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: 'kube-system',
      labels: { component: name, tier: 'control-plane' },
      ...(plan.annotations === undefined ? {} : { annotations: plan.annotations }),
    },
    spec: {
      containers: [container],
      hostNetwork: true,
      priority: 2_000_001_000,
      priorityClassName: 'system-node-critical',
      securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
      tolerations: [{ effect: 'NoExecute', operator: 'Exists' }],
      volumes: Object.entries(plan.paths).map(([volume, path]) => ({
        name: volume,
        hostPath: { path, type: 'DirectoryOrCreate' },
      })),
    },
  };
}
