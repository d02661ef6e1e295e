/**
 * A credential of the form SECURITY.md speaks of is planted in every place it names, and searched for in every answer,
 * recording and log line. Each holds the word CANARY.
 */

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { guardOutput } from '@/lib/hub/guard-output';
import { createHubs, type Hubs } from '@/lib/hub/hubs';
import { systemClock } from '@/lib/kubernetes/clock';
import { createFakeApi, type FakeApi, statusAnswer } from '@/lib/kubernetes/testing/fake-api';
import { createLoopback } from '@/lib/kubernetes/testing/loopback';
import { record } from '@/scripts/record.js';
import { GET as getReady } from '../readyz/route';
import { GET as getCluster } from './cluster/route';
import { GET as getStream } from './cluster/stream/route';
import { GET as getContexts } from './contexts/route';
import { GET as getLog } from './logs/[namespace]/[pod]/route';
import { GET as getObject } from './objects/[kind]/[namespace]/[name]/route';
import { GET as getPath } from './paths/[namespace]/[pod]/route';
import { GET as getPaths } from './paths/route';

const KEY = Symbol.for('kubeplano.hubs');
const shared: typeof globalThis & { [KEY]?: Hubs } = globalThis;

/** Of no form that a pattern knows: found by value alone. */
const TOKEN = 'canary of ours CANARY';
const sayings = [
  'DB_PASSWORD=CANARY-1',
  'AWS_SECRET_ACCESS_KEY=CANARY+2/3',
  'GITHUB_TOKEN=CANARY-4',
  'Authorization: Bearer CANARY.5-6-7-8',
  'pull https://ana:CANARY@registry.test/v2/?x=1',
  'eyJhbGciOiJSUzI1NiJ9.CANARY.CANARY',
  `echo of ${TOKEN}!`,
].join('; ');
const copy = JSON.stringify({ spec: { containers: [{ name: 'c', env: [{ name: 'X', value: 'CANARY' }] }] } });
const annotations = {
  'kubectl.kubernetes.io/last-applied-configuration': copy,
  'kapp.k14s.io/original': copy,
  'objectset.rio.cattle.io/applied': 'CANARY',
  'sidecar.istio.io/status': copy,
  'any.other/copy': copy,
  'any.other/note': sayings,
  'any.other/password': 'CANARY',
};
const container = {
  name: 'c',
  image: 'nginx',
  command: ['run', '--api-token', 'CANARY', sayings],
  args: ['--password=CANARY', '--password', 'CANARY', sayings],
  env: [
    { name: 'INNOCENT', value: 'CANARY' },
    { name: 'REF', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } },
  ],
  livenessProbe: {
    httpGet: { port: 80, httpHeaders: [{ name: 'Cookie', value: 'CANARY' }] },
    exec: { command: ['check', '--token', 'CANARY'] },
  },
};
const meta = (name: string) => ({ name, namespace: 'default', uid: `uid-${name}`, annotations });
const spec = {
  nodeName: 'n1',
  containers: [container],
  initContainers: [container],
  ephemeralContainers: [container],
  volumes: [{ name: 'v', csi: { driver: 'd', volumeAttributes: { password: 'CANARY', note: sayings } } }],
};
const conditions = [{ type: 'Ready', status: 'False', reason: 'Bad', message: sayings }];
const pod = {
  kind: 'Pod',
  metadata: { ...meta('web'), creationTimestamp: '2026-01-01T00:00:00Z' },
  spec,
  status: {
    phase: 'Running',
    message: sayings,
    conditions,
    containerStatuses: [
      {
        name: 'c',
        state: { waiting: { reason: 'CrashLoopBackOff', message: sayings } },
        lastState: { terminated: { exitCode: 1, message: sayings } },
      },
    ],
  },
};
const deployment = {
  kind: 'Deployment',
  metadata: meta('web'),
  spec: { template: { metadata: { annotations }, spec } },
  status: { conditions },
};
const event = {
  kind: 'Event',
  metadata: { name: 'web.17b2c3d4e5f60718', namespace: 'default' },
  involvedObject: { kind: 'Pod', namespace: 'default', name: 'web', uid: 'uid-web' },
  reason: 'Failed',
  message: sayings,
  lastTimestamp: '2026-01-01T00:00:01Z',
};
const node = { kind: 'Node', metadata: { name: 'n1', annotations }, spec: {}, status: { conditions } };

const ask = (path: string) => new Request(`http://127.0.0.1/api/${path}`);
const params = <T>(values: T) => ({ params: Promise.resolve(values) });
let loopback: ReturnType<typeof createLoopback>;
let api: FakeApi;
let url: string;

