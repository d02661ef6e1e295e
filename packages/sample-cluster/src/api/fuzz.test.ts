import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listOf } from './json.ts';
import { RESOURCES } from './resources.ts';
import { startTestServer, type TestServer } from './testing/http-client.ts';
import { MANIFESTS } from './testing/manifests.ts';
import { planted, poisonFor } from './testing/poison.ts';

const PATCHES = [
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
  'application/apply-patch+yaml',
];
const RUNS = 60;

/** JSON that looks like a manifest here and there, and is anything elsewhere. */
const manifest = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    tie('object'),
  ),
  object: fc.dictionary(
    fc.oneof(
      fc.constantFrom(
        'metadata',
        'spec',
        'status',
        'name',
        'labels',
        'replicas',
        'selector',
        'matchLabels',
        'template',
        'containers',
        'image',
        'ports',
        'data',
        'finalizers',
        'ownerReferences',
        '$patch',
        '__proto__',
        'constructor',
        'resources',
        'limits',
        'cpu',
        'taints',
        'volumes',
      ),
      fc.string(),
    ),
    tie('value'),
    { maxKeys: 5 },
  ),
})).object;

describe('whatever is sent', () => {
  let test: TestServer;
  beforeAll(async () => {
    test = await startTestServer();
    await test.call('POST', '/api/v1/namespaces/default/configmaps', {
      body: { metadata: { name: 'kept' }, data: { a: '1' } },
    });
    await test.call('POST', '/api/v1/namespaces/default/pods', {
      body: { metadata: { name: 'kept' }, spec: { nodeName: 'n', containers: [{ name: 'c', image: 'i' }] } },
    });
  });
  afterAll(() => test.close());

  /** Every answer is one a client knows, and the server still works after it. */
  const expectAnswer = ({ status, json }: { status: number; json: Record<string, unknown> }) => {
    expect(status).toBeLessThan(500);
    if (status >= 400 && json.kind !== undefined) expect(json).toMatchObject({ kind: 'Status', code: status });
  };
  const paths = RESOURCES.map(
    ({ group, version, namespaced, resource }) =>
      `${group ? `/apis/${group}` : '/api'}/${version}${namespaced ? '/namespaces/default' : ''}/${resource}`,
  );

  it('a manifest of nonsense is created or refused, never a 500', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), manifest, async (path, body) => {
        expectAnswer(await test.call('POST', `${path}?dryRun=All`, { body }));
      }),
      { numRuns: RUNS },
    );
  });

  it('a patch of nonsense is taken or refused, never a 500', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...PATCHES),
        fc.constantFrom('pods', 'configmaps'),
        fc.oneof(manifest, fc.array(manifest, { maxLength: 3 })),
        async (type, resource, body) => {
          const path = `/api/v1/namespaces/default/${resource}/kept?dryRun=All&fieldManager=f`;
          expectAnswer(await test.call('PATCH', path, { body, headers: { 'content-type': type } }));
        },
      ),
      { numRuns: RUNS },
    );
  });

  const kinds = RESOURCES.flatMap((info, index) => {
    const manifest = MANIFESTS[info.resource];
    return manifest ? [{ resource: info.resource, path: paths[index] ?? '', manifest }] : [];
  });
  const poisoned = fc
    .constantFrom(...kinds)
    .chain((kind) => poisonFor(kind.manifest).map((plant) => ({ kind, plant })));

  it('accepts the manifests that are to be poisoned', async () => {
    for (const { path, manifest } of kinds) {
      const body = planted(manifest, ['metadata', 'name'], 'whole');
      const { status, text } = await test.call('POST', `${path}?dryRun=All`, { body });
      expect([path, status, status < 400 || text]).toEqual([path, 201, true]);
    }
  });

  it('one wrong value anywhere in a manifest is taken or refused in a create, an update and every patch', async () => {
    for (const { path, manifest } of kinds) await test.call('POST', path, { body: manifest });
    await fc.assert(
      fc.asyncProperty(poisoned, async ({ kind, plant }) => {
        const wrong = planted(kind.manifest, plant.path, plant.poison);
        const create = { body: planted(wrong, ['metadata', 'name'], 'new') };
        expectAnswer(await test.call('POST', `${kind.path}?dryRun=All`, create));
        const one = `${kind.path}/kept?dryRun=All&fieldManager=f&force=true`;
        expectAnswer(await test.call('PUT', one, { body: wrong }));
        const pointer = `/${plant.path.map((part) => String(part).replaceAll('/', '~1')).join('/')}`;
        for (const type of PATCHES) {
          const body = type.includes('json-patch') ? [{ op: 'add', path: pointer, value: plant.poison }] : wrong;
          expectAnswer(await test.call('PATCH', one, { body, headers: { 'content-type': type } }));
        }
        expectAnswer(await test.call('PUT', `${kind.path}/kept/status?dryRun=All`, { body: wrong }));
      }),
      { numRuns: RUNS * 5 },
    );
  });

  it('bytes that are no JSON, YAML or protobuf are a 400', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 1, maxLength: 200 }),
        fc.constantFrom('application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf'),
        async (bytes, type) => {
          const magic = type.endsWith('protobuf') ? Buffer.from('k8s\0') : Buffer.alloc(0);
          const answer = await test.call('POST', '/api/v1/namespaces/default/configmaps?dryRun=All', {
            body: Buffer.concat([magic, Buffer.from(bytes)]),
            headers: { 'content-type': type },
          });
          expectAnswer(answer);
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('hostile paths and parameters are answered', async () => {
    await fc.assert(
      fc.asyncProperty(fc.webPath(), fc.webQueryParameters(), fc.string(), async (path, query, name) => {
        expectAnswer(await test.get(`/api/v1/namespaces/default/pods/${encodeURIComponent(name)}?${query}`));
        expectAnswer(await test.get(`/apis${path}?${query}`));
      }),
      { numRuns: RUNS },
    );
  });

  it('and nothing that was stored is lost', async () => {
    const list = await test.get('/api/v1/namespaces/default/configmaps');
    expect(listOf(list.json.items)).toHaveLength(1);
    expect((await test.get('/api/v1/namespaces/default/configmaps/kept')).json.data).toEqual({ a: '1' });
    expect(Object.prototype).not.toHaveProperty('polluted');
  });
});
