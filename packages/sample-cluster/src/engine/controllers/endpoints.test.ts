import { describe, expect, it } from 'vitest';
import type { DraftOf } from '../../api/kinds.ts';
import { SampleCluster } from '../cluster.ts';

const SECOND = 1_000;
const cluster = new SampleCluster({ now: Date.parse('2026-11-22T21:00:00Z'), ageMs: 120 * SECOND, empty: true });
const api = cluster.server.as('kubectl-create');
const wait = (seconds: number) => cluster.clock.advance(seconds * SECOND);
const ref = (name: string) => ({ name, namespace: 'default' });

const pod = (name: string, app: string, more: Partial<NonNullable<DraftOf<'pods'>['spec']>> = {}, port = 80) =>
  api.create('pods', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...ref(name), labels: { app } },
    spec: {
      containers: [{ name: 'c', image: 'nginx:1.27', ports: [{ name: 'web', containerPort: port }] }],
      ...more,
    },
  });
const unready = (port = 80) => ({
  containers: [
    {
      name: 'c',
      image: 'nginx:1.27',
      ports: [{ name: 'web', containerPort: port }],
      readinessProbe: { httpGet: { path: '/no', port: 80 } },
    },
  ],
});
const service = (name: string, spec: NonNullable<DraftOf<'services'>['spec']>) =>
  api.create('services', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: ref(name),
    spec: { selector: { app: name }, ...spec },
  });
const slices = (name: string) =>
  api.list('endpointslices', { namespace: 'default', labelSelector: `kubernetes.io/service-name=${name}` }).items;
const subsets = (name: string) => api.get('endpoints', name, 'default').subsets ?? [];

describe('the endpoints of a service', () => {
  it('are those that are not ready too, when it says so', () => {
    for (const name of ['todos', 'listos']) {
      pod(`${name}-1`, name, unready());
      service(name, { ports: [{ port: 80 }], ...(name === 'todos' ? { publishNotReadyAddresses: true } : {}) });
    }
    wait(15);
    const conditions = (name: string) => slices(name)[0]?.endpoints?.[0]?.conditions;
    expect(conditions('todos')).toEqual({ ready: true, serving: false, terminating: false });
    expect(conditions('listos')).toEqual({ ready: false, serving: false, terminating: false });
    expect([subsets('todos')[0]?.addresses?.length, subsets('listos')[0]?.notReadyAddresses?.length]).toEqual([1, 1]);
    expect([subsets('todos')[0]?.notReadyAddresses, subsets('listos')[0]?.addresses]).toEqual([undefined, undefined]);
  });

  it('are marked, and named after their pods, where it has no address of its own', () => {
    pod('uno', 'cabeza', { hostname: 'uno', subdomain: 'cabeza' });
    service('cabeza', { clusterIP: 'None' });
    wait(10);
    expect(slices('cabeza')[0]?.metadata.labels).toHaveProperty(['service.kubernetes.io/headless'], '');
    expect(slices('cabeza')[0]?.endpoints?.[0]?.hostname).toBe('uno');
    expect(api.get('endpoints', 'cabeza', 'default').metadata.labels).toHaveProperty(
      ['service.kubernetes.io/headless'],
      '',
    );
    expect(subsets('cabeza')).toMatchObject([{ addresses: [{ hostname: 'uno' }] }]);
    expect(subsets('cabeza')[0]).not.toHaveProperty('ports');
  });

  it('have the port its name means at each pod', () => {
    pod('antes', 'nombre', {}, 80);
    pod('ahora', 'nombre', {}, 8080);
    service('nombre', { ports: [{ port: 80, targetPort: 'web' }] });
    wait(10);
    const ports = (sets: { ports?: { port?: number }[] }[]) => sets.map((one) => one.ports?.[0]?.port).sort();
    expect(ports(slices('nombre'))).toEqual([80, 8080]);
    expect(ports(subsets('nombre'))).toEqual([80, 8080]);
  });

  it('serve on while they end, and only slices tell', () => {
    pod('sordo', 'fin', { containers: [{ name: 'c', image: 'busybox:1.37', command: ['sleep', '3600'] }] });
    service('fin', { ports: [{ port: 80 }] });
    wait(10);
    api.delete('pods', ref('sordo'));
    wait(2);
    expect(slices('fin')[0]?.endpoints?.[0]?.conditions).toEqual({ ready: false, serving: true, terminating: true });
    expect(subsets('fin')).toEqual([]);
  });

  it('are nobody else’s business when it selects nothing', () => {
    api.create('services', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: ref('suelto'),
      spec: { ports: [{ port: 80 }] },
    });
    wait(5);
    expect([slices('suelto'), api.find('endpoints', 'suelto', 'default')]).toEqual([[], undefined]);
  });
});

describe('a namespace that is deleted', () => {
  it('says what is left in it, pods first, and which finalizers keep it', () => {
    api.create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'atado' } });
    wait(1);
    api.create('configmaps', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'nudo', namespace: 'atado', finalizers: ['ejemplo.es/nudo'] },
    });
    api.create('pods', {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'sordo', namespace: 'atado' },
      spec: {
        terminationGracePeriodSeconds: 10,
        containers: [{ name: 'c', image: 'busybox:1.37', command: ['sleep', '3600'] }],
      },
    });
    wait(10);
    api.delete('namespaces', { name: 'atado' });
    wait(3);
    const say = () => api.get('namespaces', 'atado').status.conditions?.map((one) => `${one.status} ${one.message}`);
    expect(say()).toEqual([
      'False All resources successfully discovered',
      'False All legacy kube types successfully parsed',
      'False All content successfully deleted, may be waiting on finalization',
      'True Some resources are remaining: pods. has 1 resource instances',
      'False All content-preserving finalizers finished',
    ]);
    expect(api.get('configmaps', 'nudo', 'atado').metadata.deletionTimestamp).toBeUndefined();
    wait(15);
    expect(say()?.slice(3)).toEqual([
      'True Some resources are remaining: configmaps. has 1 resource instances',
      'True Some content in the namespace has finalizers remaining: ejemplo.es/nudo in 1 resource instances',
    ]);
    api.patch('configmaps', { name: 'nudo', namespace: 'atado' }, 'merge', { metadata: { finalizers: null } });
    wait(5);
    expect(api.find('namespaces', 'atado')).toBeUndefined();
  });
});
