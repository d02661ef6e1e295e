import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, type Fields, fieldsOf, isFields, listOf, textOf } from './json.ts';
import { startTestServer, type TestServer } from './testing/http-client.ts';
import realErrors from './testing/real-errors.json' with { type: 'json' };

const FOLDER = new URL('../../../../../shared/fixtures/api-1.36.2/', import.meta.url);
const recorded = (file: string): Fields => fieldsOf(JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')));

/** Whatever differs between two runs of the same request. */
const CHANGING = new Set([
  'uid',
  'resourceVersion',
  'time',
  'creationTimestamp',
  'deletionTimestamp',
  'storageVersionHash',
]);
function settled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(settled);
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !CHANGING.has(key))
      .map(([key, part]) => [key, settled(part)]),
  );
}

describe('answers as our own real cluster of 1.20.2 did, word for word', () => {
  let test: TestServer;
  beforeAll(async () => {
    test = await startTestServer();
  });
  afterAll(() => test.close());
  const numbers = (text: unknown) => String(text).replace(/current: \d+/, 'current: N');

  it.each(
    realErrors.map((one) => [`${one.request.method} ${one.request.path} (${one.response.status})`, one] as const),
  )('%s', async (_name, { request, response }) => {
    const answer = await test.call(request.method, request.path, {
      ...('body' in request ? { body: request.body } : {}),
      headers: { accept: '*/*', ...('contentType' in request ? { 'content-type': request.contentType } : {}) },
      ...(response.status === 401 ? { token: '' } : {}),
    });
    expect(answer.status).toBe(response.status);
    if ('text' in response.body) expect(answer.text).toBe(response.body.text);
    else {
      expect(numbers(answer.json.message)).toBe(numbers(response.body.message));
      expect([answer.json.reason, answer.json.code]).toEqual([response.body.reason, response.body.code]);
    }
  });
});

const NAME = 'answers as recorded from a real 1.36.2';
if (existsSync(FOLDER)) describe(NAME, asRecorded);
else it(NAME, ({ skip }) => skip('../shared is not beside the project'));

