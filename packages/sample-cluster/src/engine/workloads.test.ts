import { describe, expect, it } from 'vitest';
import type { DraftOf } from '../api/kinds.ts';
import { SampleCluster } from './cluster.ts';
import { isReady } from './pods.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const cluster = new SampleCluster({ now: Date.parse('2026-11-22T21:00:00Z'), ageMs: 2 * MINUTE, empty: true });
const api = cluster.server.as('kubectl-create');
const wait = (ms: number) => cluster.clock.advance(ms);
const pods = (app: string) => api.list('pods', { namespace: 'default', labelSelector: `app=${app}` }).items;
const events = (name: string) =>
  api
    .list('events', { namespace: 'default' })
    .items.filter((one) => one.involvedObject.name === name)
    .map((one) => `${one.reason}: ${one.message}`);

type PodSpec = NonNullable<DraftOf<'pods'>['spec']>;
const pod = (name: string, spec: PodSpec, labels: Record<string, string> = {}) =>
  api.create('pods', { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'default', labels }, spec });
const deployment = (
  name: string,
  replicas: number,
  image = 'nginx:1.27',
  more: Partial<NonNullable<DraftOf<'deployments'>['spec']>> = {},
) =>
  api.create('deployments', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'default' },
    spec: {
      replicas,
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'web', image }] } },
      ...more,
    },
  });
const setImage = (name: string, image: string) =>
  api.patch('deployments', { name, namespace: 'default' }, 'strategic', {
    spec: { template: { spec: { containers: [{ name: 'web', image }] } } },
  });
const terminated = (name: string) => api.get('pods', name, 'default').status.containerStatuses?.[0]?.state?.terminated;

describe('a pod of several containers', () => {
  it('has their statuses by name, whatever the order of the manifest', () => {
    pod('por-nombre', { containers: ['zeta', 'alfa'].map((name) => ({ name, image: 'busybox:1.36' })) });
    wait(30 * SECOND);
    const { status } = api.get('pods', 'por-nombre', 'default');
    expect(status.containerStatuses?.map(({ name }) => name)).toEqual(['alfa', 'zeta']);
  });

  it('starts them one after another: the pull of one holds up the next, its failure does not', () => {
    const images = ['mongo:7', 'no-existe.invalid/nada:1', 'busybox:1.36'];
    pod('en-fila', { containers: images.map((image, index) => ({ name: `c${index}`, image })) });
    wait(60 * SECOND);
    const told = events('en-fila').filter((event) => /^(Pulling|Started|Pulled: Container|Failed: Failed)/.test(event));
    const words = told.map((event) => /mongo|nada|busybox|Started/.exec(event)?.[0]);
    expect(words.slice(0, 5)).toEqual(['mongo', 'Started', 'nada', 'nada', 'busybox']);
    expect(words.filter((word) => word === 'Started').length).toBeGreaterThan(1);
  });
});

describe('a kubelet', () => {
  it('tells what its node has, and that it may be scheduled to no more', () => {
    const told = () => events('nodo1').map((event) => event.split(':')[0]);
    expect(told()).toEqual(
      expect.arrayContaining(['Starting', 'NodeHasSufficientMemory', 'NodeAllocatableEnforced', 'NodeReady']),
    );
    const cordon = (unschedulable: boolean) => {
      api.patch('nodes', { name: 'nodo1' }, 'strategic', { spec: { unschedulable } });
      wait(11 * SECOND);
    };
    cordon(true);
    expect(events('nodo1').at(-1)).toBe('NodeNotSchedulable: Node nodo1 status is now: NodeNotSchedulable');
    cordon(false);
    expect(told().at(-1)).toBe('NodeSchedulable');
  });
});

