import type { Page } from '@playwright/test';
import { expectNoAxeViolations, expectNoAxeViolationsInAnyTheme } from './support/axe';
import { expectQuery, openSearch, restingViewport } from './support/page';
import { expect, test } from './support/test';

const rows = (page: Page) => page.getByRole('row').filter({ has: page.getByRole('rowheader') });

/** The first pod of a Deployment of the recording: its name is known by its beginning only. */
async function podOf(page: Page, prefix: string): Promise<string> {
  const cluster: { pods: { namespace: string; name: string }[] } = await (
    await page.request.get('/api/cluster')
  ).json();
  const pod = cluster.pods.find((one) => one.name.startsWith(prefix));
  return pod ? `${pod.namespace}/${pod.name}` : '';
}

async function openPath(page: Page, pod: string, more = '') {
  await page.goto(`/?path=${pod}${more}`);
  await expect(page.getByRole('heading', { name: `Camino de ${pod.split('/')[1]}` })).toBeVisible();
}

test('it is told with the keyboard alone, the address keeps the step, and Escape closes it', async ({ page }) => {
  const pod = await podOf(page, 'web-');
  await openPath(page, pod);
  const forward = page.getByRole('button', { name: 'Paso siguiente' });
  await forward.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Space');
  await expect(page.locator('tr[aria-current="step"]')).toContainText('el apiserver la recibe');
  await expectQuery(page, 'hop', '2');
  const scrub = page.getByRole('slider', { name: 'Paso' });
  await scrub.focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('tr[aria-current="step"]')).toContainText('etcd');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: /Camino de/ })).toHaveCount(0);
  await expectQuery(page, 'path', null);
});

test('the diagram lights the boxes of its own machine, and does not move by itself', async ({ page }) => {
  const pod = await podOf(page, 'web-');
  await openPath(page, pod, '&hop=6');
  await page.getByRole('button', { name: 'Ver en el diagrama' }).click();
  const node = (await rows(page).first().locator('.mono-cell').textContent()) ?? '';
  const present = page.locator('.kp-highlight-path rect[data-now]');
  await expect(page.locator(`.kp-highlight-path [data-highlighted="component:kubelet@${node}"][data-now]`)).toHaveCount(
    1,
  );
  await expect(present).toHaveCount(2);
  const before = await restingViewport(page);
  await page.getByRole('button', { name: 'Paso anterior' }).click();
  await expect(page.locator('.kp-highlight-path [data-highlighted="component:kube-scheduler"][data-now]')).toHaveCount(
    1,
  );
  expect(await restingViewport(page)).toBe(before);
  await page.getByRole('radio', { name: 'Por máquina' }).click();
  await expect(page.locator('.kp-highlight-path [data-highlighted="component:kube-scheduler"][data-now]')).toHaveCount(
    1,
  );
});

test('a pod that fits nowhere: nodes times reasons, and request beside what is left', async ({ page }) => {
  await openPath(page, await podOf(page, 'no-cabe'));
  const why = page.getByRole('region', { name: '¿Por qué no cabe en ningún nodo?' });
  await expect(why.getByRole('columnheader', { name: /cpu 2 × Insufficient cpu/ })).toBeVisible();
  await expect(why.getByRole('row', { name: /^control-plane .*NoSchedule · el pod no lo tolera/ })).toBeVisible();
  await expect(why.getByRole('row', { name: /^worker-1 .*adecuado.*pide 100 · quedan \d/ })).toBeVisible();
  await expect(page.getByText('Ningún nodo es adecuado todavía')).toBeVisible();
  await expect(page.getByText('Todavía no está listo')).toBeVisible();
  await expect(page.getByText('Tiempo total desconocido')).toBeHidden();
});

