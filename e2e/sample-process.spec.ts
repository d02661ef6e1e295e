/** The sample cluster is a program of its own: it ends, is started again and is reset, and the page follows. */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { expectNoAxeViolations } from './support/axe';
import { startKubeplano } from './support/kubeplano';
import { Sample } from './support/sample';
import { expect, test } from './support/test';

const run = promisify(execFile);

/** The process of the sample cluster that another process started; undefined while there is none. */
function programOf(parent: number): number | undefined {
  const found = readdirSync('/proc').find((pid) => {
    try {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      return (
        status.includes(`PPid:\t${parent}\n`) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('sample-cluster')
      );
    } catch {
      return false;
    }
  });
  return found === undefined ? undefined : Number(found);
}

const pod = (page: Page, name: string) => page.locator(`[data-diagram-node^="pod:default/${name}"]`);

test('"Restablecer el clúster de ejemplo" puts it back as at the start, and the page and kubectl follow', async ({
  page,
  kubeplano,
}) => {
  const running = await kubeplano(['--sample']);
  const { kubeconfig } = new Sample(running);
  const kubectl = (...args: string[]) => run('kubectl', ['--kubeconfig', kubeconfig, ...args]);
  await page.goto(running.url);
  await kubectl('create', 'deployment', 'efimero', '--image=nginx:1.27');
  await kubectl('patch', 'switch', 'scheduler', '--type', 'merge', '-p', '{"spec":{"on":false}}');
  await expect(pod(page, 'efimero')).toHaveCount(1);

  await page.getByRole('banner').getByRole('button', { name: 'Controles del clúster' }).click();
  const panel = page.getByRole('complementary', { name: 'Controles del clúster' });
  await expect(panel.getByRole('switch', { name: /kube-scheduler/ })).not.toBeChecked();
  await panel.getByRole('button', { name: 'Restablecer el clúster de ejemplo' }).click();
  const pending = panel.getByRole('region', { name: 'Confirmar la acción' });
  await expect(pending).toContainText('kubectl delete --raw /apis/sample.kubeplano.dev/v1/changes');
  await expectNoAxeViolations(page);
  await pending.getByRole('button', { name: 'Ejecutar' }).click();
  await expect(panel.getByRole('switch', { name: /kube-scheduler/ })).toBeChecked();
  await expect(pod(page, 'efimero')).toHaveCount(0);
  const { stdout } = await kubectl('get', 'nodes', '-o', 'name');
  expect(stdout.trim().split('\n')).toEqual(['node/maestro', 'node/nodo1', 'node/nodo2']);

  // The same by the command that was shown.
  await kubectl('create', 'deployment', 'otro', '--image=nginx:1.27');
  await expect(pod(page, 'otro')).toHaveCount(1);
  await kubectl('delete', '--raw', '/apis/sample.kubeplano.dev/v1/changes');
  await expect(pod(page, 'otro')).toHaveCount(0);
});

test('a sample cluster that is killed is started again, and the page says so; one that keeps ending is offered again', async ({
  page,
  kubeplano,
  allowConsole,
}) => {
  // While there is no process, that is what is answered.
  allowConsole(/503.*\/api\/sample/);
  const running = await kubeplano(['--sample']);
  await page.goto(running.url);
  await expect(page.locator('[data-diagram-node="node:maestro"]')).toBeVisible();
  const notices = page.getByRole('region', { name: 'Avisos' });
  const kill = async () => {
    await expect.poll(() => programOf(running.pid)).toBeDefined();
    const pid = programOf(running.pid) ?? 0;
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => programOf(running.pid)).not.toBe(pid);
  };
  await kill();
  await expect(notices).toContainText(/ha terminado de forma inesperada a las .*SIGKILL/);
  await expect(page.locator('[data-diagram-node="node:maestro"]')).toBeVisible();
  for (let times = 0; times < 3; times++) await kill();
  await expect(notices).toContainText('no está en ejecución');
  await expectNoAxeViolations(page);
  await notices.getByRole('button', { name: 'Reiniciar' }).click();
  await expect(notices).not.toContainText('inesperada');
  await expect.poll(() => programOf(running.pid)).toBeDefined();
});

test('the sample cluster ends with a Kubeplano that is killed', async () => {
  const running = await startKubeplano(['--sample']);
  const child = programOf(running.pid) ?? 0;
  process.kill(running.pid, 'SIGKILL');
  const isAlive = () => {
    try {
      // A process that nobody has waited for yet is dead too.
      return !/^State:\s+Z/m.test(readFileSync(`/proc/${child}/status`, 'utf8'));
    } catch {
      return false;
    }
  };
  await expect.poll(isAlive).toBe(false);
});
