import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { ProblemCode } from '../lib/contract/problem';
import { expectNoAxeViolations } from './support/axe';
import { type Fault, FaultyProxy } from './support/faulty-proxy';
import type { Running } from './support/kubeplano';
import { LIMITED } from './support/sample';
import { expect, test } from './support/test';

const folder = () => mkdtempSync(join(tmpdir(), 'bad-day-'));
const file = (name: string, text: string, inside = folder()) => {
  writeFileSync(join(inside, name), text);
  return join(inside, name);
};
const kubeconfig = (server: string, context = 'aula') =>
  file(
    'config',
    JSON.stringify({
      'current-context': context,
      contexts: [{ name: 'aula', context: { cluster: 'c', user: 'u' } }],
      clusters: [{ name: 'c', cluster: { server } }],
      users: [{ name: 'u', user: { token: 'a-secret-token' } }],
    }),
  );
const WORDS: Partial<Record<ProblemCode, { title: string }>> = JSON.parse(
  readFileSync(new URL('../lib/i18n/messages/es/errors.json', import.meta.url), 'utf8'),
);

/** The page and the API both say what happened; no credential is in either. (English: components/shell/problem-view.test.tsx.) */
async function expectProblem(page: Page, { url }: Running, code: ProblemCode, said: RegExp[] = []) {
  const answer = await page.request.get(`${url}/api/cluster`);
  const text = await answer.text();
  expect(text).not.toContain('a-secret-token');
  const body: { code?: string; connection?: { code?: string } } = JSON.parse(text);
  expect(body.connection?.code ?? body.code).toBe(code);
  await page.goto(url);
  const heading = page.getByRole('heading', { name: plain(WORDS[code]?.title ?? `no words for ${code}`) });
  await expect(heading).toBeVisible();
  for (const pattern of said) await expect(page.getByRole('main')).toContainText(pattern);
}

/** A message as a pattern: what stands for a value may be anything. */
const plain = (message: string) =>
  new RegExp(
    message
      .split(/\{[^}]*\}/)
      .map((part) => part.replace(/[.*+?^$()|[\]\\]/g, '\\$&'))
      .join('.*'),
  );

test('no kubeconfig anywhere: the sample cluster opens, and says that it is one', async ({ page, kubeplano }) => {
  const running = await kubeplano([]);
  expect(running.output()).toContain('No se ha encontrado ningún kubeconfig');
  const kind = async () => (await (await page.request.get(`${running.url}/api/cluster`)).json()).source?.kind;
  await expect.poll(kind).toBe('sample');
  await page.goto(running.url);
  await expect(page.getByRole('region', { name: 'Avisos' })).toContainText('Clúster de ejemplo');
});

test('a kubeconfig that is not YAML', async ({ page, kubeplano, allowConsole }) => {
  allowConsole(/status of \d{3}/);
  const path = file('config', 'contexts: [unclosed');
  await expectProblem(page, await kubeplano(['--kubeconfig', path]), 'kubeconfig-malformed', [/config/]);
});

test('a server whose name does not exist', async ({ page, kubeplano, allowConsole }) => {
  allowConsole(/status of \d{3}/);
  const running = await kubeplano(['--kubeconfig', kubeconfig('https://no-such-host.invalid:6443')]);
  await expectProblem(page, running, 'host-not-found', [/no-such-host\.invalid/]);
});

test('a server that accepts and never answers', async ({ page, kubeplano, allowConsole }) => {
  allowConsole(/status of \d{3}/);
  const silent = createServer();
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const address = silent.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const running = await kubeplano(['--kubeconfig', kubeconfig(`http://127.0.0.1:${port}`)]);
  await expect
    .poll(async () => {
      const body = await (await page.request.get(`${running.url}/api/cluster`)).json();
      return body.connection?.code ?? body.code;
    })
    .toBe('timed-out');
  await expectProblem(page, running, 'timed-out');
  silent.close();
});

