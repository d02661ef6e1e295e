import type { Page } from '@playwright/test';
import { expectNoAxeViolations } from './support/axe';
import { expect, test } from './support/test';

const panel = (page: Page) => page.getByRole('complementary', { name: 'Controles del clúster' });
const pending = (page: Page) => panel(page).getByRole('region', { name: 'Confirmar la acción' });

/** Says what will be done with kubectl, and does it. */
async function confirm(page: Page, command: RegExp) {
  await expect(pending(page)).toContainText(command);
  await pending(page).getByRole('button', { name: 'Ejecutar' }).click();
  await expect(pending(page)).toHaveCount(0);
}

test('without a scheduler a new pod stays Pending, and with it again it finds its node; by keyboard too', async ({
  page,
  kubeplano,
}) => {
  const { url } = await kubeplano(['--sample']);
  await page.goto(url);
  const open = page.getByRole('banner').getByRole('button', { name: 'Controles del clúster' });
  await open.focus();
  await page.keyboard.press('Enter');
  await expect(panel(page)).toBeVisible();
  const scheduler = panel(page).getByRole('switch', { name: /kube-scheduler/ });
  await scheduler.focus();
  await page.keyboard.press('Space');
  await expectNoAxeViolations(page);
  await confirm(page, /kubectl patch switch scheduler/);
  await expect(scheduler).not.toBeChecked();
  await expect(page.locator('[data-diagram-node^="pod:kube-system/kube-scheduler"]')).toHaveCount(0);

  await panel(page).getByRole('tab', { name: 'Cargas' }).click();
  await panel(page).getByLabel('Nombre', { exact: true }).fill('sin-sitio');
  await panel(page).getByLabel('Imagen').fill('nginx:1.26');
  await panel(page).getByLabel('Réplicas').fill('1');
  await panel(page).getByRole('button', { name: 'Ver el comando' }).click();
  await expect(pending(page)).toContainText('Pero kube-scheduler está apagado, así que su parte no ocurre.');
  await confirm(page, /kubectl -n \S+ create deployment sin-sitio --image=nginx:1.26 --replicas=1/);
  const statusOf = async () => {
    const { pods }: { pods: { name: string; status: string }[] } = await (
      await page.request.get(`${url}/api/cluster`)
    ).json();
    return pods.find(({ name }) => name.startsWith('sin-sitio'))?.status;
  };
  await expect.poll(statusOf).toBe('Pending');

  await panel(page).getByRole('tab', { name: 'Interruptores' }).click();
  await scheduler.click();
  await confirm(page, /kubectl patch switch scheduler/);
  await expect.poll(statusOf).toBe('Running');
});

test('with time stopped nobody looks dead; without etcd the diagram says so, and who can start it again', async ({
  page,
  kubeplano,
}) => {
  const { url } = await kubeplano(['--sample']);
  await page.goto(url);
  const diagramNode = (id: string) => page.locator(`[data-component="${id}"]`).getByRole('button').first();
  await page.getByRole('banner').getByRole('button', { name: 'Controles del clúster' }).click();
  await panel(page).getByRole('button', { name: 'Pausar el tiempo' }).click();
  // Not for a moment either.
  await page.evaluate(() => {
    const look = () => {
      if (document.querySelector('[data-beat="late"]')) document.documentElement.dataset.late = '';
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
  });
  // Its clock is asked for from time to time, and stands still (that a lease outlasts it: lib/hub/two-clocks.test.ts).
  const asked = async () => (await (await page.request.get(`${url}/api/cluster`)).json()).server.readyz.at;
  const before = await asked();
  await expect.poll(asked).not.toBe(before);
  await expect(diagramNode('kube-scheduler')).toHaveAccessibleName(/^kube-scheduler, en ejecución/);
  await expect(page.locator('html')).not.toHaveAttribute('data-late');
  await panel(page).getByRole('button', { name: 'Reanudar el tiempo' }).click();

  const etcd = panel(page).getByRole('switch', { name: /etcd/ });
  await etcd.click();
  await expect(pending(page)).toContainText('kubectl no obtendrá respuesta');
  await confirm(page, /kubectl patch switch etcd/);
  await expect(diagramNode('etcd')).toHaveAccessibleName(/^etcd, con fallos/);
  await etcd.click();
  await expect(pending(page)).toContainText('esta acción solo funciona desde aquí');
  await confirm(page, /kubectl patch switch etcd/);
  await expect(diagramNode('etcd')).toHaveAccessibleName(/^etcd, en ejecución/);
});
