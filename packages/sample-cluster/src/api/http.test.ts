import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, type Fields, fieldsOf, listOf, textOf } from './json.ts';
import { startTestServer, type TestServer } from './testing/http-client.ts';

const PODS = '/api/v1/namespaces/default/pods';
const SWITCHES = '/apis/sample.kubeplano.dev/v1/switches';
const OTHERS = '/api/v1/namespaces/desarrollo/pods';
const CONFIGMAPS = '/api/v1/namespaces/default/configmaps';
const DEPLOYMENTS = '/apis/apps/v1/namespaces/default/deployments';
const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';

const configMap = (name: string, data: Record<string, string> = {}) => ({ metadata: { name }, data });
const pod = (name: string, more: Fields = {}) => ({
  metadata: { name, labels: { app: name } },
  spec: { containers: [{ name: 'web', image: 'nginx' }], ...more },
});
const deployment = (name: string) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec: {
    replicas: 1,
    selector: { matchLabels: { app: name } },
    template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'web', image: 'nginx' }] } },
  },
});
const names = (list: Fields) => listOf(list.items).map((item) => textOf(at(item, 'metadata', 'name')));
const patch = (type: string) => ({ 'content-type': type });

describe('the REST front', () => {
  let test: TestServer;
  beforeAll(async () => {
    test = await startTestServer({ window: 400 });
  });
  afterAll(() => test.close());

  it('writes and deletes in a namespace only: across all of them there is reading', async () => {
    await test.call('POST', OTHERS, { body: pod('sigue') });
    for (const [method, path] of [
      ['DELETE', '/api/v1/pods'],
      ['POST', '/api/v1/pods'],
    ] as const) {
      const { status, json } = await test.call(method, path, { body: method === 'POST' ? pod('otro') : {} });
      expect([status, json.message]).toEqual([405, 'the server does not allow this method on the requested resource']);
    }
    expect((await test.get(`${OTHERS}/sigue`)).status).toBe(200);
  });

  it('evicts and binds only what is named', async () => {
    await test.call('POST', OTHERS, { body: pod('queda') });
    const eviction = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: 'otro' } };
    const evicted = await test.call('POST', `${OTHERS}/queda/eviction`, { body: eviction });
    expect([evicted.status, evicted.json.message]).toEqual([400, 'name in URL does not match name in Eviction object']);
    const binding = { apiVersion: 'v1', kind: 'Binding', metadata: { name: 'queda' }, target: { kind: 'Foo' } };
    const bound = await test.call('POST', `${OTHERS}/queda/binding`, { body: binding });
    expect([bound.status, bound.json.message]).toEqual([
      500,
      '[target.kind: Unsupported value: "Foo": supported values: "Node", "<empty>", target.name: Required value]',
    ]);
    expect(at((await test.get(`${OTHERS}/queda`)).json, 'spec', 'nodeName')).toBeUndefined();
  });

  it('keeps keys of any name, however they come', async () => {
    const hostile = JSON.parse('{"__proto__":"x","constructor":"y","hasOwnProperty":"z"}');
    await test.call('POST', CONFIGMAPS, { body: { metadata: { name: 'raros' }, data: hostile } });
    const keys = async () => Object.keys(fieldsOf((await test.get(`${CONFIGMAPS}/raros`)).json.data)).sort();
    expect(await keys()).toEqual(['__proto__', 'constructor', 'hasOwnProperty']);
    for (const type of ['merge-patch+json', 'strategic-merge-patch+json', 'apply-patch+yaml']) {
      const name = `raros-${type.split('-')[0]}`;
      await test.call('POST', CONFIGMAPS, { body: configMap(name) });
      await test.call('PATCH', `${CONFIGMAPS}/${name}?fieldManager=otro`, {
        body: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: hostile },
        headers: patch(`application/${type}`),
      });
      const { data } = (await test.get(`${CONFIGMAPS}/${name}`)).json;
      expect(Object.keys(fieldsOf(data)).sort()).toEqual(['__proto__', 'constructor', 'hasOwnProperty']);
    }
  });

  it('dates its answers by the clock of its cluster', async () => {
    const { headers } = await test.get('/version');
    expect(headers.date).toBe(test.server.clock.now().toUTCString());
  });

  it('lists page by page from one revision, and says how many are left', async () => {
    for (const name of ['page-a', 'page-b', 'page-c', 'page-d', 'page-e'])
      await test.call('POST', '/api/v1/namespaces/desarrollo/configmaps', { body: configMap(name) });
    const first = await test.get('/api/v1/namespaces/desarrollo/configmaps?limit=2');
    expect(names(first.json)).toEqual(['page-a', 'page-b']);
    expect(at(first.json, 'metadata', 'remainingItemCount')).toBe(3);
    await test.call('DELETE', '/api/v1/namespaces/desarrollo/configmaps/page-c');
    const token = textOf(at(first.json, 'metadata', 'continue')) ?? '';
    const second = await test.get(`/api/v1/namespaces/desarrollo/configmaps?limit=2&continue=${token}`);
    expect(names(second.json)).toEqual(['page-c', 'page-d']);
    expect(at(second.json, 'metadata', 'resourceVersion')).toBe(at(first.json, 'metadata', 'resourceVersion'));
    expect(listOf(first.json.items).every((item) => !('kind' in fieldsOf(item)))).toBe(true);
  });

  it('says 410 for a continue token that is too old, with one to go on', async () => {
    await test.call('POST', CONFIGMAPS, { body: configMap('old-a') });
    await test.call('POST', CONFIGMAPS, { body: configMap('old-b') });
    const first = await test.get(`${CONFIGMAPS}?limit=1`);
    await test.call('POST', CONFIGMAPS, { body: configMap('old-c') });
    test.server.core.store.compact();
    const late = await test.get(`${CONFIGMAPS}?limit=1&continue=${textOf(at(first.json, 'metadata', 'continue'))}`);
    expect([late.status, late.json.reason]).toEqual([410, 'Expired']);
    const next = textOf(at(late.json, 'metadata', 'continue'));
    expect(names((await test.get(`${CONFIGMAPS}?limit=1&continue=${next}`)).json)).toEqual(['old-b']);
  });

  it('streams what happens after a revision, and 410 inside the stream for one too old', async () => {
    const list = await test.get(PODS);
    const from = textOf(at(list.json, 'metadata', 'resourceVersion'));
    await test.call('POST', PODS, { body: pod('watched') });
    const watch = await test.watch(`${PODS}?watch=1&resourceVersion=${from}`);
    await test.call('PATCH', `${PODS}/watched`, {
      body: { metadata: { labels: { x: 'y' } } },
      headers: patch('application/merge-patch+json'),
    });
    await test.call('DELETE', `${PODS}/watched`);
    const lines = await watch.until(3);
    expect(lines.map(({ type }) => type)).toEqual(['ADDED', 'MODIFIED', 'DELETED']);
    watch.close();
    test.server.core.store.compact();
    const old = await test.watch(`${PODS}?watch=1&resourceVersion=1`);
    const [line] = await old.until(1);
    expect(at(line, 'object', 'code')).toBe(410);
    expect(at(line, 'object', 'message')).toMatch(/^too old resource version: 1 \(\d+\)$/);
    await old.ended;
  });

  it('sends the state first when asked to, then a bookmark that says it is complete', async () => {
    await test.call('POST', PODS, { body: pod('initial') });
    const watch = await test.watch(
      `${PODS}?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&fieldSelector=metadata.name%3Dinitial`,
    );
    const lines = await watch.until(2);
    expect(lines.map(({ type }) => type)).toEqual(['ADDED', 'BOOKMARK']);
    expect(at(lines[1], 'object', 'metadata', 'annotations', 'k8s.io/initial-events-end')).toBe('true');
    watch.close();
  });

  it('watches as a Table whose columns come only once', async () => {
    const watch = await test.watch(`${PODS}?watch=1&includeObject=Metadata`, TABLE);
    await watch.until(1);
    await test.call('POST', PODS, { body: pod('row') });
    const lines = await watch.until(2);
    expect(listOf(at(lines[0], 'object', 'columnDefinitions'))).not.toEqual([]);
    expect(at(lines[1], 'object', 'columnDefinitions')).toBeNull();
    expect(fieldsOf(listOf(at(lines[1], 'object', 'rows'))[0]).cells).toEqual([
      'row',
      '0/1',
      'Pending',
      '0',
      '0s',
      '<none>',
      '<none>',
      '<none>',
      '<none>',
    ]);
    watch.close();
  });

  it('merges lists by key in a strategic patch, whole in a merge patch', async () => {
    await test.call('POST', DEPLOYMENTS, { body: deployment('merge') });
    const image = { spec: { template: { spec: { containers: [{ name: 'side', image: 'redis' }] } } } };
    const containers = (answer: { json: Fields }) =>
      listOf(at(answer.json, 'spec', 'template', 'spec', 'containers')).map((one) => fieldsOf(one).name);
    const strategic = await test.call('PATCH', `${DEPLOYMENTS}/merge`, {
      body: image,
      headers: patch('application/strategic-merge-patch+json'),
    });
    expect(containers(strategic)).toEqual(['web', 'side']);
    const merge = await test.call('PATCH', `${DEPLOYMENTS}/merge`, {
      body: image,
      headers: patch('application/merge-patch+json'),
    });
    expect(containers(merge)).toEqual(['side']);
    const json = await test.call('PATCH', `${DEPLOYMENTS}/merge`, {
      body: [{ op: 'replace', path: '/spec/replicas', value: 4 }],
      headers: patch('application/json-patch+json'),
    });
    expect(at(json.json, 'spec', 'replicas')).toBe(4);
  });

  it('applies, owns, conflicts, and gives way to force', async () => {
    const apply = (manager: string, replicas: number | undefined, force = false) =>
      test.call('PATCH', `${DEPLOYMENTS}/applied?fieldManager=${manager}${force ? '&force=true' : ''}`, {
        body: { ...deployment('applied'), spec: { ...deployment('applied').spec, replicas } },
        headers: patch('application/apply-patch+yaml'),
      });
    expect((await apply('ana', 2)).status).toBe(201);
    const conflict = await apply('ivan', 3);
    expect([conflict.status, conflict.json.message]).toEqual([
      409,
      'Apply failed with 1 conflict: conflict with "ana" using apps/v1: .spec.replicas',
    ]);
    expect(at((await apply('ivan', 3, true)).json, 'spec', 'replicas')).toBe(3);
    // Ana names it no more and Ivan still does: it stays.
    expect(at((await apply('ana', undefined)).json, 'spec', 'replicas')).toBe(3);
    // Nobody names it any more: it goes back to the default.
    expect(at((await apply('ivan', undefined)).json, 'spec', 'replicas')).toBe(1);
  });

  it('keeps nothing of a dry run', async () => {
    const tried = await test.call('POST', `${PODS}?dryRun=All`, { body: pod('dry') });
    expect(tried.status).toBe(201);
    expect((await test.get(`${PODS}/dry`)).status).toBe(404);
  });

  it('warns whoever reads Endpoints, and nobody else', async () => {
    const warnings = ['endpoints', 'services'].map((kind) => test.get(`/api/v1/namespaces/default/${kind}`));
    expect((await Promise.all(warnings)).map(({ headers }) => headers.warning)).toEqual([
      '299 - "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice"',
      undefined,
    ]);
  });

  it('warns of fields whose names no header could carry', async () => {
    const body = { metadata: { name: 'hostil' }, 'año日\u007f\n': 1 };
    const warned = await test.call('POST', '/api/v1/namespaces/default/configmaps?dryRun=All', { body });
    expect(warned.status).toBe(201);
    const sent = Buffer.from(String(warned.headers.warning), 'latin1').toString('utf8');
    expect(sent).toBe('299 - "unknown field \\"año日?\\\\n\\""');
  });

  it('warns of unknown fields, or refuses them when asked to be strict', async () => {
    const body = { ...pod('odd'), spec: { ...pod('odd').spec, colour: 'blue' } };
    const warned = await test.call('POST', `${PODS}?dryRun=All`, { body });
    expect(warned.headers.warning).toBe('299 - "unknown field \\"spec.colour\\""');
    expect(at(warned.json, 'spec', 'colour')).toBeUndefined();
    const strict = await test.call('POST', `${PODS}?fieldValidation=Strict`, { body });
    expect(strict.json.message).toBe(
      'Pod in version "v1" cannot be handled as a Pod: strict decoding error: unknown field "spec.colour"',
    );
  });

  it('refuses wrong types in the words of a Go decoder', async () => {
    const body = { ...deployment('x'), spec: { ...deployment('x').spec, replicas: 'many' } };
    const answer = await test.call('POST', DEPLOYMENTS, { body });
    expect([answer.status, answer.json.message]).toEqual([
      400,
      'Deployment in version "v1" cannot be handled as a Deployment: json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32',
    ]);
  });

  it('refuses a speed of the clock that is none', async () => {
    test.server
      .as('kubeplano')
      .create('switches', { metadata: { name: 'clock' }, spec: { component: 'clock', on: true } });
    const set = async (speed: unknown) => {
      const headers = patch('application/merge-patch+json');
      const answer = await test.call('PATCH', `${SWITCHES}/clock`, { headers, body: { spec: { speed } } });
      return [answer.status, answer.json.message];
    };
    const refused = (why: string) => [422, `Switch.sample.kubeplano.dev "clock" is invalid: spec.speed: ${why}`];
    expect(await set(50)).toEqual(refused('Invalid value: 50: spec.speed in body should be less than or equal to 10'));
    expect(await set(0)).toEqual(
      refused('Invalid value: 0: spec.speed in body should be greater than or equal to 0.1'),
    );
    expect(await set('abc')).toEqual([422, expect.stringContaining('SwitchSpec.spec.speed of type float64')]);
    expect((await set(0.5))[0]).toBe(200);
  });

  it('scales through the scale subresource', async () => {
    await test.call('POST', DEPLOYMENTS, { body: deployment('scaled') });
    const scale = await test.get(`${DEPLOYMENTS}/scaled/scale`);
    expect(at(scale.json, 'status', 'selector')).toBe('app=scaled');
    const put = await test.call('PUT', `${DEPLOYMENTS}/scaled/scale`, {
      body: { ...scale.json, spec: { replicas: 5 } },
    });
    expect(at(put.json, 'spec', 'replicas')).toBe(5);
    const table = await test.get(`${DEPLOYMENTS}/scaled/scale`, 'application/json;as=Table;v=v1;g=meta.k8s.io');
    expect(listOf(table.json.columnDefinitions).map((one) => fieldsOf(one).name)).toEqual([
      'Name',
      'Desired',
      'Available',
      'Age',
    ]);
    expect(listOf(table.json.rows).map((row) => fieldsOf(row).cells)).toEqual([['scaled', 5, 0, '0s']]);
    const minus = await test.call('PATCH', `${DEPLOYMENTS}/scaled/scale`, {
      body: { spec: { replicas: -1 } },
      headers: patch('application/merge-patch+json'),
    });
    expect(minus.json.message).toBe(
      'Scale.autoscaling "scaled" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0',
    );
  });

  it('passes on what a container says', async () => {
    test.server.setLogs(({ container, tailLines }) => ({
      text: `${container} ${tailLines}\n`,
      follow: (onText, onEnd) => {
        onText('later\n');
        onEnd();
        return () => undefined;
      },
    }));
    await test.call('POST', PODS, { body: pod('talks', { nodeName: 'n' }) });
    expect((await test.get(`${PODS}/talks/log?tailLines=3&follow=true`)).text).toBe('web 3\nlater\n');
    expect((await test.get(`${PODS}/talks/log?container=nobody`)).json.message).toBe(
      'container nobody is not valid for pod talks',
    );
  });

  it('says of a log no more than was asked, and refuses what cannot be asked', async () => {
    test.server.setLogs(({ sinceTime }) => ({
      text: `ñandú ${sinceTime}\n`,
      follow: (onText) => {
        onText('and more');
        return () => undefined;
      },
    }));
    await test.call('POST', PODS, { body: pod('brief', { nodeName: 'n' }) });
    const log = (query: string) => test.get(`${PODS}/brief/log?${query}`);
    expect((await log('limitBytes=7')).text).toBe('ñandú');
    expect((await log('limitBytes=20&follow=true')).text).toBe('ñandú undefined\nan');
    expect((await log('sinceTime=2026-11-22T11:00:00Z')).text).toBe('ñandú 2026-11-22T11:00:00Z\n');
    const refusals = await Promise.all(
      [
        'limitBytes=0',
        'tailLines=-1',
        'sinceSeconds=0',
        'sinceSeconds=1&sinceTime=2026-11-22T11:00:00Z',
        'tailLines=x',
        'sinceTime=x',
      ].map(log),
    );
    expect(refusals.map(({ status, json }) => [status, json.message])).toEqual([
      [422, 'PodLogOptions "brief" is invalid: limitBytes: Invalid value: 0: must be greater than 0'],
      [422, 'PodLogOptions "brief" is invalid: tailLines: Invalid value: -1: must be greater than or equal to 0'],
      [422, 'PodLogOptions "brief" is invalid: sinceSeconds: Invalid value: 0: must be greater than 0'],
      [
        422,
        'PodLogOptions "brief" is invalid: []: Forbidden: at most one of `sinceTime` or `sinceSeconds` may be specified',
      ],
      [400, 'strconv.ParseInt: parsing "x": invalid syntax'],
      [400, 'parsing time "x" as "2006-01-02T15:04:05Z07:00": cannot parse "x" as "2006"'],
    ]);
  });

  it('keeps the identity of what is patched', async () => {
    await test.call('POST', CONFIGMAPS, { body: configMap('same') });
    const headers = patch('application/merge-patch+json');
    const { status, json } = await test.call('PATCH', `${CONFIGMAPS}/same`, {
      body: { metadata: { uid: 'z' } },
      headers,
    });
    const message = 'ConfigMap "same" is invalid: metadata.uid: Invalid value: "z": field is immutable';
    expect([status, json.message]).toEqual([422, message]);
  });

  it('refuses a switch that somebody makes up, created or applied', async () => {
    const body = { metadata: { name: 'nada' }, spec: { component: 'scheduler', on: true } };
    const why = 'the switches there are belong to what this cluster has, and no others can be made';
    const refusal = [403, `switches.sample.kubeplano.dev "nada" is forbidden: ${why}`];
    const created = await test.call('POST', SWITCHES, { body });
    expect([created.status, created.json.message]).toEqual(refusal);
    const applied = await test.call('PATCH', `${SWITCHES}/nada?fieldManager=kubeplano`, {
      body: { apiVersion: 'sample.kubeplano.dev/v1', kind: 'Switch', ...body },
      headers: patch('application/apply-patch+yaml'),
    });
    expect([applied.status, applied.json.message]).toEqual(refusal);
  });

  it('refuses that a switch becomes one of something else, or of nothing', async () => {
    const spec = { component: 'network', node: 'a', peer: 'b', on: true };
    test.server.as('kubeplano').create('switches', { metadata: { name: 'network-a-b' }, spec });
    const headers = patch('application/merge-patch+json');
    const set = async (body: Fields) => {
      const { status, json } = await test.call('PATCH', `${SWITCHES}/network-a-b`, { headers, body });
      return [status, status < 400 ? '' : json.message];
    };
    const refused = (why: string) => [422, `Switch.sample.kubeplano.dev "network-a-b" is invalid: spec.${why}`];
    expect(await set({ spec: { component: 'scheduler' } })).toEqual(
      refused('component: Invalid value: "scheduler": field is immutable'),
    );
    expect(await set({ spec: { peer: 'c' } })).toEqual(refused('peer: Invalid value: "c": field is immutable'));
    expect(await set({ spec: { node: null } })).toEqual(refused('node: Invalid value: null: field is immutable'));
    expect(await set({ spec: null })).toEqual(refused('component: Required value'));
    expect(await set({ spec: { on: false } })).toEqual([200, '']);
  });

  it.each(['limit', 'timeoutSeconds'])('refuses a %s that is no number', async (name) => {
    const { status, json } = await test.get(`${PODS}?${name}=x`);
    expect([status, json.message]).toEqual([400, 'strconv.ParseInt: parsing "x": invalid syntax']);
  });

  it('shows events in both spellings', async () => {
    await test.call('POST', '/apis/events.k8s.io/v1/namespaces/default/events', {
      body: {
        metadata: { name: 'e' },
        regarding: { kind: 'Pod', name: 'p', namespace: 'default' },
        note: 'hola',
        reason: 'R',
        type: 'Normal',
        eventTime: '2026-11-22T11:20:38.000000Z',
        action: 'A',
        reportingController: 'me',
        reportingInstance: 'me-1',
      },
    });
    const core = await test.get('/api/v1/namespaces/default/events/e');
    expect(core.json).toMatchObject({
      apiVersion: 'v1',
      message: 'hola',
      reportingComponent: 'me',
      involvedObject: { kind: 'Pod' },
    });
    const modern = await test.get('/apis/events.k8s.io/v1/namespaces/default/events/e');
    expect(modern.json).toMatchObject({ apiVersion: 'events.k8s.io/v1', note: 'hola', regarding: { name: 'p' } });
  });

  it('answers in YAML to who prefers it, and reads it', async () => {
    const made = await test.call('POST', CONFIGMAPS, {
      body: 'metadata:\n  name: from-yaml\ndata:\n  a: "1"\n',
      headers: { 'content-type': 'application/yaml', accept: 'application/yaml' },
    });
    expect(made.status).toBe(201);
    expect(made.text).toContain('kind: ConfigMap\n');
  });

  it.each([
    ['PUT', '/api/v1/pods', 405],
    ['DELETE', '/api/v1/namespaces', 405],
    ['POST', '/version', 200],
    ['POST', '/apis/apps/v1', 404],
    ['GET', '/api/v1/nothing', 404],
    ['GET', '/api/v1/namespaces/default/pods/a/b/c', 404],
    ['GET', '/api/v1/namespaces/%zz/pods', 400],
    ['GET', `${PODS}?fieldSelector=spec.colour%3Dblue`, 400],
    ['GET', `${PODS}?labelSelector=%2C%2C`, 400],
    ['GET', `${PODS}?resourceVersion=abc`, 400],
    ['GET', `${PODS}?limit=-1`, 200],
    ['GET', `${PODS}?continue=zzz`, 400],
    ['GET', '/api/v1/namespaces/default/pods/..%2F..%2Fetc', 404],
    ['GET', '/openapi/v2', 404],
    ['GET', '/livez/nothing', 404],
  ])('%s %s is %i', async (method, path, status) => {
    expect((await test.call(method, path)).status).toBe(status);
  });

  it('refuses what it cannot answer in, what it cannot read, and what is too large', async () => {
    expect((await test.get(PODS, 'text/html')).status).toBe(406);
    expect((await test.call('POST', PODS, { body: 'x', headers: { 'content-type': 'text/plain' } })).status).toBe(415);
    const huge = await test.call('POST', CONFIGMAPS, { body: configMap('huge', { a: 'x'.repeat(4 * 1024 * 1024) }) });
    expect([huge.status, huge.json.reason]).toEqual([413, 'RequestEntityTooLarge']);
  });

  it('says in readyz and livez that etcd is away, and fails as a server without etcd does', async () => {
    test.server.setEtcd(false);
    const ready = await test.get('/readyz?verbose');
    expect([ready.status, ready.text.includes('[-]etcd failed: reason withheld')]).toEqual([500, true]);
    const list = await test.get(PODS);
    expect([list.status, list.json.message]).toEqual([500, 'etcdserver: request timed out']);
    test.server.setEtcd(true);
    expect((await test.get('/readyz?verbose')).text).toMatch(/readyz check passed\n$/);
  });

  it('refuses connections while stopped and forgets nothing', async () => {
    await test.call('POST', CONFIGMAPS, { body: configMap('survivor') });
    const watch = await test.watch(`${CONFIGMAPS}?watch=1`);
    test.server.stop();
    await watch.ended;
    await expect(test.get(CONFIGMAPS)).rejects.toThrow(/ECONNREFUSED|ECONNRESET|hang up/);
    test.server.start();
    await expect
      .poll(() =>
        test.get(`${CONFIGMAPS}/survivor`).then(
          ({ status }) => status,
          () => 0,
        ),
      )
      .toBe(200);
  });
});