test('a user who may do nothing', async ({ page, sample, kubeplano, allowConsole }) => {
  allowConsole(/status of \d{3}/);
  const elsewhere = sample.copy((text) => text.replace('namespace: desarrollo', 'namespace: produccion'));
  await expectProblem(page, await kubeplano(['--kubeconfig', elsewhere.file, '--context', LIMITED]), 'forbidden');
});

test('something that is no API server', async ({ page, kubeplano, recorded, allowConsole }) => {
  allowConsole(/status of \d{3}/);
  await expectProblem(page, await kubeplano(['--kubeconfig', kubeconfig(recorded.url)]), 'not-kubernetes');
});

test('a recording without anything', async ({ page, kubeplano, allowConsole }) => {
  allowConsole(/status of \d{3}/);
  await expectProblem(page, await kubeplano(['--from', folder()]), 'recording-empty');
});

test('a recording of which a part cannot be read', async ({ page, kubeplano }) => {
  const inside = folder();
  const items = ['a', 'b'].map((name) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'default' } }));
  file('pods.json', JSON.stringify({ kind: 'PodList', apiVersion: 'v1', items }, null, 1).slice(0, -60), inside);
  const { url } = await kubeplano(['--from', inside]);
  await page.goto(url);
  const notices = page.getByRole('region', { name: 'Avisos' });
  await expect(notices).toContainText('No se ha leído una parte de esta grabación');
  await expect(notices).toContainText(/pods\.json.*se corta en la línea \d+.*Se muestra el objeto anterior/s);
  await expectNoAxeViolations(page);
});

test('a recording of which nothing can be read', async ({ page, kubeplano, allowConsole }) => {
  allowConsole(/status of \d{3}/);
  const inside = folder();
  file('pods.json', '{"items": [', inside);
  await expectProblem(page, await kubeplano(['--from', inside]), 'recording-broken', [/pods\.json/]);
});

test('a kubeconfig that names a file that is not there says which, where, and what to do', async ({
  page,
  kubeplano,
  allowConsole,
}) => {
  allowConsole(/status of \d{3}/);
  const path = file(
    'config',
    JSON.stringify({
      'current-context': 'aula',
      contexts: [{ name: 'aula', context: { cluster: 'c', user: 'u' } }],
      clusters: [{ name: 'c', cluster: { server: 'https://127.0.0.1:1', 'certificate-authority': 'gone.crt' } }],
      users: [{ name: 'u', user: { token: 'a-secret-token' } }],
    }),
  );
  const running = await kubeplano(['--kubeconfig', path]);
  const said = [/gone\.crt/, /clusters\[c\]\.certificate-authority/, /Archivo/];
  await expectProblem(page, running, 'credential-file-unreadable', said);
  expect(running.output()).toContain('clusters[c].certificate-authority');
});

test('a kubeconfig mended while the page is open: the picture comes by itself', async ({
  page,
  sample,
  kubeplano,
  allowConsole,
}) => {
  allowConsole(/status of \d{3}/);
  const mine = sample.copy((text) => text.replace(/server: \S+/g, 'server: https://127.0.0.1:9'));
  const running = await kubeplano(['--kubeconfig', mine.file]);
  await page.goto(running.url);
  await expect(page.getByRole('heading', { name: plain(WORDS['connection-refused']?.title ?? '') })).toBeVisible();
  mine.write((text) => text);
  await expect(page.getByRole('heading', { name: plain(WORDS['connection-refused']?.title ?? '') })).toBeHidden();
  await expect(page.getByRole('region', { name: 'Diagrama del clúster' })).toContainText('kube-apiserver');
});

