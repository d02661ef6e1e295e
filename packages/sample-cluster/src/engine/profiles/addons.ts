import type { ApiClient } from '../../api/client.ts';
import { COREDNS_VERSION } from '../programs/coredns.ts';
import type { PodTemplate } from '../types.ts';
import { KUBERNETES_VERSION, type Profile } from './profile.ts';

const LINUX = { 'kubernetes.io/os': 'linux' };
const EVERYWHERE = [{ operator: 'Exists' }];
const namespace = 'kube-system';

/** What kubeadm (or minikube) puts into a fresh cluster: kube-proxy, the CNI, CoreDNS, its own ConfigMaps, a RuntimeClass. */
export function installAddons(api: ApiClient, profile: Profile): void {
  const account = (name: string, space = namespace) =>
    api.create('serviceaccounts', { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace: space } });
  const map = (name: string, data: Record<string, string>, space = namespace) =>
    api.create('configmaps', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: space }, data });

  account('kube-proxy');
  account('coredns');
  map('kubeadm-config', {
    ClusterConfiguration: `apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nclusterName: ${profile.clusterName}\nkubernetesVersion: ${KUBERNETES_VERSION}\nnetworking:\n  podSubnet: 10.244.0.0/16\n  serviceSubnet: 10.96.0.0/12\n`,
  });
  map('kube-proxy', {
    'config.conf': 'apiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\nmode: iptables\n',
  });
  map('coredns', {
    Corefile:
      '.:53 {\n    errors\n    health\n    ready\n    kubernetes cluster.local in-addr.arpa ip6.arpa\n    forward . /etc/resolv.conf\n    cache 30\n}\n',
  });
  daemonSet(
    api,
    'kube-proxy',
    namespace,
    { 'k8s-app': 'kube-proxy' },
    {
      containers: [
        {
          name: 'kube-proxy',
          image: `registry.k8s.io/kube-proxy:${KUBERNETES_VERSION}`,
          command: [
            '/usr/local/bin/kube-proxy',
            '--config=/var/lib/kube-proxy/config.conf',
            '--hostname-override=$(NODE_NAME)',
          ],
          env: [{ name: 'NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } }],
          securityContext: { privileged: true },
          volumeMounts: [
            { name: 'kube-proxy', mountPath: '/var/lib/kube-proxy' },
            { name: 'xtables-lock', mountPath: '/run/xtables.lock' },
            { name: 'lib-modules', mountPath: '/lib/modules', readOnly: true },
          ],
        },
      ],
      hostNetwork: true,
      nodeSelector: LINUX,
      priorityClassName: 'system-node-critical',
      serviceAccountName: 'kube-proxy',
      tolerations: EVERYWHERE,
      volumes: [
        { name: 'kube-proxy', configMap: { name: 'kube-proxy' } },
        { name: 'xtables-lock', hostPath: { path: '/run/xtables.lock', type: 'FileOrCreate' } },
        { name: 'lib-modules', hostPath: { path: '/lib/modules' } },
      ],
    },
  );
  if (profile.cni === 'flannel') flannel(api);
  else kindnet(api);
  coredns(api, profile.corednsReplicas);
  if (profile.storageProvisioner) {
    account('storage-provisioner');
    api.create('pods', {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: 'storage-provisioner',
        namespace,
        labels: { 'addonmanager.kubernetes.io/mode': 'Reconcile', 'integration-test': 'storage-provisioner' },
      },
      spec: {
        containers: [
          {
            name: 'storage-provisioner',
            image: 'gcr.io/k8s-minikube/storage-provisioner:v5',
            command: ['/storage-provisioner'],
          },
        ],
        hostNetwork: true,
        serviceAccountName: 'storage-provisioner',
        tolerations: [
          { operator: 'Exists', effect: 'NoExecute' },
          { operator: 'Exists', effect: 'NoSchedule' },
        ],
      },
    });
  }
}

function kindnet(api: ApiClient): void {
  api.create('serviceaccounts', { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'kindnet', namespace } });
  daemonSet(
    api,
    'kindnet',
    namespace,
    { app: 'kindnet', 'k8s-app': 'kindnet', tier: 'node' },
    {
      containers: [
        {
          name: 'kindnet-cni',
          image: 'docker.io/kindest/kindnetd:v20260213-ea8e5717',
          resources: { requests: { cpu: '100m', memory: '50Mi' }, limits: { cpu: '100m', memory: '50Mi' } },
        },
      ],
      hostNetwork: true,
      nodeSelector: LINUX,
      serviceAccountName: 'kindnet',
      tolerations: EVERYWHERE,
    },
  );
}