/** What a real kube-apiserver 1.36.2 answered (../shared/fixtures/api-1.36.2), replayed against ours. */
function asRecorded() {
  let test: TestServer;
  beforeAll(async () => {
    test = await startTestServer();
    const api = test.server.as('kubectl-create');
    api.create('configmaps', { metadata: { name: 'c', namespace: 'desarrollo' } });
  });
  afterAll(() => test.close());

  const replay = async (file: string, { token }: { token?: string } = {}) => {
    const exchange = recorded(file);
    const request = fieldsOf(exchange.request);
    const contentType = textOf(request.contentType);
    const answer = await test.call(textOf(request.method) ?? 'GET', textOf(request.path) ?? '/', {
      ...(request.body === undefined ? {} : { body: request.body }),
      headers: { accept: textOf(request.accept) ?? '*/*', ...(contentType ? { 'content-type': contentType } : {}) },
      ...(token === undefined ? {} : { token }),
    });
    return { answer, expected: fieldsOf(exchange.response) };
  };

  it.each(['35-error-404.json', '37-error-409.json', '38-error-422.json', '39-error-400.json', '40-error-415.json'])(
    '%s: the same Status, word for word',
    async (file) => {
      const { answer, expected } = await replay(file);
      expect(answer.status).toBe(expected.status);
      expect(answer.json).toEqual(expected.body);
    },
  );

  it('33-error-401.json: no token, no answer', async () => {
    const { answer, expected } = await replay('33-error-401.json', { token: '' });
    expect(answer.json).toEqual(expected.body);
  });

  it('36-error-404-kind.json: an unknown group is a plain 404', async () => {
    const { answer, expected } = await replay('36-error-404-kind.json');
    expect([answer.status, answer.text]).toEqual([404, at(expected, 'body', 'text')]);
  });

  it('42-error-504-future-version.json: a revision from the future', async () => {
    const { answer, expected } = await replay('42-error-504-future-version.json');
    const numbers = (text: unknown) => String(text).replace(/current: \d+/, 'current: N');
    expect(answer.status).toBe(504);
    expect(answer.headers['retry-after']).toBe('1');
    expect({ ...answer.json, message: numbers(answer.json.message) }).toEqual({
      ...fieldsOf(expected.body),
      message: numbers(at(expected, 'body', 'message')),
    });
  });

  it('17-create-deployment.json: the same object, defaults and managedFields', async () => {
    const { answer, expected } = await replay('17-create-deployment.json');
    expect(answer.status).toBe(201);
    expect(settled(answer.json)).toEqual(settled(expected.body));
  });

  it('01-version.json: the same fields', async () => {
    const { answer, expected } = await replay('01-version.json');
    expect(Object.keys(answer.json)).toEqual(Object.keys(fieldsOf(expected.body)));
    expect(answer.json.gitVersion).toBe('v1.36.2');
  });

  it('08-aggregated-discovery.json: what is served is announced as the real one does', async () => {
    const { answer, expected } = await replay('08-aggregated-discovery.json');
    expect(answer.headers['content-type']).toBe('application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList');
    const resources = (body: unknown) =>
      listOf(fieldsOf(body).items).flatMap((group) =>
        listOf(fieldsOf(group).versions).flatMap((version) =>
          listOf(fieldsOf(version).resources).map((resource) => ({
            group: textOf(at(group, 'metadata', 'name')) ?? '',
            version: fieldsOf(version).version,
            ...fieldsOf(resource),
          })),
        ),
      );
    const real = new Map(resources(expected.body).map((one) => [`${one.group}/${at(one, 'resource')}`, one]));
    const ours = resources(answer.json).filter(({ group }) => group !== 'sample.kubeplano.dev');
    expect(ours.length).toBeGreaterThan(10);
    for (const one of ours) expect(one).toEqual(real.get(`${one.group}/${at(one, 'resource')}`));
  });

  it('07-apis-apps-v1.json: the plain list of resources', async () => {
    const { answer, expected } = await replay('07-apis-apps-v1.json');
    expect(settled(answer.json)).toEqual(settled(expected.body));
  });

  it('06-api-v1.json: of the core group, what is served is announced as the real one does', async () => {
    const { answer, expected } = await replay('06-api-v1.json');
    const real = listOf(fieldsOf(settled(expected.body)).resources);
    for (const resource of listOf(answer.json.resources)) expect(real).toContainEqual(resource);
  });

  it('10-self-subject-review.json, 11-…-access-review: who you are and what you may', async () => {
    const who = await replay('10-self-subject-review.json');
    expect(who.answer.status).toBe(201);
    expect(at(who.answer.json, 'status', 'userInfo', 'username')).toBe('kubernetes-admin');
    const may = await replay('11-self-subject-access-review-limited.json');
    expect(at(may.answer.json, 'status', 'allowed')).toBe(true);
  });

  it.each(['28-pods-table-none.json', '29-pods-table-metadata.json', '14-nodes-table.json'])(
    '%s: the same columns, word for word',
    async (file) => {
      const { answer, expected } = await replay(file);
      expect(answer.json.columnDefinitions).toEqual(at(expected, 'body', 'columnDefinitions'));
    },
  );

  it('19-delete-pod-with-grace.json: the pod comes back with its deadline', async () => {
    const request = fieldsOf(recorded('19-delete-pod-with-grace.json').request);
    const name = (textOf(request.path) ?? '').split('/pods/')[1]?.split('?')[0] ?? '';
    test.server.as('kubectl-run').create('pods', {
      metadata: { name, namespace: 'desarrollo' },
      spec: { nodeName: 'n', containers: [{ name: 'c', image: 'busybox' }] },
    });
    const { answer, expected } = await replay('19-delete-pod-with-grace.json');
    expect(answer.status).toBe(expected.status);
    for (const field of ['deletionGracePeriodSeconds', 'generation'])
      expect(at(answer.json, 'metadata', field)).toBe(at(expected, 'body', 'metadata', field));
  });
}