describe('a deployment', () => {
  it('goes from kubectl to running pods in seconds, and each step tells its event', () => {
    deployment('paso', 1);
    wait(200);
    expect(api.get('deployments', 'paso', 'default').status.readyReplicas).toBeUndefined();
    wait(20 * SECOND);
    const [one] = pods('paso');
    const told = events(one?.metadata.name ?? '').map((event) => event.split(':')[0]);
    // In the order of their names, which is that of a list.
    expect(told).toEqual(['Scheduled', 'Pulling', 'Pulled', 'Created', 'Started']);
    expect(events('paso')).toEqual([
      expect.stringMatching(/^ScalingReplicaSet: Scaled up replica set paso-\w+ from 0 to 1$/),
    ]);
  });

  it('rolls to a new image without ever having fewer pods than it may, and back', () => {
    deployment('rueda', 4);
    wait(30 * SECOND);
    setImage('rueda', 'nginx:1.28');
    let least = 4;
    for (let step = 0; step < 300; step += 1) {
      wait(100);
      least = Math.min(
        least,
        pods('rueda').filter((one) => isReady(one) && one.metadata.deletionTimestamp === undefined).length,
      );
    }
    expect(least).toBeGreaterThanOrEqual(3);
    const status = api.get('deployments', 'rueda', 'default');
    expect(status.status).toMatchObject({ updatedReplicas: 4, availableReplicas: 4, replicas: 4 });
    expect(status.status.conditions?.find((one) => one.type === 'Progressing')?.reason).toBe('NewReplicaSetAvailable');
    expect(status.metadata.annotations?.['deployment.kubernetes.io/revision']).toBe('2');
    setImage('rueda', 'nginx:1.27');
    wait(30 * SECOND);
    const sets = api.list('replicasets', { namespace: 'default', labelSelector: 'app=rueda' }).items;
    expect(sets).toHaveLength(2);
    expect(new Set(pods('rueda').map((one) => one.spec.containers[0]?.image))).toEqual(new Set(['nginx:1.27']));
    expect(api.get('deployments', 'rueda', 'default').metadata.annotations?.['deployment.kubernetes.io/revision']).toBe(
      '3',
    );
  });

  it('keeps its old pods when the new image does not exist, and says so after its deadline', () => {
    deployment('firme', 2, 'nginx:1.27', { progressDeadlineSeconds: 60 });
    wait(20 * SECOND);
    setImage('firme', 'nginx:1.999');
    wait(90 * SECOND);
    expect(pods('firme').filter(isReady)).toHaveLength(2);
    const progressing = api
      .get('deployments', 'firme', 'default')
      .status.conditions?.find((one) => one.type === 'Progressing');
    expect(progressing).toMatchObject({ status: 'False', reason: 'ProgressDeadlineExceeded' });
  });

  it('takes its replica sets and pods with it when it is deleted, and leaves them when told to', () => {
    deployment('cae', 2);
    deployment('queda', 2);
    wait(20 * SECOND);
    api.delete('deployments', { name: 'cae', namespace: 'default' }, { propagationPolicy: 'Foreground' });
    api.delete('deployments', { name: 'queda', namespace: 'default' }, { propagationPolicy: 'Orphan' });
    wait(10 * SECOND);
    expect(pods('cae')).toEqual([]);
    expect(api.find('deployments', 'cae', 'default')).toBeUndefined();
    expect(api.find('deployments', 'queda', 'default')).toBeUndefined();
    expect(pods('queda')).toHaveLength(2);
  });
});

