import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectNoAxeViolations } from './support/axe';
import { LIMITED } from './support/sample';
import { expect, test } from './support/test';

function kubeconfigTo(server: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'kubeplano-e2e-')), 'config');
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'nadie',
    contexts: [
      { name: 'nadie', context: { cluster: 'nadie', user: 'u' } },
      { name: 'otro', context: { cluster: 'nadie', user: 'u' } },
    ],
    clusters: [{ name: 'nadie', cluster: { server } }],
    users: [{ name: 'u', user: { token: 'secreto-de-prueba' } }],
  };
  writeFileSync(file, JSON.stringify(config));
  return file;
}

test('nobody at the address: what happened, what to do, and another context to go to', async ({ page, kubeplano }) => {
  const { url } = await kubeplano(['--kubeconfig', kubeconfigTo('http://127.0.0.1:9')]);
  await page.goto(url);
  await expect(page.getByRole('heading', { name: 'El servidor rechaza la conexión' })).toBeVisible();
  await expect(page.getByRole('main').getByRole('alert')).toContainText('127.0.0.1:9');
  await expect(page.getByRole('main')).toContainText('kubectl --context nadie cluster-info');
  await expect(page.locator('body')).not.toContainText('secreto-de-prueba');
  await expectNoAxeViolations(page);
  await page.getByRole('button', { name: 'Elegir otro contexto' }).click();
  await page
    .getByRole('navigation', { name: 'Contextos del kubeconfig' })
    .getByRole('button', { name: 'otro' })
    .click();
  await expect(page).toHaveURL(/context=otro/);
  await expect(page.getByRole('main')).toContainText('kubectl --context otro cluster-info');
});

test('a context that does not exist, in both languages', async ({ page, allowConsole }) => {
  allowConsole(/404/);
  await page.goto(`/?context=no-existe`);
  await expect(page.getByRole('heading', { name: 'El contexto no existe' })).toBeVisible();
  await page.getByRole('radio', { name: 'English' }).click();
  await expect(page.getByRole('heading', { name: 'The context does not exist' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Retry' })).toBeVisible();
});

test('a token that is no longer good says so, and the picture comes when it is again', async ({
  page,
  sample,
  kubeplano,
}) => {
  const kubeconfig = sample.copy((text) => text.replaceAll(/token: \S+/g, 'token: ya-no-vale'));
  const { url } = await kubeplano(['--kubeconfig', kubeconfig.file]);
  await page.goto(url);
  await expect(page.getByRole('heading', { name: 'El servidor no te reconoce (401)' })).toBeVisible();
  await expect(page.locator('body')).not.toContainText('ya-no-vale');
  kubeconfig.write((text) => text);
  await page.getByRole('button', { name: 'Reintentar' }).click();
  await expect(page.getByRole('button', { name: /^Clúster kubeplano-sample .*en vivo/ })).toBeVisible();
});

test('what RBAC refuses is listed in its place, and the rest is drawn', async ({ page, live }) => {
  await page.goto(`${live.url}/?context=${LIMITED}`);
  await expect(page.locator('[data-diagram-node^="pod:desarrollo/"]').first()).toBeVisible();
  await page.getByRole('button', { name: /^Clúster kubeplano-sample/ }).click();
  const card = page.getByRole('dialog', { name: 'Clúster' });
  await expect(card).toContainText('Tipos que no se han podido leer');
  await expect(card.getByRole('listitem').filter({ hasText: 'nodes' })).toContainText('denegado');
});

test('a recording says that it is one, of what and of when', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('region', { name: 'Avisos' })).toContainText('Grabación de');
  await page.getByRole('button', { name: 'Ocultar este aviso' }).click();
  await expect(page.getByRole('region', { name: 'Avisos' })).not.toContainText('Grabación');
});

test('when Kubeplano itself goes away the picture stays and says so', async ({
  page,
  kubeplano,
  sample,
  allowConsole,
}) => {
  allowConsole(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_CONNECTION_RESET/);
  const running = await kubeplano(['--kubeconfig', sample.kubeconfig]);
  await page.goto(running.url);
  await expect(page.getByRole('button', { name: /en vivo/ })).toBeVisible();
  await expect(page.locator('[data-diagram-node]').first()).toBeVisible();
  await running.stop();
  await expect(page.getByRole('status').filter({ hasText: 'Conexión con Kubeplano perdida' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Reintentar ahora' })).toBeVisible();
  await kubeplano(['--kubeconfig', sample.kubeconfig, '--port', new URL(running.url).port]);
  await expect(page.getByRole('button', { name: /en vivo/ })).toBeVisible();
});
