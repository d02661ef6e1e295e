import { describe, expect, it } from 'vitest';
import { isReady } from '../pods.ts';
import { type Container, type PodSpec, testCluster } from '../testing/test-cluster.ts';

const { cluster, api, wait, pod, script, of, container, events, log } = testCluster();
const setImage = (name: string, image: string) =>
  api.patch('pods', { name, namespace: 'default' }, 'strategic', { spec: { containers: [{ name: 'c', image }] } });
const configMap = (name: string, data: Record<string, string>) =>
  api.create('configmaps', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'default' }, data });

describe('a container whose image is changed', () => {
  it('is ended and started again with the new one, whatever its policy', () => {
    pod('cambia', { restartPolicy: 'Never', containers: [{ name: 'c', image: 'nginx:1.27' }] });
    wait(20);
    const before = container('cambia');
    setImage('cambia', 'nginx:1.28');
    wait(20);
    expect(events('cambia')).toContain('Killing: Container c definition changed, will be restarted');
    expect(events('cambia')).toContain('Pulling: Pulling image "nginx:1.28"');
    expect(container('cambia').restartCount).toBe(1);
    expect(container('cambia').imageID).not.toBe(before.imageID);
    expect(container('cambia').state?.running).toBeDefined();
  });

  it('is tried at once, when the one before could not be pulled', () => {
    pod('errata', { containers: [{ name: 'c', image: 'nginx:1.999' }] });
    wait(60);
    expect(container('errata').state?.waiting?.reason).toBe('ImagePullBackOff');
    setImage('errata', 'nginx:1.27');
    wait(8);
    expect(isReady(of('errata'))).toBe(true);
  });
});

describe('whom a container runs as', () => {
  it('is of its own group and of those of its pod, as id tells', () => {
    const securityContext = { runAsUser: 1000, runAsGroup: 3000, fsGroup: 2000, supplementalGroups: [4000] };
    script('grupos', 'id; id -G; sleep 900', {}, { securityContext });
    script('grupo-raiz', 'id; sleep 900', { securityContext: { runAsGroup: 5 } });
    wait(15);
    expect(log('grupos')).toEqual(['uid=1000 gid=3000 groups=2000,3000,4000', '2000 3000 4000']);
    expect(log('grupo-raiz')).toEqual(['uid=0(root) gid=5 groups=5']);
  });
});

describe('volumes', () => {
  it('of a pod are shared by its containers and outlive them, what is a container’s own does not', () => {
    pod('comparten', {
      volumes: [{ name: 'datos', emptyDir: {} }],
      containers: [
        {
          name: 'escribe',
          image: 'busybox:1.36',
          command: ['sh', '-c', 'ls /propio; touch /propio; echo vida >> /data/log; sleep 5; exit 1'],
          volumeMounts: [{ name: 'datos', mountPath: '/data' }],
        },
        {
          name: 'lee',
          image: 'busybox:1.36',
          command: ['sh', '-c', 'tail -F /copia/log'],
          volumeMounts: [{ name: 'datos', mountPath: '/copia', readOnly: true }],
        },
      ],
    });
    wait(40);
    const lives = container('comparten', 'escribe').restartCount + 1;
    expect(lives).toBeGreaterThan(1);
    expect(log('comparten', 'lee').filter((line) => line === 'vida')).toHaveLength(lives);
    expect(log('comparten', 'escribe')[0]).toBe('ls: /propio: No such file or directory');
  });

  it('of ConfigMaps, Secrets and the pod itself show files, which follow what they are made of within a minute', () => {
    configMap('ajustes', { color: 'azul', 'app.conf': 'x=1\n' });
    api.create('secrets', {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'clave', namespace: 'default' },
      data: { pass: Buffer.from('sésamo').toString('base64') },
    });
    const mount = (name: string, mountPath: string, subPath?: string) => ({
      name,
      mountPath,
      ...(subPath === undefined ? {} : { subPath }),
    });
    script(
      'lector',
      'cat /cfg/* /uno.conf /sec/p /info/etiquetas; echo; echo > /cfg/x; while true; do cat /cfg/color; echo; sleep 10; done',
      {
        volumeMounts: [
          mount('cfg', '/cfg'),
          mount('cfg', '/uno.conf', 'app.conf'),
          mount('todo', '/sec'),
          mount('info', '/info'),
        ],
      },
      {
        volumes: [
          { name: 'cfg', configMap: { name: 'ajustes' } },
          {
            name: 'todo',
            projected: { sources: [{ secret: { name: 'clave', items: [{ key: 'pass', path: 'p' }] } }] },
          },
          {
            name: 'info',
            downwardAPI: { items: [{ path: 'etiquetas', fieldRef: { fieldPath: 'metadata.namespace' } }] },
          },
        ],
      },
    );
    wait(15);
    expect(log('lector').slice(0, 4)).toEqual([
      'x=1',
      'azulx=1',
      'sésamodefault',
      "sh: can't create /cfg/x: Read-only file system",
    ]);
    api.patch('configmaps', { name: 'ajustes', namespace: 'default' }, 'merge', { data: { color: 'rojo' } });
    wait(70);
    expect(log('lector').at(-1) || log('lector').at(-2)).toBe('rojo');
  });

  it('have an end, and a key that is not there is told', () => {
    script(
      'lleno',
      'x=$(seq 1 9000); while echo "$x" >> /d/f; do true; done',
      {
        volumeMounts: [{ name: 'd', mountPath: '/d' }],
      },
      { volumes: [{ name: 'd', emptyDir: {} }] },
    );
    configMap('vacio', {});
    script(
      'sin-clave',
      'true',
      {},
      {
        volumes: [{ name: 'v', configMap: { name: 'vacio', items: [{ key: 'k', path: 'k' }] } }],
      },
    );
    wait(20);
    expect(log('lleno')).toContain('sh: write error: No space left on device');
    expect(events('sin-clave')).toContain(
      'FailedMount: MountVolume.SetUp failed for volume "v" : references non-existent config key: k',
    );
  });
});