describe('a pod', () => {
  it('runs its init containers one after the other, before its own', () => {
    const say = (text: string) => ['sh', '-c', `echo ${text}; sleep 2`];
    pod('orden', {
      initContainers: [
        { name: 'uno', image: 'busybox:1.37', command: say('uno') },
        { name: 'dos', image: 'busybox:1.37', command: say('dos') },
      ],
      containers: [{ name: 'web', image: 'nginx:1.27' }],
    });
    wait(30 * SECOND);
    const { status } = api.get('pods', 'orden', 'default');
    const [uno, dos] = (status.initContainerStatuses ?? []).map((one) => one.state?.terminated);
    expect(uno).toMatchObject({ exitCode: 0, reason: 'Completed' });
    expect(Date.parse(dos?.startedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(uno?.finishedAt ?? ''));
    expect(Date.parse(status.containerStatuses?.[0]?.state?.running?.startedAt ?? '')).toBeGreaterThanOrEqual(
      Date.parse(dos?.finishedAt ?? ''),
    );
  });

  it('keeps a sidecar beside it, and ends it when its own work is done', () => {
    pod('con-sidecar', {
      restartPolicy: 'Never',
      initContainers: [{ name: 'registro', image: 'nginx:1.27', restartPolicy: 'Always' }],
      containers: [{ name: 'trabajo', image: 'busybox:1.37', command: ['sh', '-c', 'sleep 10'] }],
    });
    wait(8 * SECOND);
    expect(api.get('pods', 'con-sidecar', 'default').status.initContainerStatuses?.[0]?.state?.running).toBeDefined();
    wait(30 * SECOND);
    const { status } = api.get('pods', 'con-sidecar', 'default');
    expect(status.phase).toBe('Succeeded');
    expect(status.initContainerStatuses?.[0]?.state?.terminated?.exitCode).toBe(0);
  });

  it('ends with 143, 137 or 0 as its program takes the signal', () => {
    const ended: Record<string, number | undefined> = {};
    cluster.server.as('t').watch('pods', { namespace: 'default' }, (event) => {
      if (event.type !== 'MODIFIED') return;
      const state = event.object.status.containerStatuses?.[0]?.state?.terminated;
      if (state !== undefined && event.object.metadata.deletionTimestamp !== undefined)
        ended[event.object.metadata.name] = state.exitCode;
    });
    pod('amable', { containers: [{ name: 'c', image: 'nginx:1.27' }] });
    pod('sordo', {
      terminationGracePeriodSeconds: 5,
      containers: [{ name: 'c', image: 'busybox:1.37', command: ['sleep', '3600'] }],
    });
    wait(20 * SECOND);
    for (const name of ['amable', 'sordo']) api.delete('pods', { name, namespace: 'default' });
    wait(2 * SECOND);
    expect(api.find('pods', 'amable', 'default')).toBeUndefined();
    expect(api.find('pods', 'sordo', 'default')?.metadata.deletionTimestamp).toBeDefined();
    wait(6 * SECOND);
    expect(api.find('pods', 'sordo', 'default')).toBeUndefined();
    expect(ended).toEqual({ amable: 0, sordo: 137 });
  });

  it('waits ten seconds, twenty, forty … between its crashes', () => {
    pod('choca', { containers: [{ name: 'c', image: 'busybox:1.37', command: ['sh', '-c', 'exit 3'] }] });
    wait(5 * MINUTE);
    const status = api.get('pods', 'choca', 'default').status.containerStatuses?.[0];
    expect(status?.restartCount).toBe(5);
    expect(status?.lastState?.terminated).toMatchObject({ exitCode: 3, reason: 'Error' });
    expect(status?.state?.waiting).toMatchObject({
      reason: 'CrashLoopBackOff',
      message: expect.stringMatching(/^back-off 2m40s restarting failed container=c pod=choca_default\(/),
    });
  });

  it('waits for a ConfigMap that is not there, and starts when it is', () => {
    pod('espera', {
      containers: [
        {
          name: 'c',
          image: 'nginx:1.27',
          env: [{ name: 'COLOR', valueFrom: { configMapKeyRef: { name: 'colores', key: 'fondo' } } }],
        },
      ],
    });
    wait(20 * SECOND);
    expect(api.get('pods', 'espera', 'default').status.containerStatuses?.[0]?.state?.waiting).toEqual({
      reason: 'CreateContainerConfigError',
      message: 'configmap "colores" not found',
    });
    api.create('configmaps', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'colores', namespace: 'default' },
      data: { fondo: 'azul' },
    });
    wait(30 * SECOND);
    expect(isReady(api.get('pods', 'espera', 'default'))).toBe(true);
  });

  it('cannot run a command its image has not', () => {
    pod('sin-orden', {
      restartPolicy: 'Never',
      containers: [{ name: 'c', image: 'busybox:1.37', command: ['inexistente'] }],
    });
    wait(15 * SECOND);
    expect(terminated('sin-orden')).toMatchObject({
      exitCode: 128,
      reason: 'StartError',
      startedAt: '1970-01-01T00:00:00Z',
      message: expect.stringContaining('exec: "inexistente": executable file not found in $PATH'),
    });
  });

  it('says so while it tries again, of a path that it is none', () => {
    pod('sin-camino', { containers: [{ name: 'c', image: 'busybox:1.37', command: ['/no/existe'] }] });
    const seen = new Set<string>();
    for (let step = 0; step < 300; step += 1) {
      wait(0.1 * SECOND);
      const state = api.get('pods', 'sin-camino', 'default').status.containerStatuses?.[0]?.state;
      seen.add(state?.waiting?.reason ?? Object.keys(state ?? {})[0] ?? '');
    }
    expect([...seen].slice(-2)).toEqual(['RunContainerError', 'CrashLoopBackOff']);
    const { lastState } = api.get('pods', 'sin-camino', 'default').status.containerStatuses?.[0] ?? {};
    expect(lastState?.terminated?.message).toMatch(
      /exec: "\/no\/existe": stat \/no\/existe: no such file or directory$/,
    );
    const { metadata, spec } = api.get('pods', 'sin-camino', 'default');
    expect(cluster.machines.get(spec.nodeName ?? '')?.containerd.containers(metadata.uid)).toHaveLength(2);
  });

  it('is restarted by its liveness probe', () => {
    pod('late', {
      containers: [
        {
          name: 'c',
          image: 'nginx:1.27',
          livenessProbe: { httpGet: { path: '/vivo', port: 80 }, periodSeconds: 5, failureThreshold: 2 },
        },
      ],
    });
    wait(40 * SECOND);
    expect(api.get('pods', 'late', 'default').status.containerStatuses?.[0]?.restartCount).toBeGreaterThanOrEqual(1);
    expect(events('late')).toContain('Killing: Container c failed liveness probe, will be restarted');
    expect(events('late')).toContain('Unhealthy: Liveness probe failed: HTTP probe failed with statuscode: 404');
  });
});

