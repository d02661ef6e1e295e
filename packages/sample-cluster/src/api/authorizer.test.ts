import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, type Fields, listOf } from './json.ts';
import { startTestServer, type TestServer } from './testing/http-client.ts';

const REVIEWS = '/apis/authorization.k8s.io/v1';

describe('users with limited rights', () => {
  let test: TestServer;
  beforeAll(async () => {
    test = await startTestServer();
    for (const namespace of ['default', 'desarrollo'])
      await test.call('POST', `/api/v1/namespaces/${namespace}/secrets`, { body: { metadata: { name: 'clave' } } });
  });
  afterAll(() => test.close());

  const as = (token: string) => async (method: string, path: string, body?: unknown) => {
    const { status, json } = await test.call(method, path, { token, ...(body === undefined ? {} : { body }) });
    return { status, json };
  };
  const desarrollo = as('desarrollo');
  const reader = as('solo-lectura');

  // The messages are those a real 1.20 API server gave to the same requests.
  it.each([
    [
      'GET',
      '/api/v1/pods',
      'pods is forbidden: User "desarrollo" cannot list resource "pods" in API group "" at the cluster scope',
    ],
    [
      'GET',
      '/api/v1/nodes?watch=true',
      'nodes is forbidden: User "desarrollo" cannot watch resource "nodes" in API group "" at the cluster scope',
    ],
    [
      'GET',
      '/api/v1/namespaces',
      'namespaces is forbidden: User "desarrollo" cannot list resource "namespaces" in API group "" at the cluster scope',
    ],
    [
      'GET',
      '/api/v1/namespaces/desarrollo/secrets',
      'secrets is forbidden: User "desarrollo" cannot list resource "secrets" in API group "" in the namespace "desarrollo"',
    ],
    [
      'GET',
      '/api/v1/namespaces/default/pods/x',
      'pods "x" is forbidden: User "desarrollo" cannot get resource "pods" in API group "" in the namespace "default"',
    ],
    [
      'GET',
      '/apis/apps/v1/namespaces/default/deployments/x',
      'deployments.apps "x" is forbidden: User "desarrollo" cannot get resource "deployments" in API group "apps" in the namespace "default"',
    ],
    [
      'POST',
      '/apis/apps/v1/namespaces/desarrollo/deployments',
      'deployments.apps is forbidden: User "desarrollo" cannot create resource "deployments" in API group "apps" in the namespace "desarrollo"',
    ],
    [
      'DELETE',
      '/api/v1/namespaces/desarrollo/pods',
      'pods is forbidden: User "desarrollo" cannot deletecollection resource "pods" in API group "" in the namespace "desarrollo"',
    ],
    [
      'GET',
      '/api/v1/namespaces/default',
      'namespaces "default" is forbidden: User "desarrollo" cannot get resource "namespaces" in API group "" in the namespace "default"',
    ],
    // Leave is asked first; whether there is such a thing is looked at afterwards.
    [
      'GET',
      '/apis/foo.io/v1/bars',
      'bars.foo.io is forbidden: User "desarrollo" cannot list resource "bars" in API group "foo.io" at the cluster scope',
    ],
    [
      'POST',
      '/apis/foo.io/v1/bars',
      'bars.foo.io is forbidden: User "desarrollo" cannot create resource "bars" in API group "foo.io" at the cluster scope',
    ],
    [
      'OPTIONS',
      '/apis/foo.io/v1/bars',
      'bars.foo.io is forbidden: User "desarrollo" cannot  resource "bars" in API group "foo.io" at the cluster scope',
    ],
    [
      'GET',
      '/api/v1/nosuch',
      'nosuch is forbidden: User "desarrollo" cannot list resource "nosuch" in API group "" at the cluster scope',
    ],
    [
      'GET',
      '/api/v1/namespaces/otra/nosuch/x',
      'nosuch "x" is forbidden: User "desarrollo" cannot get resource "nosuch" in API group "" in the namespace "otra"',
    ],
    [
      'GET',
      '/apis/apps/v1/namespaces/desarrollo/deployments/x/y/z',
      'deployments.apps "x" is forbidden: User "desarrollo" cannot get resource "deployments/y" in API group "apps" in the namespace "desarrollo"',
    ],
    [
      'GET',
      '/api/v1/pods/x',
      'pods "x" is forbidden: User "desarrollo" cannot get resource "pods" in API group "" at the cluster scope',
    ],
    [
      'GET',
      '/api/v1/namespaces/desarrollo/nodes',
      'nodes is forbidden: User "desarrollo" cannot list resource "nodes" in API group "" in the namespace "desarrollo"',
    ],
    [
      'GET',
      '/apis/apps/v9/deployments',
      'deployments.apps is forbidden: User "desarrollo" cannot list resource "deployments" in API group "apps" at the cluster scope',
    ],
    [
      'GET',
      '/apis/foo.io/v1/watch/bars',
      'bars.foo.io is forbidden: User "desarrollo" cannot watch resource "bars" in API group "foo.io" at the cluster scope',
    ],
    [
      'GET',
      '/api/v1/namespaces/default/finalize',
      'namespaces "default" is forbidden: User "desarrollo" cannot get resource "namespaces/finalize" in API group "" in the namespace "default"',
    ],
    ['GET', '/metrics', 'forbidden: User "desarrollo" cannot get path "/metrics"'],
  ])('refuses %s %s in the words of the real one', async (method, path, message) => {
    const { status, json } = await desarrollo(method, path, method === 'POST' ? {} : undefined);
    expect([status, json.reason, json.message]).toEqual([403, 'Forbidden', message]);
  });

  it('lets each read what is theirs', async () => {
    expect((await desarrollo('GET', '/api/v1/namespaces/desarrollo/pods')).status).toBe(200);
    expect((await desarrollo('GET', '/api/v1/namespaces/desarrollo')).status).toBe(200);
    expect((await desarrollo('GET', '/apis')).status).toBe(200);
    for (const path of ['/api/v1/pods', '/api/v1/nodes', '/apis/coordination.k8s.io/v1/leases'])
      expect((await reader('GET', path)).status, path).toBe(200);
    expect((await reader('GET', '/api/v1/namespaces/default/secrets/clave')).status).toBe(403);
    expect((await reader('DELETE', '/api/v1/namespaces/default')).status).toBe(403);
  });

  it('says 404 of what is not served to who may ask for it, and to anybody of a group or version', async () => {
    const administrator = as('test-token');
    for (const path of [
      '/apis/foo.io/v1/bars',
      '/api/v1/nosuch',
      '/api/v1/namespaces/desarrollo/nodes',
      '/api/v1/pods/x',
      '/api/v1/watch/pods',
      '/api/v1/namespaces/default/pods/x/log/more',
    ])
      expect((await administrator('GET', path)).status, path).toBe(404);
    for (const path of ['/apis/foo.io/v1', '/apis/foo.io', '/apis//', '/api/v1/namespaces/desarrollo/pods/x/log/more'])
      expect((await desarrollo('GET', path)).status, path).toBe(404);
    expect((await desarrollo('GET', '/api/v1/')).status).toBe(200);
  });

  it('answers 401 for a token that is nobody’s, and for none', async () => {
    for (const token of ['desarroll0', 'test-toke', '']) {
      const { status, json } = await as(token)('GET', '/api/v1/pods');
      expect([status, json.reason, json.message]).toEqual([401, 'Unauthorized', 'Unauthorized']);
    }
  });

  it('reviews access by the same rules', async () => {
    const may = async (who: typeof reader, resourceAttributes: Fields) =>
      at(
        (await who('POST', `${REVIEWS}/selfsubjectaccessreviews`, { spec: { resourceAttributes } })).json,
        'status',
        'allowed',
      );
    expect(await may(desarrollo, { verb: 'list', resource: 'pods', namespace: 'desarrollo' })).toBe(true);
    expect(await may(desarrollo, { verb: 'list', resource: 'pods' })).toBe(false);
    expect(await may(desarrollo, { verb: 'get', resource: 'pods', subresource: 'log', namespace: 'desarrollo' })).toBe(
      true,
    );
    expect(await may(reader, { verb: 'list', resource: 'secrets' })).toBe(false);
    expect(await may(reader, { verb: '*', resource: '*' })).toBe(false);
    expect(await may(as('test-token'), { verb: '*', resource: '*', group: '*' })).toBe(true);
  });

  it('lets the administrator ask as somebody else, with their rights alone', async () => {
    const { call } = test;
    const as = async (path: string, ...[user, ...groups]: string[]) => {
      const headers = {
        ...(user ? { 'impersonate-user': user } : {}),
        ...(groups.length > 0 ? { 'impersonate-group': groups.join(', ') } : {}),
      };
      const { status, json } = await call('GET', path, { headers });
      return [status, json.message];
    };
    const pods = '/api/v1/namespaces/default/pods';
    const refused = (name: string) =>
      `pods is forbidden: User "${name}" cannot list resource "pods" in API group "" in the namespace "default"`;
    expect(await as(pods, 'nadie')).toEqual([403, refused('nadie')]);
    expect(await as(pods, 'desarrollo')).toEqual([403, refused('desarrollo')]);
    expect(await as('/api/v1/namespaces/desarrollo/pods', 'desarrollo')).toEqual([200, undefined]);
    expect(await as(pods, 'nadie', 'system:masters')).toEqual([200, undefined]);
    const account = 'system:serviceaccount:default:default';
    expect(await as(pods, account)).toEqual([403, refused(account)]);
    expect((await as(pods, '', 'system:masters'))[0]).toBe(500);
  });

  it.each([
    [
      'nadie',
      'users "nadie" is forbidden: User "solo-lectura" cannot impersonate resource "users" in API group "" at the cluster scope',
    ],
    [
      'system:serviceaccount:default:yo',
      'serviceaccounts "yo" is forbidden: User "solo-lectura" cannot impersonate resource "serviceaccounts" in API group "" in the namespace "default"',
    ],
  ])('lets nobody else ask as %s', async (user, message) => {
    const { status, json } = await test.call('GET', '/api/v1/pods', {
      token: 'solo-lectura',
      headers: { 'impersonate-user': user },
    });
    expect([status, json.message]).toEqual([403, message]);
  });

  it('lists the rules that hold in a namespace', async () => {
    const rules = async (namespace: string) =>
      listOf(
        at(
          (await desarrollo('POST', `${REVIEWS}/selfsubjectrulesreviews`, { spec: { namespace } })).json,
          'status',
          'resourceRules',
        ),
      );
    expect((await rules('desarrollo')).some((rule) => listOf(at(rule, 'resources')).includes('pods'))).toBe(true);
    expect((await rules('default')).some((rule) => listOf(at(rule, 'resources')).includes('pods'))).toBe(false);
  });
});
