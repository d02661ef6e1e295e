/** What the comparison puts into its namespace on both clusters. The images are those the nodes of the real one have. */
const NGINX = 'nginx:1.22.1';
const BUSYBOX = 'busybox:1.35';

export const tienda = (more: { port?: number; spec?: string } = {}) => `apiVersion: v1
kind: ConfigMap
metadata: {name: ajustes}
data: {color: azul}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: tienda}
spec:
  replicas: 2
  selector: {matchLabels: {app: tienda}}
  template:
    metadata: {labels: {app: tienda}}
    spec:
      terminationGracePeriodSeconds: 2
      containers: [{name: web, image: "${NGINX}", ports: [{containerPort: ${more.port ?? 80}}]}]
---
apiVersion: v1
kind: Service
metadata: {name: tienda}
spec: {selector: {app: tienda}, ports: [{port: 80, protocol: TCP}]}
`;

/** A pod that does everything a pod's description can show. */
export const completo = `apiVersion: v1
kind: ConfigMap
metadata: {name: tonos}
data: {color: azul}
---
apiVersion: v1
kind: Pod
metadata: {name: completo, labels: {app: completo}, annotations: {nota: una}}
spec:
  terminationGracePeriodSeconds: 2
  initContainers: [{name: antes, image: "${BUSYBOX}", command: [sh, -c, "echo antes"]}]
  containers:
  - name: web
    image: "${NGINX}"
    ports: [{containerPort: 80, name: http}]
    env: [{name: COLOR, valueFrom: {configMapKeyRef: {name: tonos, key: color}}}, {name: PLANO, value: si}]
    envFrom: [{configMapRef: {name: tonos}}]
    resources: {requests: {cpu: 10m, memory: 16Mi}, limits: {memory: 64Mi}}
    readinessProbe: {tcpSocket: {port: 80}, periodSeconds: 1}
    volumeMounts: [{name: datos, mountPath: /datos}, {name: tonos, mountPath: /tonos, readOnly: true}]
  - {name: al-lado, image: "${BUSYBOX}", command: [sh, -c, "echo hola; sleep 3600"]}
  volumes: [{name: datos, emptyDir: {}}, {name: tonos, configMap: {name: tonos}}]
`;

