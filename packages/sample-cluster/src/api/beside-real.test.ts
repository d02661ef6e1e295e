import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, type Fields, listOf } from './json.ts';
import { startTestServer, type TestServer } from './testing/http-client.ts';

const PODS = '/api/v1/namespaces/default/pods';
const containers = [{ name: 'web', image: 'nginx' }];
const PORT = 'Invalid value: 99999: must be between 1 and 65535, inclusive';

/** Found by e2e/real/sample-beside-real.spec.ts: what a real 1.20 API server answered to the same requests. */
describe('as the real one answers', () => {
  let test: TestServer;
  beforeAll(async () => {
    test = await startTestServer();
  });
  afterAll(() => test.close());

  const causes = (json: Fields) =>
    listOf(at(json, 'details', 'causes')).map((cause) => `${at(cause, 'field')}: ${at(cause, 'message')}`);

  it('has an empty log of a pod that no node runs yet', async () => {
    await test.call('POST', PODS, { body: { metadata: { name: 'espera' }, spec: { containers } } });
    const { status, text } = await test.call('GET', `${PODS}/espera/log`);
    expect([status, text]).toEqual([200, '']);
  });

  it('leaves what was selected to kubectl to say', async () => {
    const { json } = await test.call('GET', `${PODS}?fieldSelector=nada%3D1`);
    expect(json.message).toBe('field label not supported: nada');
  });

  it('finds everything wrong with a service, in its order', async () => {
    const { json } = await test.call('POST', '/api/v1/namespaces/default/services', {
      body: { metadata: { name: 'mal' }, spec: { ports: [{ port: 99_999 }], type: 'Nada', sessionAffinity: 'Otra' } },
    });
    expect(causes(json)).toEqual([
      `spec.ports[0].port: ${PORT}`,
      `spec.ports[0].targetPort: ${PORT}`,
      'spec.sessionAffinity: Unsupported value: "Otra": supported values: "ClientIP", "None"',
      'spec.type: Unsupported value: "Nada": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"',
    ]);
  });

  it.each([{}, { template: {} }, { template: { spec: { restartPolicy: 'Always' } } }])(
    'asks of a job what it must have: %j',
    async (spec) => {
      const { status, json } = await test.call('POST', '/apis/batch/v1/namespaces/default/jobs', {
        body: { metadata: { name: 'mal' }, spec },
      });
      expect(status).toBe(422);
      expect(causes(json)).toEqual([
        'spec.template.spec.containers: Required value',
        'spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"',
      ]);
    },
  );

  it('says what it was given instead of a patch', async () => {
    const headers = { 'content-type': 'application/strategic-merge-patch+json' };
    const { json } = await test.call('PATCH', '/api/v1/namespaces/default', { headers, body: '"nada"' });
    expect(json.message).toBe('json: cannot unmarshal string into Go value of type map[string]interface {}');
  });

  it('writes the keys of a map in order', async () => {
    const labels = { zeta: '1', alfa: '2' };
    const { json } = await test.call('POST', '/apis/apps/v1/namespaces/default/deployments', {
      body: {
        metadata: { name: 'mal' },
        spec: { selector: { matchLabels: { a: 'b' } }, template: { metadata: { labels }, spec: { containers } } },
      },
    });
    expect(json.message).toContain('Invalid value: {"alfa":"2","zeta":"1"}: `selector` does not match');
  });

  it('describes a field that is a structure', async () => {
    const { json } = await test.get('/openapi/v3/apis/apps/v1');
    const spec = at(json, 'components', 'schemas', 'io.k8s.api.apps.v1.Deployment', 'properties', 'spec');
    expect(at(spec, 'description')).toMatch(/^DeploymentSpec is the specification/);
  });
});