describe('the environment of a container', () => {
  it('knows the pod, its resources and other variables', () => {
    pod(
      'entorno',
      {
        containers: [
          {
            name: 'c',
            image: 'busybox:1.36',
            command: ['echo', '$(SALUDO) $$(SALUDO) $(NADA)'],
            args: ['$(APP) $(CPU) $(MEM) $(NODO) $(CUENTA) $(IP) $(KUBERNETES_SERVICE_PORT)'],
            resources: { limits: { cpu: '250m' }, requests: { memory: '64Mi' } },
            env: [
              { name: 'QUIEN', value: 'mundo' },
              { name: 'SALUDO', value: 'hola $(QUIEN)' },
              { name: 'APP', valueFrom: { fieldRef: { fieldPath: "metadata.labels['app']" } } },
              { name: 'NODO', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
              { name: 'IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
              { name: 'CUENTA', valueFrom: { fieldRef: { fieldPath: 'spec.serviceAccountName' } } },
              { name: 'CPU', valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: '1m' } } },
              { name: 'MEM', valueFrom: { resourceFieldRef: { resource: 'requests.memory', divisor: '1Mi' } } },
            ],
          },
        ],
      },
      { labels: { app: 'web' } },
    );
    wait(10);
    const { spec, status } = of('entorno');
    expect(log('entorno')).toEqual([
      `hola mundo $(SALUDO) $(NADA) web 250 64 ${spec.nodeName} default ${status.podIP} 443`,
    ]);
  });

  it('waits for a key that is not there, unless it is optional; secrets are in plain text', () => {
    configMap('medio', { hay: 'si' });
    const from = (optional: boolean): NonNullable<Container['env']> => [
      { name: 'X', valueFrom: { configMapKeyRef: { name: 'medio', key: 'falta', optional } } },
      { name: 'P', valueFrom: { secretKeyRef: { name: 'clave', key: 'pass' } } },
    ];
    script('falta', 'true', { env: from(false) });
    script('opcional', 'echo "$P.$X."', { env: from(true) });
    wait(15);
    expect(container('falta').state?.waiting).toEqual({
      reason: 'CreateContainerConfigError',
      message: "couldn't find key falta in ConfigMap default/medio",
    });
    expect(log('opcional')).toEqual(['sésamo..']);
  });
});

describe('a pod that lived as long as it may', () => {
  it('is ended, and has failed when its containers have ended', () => {
    script('plazo', 'sleep 600', {}, { activeDeadlineSeconds: 20 });
    wait(23);
    expect(of('plazo').status.phase).toBe('Running');
    const message = 'Pod was active on the node longer than the specified deadline';
    expect(events('plazo')).toContain(`DeadlineExceeded: ${message}`);
    wait(10);
    expect(of('plazo').status).toMatchObject({ phase: 'Failed', reason: 'DeadlineExceeded', message });
    expect(container('plazo').state?.terminated?.exitCode).toBe(137);
  });
});

