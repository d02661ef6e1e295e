import { expectNoAxeViolations } from './support/axe';
import { expect, test } from './support/test';

test('docker run beside the sample cluster: four hops on the same table, and kubectl knows nothing of it', async ({
  page,
  kubeplano,
}) => {
  const { url } = await kubeplano(['--sample']);
  const running = async () => {
    const { pods = [] }: { pods?: { namespace: string; name: string; status: string; node?: string }[] } = await (
      await page.request.get(`${url}/api/cluster`)
    ).json();
    return pods.find((one) => one.namespace === 'produccion' && one.status === 'Running');
  };
  await expect.poll(running).toBeDefined();
  const pod = await running();
  await page.goto(`${url}/?path=${pod?.namespace}/${pod?.name}`);
  const summary = page.getByText('Sin Kubernetes: solo Docker');
  await summary.focus();
  await page.keyboard.press('Enter');
  const lesson = page.locator('details').filter({ has: summary });
  await lesson.getByLabel('Imagen').fill('redis:8');
  await page.keyboard.press('Enter');
  const steps = [
    'docker → dockerd',
    'dockerd descarga la imagen',
    'containerd crea el contenedor',
    'runC arranca el proceso',
  ];
  for (const step of steps) await expect(lesson.getByRole('button', { name: step })).toBeVisible();
  await expect(lesson.getByRole('status')).toContainText('en ejecución');
  await expectNoAxeViolations(page, 'details');
  await lesson.getByRole('button', { name: 'runC arranca el proceso' }).click();
  await expect(lesson).toContainText('docker events · container start =');

  await lesson.getByLabel('Imagen').fill('redis:no-existe');
  await lesson.getByRole('button', { name: 'Ejecutar' }).click();
  await expect(lesson).toContainText('docker: Error response from daemon');
  await expect(lesson.getByRole('status')).toContainText('nada lo reintenta');
});
