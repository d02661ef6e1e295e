import type { Page } from '@playwright/test';
import { expectNoAxeViolations, expectNoAxeViolationsInAnyTheme } from './support/axe';
import { recordedObjects } from './support/recording';
import { expect, test } from './support/test';

const inspector = (page: Page) => page.getByRole('complementary');
const title = (page: Page) => inspector(page).getByRole('heading', { level: 2 });
const part = (page: Page, name: string) => inspector(page).getByRole('region', { name, exact: true });

/** Opens the page with a diagram node selected and waits for its card. */
async function select(page: Page, selection: string, url = '') {
  await page.goto(`${url}/?sel=${selection}`);
  await expect(title(page)).toBeVisible();
}

test.describe('inspector', () => {
  test('a diagram node chosen with the keyboard gets the focus, and Escape gives it back to the diagramNode', async ({
    page,
  }) => {
    await page.goto('/');
    const diagramNode = page.locator('[data-diagram-node="component:kube-apiserver"]');
    await expect(diagramNode).toBeVisible();
    await diagramNode.focus();
    await page.keyboard.press('Enter');
    await expect(title(page)).toHaveText('kube-apiserver');
    await expect(title(page)).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(inspector(page)).toHaveCount(0);
    await expect(diagramNode).toBeFocused();
  });

  test('a component says in one sentence what it is, and each proof leads to its object', async ({ page }) => {
    await select(page, 'component:kube-scheduler');
    await expect(inspector(page)).toContainText('Determina en qué nodo (máquina) se ejecuta cada pod nuevo');
    const why = part(page, 'Cómo lo sabemos');
    await expect(why).toContainText('metadata.labels["component"] = kube-scheduler');
    await why.getByRole('link', { name: 'Lease kube-system/kube-scheduler' }).click();
    await expect(title(page)).toContainText('kube-scheduler');
    await expect(inspector(page)).toContainText('Un bloqueo con caducidad');
    await expect(part(page, 'YAML')).toContainText('holderIdentity');
  });

  test('the YAML of a pod has no managedFields and no value of its environment', async ({ page }) => {
    await select(page, 'pod:kube-system/kube-apiserver-control-plane');
    await inspector(page).getByText('Ver el YAML').click();
    const yaml = part(page, 'YAML');
    await expect(yaml).toContainText('kind: Pod');
    await expect(yaml).not.toContainText('managedFields');
    await inspector(page).getByRole('searchbox', { name: 'Buscar en el YAML' }).fill('--etcd-servers');
    await expect(inspector(page).getByRole('status').filter({ hasText: 'línea' })).toHaveText('1 línea');
  });

  test('the command is copied as it is shown, and says so', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await select(page, 'node:worker-1');
    const terminal = part(page, 'En tu terminal');
    await terminal.getByRole('button', { name: /^Copiar: kubectl get node/ }).click();
    await expect(terminal.getByRole('status')).toHaveText('Copiado');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('kubectl get node worker-1 -o wide');
  });

  test('a pod deleted while somebody looks says so and leaves what was known', async ({
    page,
    live,
    sample,
    allowConsole,
  }) => {
    // It may be asked for once more before it is known that it is gone.
    allowConsole(/404.*\/api\/objects\/pods\/ivan\/hola/);
    await select(page, 'pod:ivan/hola', live.url);
    await expect(part(page, 'Contenedores').getByRole('listitem')).toHaveCount(1);
    await sample.act({ do: 'delete', kind: 'pod', namespace: 'ivan', name: 'hola' });
    const gone = inspector(page).getByRole('status').filter({ hasText: 'Ya no existe' });
    await expect(gone).toBeVisible();
    await expect(part(page, 'Contenedores').getByRole('listitem')).toHaveCount(1);
    await gone.getByRole('button', { name: 'Cerrar' }).click();
    await expect(inspector(page)).toHaveCount(0);
  });

  for (const selection of ['component:runc@worker-1', 'node:control-plane', 'namespace:ivan']) {
    test(`axe finds nothing in ${selection}`, async ({ page }) => {
      await select(page, selection);
      await expect(inspector(page)).not.toContainText('Leyendo');
      await expectNoAxeViolations(page, '#inspector');
    });
  }

  test('axe finds nothing in a pod that crashes, in any theme', async ({ page }) => {
    await select(page, 'pod:desarrollo/se-cae');
    await expect(inspector(page)).not.toContainText('Leyendo');
    await expectNoAxeViolationsInAnyTheme(page, '#inspector');
  });

  test('on a phone nothing overflows sideways', async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await select(page, 'component:kube-apiserver');
    const overflow = await inspector(page).evaluate((element) => element.scrollWidth - element.clientWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });
});

test.describe('outline', () => {
  const pods = recordedObjects('Pod');

  test('a name opens its card beside the outline', async ({ page }) => {
    await page.goto('/?view=outline');
    await page.getByRole('link', { name: 'no-cabe' }).first().click();
    await expect(title(page)).toContainText('no-cabe');
    await expect(page.getByRole('article', { name: 'Esquema del clúster' })).toBeVisible();
  });

  test('filters hide pods, and each place says how many', async ({ page }) => {
    await page.goto('/?view=outline&ns=kube-system');
    const outline = page.getByRole('article', { name: 'Esquema del clúster' });
    const system = pods.filter(({ metadata }) => metadata.namespace === 'kube-system').length;
    await expect(outline.locator('[data-outline-pod]')).toHaveCount(system);
    await expect(outline.getByText(/ocultos por el filtro/).first()).toBeVisible();
    await outline.getByRole('button', { name: 'Quitar los filtros' }).click();
    await expect(outline.locator('[data-outline-pod]')).toHaveCount(pods.length);
  });

  test('axe finds nothing in it', async ({ page }) => {
    await page.goto('/?view=outline');
    await expect(page.getByRole('article', { name: 'Esquema del clúster' })).toBeVisible();
    await expectNoAxeViolations(page);
  });
});
