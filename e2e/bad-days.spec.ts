import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { ProblemCode } from '../lib/contract/problem';
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
type Words = Partial<Record<ProblemCode, { title: string }>>;
const wordsIn = (lang: string): Words =>
  JSON.parse(readFileSync(new URL(`../lib/i18n/messages/${lang}/errors.json`, import.meta.url), 'utf8'));

/** The page and the API both say what happened, in both languages; no credential is in either. */
async function expectProblem(page: Page, { url }: Running, code: ProblemCode, said: RegExp[] = []) {
  const answer = await page.request.get(`${url}/api/cluster`);
  const text = await answer.text();
  expect(text).not.toContain('a-secret-token');
  const body: { code?: string; connection?: { code?: string } } = JSON.parse(text);
  expect(body.connection?.code ?? body.code).toBe(code);
  for (const lang of ['en', 'es']) {
    const words = wordsIn(lang);
    await page.goto(`${url}/?lang=${lang}`);
    await expect(page.getByRole('heading', { name: plain(words[code]?.title ?? `no words for ${code}`) })).toBeVisible({
      timeout: 20_000,
    });
  }
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
  const { source } = await (await page.request.get(`${running.url}/api/cluster`)).json();
  expect(source.kind).toBe('sample');
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
    .poll(
      async () => {
        const body = await (await page.request.get(`${running.url}/api/cluster`)).json();
        return body.connection?.code ?? body.code;
      },
      { timeout: 30_000 },
    )
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

test('a recording of which nothing can be read', async ({ page, kubeplano, allowConsole }) => {
  allowConsole(/status of \d{3}/);
  const inside = folder();
  file('pods.json', '{"items": [', inside);
  await expectProblem(page, await kubeplano(['--from', inside]), 'recording-broken', [/pods\.json/]);
});
