import type { Locator, Page } from '@playwright/test';
import { expectNoAxeViolations, expectNoAxeViolationsInAnyTheme } from './support/axe';
import { expectQuery, restingViewport } from './support/page';
import { expect, test } from './support/test';

const plan = (page: Page) => page.getByRole('region', { name: 'Diagrama del clúster' });
const diagramNode = (page: Page, id: string) => page.locator(`[data-diagram-node="${id}"]`);
const box = async (of: Locator) => {
  const found = await of.boundingBox();
  if (!found) throw new Error('not on the page');
  return found;
};

async function openPlan(page: Page, search = '') {
  await page.goto(`/${search}`);
  await expect(diagramNode(page, 'component:kube-apiserver')).toBeVisible();
  await restingViewport(page);
}

test.describe('the plan', () => {
  test('a click on a pod selects it and says so in the address; a click on the diagram lets go', async ({ page }) => {
    await openPlan(page);
    const pod = page.locator('.kp-pod .kp-hit').first();
    const id = await pod.getAttribute('data-diagram-node');
    await pod.click();
    await expect(pod).toHaveAttribute('aria-pressed', 'true');
    await expectQuery(page, 'sel', id);
    await page.locator('.react-flow__pane').click({ position: { x: 8, y: 8 } });
    await expect(pod).toHaveAttribute('aria-pressed', 'false');
    await expectQuery(page, 'sel', null);
  });

  test('the arrow keys walk from the API server to etcd and into the machines, with the focus seen', async ({
    page,
  }) => {
    await openPlan(page);
    await diagramNode(page, 'component:kube-apiserver').focus();
    await page.keyboard.press('ArrowDown');
    await expect(diagramNode(page, 'component:etcd')).toBeFocused();
    await page.keyboard.press('ArrowUp');
    await expect(diagramNode(page, 'component:kube-apiserver')).toBeFocused();
    await page.keyboard.press('ArrowRight');
    const focused = page.locator('.kp-hit:focus-visible');
    await expect(focused).toHaveCount(1);
    await expect(focused).toHaveAttribute('data-diagram-node', /^(node:|component:kubelet@)/);
    expect(await focused.evaluate((element) => getComputedStyle(element).outlineStyle)).toBe('solid');
    await expect(page.locator('.kp-map [tabindex="0"][data-diagram-node]')).toHaveCount(1);
    const where = await focused.getAttribute('data-diagram-node');
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(focused).toHaveAttribute('data-diagram-node', where ?? '');
  });

  test('zooming by key moves only the diagram, and 0 brings all of it back', async ({ page }) => {
    await openPlan(page);
    const api = diagramNode(page, 'component:kube-apiserver');
    const before = await box(api);
    await page.keyboard.press('+');
    await expect.poll(async () => (await box(api)).width).toBeGreaterThan(before.width * 1.1);
    await page.keyboard.press('0');
    await expect.poll(async () => (await box(api)).width).toBeCloseTo(before.width, 0);
    await expect.poll(async () => (await box(api)).x).toBeCloseTo(before.x, 0);
  });

  test('by machine, the control plane stands in its machine, by button and by link', async ({ page }) => {
    await openPlan(page);
    const inside = async () => {
      const [api, machine] = [
        await box(diagramNode(page, 'component:kube-apiserver')),
        await box(diagramNode(page, 'node:control-plane')),
      ];
      return api.x > machine.x && api.y > machine.y && api.x + api.width < machine.x + machine.width;
    };
    expect(await inside()).toBe(false);
    await page.getByRole('radio', { name: 'Por máquina' }).check({ force: true });
    await expect.poll(inside).toBe(true);
    await expectQuery(page, 'by', 'machine');
    await openPlan(page, '?by=machine');
    await expect.poll(inside).toBe(true);
  });

  test('who calls whom turns the arrows round: the scheduler watches the API server', async ({ page }) => {
    await openPlan(page);
    const edge = page.locator('[data-id="edge:component:kube-scheduler"] .kp-edge');
    const story = await edge.getAttribute('d');
    await expect(page.locator('.kp-step').first()).toBeVisible();
    await page.getByRole('radio', { name: 'Quién llama a quién' }).check({ force: true });
    await expect(page.locator('.kp-step')).toHaveCount(0);
    await expect(edge).not.toHaveAttribute('d', story ?? '');
    await expectQuery(page, 'arrows', 'calls');
  });

  test('a filter leaves an outline of what it hides, and each machine counts it', async ({ page }) => {
    await openPlan(page, '?ns=kube-system');
    await expect(page.locator('.kp-pod[data-filtered]').first()).toBeVisible();
    await expect(page.locator('.kp-pod[data-filtered] .kp-hit')).toHaveCount(0);
    await expect(
      plan(page)
        .getByText(/pods? ocultos? por el filtro/)
        .first(),
    ).toBeVisible();
  });

  test('a pod that no machine takes waits in its tray, with the reason', async ({ page }) => {
    await openPlan(page);
    await expect(page.locator('.kp-tray')).toContainText('Sin nodo');
    await expect(page.locator('.kp-pod[data-waiting]').first()).toContainText('0/3 nodes are available');
  });

  test('on a phone the lanes stand one under the other, at a size that can be read', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await openPlan(page);
    const [kubectl, api, machine] = await Promise.all(
      ['component:kubectl', 'component:kube-apiserver', 'node:control-plane'].map((id) => box(diagramNode(page, id))),
    );
    if (!kubectl || !api || !machine) throw new Error('a diagram node is missing');
    expect(api.y).toBeGreaterThan(kubectl.y + kubectl.height);
    expect(machine.y).toBeGreaterThan(api.y + api.height);
    expect(machine.x + machine.width).toBeLessThanOrEqual(390);
    expect(machine.width).toBeGreaterThan(300);
  });

  test('on a phone the controls stand under the diagram, not on it, and a link to a diagram node shows that diagramNode', async ({
    page,
  }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await openPlan(page, '?theme=projector&sel=node:worker-2');
    const [paper, foot, machine] = [
      await box(page.locator('.kp-canvas')),
      await box(page.locator('.kp-foot')),
      await box(diagramNode(page, 'node:worker-2')),
    ];
    expect(foot.y).toBeGreaterThanOrEqual(paper.y + paper.height - 1);
    expect(machine.y).toBeGreaterThanOrEqual(paper.y);
    expect(machine.y).toBeLessThan((await box(page.locator('#inspector'))).y);
  });

  test('on a laptop in the type of a projector no word of the bar leaves its box', async ({ page }) => {
    await page.setViewportSize({ width: 1366, height: 768 });
    await openPlan(page, '?theme=projector');
    const chip = page.locator('header button').first();
    const edge = await box(chip);
    for (const word of await chip.locator('> *').all()) {
      const inside = await word.boundingBox();
      if (inside) expect(inside.x + inside.width).toBeLessThanOrEqual(edge.x + edge.width);
    }
  });

  test('has no axe violations, in the three themes and by machine', async ({ page }) => {
    await openPlan(page);
    await expectNoAxeViolationsInAnyTheme(page);
    await openPlan(page, '?by=machine&arrows=calls');
    await expectNoAxeViolations(page);
  });
});