describe('a bare shell', () => {
  it('waits while its input is open, and is done when there is none', () => {
    const shell = { name: 'c', image: 'busybox:1.36', args: ['sh'] };
    pod('abierta', { restartPolicy: 'Never', containers: [{ ...shell, stdin: true, tty: true }] });
    pod('cerrada', { restartPolicy: 'Never', containers: [shell] });
    wait(15);
    expect(of('abierta').status.phase).toBe('Running');
    expect(container('cerrada').state?.terminated).toMatchObject({ exitCode: 0, reason: 'Completed' });
  });
});

describe('a name that is none of an image', () => {
  it('is never pulled; it is said with each look at the pod, as often as events may be', () => {
    pod('mayuscula', { containers: [{ name: 'c', image: 'NGINX:1' }] });
    pod('rara', { containers: [{ name: 'c', image: 'nginx:: bad' }] });
    wait(60);
    expect(container('mayuscula').state?.waiting).toEqual({
      reason: 'InvalidImageName',
      message:
        'Failed to apply default image tag "NGINX:1": couldn\'t parse image name "NGINX:1": invalid reference format: repository name (library/NGINX) must be lowercase',
    });
    expect(container('rara').state?.waiting?.message).toBe(
      'Failed to apply default image tag "nginx:: bad": couldn\'t parse image name "nginx:: bad": invalid reference format',
    );
    const counts = () =>
      new Map(
        api
          .list('events', { namespace: 'default' })
          .items.filter((one) => one.involvedObject.name === 'mayuscula' && one.reason !== 'Scheduled')
          .map((one) => [one.message, one.count]),
      );
    expect([...counts().keys()].map((message) => message?.slice(0, 23))).toEqual([
      'Failed to apply default',
      'Error: InvalidImageName',
    ]);
    const soon = counts().get('Error: InvalidImageName') ?? 0;
    expect(soon).toBeGreaterThanOrEqual(5);
    expect(soon).toBeLessThanOrEqual(7);
    // Of both together no more than the events of one object may be.
    wait(600);
    expect(counts().get('Error: InvalidImageName')).toBeLessThan(20);
  });
});

describe('hooks', () => {
  it('after the start hold up the container, and end it when they fail', () => {
    const lifecycle = (command: string): NonNullable<Container['lifecycle']> => ({
      postStart: { exec: { command: ['sh', '-c', command] } },
    });
    script('tarda', 'sleep 600', { lifecycle: lifecycle('sleep 8; echo hola > /tmp/x') });
    script(
      'falla-post',
      'sleep 600',
      { lifecycle: lifecycle('echo mal; exit 3') },
      { terminationGracePeriodSeconds: 1 },
    );
    wait(7);
    expect(container('tarda').state?.waiting?.reason).toBe('ContainerCreating');
    wait(8);
    expect(isReady(of('tarda'))).toBe(true);
    expect(events('falla-post')).toContain('FailedPostStartHook: PostStartHook failed');
    expect(events('falla-post')).toContain('Killing: FailedPostStartHook');
    wait(30);
    expect(container('falla-post').restartCount).toBeGreaterThan(0);
  });

  it('after the start wait for nobody who ended meanwhile', () => {
    const lifecycle = { postStart: { exec: { command: ['sleep', '60'] } } };
    script('acaba', 'sleep 2; exit 4', { lifecycle }, { restartPolicy: 'Never' });
    wait(15);
    expect(of('acaba').status.phase).toBe('Failed');
    expect(container('acaba').state?.terminated?.exitCode).toBe(4);
  });

  it('before the end take of the grace', () => {
    const ends = (name: string, preStop: NonNullable<Container['lifecycle']>['preStop']) =>
      pod(name, { containers: [{ name: 'c', image: 'nginx:1.27', lifecycle: { ...(preStop && { preStop }) } }] });
    ends('duerme', { sleep: { seconds: 10 } });
    ends('manda', { exec: { command: ['sh', '-c', 'exit 1'] } });
    ends('adios', { exec: { command: ['/bin/sh', '-c', 'nginx -s quit; while killall -0 nginx; do sleep 1; done'] } });
    script(
      'sorda',
      'sleep 600',
      { lifecycle: { preStop: { sleep: { seconds: 6 } } } },
      { terminationGracePeriodSeconds: 8 },
    );
    ends('larga', { exec: { command: ['sleep', '600'] } });
    wait(15);
    for (const name of ['duerme', 'manda', 'adios', 'sorda', 'larga'])
      api.delete('pods', { name, namespace: 'default' });
    wait(8);
    expect(api.find('pods', 'duerme', 'default')).toBeDefined();
    expect(api.find('pods', 'manda', 'default')).toBeUndefined();
    expect(api.find('pods', 'adios', 'default')).toBeUndefined();
    expect(events('manda')).toContain('FailedPreStopHook: PreStopHook failed');
    wait(5);
    expect(api.find('pods', 'duerme', 'default')).toBeUndefined();
    expect(api.find('pods', 'sorda', 'default')).toBeUndefined();
    expect(api.find('pods', 'larga', 'default')).toBeDefined();
    wait(20);
    expect(api.find('pods', 'larga', 'default')).toBeUndefined();
  });
});

