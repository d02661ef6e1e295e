import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fields, fieldsOf, listOf, textOf } from './json.ts';
import { RESOURCES } from './resources.ts';
import { startTestServer, type TestServer } from './testing/http-client.ts';

/**
 * Manifests with a mistake, one a line, and what they are answered. Each was sent to a real API server as well: those with
 * `asA1.20` were answered the same by a 1.20, word for word; the others in words that have changed since (structures are
 * written in JSON, decoders are another's, variables may have nearly any name), or accepted for fields it does not know.
 */
const ROWS: Fields[] = readFileSync(new URL('testing/refused.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => fieldsOf(JSON.parse(line)));

describe('a manifest that nobody should write', () => {
  let test: TestServer;
  beforeAll(async () => {
    test = await startTestServer();
  });
  afterAll(() => test.close());

  const pathOf = (resource: unknown) => {
    const info = RESOURCES.find((one) => one.resource === resource);
    const group = info?.group ? `/apis/${info.group}` : '/api';
    return `${group}/${info?.version}${info?.namespaced ? '/namespaces/default' : ''}/${info?.resource}`;
  };
  const post = async (resource: string, body: Fields) => {
    const { status, json } = await test.call('POST', pathOf(resource), { body });
    return { status, message: status < 400 ? '' : json.message };
  };

  it.each(ROWS.map((row) => [textOf(row.what), row] as const))('%s', async (_what, row) => {
    const { status, json } = await test.call('POST', `${pathOf(row.resource)}?dryRun=All`, { body: row.manifest });
    expect([status, status < 400 ? undefined : json.message]).toEqual([row.code, row.message]);
  });

  const cron = (name: string, spec: Fields) => {
    const containers = [{ name: 'c', image: 'busybox' }];
    const jobTemplate = { spec: { template: { spec: { restartPolicy: 'Never', containers } } } };
    return { metadata: { name }, spec: { schedule: '@hourly', jobTemplate, ...spec } };
  };
  it.each([
    [{ timeZone: 'Europe/Madrid' }, undefined],
    [{ schedule: '@every 1h30m' }, undefined],
    [{ schedule: '0 9 * jan mon-fri' }, undefined],
    [{ timeZone: 'Nada/Nadie' }, 'spec.timeZone: Invalid value: "Nada/Nadie": unknown time zone Nada/Nadie'],
    [{ timeZone: '' }, 'spec.timeZone: Invalid value: "": timeZone must be nil or non-empty string'],
    [
      { timeZone: 'local' },
      'spec.timeZone: Invalid value: "local": timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones',
    ],
    [{ schedule: '0 0 * * 7' }, 'spec.schedule: Invalid value: "0 0 * * 7": end of range (7) above maximum (6): 7'],
    [
      { schedule: '@every 5' },
      'spec.schedule: Invalid value: "@every 5": failed to parse duration @every 5: time: missing unit in duration "5"',
    ],
  ])('a cron job with %j', async (spec, refusal) => {
    const { status, message } = await post('cronjobs', cron(`c${JSON.stringify(spec).length}`, spec));
    expect([status, message]).toEqual(refusal ? [422, expect.stringContaining(`is invalid: ${refusal}`)] : [201, '']);
  });

  const container = { name: 'c', image: 'busybox' };
  const tolerations = [{ key: 'k', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 5 }];
  const MADE: { [resource: string]: Fields } = {
    pods: { spec: { containers: [container], tolerations, nodeName: 'n', activeDeadlineSeconds: 50 } },
    secrets: { type: 'Opaque', data: { a: 'eA==' } },
    services: { spec: { type: 'NodePort', ports: [{ port: 80 }] } },
    nodes: { spec: { podCIDR: '10.1.0.0/24', podCIDRs: ['10.1.0.0/24'] } },
    priorityclasses: { value: 7 },
    controllerrevisions: { data: { a: 1 }, revision: 1 },
    endpointslices: { addressType: 'IPv4', endpoints: [] },
  };
  // Words of a 1.20, but for Go's structures, which are JSON.
  it.each([
    ['pods', { spec: { activeDeadlineSeconds: 5 } }, undefined],
    ['pods', { spec: { containers: [{ ...container, image: 'nginx' }] } }, undefined],
    ['pods', { spec: { containers: [{ ...container, image: '' }] } }, 'spec.containers[0].image: Required value'],
    [
      'pods',
      { spec: { containers: [container, { name: 'd', image: 'x' }] } },
      'spec.containers: Forbidden: pod updates may not add or remove containers',
    ],
    [
      'pods',
      { spec: { containers: null } },
      '[spec.containers: Required value, spec.containers: Forbidden: pod updates may not add or remove containers]',
    ],
    [
      'pods',
      { spec: { activeDeadlineSeconds: -5 } },
      '[spec.activeDeadlineSeconds: Invalid value: -5: must be between 1 and 2147483647, inclusive, spec.activeDeadlineSeconds: Invalid value: -5: must be between 0 and 2147483647, inclusive]',
    ],
    [
      'pods',
      { spec: { activeDeadlineSeconds: 51 } },
      'spec.activeDeadlineSeconds: Invalid value: 51: must be less than or equal to previous value',
    ],
    [
      'pods',
      { spec: { activeDeadlineSeconds: null } },
      'spec.activeDeadlineSeconds: Invalid value: null: must not update from a positive integer to nil value',
    ],
    [
      'pods',
      { metadata: { annotations: { 'kubernetes.io/config.mirror': 'x' } } },
      'metadata.annotations[kubernetes.io/config.mirror]: Forbidden: may not add mirror pod annotation',
    ],
    [
      'secrets',
      { type: 'kubernetes.io/tls' },
      '[type: Invalid value: "kubernetes.io/tls": field is immutable, data[tls.crt]: Required value, data[tls.key]: Required value]',
    ],
    [
      'services',
      { spec: { clusterIP: 'None' } },
      '[spec.clusterIPs[0]: Invalid value: ["None"]: may not change once set, spec.clusterIPs[0]: Invalid value: "None": may not be set to \'None\' for NodePort services]',
    ],
    [
      'nodes',
      { spec: { podCIDR: null, podCIDRs: null } },
      'spec.podCIDRs: Forbidden: node updates may not change podCIDR except from "" to valid',
    ],
    ['nodes', { spec: { providerID: 'x' } }, undefined],
    ['priorityclasses', { value: 5 }, 'Value: Forbidden: may not be changed in an update.'],
    ['priorityclasses', { globalDefault: true }, undefined],
    ['priorityclasses', { preemptionPolicy: 'Never' }, 'preemptionPolicy: Invalid value: "Never": field is immutable'],
    ['controllerrevisions', { data: { a: 2 } }, 'data: Invalid value: {"a":2}: field is immutable'],
    ['controllerrevisions', { revision: 2 }, undefined],
    ['endpointslices', { addressType: 'IPv6' }, 'addressType: Invalid value: "IPv6": field is immutable'],
  ])('%s changed by %j', async (resource, body, refusal) => {
    await post(resource, { metadata: { name: 'cambia' }, ...MADE[resource] });
    const headers = { 'content-type': 'application/strategic-merge-patch+json' };
    const path = `${pathOf(resource)}/cambia?dryRun=All`;
    const { status, json } = await test.call('PATCH', path, { body, headers });
    expect([status, textOf(json.message)?.replace(/^\S+ "cambia" is invalid: /, '')]).toEqual([
      refusal ? 422 : 200,
      refusal,
    ]);
  });

  it('adds tolerations to a pod and takes none back', async () => {
    await post('pods', { metadata: { name: 'tolera' }, ...MADE.pods });
    const headers = { 'content-type': 'application/json-patch+json' };
    const patch = (body: Fields[]) => test.call('PATCH', `${pathOf('pods')}/tolera`, { body, headers });
    const value = { key: 'l', operator: 'Exists' };
    expect((await patch([{ op: 'add', path: '/spec/tolerations/-', value }])).status).toBe(200);
    const { json } = await patch([{ op: 'replace', path: '/spec/tolerations', value: [] }]);
    expect(json.message).toBe(
      'Pod "tolera" is invalid: spec.tolerations: Forbidden: existing toleration can not be modified except its tolerationSeconds',
    );
  });

  it('keeps what is immutable, and says so', async () => {
    await post('configmaps', { metadata: { name: 'fijo' }, data: { a: '1' }, immutable: true });
    const body = { metadata: { name: 'fijo' }, data: { a: '2' }, binaryData: { b: 'eA==' } };
    const { status, json } = await test.call('PUT', `${pathOf('configmaps')}/fijo`, { body });
    expect([status, json.message]).toEqual([
      422,
      'ConfigMap "fijo" is invalid: [immutable: Forbidden: field is immutable when `immutable` is set, data: Forbidden: field is immutable when `immutable` is set, binaryData: Forbidden: field is immutable when `immutable` is set]',
    ]);
  });

  it('lets a service become another type, without its node port', async () => {
    await post('services', { metadata: { name: 's' }, spec: { type: 'NodePort', ports: [{ port: 80 }] } });
    const headers = { 'content-type': 'application/merge-patch+json' };
    const patch = (body: Fields) => test.call('PATCH', `${pathOf('services')}/s`, { body, headers });
    const { status, json } = await patch({ spec: { type: 'ClusterIP' } });
    expect([status, fieldsOf(json.spec).ports]).toEqual([200, [{ port: 80, protocol: 'TCP', targetPort: 80 }]]);
    const other = await patch({ spec: { clusterIP: '10.96.0.99', clusterIPs: ['10.96.0.99'] } });
    expect(other.json.message).toBe(
      'Service "s" is invalid: spec.clusterIPs[0]: Invalid value: ["10.96.0.99"]: may not change once set',
    );
  });

  it('gives a service what it had when that is not sent again, and takes back what its new type has not', async () => {
    const path = `${pathOf('services')}/guarda`;
    await post('services', { metadata: { name: 'guarda' }, spec: { type: 'NodePort', ports: [{ port: 80 }] } });
    const had = fieldsOf((await test.get(path)).json.spec);
    const put = async (spec: Fields) =>
      fieldsOf((await test.call('PUT', path, { body: { metadata: { name: 'guarda' }, spec } })).json.spec);
    expect(await put({ type: 'NodePort', ports: [{ port: 80 }] })).toEqual(had);
    const { clusterIP, clusterIPs } = had;
    const ports = [{ port: 80, protocol: 'TCP', targetPort: 80 }];
    expect(await put({ ...had, type: 'ClusterIP' })).toMatchObject({ type: 'ClusterIP', clusterIP, clusterIPs, ports });
    const headers = { 'content-type': 'application/merge-patch+json' };
    const body = { spec: { type: 'ExternalName', externalName: 'a.b' } };
    const { json } = await test.call('PATCH', path, { body, headers });
    expect(json.spec).toEqual({ type: 'ExternalName', externalName: 'a.b', ports, sessionAffinity: 'None' });
  });

  it('does not count the addresses a service is given as written by who made it', async () => {
    await post('services', { metadata: { name: 'ajena' }, spec: { type: 'NodePort', ports: [{ port: 80 }] } });
    const { json } = await test.get(`${pathOf('services')}/ajena`);
    const [entry] = listOf(fieldsOf(json.metadata).managedFields).map(fieldsOf);
    expect(JSON.stringify(entry?.fieldsV1)).not.toMatch(/f:(clusterIP|nodePort|ipFamil)/);
  });

  it('holds a duration no longer than Go does: what is deleted with the longest of them is marked, not refused', async () => {
    const spec = { nodeName: 'n', terminationGracePeriodSeconds: 2 ** 63, containers: [{ name: 'c', image: 'i' }] };
    await post('pods', { metadata: { name: 'eterno' }, spec });
    const { status, json } = await test.call('DELETE', `${pathOf('pods')}/eterno`, {});
    expect([status, fieldsOf(json.metadata).deletionTimestamp]).toEqual([200, expect.stringMatching(/^20\d\d-/)]);
  });
});
