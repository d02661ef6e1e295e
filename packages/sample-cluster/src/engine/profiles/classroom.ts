import type { ApiClient } from '../../api/client.ts';
import type { Container, PodSpec } from '../types.ts';

/** Namespaces of the class notes. */
export const CLASS_NAMESPACES = ['produccion', 'desarrollo', 'pruebas', 'clientea', 'ivan'] as const;

/** `kubectl create namespace …`; their default service accounts follow when the controller manager has seen them. */
export function createClassNamespaces(api: ApiClient): void {
  for (const name of CLASS_NAMESPACES)
    api.create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
}

/**
 * Small workloads as a class leaves them, and one broken in each of the ways people meet:
 * ImagePullBackOff, CrashLoopBackOff, unschedulable, OOMKilled, not ready.
 */
export function installClassroom(api: ApiClient): void {
  const small = { requests: { cpu: '50m', memory: '32Mi' } };

  deployment(api, 'produccion', 'web', 3, [
    {
      name: 'nginx',
      image: 'nginx:1.27',
      ports: [{ containerPort: 80 }],
      resources: small,
      readinessProbe: { httpGet: { path: '/', port: 80 }, periodSeconds: 5 },
    },
  ]);
  service(api, 'produccion', 'web', 80, 'NodePort');
  deployment(api, 'produccion', 'cache', 1, [
    { name: 'redis', image: 'redis:8', ports: [{ containerPort: 6379 }], resources: small },
  ]);
  service(api, 'produccion', 'cache', 6379);

  deployment(api, 'desarrollo', 'api', 2, [
    { name: 'httpd', image: 'httpd:2.4', ports: [{ containerPort: 80 }], resources: small },
  ]);
  service(api, 'desarrollo', 'api', 80);
  deployment(api, 'desarrollo', 'tienda', 1, [{ name: 'tienda', image: 'tienda-imagen:v2', resources: small }]);

  deployment(api, 'pruebas', 'sin-comando', 1, [
    {
      name: 'busybox',
      image: 'busybox:1.37',
      command: ['sh', '-c', 'echo "leyendo /etc/app.conf"; sleep 2; echo "no existe /etc/app.conf"; exit 1'],
      resources: small,
    },
  ]);
  deployment(api, 'pruebas', 'glotona', 1, [
    {
      name: 'stress',
      image: 'polinux/stress:1.0.4',
      command: ['stress'],
      args: ['--vm', '1', '--vm-bytes', '150M', '--vm-hang', '1'],
      resources: { requests: { memory: '50Mi' }, limits: { memory: '100Mi' } },
    },
  ]);

  deployment(api, 'clientea', 'portal', 2, [
    {
      name: 'nginx',
      image: 'nginx:1.27',
      ports: [{ containerPort: 80 }],
      resources: small,
      readinessProbe: { httpGet: { path: '/listo', port: 80 }, periodSeconds: 5 },
    },
  ]);
  service(api, 'clientea', 'portal', 80);
  deployment(api, 'clientea', 'informes', 1, [
    {
      name: 'informes',
      image: 'python:3.13',
      command: ['sleep', 'infinity'],
      resources: { requests: { cpu: '6', memory: '64Mi' } },
    },
  ]);

  pod(api, 'ivan', 'hola', { containers: [{ name: 'hola', image: 'nginx:alpine', ports: [{ containerPort: 80 }] }] });
  pod(api, 'ivan', 'pareja', {
    initContainers: [{ name: 'espera', image: 'busybox:1.37', command: ['sh', '-c', 'echo preparando; sleep 3'] }],
    containers: [
      { name: 'web', image: 'nginx:1.27', ports: [{ containerPort: 80 }] },
      { name: 'reloj', image: 'busybox:1.37', command: ['sh', '-c', 'while true; do date; sleep 30; done'] },
    ],
  });
}

function pod(api: ApiClient, namespace: string, name: string, spec: PodSpec): void {
  api.create('pods', { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace, labels: { run: name } }, spec });
}

function deployment(api: ApiClient, namespace: string, name: string, replicas: number, containers: Container[]): void {
  const labels = { app: name };
  api.create('deployments', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace, labels },
    spec: { replicas, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers } } },
  });
}

function service(api: ApiClient, namespace: string, name: string, port: number, type = 'ClusterIP'): void {
  api.create('services', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace, labels: { app: name } },
    spec: { type, selector: { app: name }, ports: [{ port, protocol: 'TCP', targetPort: port }] },
  });
}