describe('a pod that is being deleted', () => {
  it('is ended at once when it is deleted again by force', () => {
    script('terca', 'sleep 600', { name: 'terca' }, { terminationGracePeriodSeconds: 60 });
    wait(10);
    const runs = () => [...cluster.machines.values()].some(({ containerd }) => containerd.runs('default', 'terca'));
    api.delete('pods', { name: 'terca', namespace: 'default' });
    wait(5);
    expect(runs()).toBe(true);
    api.delete('pods', { name: 'terca', namespace: 'default' }, { gracePeriodSeconds: 0 });
    wait(2);
    expect(runs()).toBe(false);
  });
});

describe('a container that must not be root', () => {
  it('does not start as root, by its image or by its manifest', () => {
    script('raiz', 'id -u', { securityContext: { runAsNonRoot: true } });
    script('cero', 'id -u', { securityContext: { runAsUser: 0 } }, { securityContext: { runAsNonRoot: true } });
    script('mil', 'id -u; sleep 600', { securityContext: { runAsNonRoot: true, runAsUser: 1000 } });
    wait(10);
    const message = (name: string) => container(name).state?.waiting?.message;
    const about = (name: string) => `(pod: "${name}_default(${of(name).metadata.uid})", container: c)`;
    expect(container('raiz').state?.waiting?.reason).toBe('CreateContainerConfigError');
    expect(message('raiz')).toBe(`container has runAsNonRoot and image will run as root ${about('raiz')}`);
    expect(message('cero')).toBe(`container's runAsUser breaks non-root policy ${about('cero')}`);
    expect(log('mil')).toEqual(['1000']);
  });
});

describe('a pod bound by hand', () => {
  it('fails where it does not fit', () => {
    const bound = (name: string, spec: Partial<PodSpec>, requests: Record<string, string> = {}) =>
      pod(name, {
        nodeName: 'nodo1',
        containers: [{ name: 'c', image: 'nginx:1.27', resources: { requests } }],
        ...spec,
      });
    bound('mucha-cpu', {}, { cpu: '64' });
    bound('mucha-memoria', {}, { memory: '640Gi' });
    bound('otro-nodo', { nodeSelector: { disco: 'no-hay' } });
    wait(2);
    expect(of('mucha-cpu').status).toMatchObject({ phase: 'Failed', reason: 'OutOfcpu' });
    expect(of('mucha-cpu').status.message).toMatch(
      /^Pod was rejected: Node didn't have enough resource: cpu, requested: 64000, used: \d+, capacity: \d+$/,
    );
    expect(events('mucha-cpu')[0]).toMatch(/^OutOfcpu: Node didn't have enough resource: cpu/);
    expect(of('mucha-memoria').status.reason).toBe('OutOfmemory');
    expect(of('otro-nodo').status).toMatchObject({
      reason: 'NodeAffinity',
      message: "Pod was rejected: Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector",
    });
  });
});

describe('the examples people paste', () => {
  it('wait for a Service in an init container, by its name', () => {
    const text =
      'until nslookup miservicio.$(cat /var/run/secrets/kubernetes.io/serviceaccount/namespace).svc.cluster.local; do echo waiting for myservice; sleep 2; done';
    pod('miapp', {
      initContainers: [{ name: 'espera', image: 'busybox:1.28', command: ['sh', '-c', text] }],
      containers: [{ name: 'c', image: 'busybox:1.28', command: ['sh', '-c', 'nslookup miservicio; sleep 3600'] }],
    });
    wait(20);
    expect(log('miapp', 'espera')).toContain("nslookup: can't resolve 'miservicio.default.svc.cluster.local'");
    expect(log('miapp', 'espera')).toContain('waiting for myservice');
    const service = api.create('services', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'miservicio', namespace: 'default' },
      spec: { ports: [{ port: 80 }] },
    });
    wait(10);
    expect(of('miapp').status.phase).toBe('Running');
    expect(log('miapp').at(-1)).toBe(`Address 1: ${service.spec.clusterIP} miservicio.default.svc.cluster.local`);
  });

  it('prints π, serves what another container writes, is restarted when /tmp/healthy is gone', () => {
    pod('pi', {
      restartPolicy: 'Never',
      containers: [{ name: 'c', image: 'perl:5.34.0', command: ['perl', '-Mbignum=bpi', '-wle', 'print bpi(2000)'] }],
    });
    pod('dos', {
      volumes: [{ name: 'html', emptyDir: {} }],
      containers: [
        {
          name: 'c',
          image: 'nginx:1.27',
          volumeMounts: [{ name: 'html', mountPath: '/usr/share/nginx/html' }],
          readinessProbe: { httpGet: { path: '/', port: 80 }, periodSeconds: 2 },
        },
        {
          name: 'escribe',
          image: 'debian',
          command: ['/bin/sh', '-c'],
          args: ['sleep 10; while true; do date >> /html/index.html; sleep 1; done'],
          volumeMounts: [{ name: 'html', mountPath: '/html' }],
        },
      ],
    });
    script('vivo', 'touch /tmp/healthy; sleep 30; rm -f /tmp/healthy; sleep 600', {
      livenessProbe: { exec: { command: ['cat', '/tmp/healthy'] }, initialDelaySeconds: 5, periodSeconds: 5 },
    });
    pod('agnhost', {
      containers: [
        {
          name: 'c',
          image: 'registry.k8s.io/e2e-test-images/agnhost:2.40',
          args: ['liveness'],
          livenessProbe: { httpGet: { path: '/healthz', port: 8080 }, initialDelaySeconds: 3, periodSeconds: 3 },
        },
      ],
    });
    wait(16);
    expect(events('dos')).toContain('Unhealthy: Readiness probe failed: HTTP probe failed with statuscode: 403');
    wait(40);
    expect(isReady(of('dos'))).toBe(true);
    expect(log('pi')[0]).toMatch(/^3\.14159265358979/);
    expect(events('vivo')).toContain(
      "Unhealthy: Liveness probe failed: cat: can't open '/tmp/healthy': No such file or directory\n",
    );
    expect(container('agnhost').restartCount).toBeGreaterThan(0);
    wait(20);
    expect(container('vivo').restartCount).toBe(1);
  });
});