test('kubectl config use-context while the page is open: it says so and offers the other', async ({
  page,
  sample,
  kubeplano,
}) => {
  const mine = sample.copy((text) => text);
  const running = await kubeplano(['--kubeconfig', mine.file]);
  await page.goto(running.url);
  mine.write((text) => text.replace(/current-context: \S+/, `current-context: ${LIMITED}`));
  const notices = page.getByRole('region', { name: 'Avisos' });
  await expect(notices).toContainText(`kubectl usa ahora el contexto ${LIMITED}`);
  await notices.getByRole('button', { name: `Abrir ${LIMITED}` }).click();
  await expect(page).toHaveURL(new RegExp(`context=${LIMITED}`));
  await expect(notices).not.toContainText('kubectl usa ahora');
});

const refused = (verb: RegExp, status: number, message: string): Fault => {
  return (path) => (verb.test(path) ? { status, message } : undefined);
};
const PODS = /^\/api\/v1\/(namespaces\/[^/]+\/)?pods\b/;

test('an API server that fails for pods only: that they are old is said, since when, and the rest goes on', async ({
  page,
  sample,
  kubeplano,
}) => {
  const proxy = await FaultyProxy.before(sample);
  const running = await kubeplano(['--kubeconfig', proxy.kubeconfig]);
  await page.goto(running.url);
  const chip = page.getByRole('button', { name: /^Clúster / });
  await expect(chip).toContainText('en vivo');
  const podsOf = async () => (await (await page.request.get(`${running.url}/api/cluster`)).json()).pods.length;
  const before = await podsOf();
  proxy.answer(refused(PODS, 500, 'etcd is slow today'));
  const banner = page.getByRole('main').getByRole('status').filter({ hasText: 'pods: sin actualizar desde las' });
  await expect(banner).toBeVisible();
  await expect(banner).toContainText('etcd is slow today');
  await expect(chip).toContainText('en vivo en parte');
  expect(await podsOf()).toBe(before);
  proxy.answer(() => undefined);
  await expect(banner).toHaveCount(0);
  await expect(chip).not.toContainText('en parte');
  proxy.close();
});

test('a user who may list and not watch: the lists are read again, and that is said', async ({
  page,
  sample,
  kubeplano,
}) => {
  const proxy = await FaultyProxy.before(sample);
  proxy.answer(refused(/[?&]watch=/, 403, 'cannot watch'));
  const running = await kubeplano(['--kubeconfig', proxy.kubeconfig]);
  await page.goto(running.url);
  await page.getByRole('button', { name: /^Clúster / }).click();
  await expect(page.getByText('tu usuario no puede watch pods: se lista cada 20 s')).toBeVisible();
  await sample.act({ do: 'create', namespace: 'default', name: 'tarde', image: 'nginx', replicas: 1 });
  const names = async () =>
    (await (await page.request.get(`${running.url}/api/cluster`)).json()).pods.map(
      ({ name }: { name: string }) => name,
    );
  await expect.poll(names).toContainEqual(expect.stringContaining('tarde'));
  proxy.close();
});

test('a user who may list namespaces only is not told that the cluster is empty', async ({
  page,
  sample,
  kubeplano,
}) => {
  const proxy = await FaultyProxy.before(sample);
  proxy.answer(refused(/^\/api(s\/[^/]+)?\/[^/]+\/(?!namespaces($|\?))./, 403, 'forbidden'));
  const running = await kubeplano(['--kubeconfig', proxy.kubeconfig]);
  await page.goto(`${running.url}/?lang=en`);
  await expect(page.getByRole('heading', { name: 'Nothing that you can read' })).toBeVisible();
  await page.goto(`${running.url}/?lang=es`);
  await expect(page.getByRole('heading', { name: 'Nada que puedas leer' })).toBeVisible();
  proxy.close();
});

test('a token that is not good for anything but the version: why there is no diagram is said', async ({
  page,
  sample,
  kubeplano,
  allowConsole,
}) => {
  allowConsole(/status of \d{3}/);
  const proxy = await FaultyProxy.before(sample);
  proxy.answer(refused(/^\/api(s\/[^/]+)?\/[^/]+\/./, 401, 'Unauthorized'));
  await expectProblem(page, await kubeplano(['--kubeconfig', proxy.kubeconfig]), 'unauthorized');
  proxy.close();
});