describe('the scheduler', () => {
  it('says which nodes refused and why, and binds when there is room', () => {
    pod('grande', {
      containers: [{ name: 'c', image: 'nginx:1.27', resources: { requests: { cpu: '1200m' } } }],
      nodeSelector: { disco: 'ssd' },
    });
    wait(10 * SECOND);
    expect(events('grande')[0]).toBe(
      "FailedScheduling: 0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 node(s) didn't match Pod's node affinity/selector. preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.",
    );
    api.patch('nodes', { name: 'nodo2' }, 'merge', { metadata: { labels: { disco: 'ssd' } } });
    wait(30 * SECOND);
    expect(api.get('pods', 'grande', 'default').spec.nodeName).toBe('nodo2');
    api.delete('pods', { name: 'grande', namespace: 'default' });
    wait(5 * SECOND);
  });

  it('keeps pods with anti-affinity apart, and does not use a cordoned node', () => {
    const apart: PodSpec = {
      containers: [{ name: 'c', image: 'nginx:1.27' }],
      affinity: {
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            { labelSelector: { matchLabels: { app: 'solo' } }, topologyKey: 'kubernetes.io/hostname' },
          ],
        },
      },
    };
    for (const name of ['solo-1', 'solo-2', 'solo-3']) pod(name, apart, { app: 'solo' });
    wait(10 * SECOND);
    expect(
      pods('solo')
        .map((one) => one.spec.nodeName ?? '')
        .sort(),
    ).toEqual(['', 'nodo1', 'nodo2']);
    api.patch('nodes', { name: 'nodo1' }, 'merge', { spec: { unschedulable: true } });
    wait(SECOND);
    pod('otro', { containers: [{ name: 'c', image: 'nginx:1.27' }] });
    wait(5 * SECOND);
    expect(api.get('pods', 'otro', 'default').spec.nodeName).toBe('nodo2');
    api.patch('nodes', { name: 'nodo1' }, 'merge', { spec: { unschedulable: null } });
    wait(5 * SECOND);
    expect(api.get('nodes', 'nodo1').spec.taints).toBeUndefined();
  });
});

describe('a stateful set', () => {
  it('makes its pods in order, ends them from the last, and rolls from the last', () => {
    const base = { metadata: { labels: { app: 'bd' } }, spec: { containers: [{ name: 'bd', image: 'redis:8' }] } };
    api.create('statefulsets', {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'bd', namespace: 'default' },
      spec: { replicas: 3, serviceName: 'bd', selector: { matchLabels: { app: 'bd' } }, template: base },
    });
    wait(MINUTE);
    const born = (name: string) => Date.parse(api.get('pods', name, 'default').metadata.creationTimestamp);
    expect(pods('bd').map((one) => one.metadata.name)).toEqual(['bd-0', 'bd-1', 'bd-2']);
    expect(born('bd-0')).toBeLessThan(born('bd-1'));
    expect(born('bd-1')).toBeLessThan(born('bd-2'));
    api.patch('statefulsets', { name: 'bd', namespace: 'default' }, 'merge', { spec: { replicas: 2 } });
    wait(10 * SECOND);
    expect(pods('bd').map((one) => one.metadata.name)).toEqual(['bd-0', 'bd-1']);
    api.patch('statefulsets', { name: 'bd', namespace: 'default' }, 'strategic', {
      spec: { template: { spec: { containers: [{ name: 'bd', image: 'redis:7' }] } } },
    });
    wait(MINUTE);
    expect(pods('bd').map((one) => one.spec.containers[0]?.image)).toEqual(['redis:7', 'redis:7']);
    expect(api.get('statefulsets', 'bd', 'default').status).toMatchObject({ readyReplicas: 2, updatedReplicas: 2 });
  });
});