test('two pods are compared on one axis, and no longer when asked', async ({ page }) => {
  const pod = await podOf(page, 'web-');
  await openPath(page, pod);
  const other = await podOf(page, 'api-');
  await page.getByRole('combobox', { name: 'Comparar con otro pod' }).selectOption(other);
  await expect(page.getByRole('heading', { name: `Camino de ${other.split('/')[1]}` })).toBeVisible();
  await expectQuery(page, 'beside', other);
  await expect(page.getByRole('table')).toHaveCount(2);
  const axis = (at: number) => page.getByRole('table').nth(at).locator('thead').textContent();
  expect(await axis(0)).toBe(await axis(1));
  const [one, two] = [pod, other].map((key) => key.split('/')[1]);
  await expect(page.getByText(`${one} y ${two} tardaron lo mismo, hasta donde se sabe.`)).toBeVisible();
  const never = await podOf(page, 'sin-imagen');
  await page.getByRole('combobox', { name: 'Comparar con otro pod' }).selectOption(never);
  await expect(page.getByText('Se desconoce el tiempo total de sin-imagen')).toBeVisible();
  await page.getByRole('combobox', { name: 'Comparar con otro pod' }).selectOption('');
  await expect(page.getByRole('table')).toHaveCount(1);
});

test('it is copied as text, as a link and as a Mermaid diagram', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openPath(page, await podOf(page, 'web-'));
  const copied = async (name: string) => {
    await page.getByRole('button', { name: /^Copia/ }).click();
    await page.getByRole('menuitem', { name }).click();
    await expect(page.getByRole('menu')).toHaveCount(0);
    return page.evaluate(() => navigator.clipboard.readText());
  };
  expect((await copied('Como texto')).split('\n')).toHaveLength(12);
  expect(await copied('Enlace')).toBe(page.url());
  const diagram = await copied('Diagrama Mermaid');
  expect(diagram.split('\n')[0]).toBe('sequenceDiagram');
  expect(diagram).toMatch(/^ {4}participant P4 as kube-scheduler$/m);
  expect(diagram).toMatch(/^ {4}P4->>P1: el scheduler elige un nodo/m);
});

test('from the palette: where start-up time goes, against the objective, by node', async ({ page }) => {
  await page.goto('/');
  await openSearch(page);
  await page.keyboard.type('tiempo de arranque');
  await page.getByRole('option', { name: /Tiempo de arranque por pasos/ }).click();
  await expect(page.getByRole('heading', { name: /Tiempo de arranque por pasos/ })).toBeVisible();
  await expectQuery(page, 'view', 'startup');
  await expect(page.getByText(/\d+ de \d+ dentro del objetivo/)).toBeVisible();
  await page.getByRole('radio', { name: 'Por nodo' }).click();
  await expect(page.getByRole('rowheader', { name: 'worker-1' })).toBeVisible();
  await expectNoAxeViolations(page);
  await page.getByRole('button', { name: 'Volver al diagrama' }).click();
  await expectQuery(page, 'view', null);
});

test('with one key from a selected pod; in English; nothing for axe to find in three themes', async ({ page }) => {
  const pod = await podOf(page, 'web-');
  await page.goto(`/?sel=pod:${pod}`);
  await expect(page.getByRole('complementary')).toBeVisible();
  await page.keyboard.press('c');
  await expect(page.getByRole('heading', { name: `Camino de ${pod.split('/')[1]}` })).toBeVisible();
  await page.getByRole('complementary').getByRole('button', { name: 'Cerrar' }).first().click();
  await page.getByText('Sin Kubernetes: solo Docker').click();
  await page.getByText('Dentro del servidor de la API').click();
  await expect(page.getByRole('cell', { name: 'dockerd' })).toBeVisible();
  await page.getByRole('button', { name: 'Paso siguiente' }).click();
  await expectNoAxeViolationsInAnyTheme(page);
  await page.getByRole('radio', { name: 'English' }).click();
  await expect(page.getByRole('heading', { name: `Path of ${pod.split('/')[1]}` })).toBeVisible();
});