beforeEach(async () => {
  loopback = createLoopback();
  api = createFakeApi();
  for (const resource of ['namespaces', 'nodes', 'pods', 'events', 'services']) api.serve(`/api/v1/${resource}`);
  for (const resource of ['deployments', 'replicasets', 'daemonsets', 'statefulsets'])
    api.serve(`/apis/apps/v1/${resource}`);
  api.put('/api/v1/nodes', node);
  api.put('/api/v1/pods', pod);
  api.put('/api/v1/events', event);
  api.put('/apis/apps/v1/deployments', deployment);
  api.override(({ pathname }) => {
    if (pathname === '/readyz') return { status: 500, body: `[+]ping ok\n[-]etcd failed: ${sayings}\n` };
    if (pathname.endsWith('/log')) return { status: 200, body: `${sayings}\npassword: CANARY\n` };
    if (pathname.endsWith('/pods/web')) return { status: 200, body: JSON.stringify(pod) };
    if (pathname.endsWith('/deployments/web')) return { status: 200, body: JSON.stringify(deployment) };
    return undefined;
  });
  url = await loopback.https(async (request, response) => {
    const { status, body } = api.answer({ path: request.url ?? '/' });
    response.writeHead(status, { 'content-type': 'application/json' });
    if (typeof body === 'string') return void response.end(body);
    response.flushHeaders();
    for await (const chunk of body) response.write(chunk);
    response.end();
  });
});
afterEach(async () => {
  shared[KEY]?.close();
  delete shared[KEY];
  await loopback.close();
});

function look(user: object, server: string) {
  const KUBECONFIG = loopback.kubeconfig({ server, 'insecure-skip-tls-verify': true }, user);
  shared[KEY] = createHubs({ KUBECONFIG, NODE_ENV: 'test' }, systemClock);
}