describe('jobs', () => {
  const job = (name: string, script: string, spec: object = {}) =>
    api.create('jobs', {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name, namespace: 'default' },
      spec: {
        template: {
          spec: {
            restartPolicy: 'Never',
            containers: [{ name: 'c', image: 'busybox:1.37', command: ['sh', '-c', script] }],
          },
        },
        ...spec,
      },
    });
  const condition = (name: string) => api.get('jobs', name, 'default').status.conditions?.at(-1);

  it('run until enough have succeeded, so many at a time', () => {
    job('cuenta', 'sleep 5', { completions: 4, parallelism: 2 });
    wait(8 * SECOND);
    expect(api.get('jobs', 'cuenta', 'default').status.active).toBe(2);
    wait(MINUTE);
    expect(api.get('jobs', 'cuenta', 'default').status.succeeded).toBe(4);
    expect(condition('cuenta')).toMatchObject({ type: 'Complete', status: 'True' });
  });

  it('give up after their back-off limit', () => {
    job('falla', 'exit 1', { backoffLimit: 2 });
    wait(3 * MINUTE);
    expect(condition('falla')).toMatchObject({ type: 'Failed', reason: 'BackoffLimitExceeded' });
    expect(api.get('jobs', 'falla', 'default').status.failed).toBe(3);
  });

  it('are made by a cron job each minute, and only the last three are kept', () => {
    api.create('cronjobs', {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'cadaminuto', namespace: 'default' },
      spec: {
        schedule: '* * * * *',
        jobTemplate: {
          spec: {
            template: {
              spec: {
                restartPolicy: 'OnFailure',
                containers: [{ name: 'c', image: 'busybox:1.37', command: ['date'] }],
              },
            },
          },
        },
      },
    });
    wait(6 * MINUTE);
    const made = api
      .list('jobs', { namespace: 'default' })
      .items.filter((one) => one.metadata.name.startsWith('cadaminuto-'));
    expect(made).toHaveLength(3);
    expect(made.every((one) => one.status.succeeded === 1)).toBe(true);
    api.delete('cronjobs', { name: 'cadaminuto', namespace: 'default' });
  });
});

describe('a namespace that is deleted', () => {
  it('takes all that is in it along', () => {
    api.create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'efimero' } });
    wait(2 * SECOND);
    api.create('pods', {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p', namespace: 'efimero' },
      spec: { containers: [{ name: 'c', image: 'nginx:1.27' }] },
    });
    wait(10 * SECOND);
    api.delete('namespaces', { name: 'efimero' });
    wait(SECOND);
    expect(api.get('namespaces', 'efimero').status.phase).toBe('Terminating');
    wait(30 * SECOND);
    expect(api.find('namespaces', 'efimero')).toBeUndefined();
    expect(api.list('pods', { namespace: 'efimero' }).items).toEqual([]);
  });
});

describe('a mirror pod that is deleted', () => {
  it('comes back, and its container has not noticed', () => {
    const before = api.get('pods', 'etcd-maestro', 'kube-system');
    api.delete('pods', { name: 'etcd-maestro', namespace: 'kube-system' });
    wait(20 * SECOND);
    const after = api.get('pods', 'etcd-maestro', 'kube-system');
    expect(after.metadata.uid).not.toBe(before.metadata.uid);
    expect(after.status.containerStatuses?.[0]).toMatchObject({
      restartCount: 0,
      containerID: before.status.containerStatuses?.[0]?.containerID,
    });
  });
});

