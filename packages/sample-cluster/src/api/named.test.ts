import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fields } from './json.ts';
import { startTestServer, type TestServer } from './testing/http-client.ts';

const CONFIG_MAPS = '/api/v1/namespaces/default/configmaps';
const NAMELESS = 'the name of the object (m based on URL) was undeterminable: name must be provided';
const OTHER_NAME = 'the name of the object (other) does not match the name on the URL (m)';
const OTHER_NAMESPACE = 'the namespace of the object (other) does not match the namespace on the request (default)';
const IMMUTABLE = 'field is immutable';
const TIME = '2020-01-01T00:00:00Z';
const GONE = `ConfigMap "m" is invalid: metadata.deletionTimestamp: Invalid value: 2020-01-01 00:00:00 +0000 UTC: ${IMMUTABLE}`;
const unknown = (kind: string, version: string) =>
  `no kind "${kind}" is registered for version "${version}" in scheme "pkg/api/legacyscheme/scheme.go:30"`;
const conversion = 'converting (v1.Secret) to (core.ConfigMap): unknown conversion';

/** Each was asked of a real server of 1.20; `apply` without its kind, and of another, are a 500 there. */
describe('a body of something else than the URL names', () => {
  let test: TestServer;
  beforeAll(async () => {
    test = await startTestServer();
    await test.call('POST', CONFIG_MAPS, { body: { metadata: { name: 'm' }, data: { a: '1' } } });
    const template = { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'c', image: 'i' }] } };
    const spec = { replicas: 0, selector: { matchLabels: { a: 'b' } }, template };
    await test.call('POST', '/apis/apps/v1/namespaces/default/deployments', {
      body: { metadata: { name: 'd' }, spec },
    });
  });
  afterAll(() => test.close());

  const patch = async (type: string, body: unknown, path = `${CONFIG_MAPS}/m`) => {
    const headers = { 'content-type': `application/${type}` };
    const { status, json } = await test.call('PATCH', `${path}?dryRun=All&fieldManager=f`, { body, headers });
    return [status, status < 400 ? '' : json.message];
  };
  const operations = (change: Fields, path = ''): Fields[] =>
    Object.entries(change).flatMap(([name, value]) => {
      const at = `${path}/${name}`;
      if (name === 'metadata' && value) return operations(value as Fields, at);
      return value === null ? [{ op: 'remove', path: at }] : [{ op: 'add', path: at, value }];
    });

  it.each<[change: Fields, code: number, message: string]>([
    [{ metadata: { name: 'other' } }, 400, OTHER_NAME],
    [{ metadata: { name: '' } }, 400, NAMELESS],
    [{ metadata: { name: null } }, 400, NAMELESS],
    [{ metadata: null }, 400, NAMELESS],
    [{ metadata: { namespace: 'other' } }, 400, OTHER_NAMESPACE],
    [{ metadata: { namespace: '' } }, 200, ''],
    [{ metadata: { uid: 'x' } }, 422, `ConfigMap "m" is invalid: metadata.uid: Invalid value: "x": ${IMMUTABLE}`],
    [{ metadata: { uid: null } }, 200, ''],
    [{ metadata: { creationTimestamp: TIME } }, 200, ''],
    [{ metadata: { deletionTimestamp: TIME } }, 422, GONE],
  ])('as a patch of each type: %j', async (change, code, message) => {
    expect(await patch('merge-patch+json', change)).toEqual([code, message]);
    expect(await patch('strategic-merge-patch+json', change)).toEqual([code, message]);
    expect(await patch('json-patch+json', operations(change))).toEqual([code, message]);
  });

  it.each<[change: Fields, code: number, message: string]>([
    [{ kind: 'Secret' }, 422, conversion],
    [{ kind: 'Nada' }, 422, unknown('Nada', 'v1')],
    [{ apiVersion: 'v2' }, 422, unknown('ConfigMap', 'v2')],
    [{ apiVersion: '' }, 400, NAMELESS],
    [{ apiVersion: null }, 400, NAMELESS],
    [{ kind: '' }, 200, ''],
  ])('as a patch whose result is read anew, but not as a strategic one: %j', async (change, code, message) => {
    const refusal = [code, expect.stringContaining(message)];
    expect(await patch('merge-patch+json', change)).toEqual(refusal);
    expect(await patch('json-patch+json', operations(change))).toEqual(refusal);
    expect(await patch('strategic-merge-patch+json', change)).toEqual([200, '']);
  });

  it('shows what a merge patch made of the object', async () => {
    const [, message] = await patch('merge-patch+json', { kind: 'Nada' });
    expect(message).toMatch(
      /^ "" is invalid: patch: Invalid value: "\{\\"apiVersion\\":\\"v1\\",\\"data\\":\{\\"a\\":\\"1\\"\},\\"kind\\":\\"Nada\\",/,
    );
  });

  it.each<[body: Fields, code: number, message: string]>([
    [{ metadata: { name: 'other' } }, 400, OTHER_NAME],
    [{ metadata: {} }, 400, NAMELESS],
    [{}, 400, NAMELESS],
    [{ metadata: { name: 'm', namespace: 'other' } }, 400, OTHER_NAMESPACE],
    [{ metadata: { name: 'm', deletionTimestamp: TIME } }, 422, GONE],
    [{ kind: '', apiVersion: '', metadata: { name: 'm' } }, 200, ''],
    [
      { kind: 'Secret', metadata: { name: 'm' } },
      400,
      `Secret in version "v1" cannot be handled as a ConfigMap: ${conversion}`,
    ],
    [
      { apiVersion: 'v2', metadata: { name: 'm' } },
      400,
      `ConfigMap in version "v2" cannot be handled as a ConfigMap: ${unknown('ConfigMap', 'v2')}`,
    ],
    [
      { kind: 5, metadata: { name: 'm' } },
      400,
      `the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; json parse error: json: cannot unmarshal number into Go struct field .kind of type string ({"kind":5,"metadata":{"name":" ...)`,
    ],
  ])('as an update: %j', async (body, code, message) => {
    const { status, json } = await test.call('PUT', `${CONFIG_MAPS}/m?dryRun=All`, { body });
    expect([status, status < 400 ? '' : json.message]).toEqual([code, message]);
  });

  const base = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'm' } };
  it.each<[body: Fields, code: number, message: string]>([
    [{ ...base, metadata: {} }, 200, ''],
    [{ ...base, metadata: { name: 'other' } }, 400, OTHER_NAME],
    [{ ...base, metadata: { name: 'm', namespace: 'other' } }, 400, OTHER_NAMESPACE],
    [
      { ...base, metadata: { name: 'm', uid: 'x' } },
      422,
      `ConfigMap "m" is invalid: metadata.uid: Invalid value: "x": ${IMMUTABLE}`,
    ],
    [
      { ...base, apiVersion: 'v2' },
      400,
      'Incorrect version specified in apply patch. Specified patch version: v2, expected: v1',
    ],
    [
      { ...base, kind: undefined },
      400,
      'failed to create typed patch object (default/m; /v1, Kind=): no corresponding type for /v1, Kind=',
    ],
    [{ ...base, kind: 'Secret' }, 400, `Secret in version "v1" cannot be handled as a ConfigMap: ${conversion}`],
  ])('as a manifest that is applied: %j', async (body, code, message) => {
    expect(await patch('apply-patch+yaml', body)).toEqual([code, message]);
  });

  it('as a Scale, which is patched in every way', async () => {
    const path = '/apis/apps/v1/namespaces/default/deployments/d/scale';
    const merge = (body: unknown) => patch('merge-patch+json', body, path);
    const name = 'the name of the object (other) does not match the name on the URL (d)';
    expect(await merge({ metadata: { name: 'other' } })).toEqual([400, name]);
    const uid = expect.stringMatching(
      /^Operation cannot be fulfilled on deployments\/scale.apps "d": Precondition failed: UID in precondition: x,/,
    );
    expect(await merge({ metadata: { uid: 'x' } })).toEqual([409, uid]);
    const kind = expect.stringContaining(unknown('Nada', 'autoscaling/v1'));
    expect(await merge({ kind: 'Nada' })).toEqual([422, kind]);
    const body = [{ op: 'replace', path: '/spec/replicas', value: 3 }];
    const headers = { 'content-type': 'application/json-patch+json' };
    const { json } = await test.call('PATCH', `${path}?dryRun=All`, { body, headers });
    expect(json.spec).toEqual({ replicas: 3 });
  });
});
