/** Pods in every variant of the path that can be made on the real cluster: more than forty. */
const IMAGE = 'nginx:1.22.1';
const BUSYBOX = 'busybox:1.35';

interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string };
  [field: string]: unknown;
}

/** What is missing at first and made later: a ConfigMap and a class of pods that comes before others. */
export const LATER = 'luego';
export const URGENT = 'kubeplano-urgente';
/** Key of the taint that drives a pod from the control plane's machine, whose own pods all tolerate it. */
export const TAINT = 'kubeplano/prueba';

const container = (name: string, image: string, more: object = {}) => ({
  name,
  image,
  imagePullPolicy: 'IfNotPresent',
  ...more,
});
const shell = (name: string, script: string, more: object = {}) =>
  container(name, BUSYBOX, { command: ['sh', '-c', script], ...more });
const plain = { containers: [container('web', IMAGE)] };
/** Two of them do not fit on one worker of two CPUs. */
const greedy = { containers: [container('web', IMAGE, { resources: { requests: { cpu: '1500m' } } })] };
const probed = (name: string, more: object = {}) =>
  container(name, IMAGE, {
    readinessProbe: { httpGet: { path: '/', port: 80 }, initialDelaySeconds: 2, periodSeconds: 1 },
    ...more,
  });
const configured = (name: string) => container('web', IMAGE, { envFrom: [{ configMapRef: { name } }] });
const mounting = (name: string) => ({
  volumes: [{ name: 'v', configMap: { name } }],
  containers: [container('web', IMAGE, { volumeMounts: [{ name: 'v', mountPath: '/v' }] })],
});

const podOf =
  (namespace: string) =>
  (name: string, spec: object): Manifest => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace },
    spec: { terminationGracePeriodSeconds: 2, ...spec },
  });

/** A pod that a kubelet finds in its folder of manifests. */
export const staticPod = (namespace: string) => podOf(namespace)('estatica', plain);

/** A ConfigMap that some of the pods wait for. */
export const laterConfigMap = (namespace: string): Manifest => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: LATER, namespace },
  data: { CLAVE: 'valor' },
});

export const urgentClass: Manifest = {
  apiVersion: 'scheduling.k8s.io/v1',
  kind: 'PriorityClass',
  metadata: { name: URGENT },
  value: 1000,
};

/** One that drives another away: there is no more room for it. */
export const urgentPod = (namespace: string) => podOf(namespace)('urgente', { priorityClassName: URGENT, ...greedy });

function workloads(namespace: string): Manifest[] {
  const workload = (apiVersion: string, kind: string, name: string, spec: object, podSpec: object): Manifest => ({
    apiVersion,
    kind,
    metadata: { name, namespace },
    spec: {
      ...spec,
      template: { metadata: { labels: { app: name } }, spec: { terminationGracePeriodSeconds: 2, ...podSpec } },
    },
  });
  const apps = (kind: string, name: string, spec: object) =>
    workload('apps/v1', kind, name, { selector: { matchLabels: { app: name } }, ...spec }, plain);
  const once = { restartPolicy: 'Never', containers: [shell('calcula', 'sleep 1')] };
  return [
    apps('Deployment', 'web', { replicas: 4 }),
    apps('StatefulSet', 'almacen', { replicas: 2, serviceName: 'almacen' }),
    apps('DaemonSet', 'agente', {}),
    workload('batch/v1', 'Job', 'calculo', { completions: 2, parallelism: 2 }, once),
    {
      apiVersion: 'batch/v1beta1',
      kind: 'CronJob',
      metadata: { name: 'reloj', namespace },
      spec: {
        schedule: '* * * * *',
        jobTemplate: { spec: { template: { spec: { terminationGracePeriodSeconds: 2, ...once } } } },
      },
    },
  ];
}

/** All there is to make, in this order, with kubectl, one by one; `worker` is a node to bind some of them to by name. */
export function pathManifests(namespace: string, worker: string, controlPlane: string): Manifest[] {
  const pod = podOf(namespace);
  const twice = (name: string, spec: object) => [pod(`${name}-1`, spec), pod(`${name}-2`, spec)];
  return [
    // First those that wait for something: it is made when the others have been.
    pod('volumen-luego', mounting(LATER)),
    pod('config-luego', { containers: [configured(LATER)] }),
    pod('sin-volumen', mounting('no-existe')),
    ...twice('ocupa', greedy),
    pod('cabe-luego', greedy),
    pod('expulsado', { nodeName: controlPlane, ...plain }),
    pod('terco', {
      terminationGracePeriodSeconds: 3,
      containers: [shell('terco', 'trap "" TERM; while :; do sleep 1; done')],
    }),
    pod('educado', {
      terminationGracePeriodSeconds: 20,
      containers: [shell('educado', 'trap "sleep 2; exit 0" TERM; while :; do sleep 0.1; done')],
    }),
    ...workloads(namespace),
    ...['a', 'b', 'c', 'd'].map((letter) => pod(`suelto-${letter}`, plain)),
    ...twice('con-nodo', { nodeName: worker, ...plain }),
    ...twice('con-init', { initContainers: [shell('uno', 'true'), shell('dos', 'sleep 1')], ...plain }),
    ...twice('varios', { containers: [container('web', IMAGE), shell('escribe', 'sleep 600')] }),
    ...twice('sin-imagen', { containers: [container('web', 'no-existe.invalid/nada:1')] }),
    ...twice('se-cae', { containers: [shell('cae', 'exit 3')] }),
    pod('pull-crash', { containers: [shell('cae', 'sleep 1; exit 3')] }),
    pod('no-cabe', { containers: [container('web', IMAGE, { resources: { requests: { cpu: '500' } } })] }),
    pod('sin-config', { containers: [configured('no-existe')] }),
    pod('sin-orden', { containers: [container('web', BUSYBOX, { command: ['no-existe'] })] }),
    pod('sin-memoria', {
      restartPolicy: 'Never',
      containers: [
        container('come', BUSYBOX, { command: ['tail', '/dev/zero'], resources: { limits: { memory: '16Mi' } } }),
      ],
    }),
    ...twice('con-sonda', { containers: [probed('web')] }),
  ];
}
