/** Thirty-one pods in every variant of the path that can be made on the real cluster. */
const IMAGE = 'nginx:1.22.1';
const BUSYBOX = 'busybox:1.35';

interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace: string };
  [field: string]: unknown;
}

const container = (name: string, image: string, more: object = {}) => ({
  name,
  image,
  imagePullPolicy: 'IfNotPresent',
  ...more,
});
const shell = (name: string, script: string, more: object = {}) =>
  container(name, BUSYBOX, { command: ['sh', '-c', script], ...more });

/** Manifests of namespace `namespace`; `worker` is a node to bind two of them to by name. Each is created with kubectl, one by one. */
export function pathManifests(namespace: string, worker: string): Manifest[] {
  const pod = (name: string, spec: object): Manifest => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace },
    spec: { terminationGracePeriodSeconds: 2, ...spec },
  });
  const twice = (name: string, spec: object) => [pod(`${name}-1`, spec), pod(`${name}-2`, spec)];
  const workload = (kind: string, name: string, spec: object, podSpec: object): Manifest => ({
    apiVersion: kind === 'Job' ? 'batch/v1' : 'apps/v1',
    kind,
    metadata: { name, namespace },
    spec: {
      ...spec,
      template: { metadata: { labels: { app: name } }, spec: { terminationGracePeriodSeconds: 2, ...podSpec } },
    },
  });
  const selector = (name: string) => ({ selector: { matchLabels: { app: name } } });
  const plain = { containers: [container('web', IMAGE)] };
  const probe = { httpGet: { path: '/', port: 80 }, initialDelaySeconds: 2, periodSeconds: 1 };
  return [
    ...['a', 'b', 'c', 'd'].map((letter) => pod(`suelto-${letter}`, plain)),
    workload('Deployment', 'web', { replicas: 4, ...selector('web') }, plain),
    workload('StatefulSet', 'almacen', { replicas: 2, serviceName: 'almacen', ...selector('almacen') }, plain),
    workload('DaemonSet', 'agente', selector('agente'), plain),
    workload(
      'Job',
      'calculo',
      { completions: 2, parallelism: 2 },
      { restartPolicy: 'Never', containers: [shell('calcula', 'sleep 1')] },
    ),
    ...twice('con-nodo', { nodeName: worker, ...plain }),
    ...twice('con-init', { initContainers: [shell('uno', 'true'), shell('dos', 'sleep 1')], ...plain }),
    ...twice('varios', { containers: [container('web', IMAGE), shell('escribe', 'sleep 600')] }),
    ...twice('sin-imagen', { containers: [container('web', 'no-existe.invalid/nada:1')] }),
    ...twice('se-cae', { containers: [shell('cae', 'exit 3')] }),
    ...twice('no-cabe', { containers: [container('web', IMAGE, { resources: { requests: { cpu: '500' } } })] }),
    ...twice('sin-config', {
      containers: [container('web', IMAGE, { envFrom: [{ configMapRef: { name: 'no-existe' } }] })],
    }),
    pod('sin-volumen', {
      volumes: [{ name: 'v', configMap: { name: 'no-existe' } }],
      containers: [container('web', IMAGE, { volumeMounts: [{ name: 'v', mountPath: '/v' }] })],
    }),
    ...twice('con-sonda', { containers: [container('web', IMAGE, { readinessProbe: probe })] }),
  ];
}