describe('no credential leaves', () => {
  it('in any answer about a cluster that is full of them', async () => {
    look({ token: TOKEN }, url);
    const stream = await getStream(ask('cluster/stream'));
    const answers = {
      cluster: await (await getCluster(ask('cluster'))).text(),
      pod: await (
        await getObject(ask('objects/pods/default/web'), params({ kind: 'pods', namespace: 'default', name: 'web' }))
      ).text(),
      deployment: await (
        await getObject(ask('objects/…'), params({ kind: 'deployments', namespace: 'default', name: 'web' }))
      ).text(),
      log: await (await getLog(ask('logs/default/web'), params({ namespace: 'default', pod: 'web' }))).text(),
      path: await (await getPath(ask('paths/default/web'), params({ namespace: 'default', pod: 'web' }))).text(),
      paths: await (await getPaths(ask('paths'))).text(),
      contexts: await getContexts().text(),
      ready: await getReady().text(),
    };
    for (const [name, text] of Object.entries(answers)) {
      expect(text, name).not.toContain('CANARY');
      expect(text.length, name).toBeGreaterThan(10);
    }
    expect(answers.cluster).toContain('CrashLoopBackOff');
    expect(answers.pod).toContain('INNOCENT');
    expect(answers.log).toContain('DB_PASSWORD=[redacted]');
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    let streamed = '';
    while (!streamed.includes('CrashLoopBackOff')) streamed += (await reader?.read())?.value ?? '';
    api.put('/api/v1/pods', {
      ...pod,
      metadata: { ...pod.metadata, labels: { changed: 'yes' } },
      status: { phase: 'Failed', message: sayings },
    });
    while (!streamed.includes('event: delta')) streamed += (await reader?.read())?.value ?? '';
    await reader?.cancel();
    expect(streamed).not.toContain('CANARY');
  });

  const script = (text: string) => ({
    exec: {
      apiVersion: 'client.authentication.k8s.io/v1',
      command: process.execPath,
      args: ['-e', text],
      interactiveMode: 'Never',
    },
  });
  it.each([
    ['a server that echoes the token', { token: TOKEN }, true],
    ['a server that echoes a password', { username: 'ana', password: TOKEN }, true],
    ['a plugin that says what it has', script(`console.error(${JSON.stringify(sayings)}); process.exit(1)`), false],
    ['a plugin whose answer is a bare token', script('console.log("CANARY")'), false],
    ['a plugin whose answer is cut', script(`console.log('{"status":{"token":"CANARY')`), false],
    [
      'a server that echoes the token of a plugin',
      script(
        `console.log(JSON.stringify({apiVersion:"client.authentication.k8s.io/v1",kind:"ExecCredential",status:{token:${JSON.stringify(TOKEN)}}}))`,
      ),
      true,
    ],
    ['a key that is none', { 'client-certificate-data': btoa('CANARY'), 'client-key-data': btoa('CANARY') }, false],
  ])('in the error of %s', async (_, user, refuses) => {
    if (refuses) api.override(() => statusAnswer(401, 'Unauthorized', `bad ${sayings} ${btoa(`ana:${TOKEN}`)}`));
    look(user, refuses ? url : `${url.replace('://', '://ana:CANARY@')}/?key=CANARYCANARY`);
    const text = await (await getCluster(ask('cluster'))).text();
    expect(text).toMatch(/"code":"(unauthorized|auth-plugin-[a-z-]+|certificate-invalid)"/);
    expect(text).not.toContain('CANARY');
    if ('password' in user) expect(text).not.toContain(btoa(`ana:${TOKEN}`));
  });

  it.each([
    'users:\n- name: u\n  user: {token: CANARY\n',
    'users:\n- name: u\n  user: {token: *CANARY}\n',
    'users:\n- name: u\n  user:\n    token: CANARY\n   x: CANARY\n',
    'users:\n- name: u\n  user:\n    "CANARY\n',
    'users: CANARY',
    'CANARY',
    '{"users":[{"name":"u","user":{"token":["CANARY"]}}],"contexts":[{"name":"x","context":{"user":"u","cluster":"c"}}],"clusters":[{"name":"c","cluster":{"server":"http://127.0.0.1:1"}}],"current-context":"x"}',
    '{"contexts":[{"name":"x","context":{"user":"u","cluster":"c"}}],"users":[{"name":"u","user":{}}],"clusters":[{"name":"c","cluster":{"server":"ana:CANARY@h"}}],"current-context":"x"}',
    '{"contexts":[{"name":"x","context":{"user":"u","cluster":"c"}}],"users":[{"name":"u","user":{}}],"clusters":[{"name":"c","cluster":{"server":"https://h","proxy-url":"http://ana:CANARY@[h"}}],"current-context":"x"}',
  ])('in the error of a kubeconfig that cannot be read: %s', async (content) => {
    const KUBECONFIG = loopback.write('broken', content);
    shared[KEY] = createHubs({ KUBECONFIG, NODE_ENV: 'test' }, systemClock);
    const text = (await (await getCluster(ask('cluster'))).text()) + (await getContexts().text());
    expect(text).toContain('"code"');
    expect(text).not.toContain('CANARY');
  });

  it('in what is said of a recording that is broken, and in its log', async () => {
    const from = mkdtempSync(join(tmpdir(), 'canaries-'));
    const write = (name: string, text: string) => writeFileSync(join(from, name), text);
    write('alias.yaml', 'kind: ConfigMap\ndata: {password: *CANARY}\n');
    write('bare.json', '{"kind":"List","items":[{"kind":"Pod","env":[{"value":CANARY}]}]}');
    write('cut.json', '{"kind":"Node","metadata":{"name":"n"},"token":"CANARY');
    write('pods.json', JSON.stringify({ kind: 'List', items: [pod, event, node] }));
    mkdirSync(join(from, 'default', 'web'), { recursive: true });
    write('default/web/logs.txt', sayings.replace(TOKEN, ''));
    shared[KEY] = createHubs({ KUBEPLANO_FROM: from, NODE_ENV: 'test' }, systemClock);
    const cluster = await (await getCluster(ask('cluster'))).text();
    const log = await (await getLog(ask('logs/default/web'), params({ namespace: 'default', pod: 'web' }))).text();
    expect(cluster).toContain('alias.yaml');
    expect(log).toContain('GITHUB_TOKEN=[redacted]');
    expect(cluster + log).not.toContain('CANARY');
  });

  it('in a recording', () => {
    const folder = mkdtempSync(join(tmpdir(), 'canaries-'));
    record(folder, [], (args) => {
      if (args[0] === 'config') return JSON.stringify({ users: [{ name: 'u', user: { token: TOKEN } }] });
      return JSON.stringify({ kind: 'List', items: [pod, deployment, event, node] });
    });
    const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    expect(texts.join('')).toContain('CrashLoopBackOff');
    expect(texts.join('')).not.toContain('CANARY');
  });

  it('in what is printed, whoever prints it', () => {
    let printed = '';
    const write = (chunk: unknown) => {
      printed += String(chunk);
      return true;
    };
    const stream = () => ({ write });
    const streams = { stdout: stream(), stderr: stream() };
    // biome-ignore lint/suspicious/noExplicitAny: of a stream only what is used
    guardOutput(streams as any);
    streams.stdout.write(`${sayings}\n`);
    streams.stderr.write(Buffer.from(`Error: ${sayings}\n`));
    expect(printed).toContain('Error: DB_PASSWORD=[redacted]');
    expect(printed).not.toContain('CANARY');
  });
});
