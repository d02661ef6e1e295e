import { describe, expect, it } from 'vitest';
import { createApiServer } from './api-server.ts';
import type { WatchEvent } from './client.ts';
import { ApiError, isAlreadyExists, isConflict, isNotFound, ServerGone } from './errors.ts';

const NOW = new Date('2026-11-22T10:00:00.500Z');

/** An API server with namespace `default` and its service account, a clock that stands still and events at hand. */
function setUp(window?: number) {
  const deferred: (() => void)[] = [];
  let seed = 1;
  const random = () => {
    seed = (seed * 16_807) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const time = { now: NOW };
  const server = createApiServer({
    clock: { now: () => time.now },
    random,
    defer: (run) => deferred.push(run),
    ...(window ? { window } : {}),
  });
  const api = server.as('kubectl-create', { user: 'kubernetes-admin' });
  api.create('namespaces', { metadata: { name: 'default' } });
  api.create('serviceaccounts', { metadata: { name: 'default', namespace: 'default' } });
  const flush = () => {
    while (deferred.length > 0) deferred.shift()?.();
  };
  return { server, api, flush, time };
}

const pod = (name: string, nodeName?: string) => ({
  metadata: { name, namespace: 'default', labels: { app: name } },
  spec: { containers: [{ name: 'web', image: 'nginx:1.27' }], ...(nodeName ? { nodeName } : {}) },
});
const caught = (run: () => unknown): unknown => {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
};

describe('the sample API server, in process', () => {
  it('fills a pod in as a real server does', () => {
    const { api } = setUp();
    const made = api.create('pods', pod('a'));
    expect(made.spec).toMatchObject({
      restartPolicy: 'Always',
      dnsPolicy: 'ClusterFirst',
      schedulerName: 'default-scheduler',
      serviceAccountName: 'default',
      priority: 0,
      enableServiceLinks: true,
      terminationGracePeriodSeconds: 30,
    });
    expect(made.spec.tolerations?.map((toleration) => toleration.key)).toEqual([
      'node.kubernetes.io/not-ready',
      'node.kubernetes.io/unreachable',
    ]);
    expect(made.spec.containers[0]).toMatchObject({
      imagePullPolicy: 'IfNotPresent',
      terminationMessagePolicy: 'File',
    });
    expect(made.spec.volumes?.[0]?.name).toMatch(/^kube-api-access-[a-z0-9]{5}$/);
    expect(made.status).toEqual({ phase: 'Pending', qosClass: 'BestEffort' });
    expect(made.metadata).toMatchObject({ generation: 1, creationTimestamp: '2026-11-22T10:00:00Z' });
    expect(made.metadata.uid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('records the writer of each field, and nothing of what admission added', () => {
    const { api } = setUp();
    const [entry] = api.create('pods', pod('a')).metadata.managedFields ?? [];
    expect(entry).toMatchObject({ manager: 'kubectl-create', operation: 'Update', time: '2026-11-22T10:00:00Z' });
    expect(entry?.fieldsV1).toEqual({
      'f:metadata': { 'f:labels': { '.': {}, 'f:app': {} } },
      'f:spec': {
        'f:containers': {
          'k:{"name":"web"}': {
            '.': {},
            'f:image': {},
            'f:imagePullPolicy': {},
            'f:name': {},
            'f:resources': {},
            'f:terminationMessagePath': {},
            'f:terminationMessagePolicy': {},
          },
        },
        'f:dnsPolicy': {},
        'f:enableServiceLinks': {},
        'f:restartPolicy': {},
        'f:schedulerName': {},
        'f:securityContext': {},
        'f:terminationGracePeriodSeconds': {},
      },
    });
  });

  it('gives the status its own manager and leaves the spec alone', () => {
    const { server, api } = setUp();
    const made = api.create('pods', pod('a'));
    const kubelet = server.as('kubelet', { user: 'system:node:w1' });
    const written = kubelet.updateStatus('pods', {
      ...made,
      spec: { containers: [] },
      status: { ...made.status, phase: 'Running' },
    });
    expect(written.spec.containers).toHaveLength(1);
    expect(written.metadata.managedFields?.map((entry) => [entry.manager, entry.subresource])).toEqual([
      ['kubectl-create', undefined],
      ['kubelet', 'status'],
    ]);
    expect(written.metadata.managedFields?.[1]?.fieldsV1).toEqual({ 'f:status': { 'f:phase': {} } });
  });

  it('refuses an update from an outdated version with the words of a real server', () => {
    const { api } = setUp();
    const made = api.create('configmaps', { metadata: { name: 'c', namespace: 'default' }, data: { a: '1' } });
    api.update('configmaps', { ...made, data: { a: '2' } });
    const error = caught(() => api.update('configmaps', { ...made, data: { a: '3' } }));
    expect(isConflict(error)).toBe(true);
    expect(error).toHaveProperty(
      'message',
      'Operation cannot be fulfilled on configmaps "c": the object has been modified; please apply your changes to the latest version and try again',
    );
  });

  it('writes nothing when nothing changed', () => {
    const { api } = setUp();
    const made = api.create('configmaps', { metadata: { name: 'c', namespace: 'default' }, data: { a: '1' } });
    expect(api.update('configmaps', made).metadata.resourceVersion).toBe(made.metadata.resourceVersion);
  });

  it('knows what exists and what does not', () => {
    const { api } = setUp();
    api.create('pods', pod('a'));
    expect(isAlreadyExists(caught(() => api.create('pods', pod('a'))))).toBe(true);
    expect(caught(() => api.get('pods', 'b', 'default'))).toHaveProperty('message', 'pods "b" not found');
    expect(isNotFound(caught(() => api.create('pods', { ...pod('a'), metadata: { name: 'a', namespace: 'x' } })))).toBe(
      true,
    );
  });

  it('keeps a bound pod until its kubelet confirms, and removes an unbound one at once', () => {
    const { api } = setUp();
    api.create('pods', pod('bound', 'w1'));
    api.create('pods', pod('unbound'));
    const going = api.delete('pods', { name: 'bound', namespace: 'default' }, { gracePeriodSeconds: 5 });
    expect(going.metadata).toMatchObject({
      deletionTimestamp: '2026-11-22T10:00:05Z',
      deletionGracePeriodSeconds: 5,
      generation: 2,
    });
    expect(api.find('pods', 'bound', 'default')).toBeDefined();
    api.delete('pods', { name: 'bound', namespace: 'default' }, { gracePeriodSeconds: 0 });
    api.delete('pods', { name: 'unbound', namespace: 'default' });
    expect(api.list('pods').items).toEqual([]);
  });

  it('binds a pod without becoming the owner of the field', () => {
    const { server, api } = setUp();
    api.create('nodes', { metadata: { name: 'w1', labels: { 'topology.kubernetes.io/zone': 'z' } } });
    api.create('pods', pod('a'));
    server.as('kube-scheduler').bind({ name: 'a', namespace: 'default' }, 'w1');
    const bound = api.get('pods', 'a', 'default');
    expect(bound.spec.nodeName).toBe('w1');
    expect(bound.metadata.managedFields?.map((entry) => entry.manager)).toEqual(['kubectl-create']);
    expect(caught(() => api.bind({ name: 'a', namespace: 'default' }, 'w1'))).toHaveProperty('code', 409);
  });

  it('ends a namespace in two steps and lets nothing in meanwhile', () => {
    const { api } = setUp();
    api.create('namespaces', { metadata: { name: 'n' } });
    const going = api.delete('namespaces', { name: 'n' });
    expect(going.status.phase).toBe('Terminating');
    expect(caught(() => api.create('configmaps', { metadata: { name: 'c', namespace: 'n' } }))).toHaveProperty(
      'code',
      403,
    );
    api.patch('namespaces', { name: 'n' }, 'merge', { spec: { finalizers: [] } }, { subresource: 'finalize' });
    expect(api.find('namespaces', 'n')).toBeUndefined();
  });

  it('forgets events after an hour', () => {
    const { api, time } = setUp();
    const event = (name: string) => ({ metadata: { name, namespace: 'default' }, involvedObject: {}, reason: 'R' });
    api.create('events', event('old'));
    time.now = new Date(NOW.getTime() + 3_590_000);
    api.create('events', event('young'));
    time.now = new Date(NOW.getTime() + 3_700_000);
    api.create('events', event('new'));
    expect(api.list('events').items.map(({ metadata }) => metadata.name)).toEqual(['new', 'young']);
  });

  it('keeps the namespaces a cluster cannot do without', () => {
    const { api } = setUp();
    expect(caught(() => api.delete('namespaces', { name: 'default' }))).toHaveProperty(
      'message',
      'namespaces "default" is forbidden: this namespace may not be deleted',
    );
  });

  it('waits for finalizers', () => {
    const { api } = setUp();
    const made = api.create('configmaps', { metadata: { name: 'c', namespace: 'default', finalizers: ['a/b'] } });
    api.delete('configmaps', { name: 'c', namespace: 'default' });
    const held = api.get('configmaps', 'c', 'default');
    expect(held.metadata.deletionTimestamp).toBeDefined();
    api.update('configmaps', { ...held, metadata: { ...held.metadata, finalizers: [] } });
    expect(made.metadata.uid && api.find('configmaps', 'c', 'default')).toBeUndefined();
  });

  it('counts generations of spec, not of status or labels', () => {
    const { api } = setUp();
    const labels = { app: 'web' };
    const made = api.create('deployments', {
      metadata: { name: 'web', namespace: 'default' },
      spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: pod('x').spec } },
    });
    const labelled = api.patch('deployments', { name: 'web', namespace: 'default' }, 'merge', { metadata: { labels } });
    const scaled = api.patch('deployments', { name: 'web', namespace: 'default' }, 'strategic', {
      spec: { replicas: 3 },
    });
    const status = api.updateStatus('deployments', { ...scaled, status: { replicas: 3 } });
    expect([made, labelled, scaled, status].map((object) => object.metadata.generation)).toEqual([1, 1, 2, 2]);
  });

  it('tells watchers each write in order, and an object that leaves the selection as deleted', () => {
    const { api, flush } = setUp();
    const seen: string[] = [];
    const tell = (event: WatchEvent<'pods'>) =>
      seen.push(event.type === 'ERROR' ? `ERROR ${event.code}` : `${event.type} ${event.object.metadata.name}`);
    api.watch('pods', { labelSelector: 'app=a' }, tell);
    const made = api.create('pods', pod('a'));
    api.create('pods', pod('b'));
    expect(seen).toEqual([]);
    api.patch('pods', { name: 'a', namespace: 'default' }, 'merge', { metadata: { labels: { app: 'z' } } });
    flush();
    expect(seen).toEqual(['ADDED a', 'DELETED a']);
    expect(made.metadata.labels).toEqual({ app: 'a' });
  });

  it('resumes a watch from a revision, and says 410 when it is too old', () => {
    const { server, api, flush } = setUp(4);
    const since = server.core.store.revision;
    api.create('pods', pod('a'));
    const seen: string[] = [];
    const tell = (event: WatchEvent<'pods'>) => seen.push(event.type === 'ERROR' ? `ERROR ${event.code}` : event.type);
    api.watch('pods', { resourceVersion: `${since}` }, tell);
    flush();
    for (let n = 0; n < 10; n++) api.create('configmaps', { metadata: { name: `c${n}`, namespace: 'default' } });
    api.watch('pods', { resourceVersion: `${since}` }, tell);
    flush();
    expect(seen).toEqual(['ADDED', 'ERROR 410']);
  });

  it('is gone while stopped, ends its watches, and forgets nothing', () => {
    const { server, api, flush } = setUp();
    api.create('pods', pod('a'));
    let ended = 0;
    api.watch(
      'pods',
      {},
      () => undefined,
      () => {
        ended += 1;
      },
    );
    server.stop();
    flush();
    expect(ended).toBe(1);
    expect(caught(() => api.get('pods', 'a', 'default'))).toBeInstanceOf(ServerGone);
    server.start();
    expect(api.get('pods', 'a', 'default').metadata.name).toBe('a');
    server.setEtcd(false);
    expect(caught(() => api.get('pods', 'a', 'default'))).toBeInstanceOf(ApiError);
  });

  it('keeps cut-off programs out', () => {
    const { server, flush } = setUp();
    let reachable = true;
    const kubelet = server.as('kubelet', { reachable: () => reachable });
    let ended = false;
    kubelet.watch(
      'pods',
      {},
      () => undefined,
      () => {
        ended = true;
      },
    );
    reachable = false;
    expect(caught(() => kubelet.list('pods'))).toBeInstanceOf(ServerGone);
    server.as('x').create('pods', pod('a'));
    flush();
    expect(ended).toBe(true);
  });

  it('names every broken field of a manifest', () => {
    const { api } = setUp();
    const error = caught(() =>
      api.create('pods', { metadata: { name: 'Bad_Name', namespace: 'default' }, spec: { containers: [] } }),
    );
    expect(error).toHaveProperty(
      'message',
      `Pod "Bad_Name" is invalid: [metadata.name: Invalid value: "Bad_Name": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*'), spec.containers: Required value]`,
    );
  });

  it('gives services addresses and keeps them', () => {
    const { api } = setUp();
    const made = api.create('services', {
      metadata: { name: 's', namespace: 'default' },
      spec: { type: 'NodePort', ports: [{ port: 80 }] },
    });
    expect(made.spec.clusterIP).toMatch(/^10\.(9[6-9]|10\d|11[01])\./);
    expect(made.spec.ports?.[0]?.nodePort).toBeGreaterThanOrEqual(30_000);
    const changed = api.patch('services', { name: 's', namespace: 'default' }, 'merge', {
      spec: { selector: { a: 'b' } },
    });
    expect(changed.spec.clusterIP).toBe(made.spec.clusterIP);
    expect(changed.spec.ports).toEqual(made.spec.ports);
  });

  it('refuses an eviction that a disruption budget forbids', () => {
    const { api } = setUp();
    api.create('pods', pod('a', 'w1'));
    api.updateStatus('pods', { ...api.get('pods', 'a', 'default'), status: { phase: 'Running' } });
    api.create('poddisruptionbudgets', {
      metadata: { name: 'b', namespace: 'default' },
      spec: { minAvailable: 1, selector: { matchLabels: { app: 'a' } } },
    });
    expect(caught(() => api.evict({ name: 'a', namespace: 'default' }))).toMatchObject({ code: 429 });
  });
});