const pod = (name: string, spec: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\nspec: {terminationGracePeriodSeconds: 1, ${spec}}\n`;

/** What there was before replica sets. */
export const antiguo = `apiVersion: v1
kind: ReplicationController
metadata: {name: antiguo}
spec:
  replicas: 1
  template:
    metadata: {labels: {app: antiguo}}
    spec:
      terminationGracePeriodSeconds: 1
      containers: [{name: web, image: "${NGINX}"}]
`;

/** Pods broken in the ways people meet. */
export const broken = [
  pod('sin-imagen', 'containers: [{name: web, image: "no-existe.invalid/nada:1"}]'),
  pod('no-baja', 'containers: [{name: web, image: "no-hay:1", imagePullPolicy: Never}]'),
  pod('se-cae', `containers: [{name: web, image: "${BUSYBOX}", command: [sh, -c, "echo adios; exit 3"]}]`),
  pod('no-cabe', `containers: [{name: web, image: "${NGINX}", resources: {requests: {cpu: "500"}}}]`),
  pod('sin-config', `containers: [{name: web, image: "${NGINX}", envFrom: [{configMapRef: {name: no-existe}}]}]`),
  pod(
    'sin-volumen',
    `volumes: [{name: v, configMap: {name: no-existe}}], containers: [{name: web, image: "${NGINX}", volumeMounts: [{name: v, mountPath: /v}]}]`,
  ),
  pod('sin-nodo', `nodeSelector: {disco: ninguno}, containers: [{name: web, image: "${NGINX}"}]`),
  pod(
    'no-lista',
    `containers: [{name: web, image: "${NGINX}", readinessProbe: {httpGet: {path: /nada, port: 80}, periodSeconds: 1}}]`,
  ),
  pod(
    'no-vive',
    `containers: [{name: web, image: "${BUSYBOX}", command: [sleep, "3600"], livenessProbe: {exec: {command: [cat, /nada]}, periodSeconds: 1, failureThreshold: 2}}]`,
  ),
].join('---\n');

/** A deployment of one pod that drain is let loose on. */
export const drenable = `apiVersion: apps/v1
kind: Deployment
metadata: {name: drenable}
spec:
  selector: {matchLabels: {app: drenable}}
  template:
    metadata: {labels: {app: drenable}}
    spec: {terminationGracePeriodSeconds: 1, containers: [{name: web, image: "${NGINX}"}]}
`;

/** Puts both images on every node, so that no pod of the comparison waits for one. */
export const warm = `apiVersion: apps/v1
kind: DaemonSet
metadata: {name: calienta}
spec:
  selector: {matchLabels: {app: calienta}}
  template:
    metadata: {labels: {app: calienta}}
    spec:
      terminationGracePeriodSeconds: 1
      containers: [{name: web, image: "${NGINX}"}, {name: espera, image: "${BUSYBOX}", command: [sh, -c, "sleep 3600"]}]
`;

const deployment = (name: string, spec: string) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec: {${spec}}
`;
const template = (labels: string, container = `{name: web, image: "${NGINX}"}`) =>
  `template: {metadata: {labels: ${labels}}, spec: {containers: [${container}]}}`;
const app = '{app: mal}';
const selector = `selector: {matchLabels: ${app}}`;

/** Manifests that are refused, by file name. */
export const refused: Readonly<Record<string, string>> = {
  'clase.yaml': 'apiVersion: v1\nkind: Nada\nmetadata: {name: x}\n',
  'version.yaml': deployment('mal', `${selector}, ${template(app)}`).replace('apps/v1', 'apps/v9'),
  'campo.yaml': deployment('mal', `replicaz: 2, ${selector}, ${template(app)}`),
  'tipo.yaml': deployment('mal', `replicas: dos, ${selector}, ${template(app)}`),
  'selector.yaml': deployment('mal', `${selector}, ${template('{app: otra}')}`),
  'sin-selector.yaml': deployment('mal', template(app)),
  'sin-imagen.yaml': deployment('mal', `${selector}, ${template(app, '{name: web}')}`),
  'trabajo.yaml':
    'apiVersion: batch/v1\nkind: Job\nmetadata: {name: mal}\nspec: {template: {spec: {restartPolicy: Always, containers: []}}}\n',
  'sin-contenedores.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: mal}\nspec: {containers: []}\n',
  'servicio.yaml':
    'apiVersion: v1\nkind: Service\nmetadata: {name: 9mal}\nspec: {ports: [{port: 99999}], type: Nada, sessionAffinity: Otra}\n',
  'resolucion.yaml': pod('mal', 'dnsPolicy: None, containers: [{name: web, image: x}]'),
  'grupos.yaml': pod('mal', 'securityContext: {supplementalGroups: [-1]}, containers: [{name: web, image: x}]'),
  'ficheros.yaml': pod(
    'mal',
    'volumes: [{name: v, configMap: {name: x, items: [{key: k, path: ../p}]}}], containers: [{name: web, image: x, volumeMounts: [{name: v, mountPath: /v, subPathExpr: /a}]}]',
  ),
  'repite.yaml':
    'apiVersion: v1\nkind: ReplicationController\nmetadata: {name: mal}\nspec: {template: {metadata: {labels: {a: b}}, spec: {restartPolicy: Never, containers: [{name: web, image: x}]}}}\n',
  'numero.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: mal}\ndata: {n: 1}\n',
  'sin-nombre.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {}\n',
  'roto.yaml': 'nada: [\n',
  'sin-version.yaml': 'kind: Pod\nmetadata: {name: mal}\n',
  'otro-espacio.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: mal, namespace: otro}\n',
  'viejo.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: tonos, resourceVersion: "1"}\ndata: {color: rojo}\n',
};