describe('the last words of a container', () => {
  it('are in its status: of its file, or of its log when it failed and may', () => {
    const never = { restartPolicy: 'Never' };
    script('dice', 'echo Sleep expired > /dev/termination-log', {}, never);
    script('registra', 'echo mal; exit 1', { terminationMessagePolicy: 'FallbackToLogsOnError' }, never);
    script('calla', 'echo mal; exit 1', {}, never);
    wait(10);
    expect(['dice', 'registra', 'calla'].map((name) => container(name).state?.terminated?.message)).toEqual([
      'Sleep expired\n',
      'mal\n',
      undefined,
    ]);
  });
});

describe('an Indexed Job', () => {
  it('tells each of its pods its index', () => {
    api.create('jobs', {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'indices', namespace: 'default' },
      spec: {
        completions: 3,
        parallelism: 2,
        completionMode: 'Indexed',
        template: {
          spec: {
            restartPolicy: 'Never',
            containers: [
              {
                name: 'c',
                image: 'busybox:1.36',
                command: ['sh', '-c', 'echo soy $JOB_COMPLETION_INDEX de $HOSTNAME'],
              },
            ],
          },
        },
      },
    });
    wait(40);
    const names = api
      .list('pods', { namespace: 'default', labelSelector: 'job-name=indices' })
      .items.map((one) => one.metadata.name)
      .sort();
    expect(names.map((name) => name.replace(/-\w+$/, ''))).toEqual(['indices-0', 'indices-1', 'indices-2']);
    expect(names.map((name) => log(name)[0])).toEqual([0, 1, 2].map((index) => `soy ${index} de indices-${index}`));
    expect(api.get('jobs', 'indices', 'default').status.succeeded).toBe(3);
  });
});

describe('a node that is deleted while its kubelet lives', () => {
  it('stays away with its pods until the kubelet is started again', () => {
    pod('perdido', { nodeName: 'nodo2', containers: [{ name: 'c', image: 'nginx:1.27' }] });
    wait(15);
    api.delete('nodes', { name: 'nodo2' });
    wait(5 * 60);
    expect(api.find('nodes', 'nodo2')).toBeUndefined();
    expect(api.find('pods', 'perdido', 'default')).toBeUndefined();
    expect(api.find('leases', 'nodo2', 'kube-node-lease')).toBeUndefined();
    cluster.switches.set('kubelet-nodo2', false);
    wait(5);
    cluster.switches.set('kubelet-nodo2', true);
    wait(60);
    expect(api.get('nodes', 'nodo2').status.conditions?.at(-1)).toMatchObject({ type: 'Ready', status: 'True' });
  });
});
