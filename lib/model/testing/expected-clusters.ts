/** What each recorded cluster is, written down by reading its recording (nodes, pods, leases), not by running the code. */
import type { ComponentId, EvidenceLevel } from '../cluster';

export interface ExpectedCluster {
  folder: string;
  distribution: string;
  name: string;
  evidenceLevels: Record<ComponentId, EvidenceLevel>;
  /** Reason codes worth holding to. */
  reasons?: Partial<Record<ComponentId, string>>;
  /** `name@node`, sorted. */
  controlPlane: Partial<Record<ComponentId, string[]>>;
  /** Number of instances. */
  counts?: Partial<Record<ComponentId, number>>;
  versions?: Partial<Record<ComponentId, string>>;
  leaders?: Partial<Record<ComponentId, string>>;
  /** Node name → roles, and the chain as `name:evidenceLevel`. */
  nodes: Record<string, { roles: string; chain: string }>;
  /** Pods that are not `Running` with all containers ready and no restarts: key → `READY STATUS RESTARTS`. */
  unusualPods: Record<string, string>;
  podCount: number;
}

type EvidenceLevels = Record<ComponentId, EvidenceLevel>;

/** A control plane in static pods, of a cluster made by kubeadm, recorded without a live client. */
const STATIC_PODS: EvidenceLevels = {
  kubectl: 'observed',
  kubeplano: 'absent',
  'kube-apiserver': 'observed',
  etcd: 'observed',
  'kube-scheduler': 'observed',
  'kube-controller-manager': 'observed',
  // Its lease was not recorded: it may run where its pod was not looked for.
  'cloud-controller-manager': 'unknown',
  kubelet: 'observed',
  dockerd: 'absent',
  'cri-dockerd': 'absent',
  containerd: 'observed',
  'cri-o': 'absent',
  'containerd-shim': 'inferred',
  conmon: 'absent',
  runc: 'inferred',
  'kube-proxy': 'observed',
  cni: 'observed',
  coredns: 'observed',
  kubeadm: 'observed',
  systemd: 'inferred',
  minikube: 'absent',
};
const HIDDEN: Partial<EvidenceLevels> = {
  'kube-apiserver': 'hidden',
  etcd: 'hidden',
  'kube-scheduler': 'hidden',
  'kube-controller-manager': 'hidden',
  kubeadm: 'absent',
};
const DOCKER: Partial<EvidenceLevels> = { dockerd: 'observed', 'cri-dockerd': 'observed', containerd: 'inferred' };

const DOCKER_CHAIN = 'kubelet:observed cri-dockerd:observed dockerd:observed containerd:inferred runC:inferred';
const DOCKERSHIM_CHAIN = 'kubelet:observed dockershim:observed dockerd:observed containerd:inferred runC:inferred';
const CONTAINERD_CHAIN = 'kubelet:observed containerd:observed runC:inferred';
const CONTAINERD_CHAIN_DECLARED = 'kubelet:observed containerd:observed runC:observed';
const CRIO_CHAIN = 'kubelet:observed CRI-O:observed runC:inferred';

const staticPods = (node: string): ExpectedCluster['controlPlane'] => ({
  'kube-apiserver': [`kube-apiserver-${node}@${node}`],
  etcd: [`etcd-${node}@${node}`],
  'kube-scheduler': [`kube-scheduler-${node}@${node}`],
  'kube-controller-manager': [`kube-controller-manager-${node}@${node}`],
});
const ofProcess = (process: string, node: string): ExpectedCluster['controlPlane'] => ({
  'kube-apiserver': [`${process}@${node}`],
  etcd: [`${process}@${node}`],
  'kube-scheduler': [`${process}@${node}`],
  'kube-controller-manager': [`${process}@${node}`],
});
const NOWHERE: ExpectedCluster['controlPlane'] = {
  'kube-apiserver': [],
  etcd: [],
  'kube-scheduler': [],
  'kube-controller-manager': [],
};

const SDN_PREFIX = 'ci-ln-d53y532-f76d1-2btqq';

