import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fields, fieldsOf, textOf } from './json';
import { RESOURCES } from './resources';
import { startTestServer, type TestServer } from './testing/http-client';

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

  const range = 'must be between 0 and 2147483647, inclusive';
  const container = { name: 'c', image: 'i' };
  const mounting = (subPath: string) => ({
    volumes: [{ name: 'v', emptyDir: {} }],
    containers: [{ ...container, volumeMounts: [{ name: 'v', mountPath: '/v', subPath }] }],
  });
  it.each([
    [{ priority: 5 }, 403, 'the integer value of priority (5) must not be provided in pod spec'],
    [{ securityContext: { runAsUser: -1 } }, 422, `spec.securityContext.runAsUser: Invalid value: -1: ${range}`],
    [{ securityContext: { fsGroup: -2 } }, 422, `spec.securityContext.fsGroup: Invalid value: -2: ${range}`],
    [
      { containers: [{ ...container, securityContext: { runAsUser: -1 } }] },
      422,
      `spec.containers[0].securityContext.runAsUser: Invalid value: -1: ${range}`,
    ],
    [{ hostname: 'A_b' }, 422, 'spec.hostname: Invalid value: "A_b": a lowercase RFC 1123 label must'],
    [{ subdomain: 'x.y' }, 422, 'spec.subdomain: Invalid value: "x.y": must not contain dots'],
    [mounting('/a'), 422, 'spec.containers[0].volumeMounts.subPath: Invalid value: "/a": must be a relative path'],
    [
      mounting('a/../b'),
      422,
      `spec.containers[0].volumeMounts.subPath: Invalid value: "a/../b": must not contain '..'`,
    ],
    [
      { volumes: [{ name: 'v', configMap: { name: 'x', defaultMode: 512 } }] },
      422,
      'spec.volumes[0].configMap.defaultMode: Invalid value: 512: must be a number between 0 and 0777 (octal), both inclusive',
    ],
    [
      { volumes: [{ name: 'v', hostPath: { path: '/a/../b' } }] },
      422,
      `spec.volumes[0].hostPath.path: Invalid value: "/a/../b": must not contain '..'`,
    ],
  ])('a pod with %j', async (spec, code, message) => {
    const answer = await post('pods', { metadata: { name: 'mal' }, spec: { containers: [container], ...spec } });
    expect([answer.status, answer.message]).toEqual([code, expect.stringContaining(message)]);
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

  it('holds a duration no longer than Go does: what is deleted with the longest of them is marked, not refused', async () => {
    const spec = { nodeName: 'n', terminationGracePeriodSeconds: 2 ** 63, containers: [{ name: 'c', image: 'i' }] };
    await post('pods', { metadata: { name: 'eterno' }, spec });
    const { status, json } = await test.call('DELETE', `${pathOf('pods')}/eterno`, {});
    expect([status, fieldsOf(json.metadata).deletionTimestamp]).toEqual([200, expect.stringMatching(/^20\d\d-/)]);
  });
});