describe('a disruption budget', () => {
  const budget = (name: string, spec: NonNullable<DraftOf<'poddisruptionbudgets'>['spec']>) =>
    api.create('poddisruptionbudgets', {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name, namespace: 'default' },
      spec,
    });

  it('says how many pods may be evicted, lets those go, and no more until others are ready', () => {
    deployment('seguro', 3);
    budget('seguro', {
      minAvailable: 2,
      selector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['seguro'] }] },
    });
    // One without a selector is of no pods.
    budget('de-nadie', { minAvailable: 9 });
    wait(MINUTE);
    const status = () => api.get('poddisruptionbudgets', 'seguro', 'default').status;
    expect(status()).toMatchObject({
      disruptionsAllowed: 1,
      currentHealthy: 3,
      desiredHealthy: 2,
      expectedPods: 3,
      conditions: [{ type: 'DisruptionAllowed', status: 'True', reason: 'SufficientPods' }],
    });
    const [first, second] = pods('seguro').map((one) => ({ name: one.metadata.name, namespace: 'default' }));
    if (!first || !second) throw new Error('no pods');
    api.evict(first);
    expect(() => api.evict(second)).toThrow("would violate the pod's disruption budget");
    wait(MINUTE);
    expect(status()?.disruptionsAllowed).toBe(1);
    expect(pods('seguro').filter(isReady)).toHaveLength(3);
  });

  it('by the share that may be missing, of what its controller is set to', () => {
    deployment('cuarto', 4);
    budget('cuarto', { maxUnavailable: '30%', selector: { matchLabels: { app: 'cuarto' } } });
    wait(MINUTE);
    expect(api.get('poddisruptionbudgets', 'cuarto', 'default').status).toMatchObject({
      disruptionsAllowed: 2,
      desiredHealthy: 2,
      expectedPods: 4,
    });
  });
});

describe('a stateful set with claims', () => {
  it('makes pods that wait for volumes nobody has', () => {
    api.create('statefulsets', {
      metadata: { name: 'con-datos', namespace: 'default' },
      spec: {
        serviceName: 'con-datos',
        selector: { matchLabels: { app: 'con-datos' } },
        template: {
          metadata: { labels: { app: 'con-datos' } },
          spec: {
            containers: [{ name: 'web', image: 'nginx:1.27', volumeMounts: [{ name: 'data', mountPath: '/d' }] }],
          },
        },
        volumeClaimTemplates: [
          {
            metadata: { name: 'data' },
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
          },
        ],
      },
    });
    wait(10 * SECOND);
    const { spec, status } = api.get('pods', 'con-datos-0', 'default');
    expect(spec.volumes?.[0]).toEqual({ name: 'data', persistentVolumeClaim: { claimName: 'data-con-datos-0' } });
    expect(status.phase).toBe('Pending');
    expect(events('con-datos-0')).toEqual([
      'FailedScheduling: 0/3 nodes are available: persistentvolumeclaim "data-con-datos-0" not found. preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.',
    ]);
  });
});

describe('a replication controller', () => {
  const template = {
    metadata: { labels: { app: 'antiguo' } },
    spec: { containers: [{ name: 'web', image: 'nginx:1.27' }] },
  };

  it('keeps as many pods as it wants, as a replica set does, and its pods go with it', () => {
    api.create('replicationcontrollers', {
      metadata: { name: 'antiguo', namespace: 'default' },
      spec: { replicas: 2, template },
    });
    wait(30 * SECOND);
    const owners = () => pods('antiguo').map(({ metadata }) => metadata.ownerReferences?.[0]?.kind);
    expect(owners()).toEqual(['ReplicationController', 'ReplicationController']);
    const { spec, status } = api.get('replicationcontrollers', 'antiguo', 'default');
    expect([spec.selector, status.readyReplicas]).toEqual([{ app: 'antiguo' }, 2]);
    const [victim] = pods('antiguo');
    api.delete('pods', { name: victim?.metadata.name ?? '', namespace: 'default' });
    wait(60 * SECOND);
    expect(pods('antiguo')).toHaveLength(2);
    expect(events('antiguo').filter((event) => event.startsWith('SuccessfulCreate'))).toHaveLength(3);
    api.delete('replicationcontrollers', { name: 'antiguo', namespace: 'default' });
    wait(60 * SECOND);
    expect(pods('antiguo')).toEqual([]);
  });
});
