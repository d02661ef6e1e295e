/** What a class sees on the wall, and what a teacher does with the keys of a clicker. */
import type { Page } from '@playwright/test';
import { coverOf, namesSeen } from './support/seen';
import { expect, test } from './support/test';

test.use({ viewport: { width: 1280, height: 720 } });

const FLOOR = 16;
const query = (page: Page) => new URL(page.url()).searchParams;

async function openDiagram(page: Page, search = '?theme=projector') {
  await page.goto(`/${search}`);
  await expect(page.locator('[data-diagram-node="component:kube-apiserver"]')).toBeVisible();
  // The type of the theme has been measured.
  await expect(page.locator('.kp-map[data-density]')).toHaveCount(1);
}

/** A link to a path opens it whole; from there the diagram is one click away. */
async function openPath(page: Page, search = '') {
  await page.goto(`/?path=produccion/web-785f95754b-99kbt${search}`);
  await page.getByRole('button', { name: 'Ver en el diagrama' }).click();
  await expect(page.locator('[data-diagram-node="component:kube-apiserver"]')).toBeVisible();
}
async function present(page: Page) {
  await page.keyboard.press('p');
  await expect(page.getByRole('button', { name: 'Terminar la presentación' })).toBeVisible();
}
const tooSmall = async (page: Page) =>
  (await namesSeen(page)).filter(({ pixels }) => pixels < FLOOR - 0.05).map(({ text, pixels }) => `${text} ${pixels}`);

test.describe('at a projector of 1280 × 720', () => {
  test('every name has sixteen pixels, with the inspector open too', async ({ page }) => {
    await openDiagram(page);
    await expect.poll(() => tooSmall(page)).toEqual([]);
    await page.locator('.kp-pod .kp-hit').last().click();
    await expect(page.getByRole('complementary')).toBeVisible();
    await expect.poll(() => tooSmall(page)).toEqual([]);
    expect((await namesSeen(page)).length).toBeGreaterThan(40);
  });

  test('while presenting all of three nodes is seen at once, with whole names', async ({ page }) => {
    await openDiagram(page, '');
    await page.getByRole('button', { name: 'Ocultar este aviso' }).click();
    await present(page);
    await expect.poll(() => tooSmall(page)).toEqual([]);
    for (const id of ['component:kubectl', 'node:control-plane', 'node:worker-1', 'node:worker-2'])
      expect(await coverOf(page, id), id).toEqual([]);
    const cut = (await namesSeen(page)).filter((name) => name.cut).map(({ text }) => text);
    expect(cut).toEqual([]);
    await expect(page.locator('.kp-small-map, .kp-controls, .kp-legend')).toHaveCount(0);
  });

  test('the banner goes and the diagram takes its room', async ({ page }) => {
    await openDiagram(page);
    const bottom = async () =>
      (await page
        .locator('[data-diagram-node="node:worker-2"]')
        .boundingBox()
        .then((box) => box && box.y + box.height)) ?? 0;
    const before = await bottom();
    await page.getByRole('button', { name: 'Ocultar este aviso' }).click();
    await expect.poll(bottom).toBeLessThan(before - 10);
  });
});

test.describe('what is selected', () => {
  for (const theme of ['light', 'projector'])
    test(`is in sight with nothing over it, in theme ${theme}`, async ({ page }) => {
      await openDiagram(page, `?theme=${theme}`);
      const ids = await page
        .locator('.kp-map .kp-hit')
        .evaluateAll((nodes) => nodes.flatMap((node) => node.getAttribute('data-diagram-node') ?? []));
      // The outermost of each side, and the pod that no node has.
      for (const id of [ids[0], 'node:worker-1', 'node:worker-2', 'pod:pruebas/no-cabe', ids.at(-1)]) {
        await page.goto(`/?theme=${theme}&sel=${id}`);
        await expect(page.getByRole('complementary')).toBeVisible();
        await expect.poll(() => coverOf(page, id ?? ''), id).toEqual([]);
      }
    });

  test('moves nothing that can be seen already, and what was there comes back when it is let go', async ({ page }) => {
    await openDiagram(page, '');
    const api = page.locator('[data-diagram-node="component:kube-apiserver"]');
    const place = async () => {
      const { x, y, width } = (await api.boundingBox()) ?? { x: 0, y: 0, width: 0 };
      return [x, y, width].map(Math.round);
    };
    const before = await place();
    await api.click();
    await expect(page.getByRole('complementary')).toBeVisible();
    expect(await place()).toEqual(before);
    await page.locator('[data-diagram-node="node:worker-1"]').click({ position: { x: 20, y: 10 } });
    await expect.poll(() => coverOf(page, 'node:worker-1')).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('complementary')).toHaveCount(0);
    await expect.poll(place).toEqual(before);
  });
});

test.describe('Escape', () => {
  test('closes the inspector, then the path, and ends the presentation only then; the focus stays in the page', async ({
    page,
  }) => {
    await openDiagram(page, '');
    await present(page);
    await page.locator('[data-diagram-node="pod:desarrollo/se-cae"]').focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('complementary')).toBeVisible();
    const onBody = () => page.evaluate(() => document.activeElement === document.body);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('complementary')).toHaveCount(0);
    expect(await onBody()).toBe(false);
    await page.keyboard.press('n');
    await expect.poll(() => query(page).get('path')).toBe('next');
    await page.keyboard.press('Escape');
    await expect.poll(() => query(page).get('path')).toBeNull();
    expect(await onBody()).toBe(false);
    await expect(page.getByRole('button', { name: 'Terminar la presentación' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('banner')).toBeVisible();
    expect(await onBody()).toBe(false);
  });

  test('closing the inspector by its button gives the focus back to the diagram', async ({ page }) => {
    await openDiagram(page, '');
    await page.locator('[data-diagram-node="pod:desarrollo/se-cae"]').click();
    await page.getByRole('complementary').getByRole('button', { name: 'Cerrar' }).first().click();
    await expect(page.locator('[data-diagram-node="pod:desarrollo/se-cae"]')).toBeFocused();
  });
});

test.describe('a clicker', () => {
  test('steps the path wherever the focus is, and the step is in sight', async ({ page }) => {
    await openPath(page, '&theme=projector');
    await page.locator('[data-diagram-node="component:etcd"]').focus();
    for (const step of ['1', '2', '3', '4', '5', '6']) {
      await page.keyboard.press('PageDown');
      await expect.poll(() => query(page).get('hop')).toBe(step);
      const now = page.locator('rect[data-now]').last();
      if (!(await now.count())) continue;
      const id = (await now.getAttribute('data-highlighted')) ?? '';
      await expect.poll(() => coverOf(page, id), `step ${step}, ${id}`).toEqual([]);
    }
    await page.keyboard.press('PageUp');
    await expect.poll(() => query(page).get('hop')).toBe('5');
  });

  test('the panel under the diagram has the same height at every step', async ({ page }) => {
    await openPath(page);
    const heights = new Set<number>();
    for (let step = 1; step <= 6; step++) {
      heights.add((await page.locator('#path').boundingBox())?.height ?? 0);
      await page.keyboard.press('PageDown');
      await expect.poll(() => query(page).get('hop')).toBe(String(step));
    }
    heights.add((await page.locator('#path').boundingBox())?.height ?? 0);
    expect([...heights]).toHaveLength(1);
  });
});