export const EXPECTED: readonly ExpectedCluster[] = [
  {
    folder: 'docker-desktop-1.25',
    distribution: 'docker-desktop',
    name: 'Docker Desktop',
    evidenceLevels: { ...STATIC_PODS, ...DOCKER, cni: 'inferred', systemd: 'absent' },
    reasons: { cni: 'network-not-named', systemd: 'system-without-systemd', 'cri-o': 'other-runtime' },
    controlPlane: staticPods('docker-desktop'),
    counts: { coredns: 2, 'kube-proxy': 1 },
    versions: { 'kube-apiserver': 'v1.25.9', etcd: '3.5.6-0', dockerd: '23.0.5', coredns: 'v1.9.3' },
    nodes: { 'docker-desktop': { roles: 'control-plane', chain: DOCKER_CHAIN } },
    unusualPods: {
      'kube-system/coredns-565d847f94-6jrkl': '1/1 Running 27',
      'kube-system/coredns-565d847f94-8lgvz': '1/1 Running 27',
      'kube-system/etcd-docker-desktop': '1/1 Running 27',
      'kube-system/kube-apiserver-docker-desktop': '1/1 Running 27',
      'kube-system/kube-controller-manager-docker-desktop': '1/1 Running 27',
      'kube-system/kube-proxy-tct8n': '1/1 Running 27',
      'kube-system/kube-scheduler-docker-desktop': '1/1 Running 27',
      'kube-system/storage-provisioner': '1/1 Running 42',
      'kube-system/vpnkit-controller': '1/1 Running 678',
    },
    podCount: 9,
  },
  {
    folder: 'eks-1.31',
    distribution: 'eks',
    name: 'Amazon EKS',
    // No managedFields and no last-applied annotation on anything recorded: no trace of kubectl.
    evidenceLevels: {
      ...STATIC_PODS,
      ...HIDDEN,
      kubectl: 'unknown',
      'cloud-controller-manager': 'hidden',
      runc: 'observed',
    },
    reasons: {
      etcd: 'managed-control-plane',
      'kube-apiserver': 'managed-control-plane',
      kubectl: 'client-left-no-trace',
    },
    controlPlane: NOWHERE,
    counts: { cni: 2, coredns: 2, 'kube-proxy': 2, kubelet: 2, runc: 2 },
    versions: { cni: 'v1.20.4-eksbuild.2', containerd: '2.1.5', kubelet: 'v1.31.13-eks-ecaa3a6' },
    nodes: {
      'ip-10-0-10-170.ec2.internal': { roles: '', chain: CONTAINERD_CHAIN_DECLARED },
      'ip-10-0-20-143.ec2.internal': { roles: '', chain: CONTAINERD_CHAIN_DECLARED },
    },
    unusualPods: {},
    podCount: 6,
  },
  {
    folder: 'gke-1.10',
    distribution: 'gke',
    name: 'Google GKE',
    evidenceLevels: {
      ...STATIC_PODS,
      ...HIDDEN,
      'cloud-controller-manager': 'hidden',
      dockerd: 'observed',
      containerd: 'inferred',
      // One pod of one namespace was recorded: nothing can be said of kube-system.
      'kube-proxy': 'unknown',
      cni: 'inferred',
      coredns: 'inferred',
      // kubeadm signed nodes from 1.12 on.
      kubeadm: 'unknown',
    },
    reasons: {
      'kube-proxy': 'not-recorded',
      'cri-dockerd': 'dockershim-inside-kubelet',
      etcd: 'managed-control-plane',
      coredns: 'not-recorded',
    },
    controlPlane: NOWHERE,
    // The recorded pod runs on a node that is not in the list.
    counts: { kubelet: 2, dockerd: 2, cni: 1 },
    versions: { dockerd: '17.3.2' },
    nodes: {
      'gke-gar-1-pool-1-dce25db1-2mm5': {
        roles: '',
        chain: 'kubelet:observed dockershim:inferred dockerd:observed containerd:inferred runC:inferred',
      },
    },
    unusualPods: {},
    podCount: 1,
  },
  {
    folder: 'k3d-1.24',
    distribution: 'k3s',
    name: 'k3d (k3s)',
    evidenceLevels: {
      ...STATIC_PODS,
      ...HIDDEN,
      'cloud-controller-manager': 'hidden',
      'kube-proxy': 'hidden',
      systemd: 'absent',
    },
    reasons: { 'kube-proxy': 'embedded-in-one-process', etcd: 'embedded-in-one-process', cni: 'network-is' },
    controlPlane: ofProcess('k3s', 'k3d-mycluster-server-0'),
    counts: { coredns: 1, cni: 1 },
    versions: { containerd: '1.6.6-k3s1', coredns: '1.9.1' },
    nodes: { 'k3d-mycluster-server-0': { roles: 'control-plane,master', chain: CONTAINERD_CHAIN } },
    unusualPods: {
      'default/nginx-deployment-7986654d4-ztx2g': '2/2 Running 50',
      'kube-system/helm-install-traefik-crd-q2ndn': '0/1 Completed 0',
      'kube-system/helm-install-traefik-2fxbg': '0/1 Completed 1',
      'kube-system/traefik-7cd4fcff68-9blj6': '1/1 Running 96',
      'kube-system/coredns-b96499967-tncf4': '1/1 Running 96',
      'kube-system/local-path-provisioner-7b7dc8d6f5-45btl': '1/1 Running 189',
      'kube-system/metrics-server-668d979685-wttxd': '1/1 Running 182',
      'kube-system/svclb-traefik-8ea5448e-d2m74': '2/2 Running 192',
    },
    podCount: 8,
  },
  {
    folder: 'kind-1.21',
    distribution: 'kind',
    name: 'kind',
    evidenceLevels: { ...STATIC_PODS, 'cloud-controller-manager': 'absent' },
    controlPlane: staticPods('kind-control-plane'),
    counts: { coredns: 2, cni: 1, 'kube-proxy': 1 },
    versions: { etcd: '3.4.13-0', containerd: '1.5.2' },
    leaders: {
      'kube-scheduler': 'kind-control-plane_f5f04a1f-ae2a-45d5-afd3-13c9712d4349',
      'kube-controller-manager': 'kind-control-plane_7d59f7c8-d22b-4fa3-bd90-99274a928214',
    },
    nodes: { 'kind-control-plane': { roles: 'control-plane,master', chain: CONTAINERD_CHAIN } },
    unusualPods: {
      'emptydir-9171/pod-c4118424-0cdf-4f5c-9d22-5fadb42b5b6b': '0/1 Completed 0',
      'kube-system/coredns-558bd4d5db-gv559': '1/1 Running 2',
      'kube-system/coredns-558bd4d5db-vzb6x': '1/1 Running 2',
      'kube-system/etcd-kind-control-plane': '1/1 Running 2',
      'kube-system/kindnet-2xc82': '1/1 Running 2',
      'kube-system/kube-apiserver-kind-control-plane': '1/1 Running 2',
      'kube-system/kube-controller-manager-kind-control-plane': '1/1 Running 4',
      'kube-system/kube-proxy-njg9q': '1/1 Running 2',
      'kube-system/kube-scheduler-kind-control-plane': '1/1 Running 4',
      'local-path-storage/local-path-provisioner-547f784dff-spt2k': '1/1 Running 7',
      'projected-7495/pod-projected-secrets-923312bc-4fe7-4c05-9502-e92969fecc5a': '0/1 Completed 0',
      'projected-8046/pod-projected-configmaps-0569376b-458d-4b99-9b78-a651fdaf0eaa': '0/1 Completed 0',
      'resourcequota-9871/terminating-pod': '0/1 Pending 0',
      'sonobuoy/sonobuoy-e2e-job-e26600506d6c420f': '0/2 Completed 0',
      'subpath-655/pod-subpath-test-secret-pxxt': '0/1 Completed 0',
      'subpath-799/pod-subpath-test-secret-x6lz': '0/1 Completed 0',
    },
    podCount: 22,
  },
  {
    folder: 'kind-1.32',
    distribution: 'kind',
    name: 'kind',
    evidenceLevels: { ...STATIC_PODS, kubectl: 'unknown' },
    controlPlane: staticPods('kind-control-plane'),
    counts: { coredns: 2, cni: 1 },
    versions: { 'kube-apiserver': 'v1.32.0', cni: 'v20241212-9f82dd49' },
    nodes: { 'kind-control-plane': { roles: 'control-plane', chain: CONTAINERD_CHAIN } },
    unusualPods: {},
    podCount: 8,
  },
  {
    folder: 'kubeadm-1.21',
    distribution: 'kubeadm',
    name: 'kubeadm',
    evidenceLevels: { ...STATIC_PODS, dockerd: 'observed', containerd: 'inferred' },
    reasons: { 'cri-dockerd': 'dockershim-inside-kubelet', containerd: 'under-dockerd' },
    controlPlane: staticPods('k8s-controller1'),
    counts: { cni: 3, 'kube-proxy': 3, coredns: 2, kubelet: 3, kubeadm: 3 },
    versions: { cni: 'v3.18.1', dockerd: '19.3.12' },
    nodes: {
      'k8s-controller1': { roles: 'control-plane,master', chain: DOCKERSHIM_CHAIN },
      'k8s-worker1': { roles: '', chain: DOCKERSHIM_CHAIN },
      'k8s-worker2': { roles: '', chain: DOCKERSHIM_CHAIN },
    },
    unusualPods: { 'kube-system/kube-apiserver-k8s-controller1': '1/1 Running 1' },
    podCount: 13,
  },
  {
    folder: 'microk8s-1.16',
    distribution: 'microk8s',
    name: 'MicroK8s',
    evidenceLevels: {
      ...STATIC_PODS,
      ...HIDDEN,
      kubectl: 'unknown',
      'cloud-controller-manager': 'unknown',
      'kube-proxy': 'hidden',
      cni: 'unknown',
      coredns: 'unknown',
    },
    reasons: {
      cni: 'not-recorded',
      coredns: 'not-recorded',
      'cloud-controller-manager': 'not-recorded',
      'kube-apiserver': 'embedded-in-one-process',
    },
    controlPlane: ofProcess('microk8s', 'repldev-marc'),
    nodes: { 'repldev-marc': { roles: '', chain: CONTAINERD_CHAIN } },
    unusualPods: {},
    podCount: 0,
  },
  {
    folder: 'minikube-1.25',
    distribution: 'minikube',
    name: 'minikube',
    evidenceLevels: { ...STATIC_PODS, ...DOCKER, cni: 'inferred', minikube: 'observed' },
    controlPlane: staticPods('minikube'),
    counts: { minikube: 1, coredns: 1 },
    versions: { minikube: 'v1.27.0', dockerd: '20.10.17' },
    nodes: { minikube: { roles: 'control-plane', chain: DOCKER_CHAIN } },
    unusualPods: {
      'kube-system/coredns-565d847f94-6cccm': '1/1 Running 3',
      'kube-system/etcd-minikube': '1/1 Running 2',
      'kube-system/kube-apiserver-minikube': '1/1 Running 2',
      'kube-system/kube-controller-manager-minikube': '1/1 Running 3',
      'kube-system/kube-proxy-9c282': '1/1 Running 3',
      'kube-system/kube-scheduler-minikube': '1/1 Running 3',
      'kube-system/storage-provisioner': '1/1 Running 6',
    },
    podCount: 9,
  },
  {
    folder: 'minikube-1.35',
    distribution: 'minikube',
    name: 'minikube',
    evidenceLevels: { ...STATIC_PODS, minikube: 'observed', runc: 'observed' },
    controlPlane: staticPods('datagen-1-35'),
    counts: { minikube: 1, cni: 1, coredns: 1 },
    versions: { minikube: 'v1.38.1', containerd: '2.2.1', etcd: '3.6.6-0' },
    nodes: { 'datagen-1-35': { roles: 'control-plane', chain: CONTAINERD_CHAIN_DECLARED } },
    unusualPods: {
      'scraper/e2e-container-creating': '0/1 Completed 2',
      'scraper/e2e-container-pending': '0/1 Pending 0',
      'scraper/e2e-cronjob-29707813-dhlr2': '0/1 Completed 0',
      'scraper/e2e-cronjob-29707814-h2f28': '0/1 Completed 0',
      'scraper/e2e-failjob-28dqq': '0/1 Error 0',
      'scraper/e2e-failjob-4kj9v': '0/1 Error 0',
      'scraper/e2e-failjob-64h4g': '0/1 Error 0',
      'scraper/e2e-failjob-p2w8g': '0/1 Error 0',
    },
    podCount: 25,
  },
  {
    folder: 'openshift-1.17',
    distribution: 'openshift',
    name: 'OpenShift',
    evidenceLevels: {
      ...STATIC_PODS,
      kubectl: 'unknown',
      // The sample holds no pod of their namespaces; only kube-controller-manager's.
      'kube-apiserver': 'inferred',
      etcd: 'inferred',
      'kube-scheduler': 'inferred',
      'cloud-controller-manager': 'unknown',
      containerd: 'absent',
      'cri-o': 'observed',
      'containerd-shim': 'absent',
      conmon: 'inferred',
      'kube-proxy': 'absent',
      coredns: 'unknown',
      kubeadm: 'absent',
    },
    reasons: { 'kube-proxy': 'replaced-by-network', coredns: 'not-recorded', 'kube-scheduler': 'pods-are-bound' },
    controlPlane: {
      'kube-apiserver': [],
      etcd: [],
      'kube-scheduler': [],
      'kube-controller-manager': [
        `kube-controller-manager-${SDN_PREFIX}-master-0@${SDN_PREFIX}-master-0`,
        `kube-controller-manager-${SDN_PREFIX}-master-2@${SDN_PREFIX}-master-2`,
      ],
    },
    counts: { 'cri-o': 6, kubelet: 6, cni: 1 },
    versions: { 'cri-o': '1.17.4-23.rhaos4.4.git93e6ee4.el8' },
    nodes: {
      [`${SDN_PREFIX}-master-0`]: { roles: 'master', chain: CRIO_CHAIN },
      [`${SDN_PREFIX}-master-1`]: { roles: 'master', chain: CRIO_CHAIN },
      [`${SDN_PREFIX}-master-2`]: { roles: 'master', chain: CRIO_CHAIN },
      [`${SDN_PREFIX}-worker-b-7x8mw`]: { roles: 'worker', chain: CRIO_CHAIN },
      [`${SDN_PREFIX}-worker-c-nmnbz`]: { roles: 'worker', chain: CRIO_CHAIN },
      [`${SDN_PREFIX}-worker-d-bpnbd`]: { roles: 'worker', chain: CRIO_CHAIN },
    },
    unusualPods: {
      'openshift-apiserver-operator/openshift-apiserver-operator-66cc6d47fb-l4kdn': '1/1 Running 2',
      'openshift-authentication-operator/authentication-operator-85995d5bbd-wrj2v': '1/1 Running 2',
      'openshift-controller-manager-operator/openshift-controller-manager-operator-d7578587d-gdvs7': '1/1 Running 2',
      'openshift-insights/insights-operator-5d876b745-t8z24': '1/1 Running 1',
      'openshift-kube-apiserver-operator/kube-apiserver-operator-d55d5c5bc-6qjfq': '1/1 Running 2',
      'openshift-kube-controller-manager-operator/kube-controller-manager-operator-5768cf5945-42rwk': '1/1 Running 2',
      [`openshift-kube-controller-manager/kube-controller-manager-${SDN_PREFIX}-master-0`]: '4/4 Running 2',
      [`openshift-kube-controller-manager/kube-controller-manager-${SDN_PREFIX}-master-2`]: '4/4 Running 2',
      'openshift-kube-scheduler-operator/openshift-kube-scheduler-operator-66755597cf-gbsww': '1/1 Running 2',
      'openshift-kube-storage-version-migrator-operator/kube-storage-version-migrator-operator-5d95fbc9fd-tnb8z':
        '1/1 Running 2',
      'openshift-machine-config-operator/machine-config-controller-6bbcc569f4-z8fc9': '1/1 Running 1',
      'openshift-machine-config-operator/machine-config-operator-78cdf5987-lrrrf': '1/1 Running 1',
      'openshift-monitoring/prometheus-k8s-0': '7/7 Running 1',
      'openshift-monitoring/prometheus-k8s-1': '7/7 Running 1',
      'openshift-sdn/sdn-controller-xcnqb': '1/1 Running 1',
      'openshift-service-ca-operator/service-ca-operator-7bc7f496c8-f74xg': '1/1 Running 2',
      'openshift-service-ca/service-ca-54c85d7fdb-9g4t4': '1/1 Running 1',
      'openshift-service-catalog-apiserver-operator/openshift-service-catalog-apiserver-operator-6fd79d5fdd-8sz6f':
        '1/1 Running 2',
      'openshift-service-catalog-controller-manager-operator/openshift-service-catalog-controller-manager-operator-644d6g48s':
        '1/1 Running 2',
    },
    podCount: 19,
  },
  {
    folder: 'rke2-1.21',
    distribution: 'rke2',
    name: 'Harvester (RKE2)',
    evidenceLevels: { ...STATIC_PODS, 'cloud-controller-manager': 'observed', kubeadm: 'absent' },
    controlPlane: {
      ...staticPods('node1'),
      'cloud-controller-manager': ['cloud-controller-manager-node1@node1'],
      'kube-proxy': ['kube-proxy-node1@node1'],
    },
    counts: { cni: 2, coredns: 1 },
    versions: { etcd: 'v3.4.13-k3s3-build20211118', cni: 'v3.20.2-build20211119' },
    leaders: {
      'kube-scheduler': 'node1_3cd7c6da-593d-4099-b744-2fe8181e6825',
      'kube-controller-manager': 'node1_042a26e8-f775-4a65-a668-ae70aac1507d',
      'cloud-controller-manager': 'node1_7637570a-7438-43b2-b188-7bc06c39090d',
    },
    nodes: { node1: { roles: 'control-plane,etcd,master', chain: CONTAINERD_CHAIN } },
    unusualPods: {
      'harvester-system/default-default-dng8k': '0/1 Completed 0',
      'harvester-system/kube-vip-vchbv': '1/1 Running 4',
      'kube-system/helm-install-rke2-canal-dxkxv': '0/1 Completed 0',
      'kube-system/helm-install-rke2-coredns-z8xr4': '0/1 Completed 0',
      'kube-system/helm-install-rke2-ingress-nginx-5jx8j': '0/1 Completed 0',
      'kube-system/helm-install-rke2-metrics-server-hmjvp': '0/1 Completed 0',
      'kube-system/helm-install-rke2-multus-fxllp': '0/1 Completed 0',
    },
    podCount: 66,
  },
];