function flannel(api: ApiClient): void {
  const space = 'kube-flannel';
  api.create('namespaces', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: space, labels: { 'k8s-app': 'flannel', 'pod-security.kubernetes.io/enforce': 'privileged' } },
  });
  api.create('serviceaccounts', {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'flannel', namespace: space },
  });
  api.create('configmaps', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'kube-flannel-cfg', namespace: space },
    data: { 'net-conf.json': '{"Network":"10.244.0.0/16","Backend":{"Type":"vxlan"}}' },
  });
  const version = 'v0.27.4';
  daemonSet(
    api,
    'kube-flannel-ds',
    space,
    { app: 'flannel', 'k8s-app': 'flannel', tier: 'node' },
    {
      initContainers: [
        {
          name: 'install-cni-plugin',
          image: 'ghcr.io/flannel-io/flannel-cni-plugin:v1.8.0-flannel1',
          command: ['cp'],
          args: ['-f', '/flannel', '/opt/cni/bin/flannel'],
        },
        {
          name: 'install-cni',
          image: `ghcr.io/flannel-io/flannel:${version}`,
          command: ['cp'],
          args: ['-f', '/etc/kube-flannel/cni-conf.json', '/etc/cni/net.d/10-flannel.conflist'],
        },
      ],
      containers: [
        {
          name: 'kube-flannel',
          image: `ghcr.io/flannel-io/flannel:${version}`,
          command: ['/opt/bin/flanneld'],
          args: ['--ip-masq', '--kube-subnet-mgr'],
          resources: { requests: { cpu: '100m', memory: '50Mi' } },
        },
      ],
      hostNetwork: true,
      priorityClassName: 'system-node-critical',
      serviceAccountName: 'flannel',
      tolerations: [{ operator: 'Exists', effect: 'NoSchedule' }],
      volumes: [{ name: 'flannel-cfg', configMap: { name: 'kube-flannel-cfg' } }],
    },
  );
}

function coredns(api: ApiClient, replicas: number): void {
  const labels = { 'k8s-app': 'kube-dns' };
  api.create('services', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: 'kube-dns',
      namespace,
      labels: { ...labels, 'kubernetes.io/cluster-service': 'true', 'kubernetes.io/name': 'CoreDNS' },
    },
    spec: {
      clusterIP: '10.96.0.10',
      selector: labels,
      ports: [
        { name: 'dns', port: 53, protocol: 'UDP', targetPort: 53 },
        { name: 'dns-tcp', port: 53, protocol: 'TCP', targetPort: 53 },
        { name: 'metrics', port: 9153, protocol: 'TCP', targetPort: 9153 },
      ],
    },
  });
  api.create('deployments', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'coredns', namespace, labels },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            {
              name: 'coredns',
              image: `registry.k8s.io/coredns/coredns:v${COREDNS_VERSION}`,
              args: ['-conf', '/etc/coredns/Corefile'],
              resources: { limits: { memory: '170Mi' }, requests: { cpu: '100m', memory: '70Mi' } },
              ports: [
                { containerPort: 53, name: 'dns', protocol: 'UDP' },
                { containerPort: 53, name: 'dns-tcp', protocol: 'TCP' },
                { containerPort: 9153, name: 'metrics', protocol: 'TCP' },
              ],
              livenessProbe: {
                httpGet: { path: '/health', port: 8080, scheme: 'HTTP' },
                initialDelaySeconds: 60,
                timeoutSeconds: 5,
                failureThreshold: 5,
              },
              readinessProbe: { httpGet: { path: '/ready', port: 8181, scheme: 'HTTP' } },
              volumeMounts: [{ name: 'config-volume', mountPath: '/etc/coredns', readOnly: true }],
            },
          ],
          dnsPolicy: 'Default',
          nodeSelector: LINUX,
          priorityClassName: 'system-cluster-critical',
          serviceAccountName: 'coredns',
          tolerations: [
            { key: 'CriticalAddonsOnly', operator: 'Exists' },
            { key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' },
          ],
          volumes: [
            { name: 'config-volume', configMap: { name: 'coredns', items: [{ key: 'Corefile', path: 'Corefile' }] } },
          ],
        },
      },
    },
  });
}

function daemonSet(
  api: ApiClient,
  name: string,
  space: string,
  labels: Record<string, string>,
  spec: NonNullable<PodTemplate['spec']>,
): void {
  api.create('daemonsets', {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name, namespace: space, labels },
    spec: {
      selector: { matchLabels: labels },
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } },
      template: { metadata: { labels }, spec },
    },
  });
}
