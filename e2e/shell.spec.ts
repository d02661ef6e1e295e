import type { Page } from '@playwright/test';
import { expectNoAxeViolations, expectNoAxeViolationsInAnyTheme } from './support/axe';
import { expectQuery, openSearch } from './support/page';
import { expect, test } from './support/test';

/** The recording's 27 pods are drawn. */
async function openPlan(page: Page, query = '') {
  await page.goto(`/${query}`);
  await expect(page.getByRole('button', { name: /^Cl[uú]ste?r / })).toContainText('v1.20.2');
}
const inspector = (page: Page) => page.getByRole('complementary');

test.describe('search', () => {
  test('a slash opens it, a name finds the pod, Enter selects it and the address says so', async ({ page }) => {
    await openPlan(page);
    await openSearch(page);
    await page.keyboard.type('etcd kube-system');
    await expect(page.getByRole('option').first()).toContainText('etcd-control-plane');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expectQuery(page, 'sel', 'pod:kube-system/etcd-control-plane');
    // The card, or its heading once its code is there.
    await expect.poll(() => inspector(page).evaluate((card) => card.contains(document.activeElement))).toBe(true);
    await page.keyboard.press('Escape');
    await expect(inspector(page)).toHaveCount(0);
  });

  test('typed fast on a slow machine, the first row is marked as soon as it is there', async ({ page }) => {
    await openPlan(page);
    const browser = await page.context().newCDPSession(page);
    await browser.send('Emulation.setCPUThrottlingRate', { rate: 6 });
    for (const wait of [0, 10, 20]) {
      await openSearch(page);
      await page.keyboard.type('etcd kube-system', { delay: wait });
      await expect(page.getByRole('option').first()).toContainText('etcd-control-plane');
      const marked = page.getByRole('option', { selected: true });
      await expect(marked).toContainText('etcd-control-plane');
      // So does a screen reader hear of it.
      const id = await marked.getAttribute('id');
      await expect(page.getByRole('combobox')).toHaveAttribute('aria-activedescendant', id ?? '');
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
    }
  });

  for (const [key, row] of [
    ['Enter', 'etcd-control-plane'],
    ['ArrowDown', 'kube-'],
  ] as const) {
    test(`${key} right after typing chooses among the rows of what was typed, however slow the machine`, async ({
      page,
    }) => {
      await openPlan(page);
      await openSearch(page);
      // In the order a hasty hand gives them, with nothing between the last letter and the key but what React owes at once.
      await page.getByRole('combobox').evaluate(async (field: HTMLInputElement, pressed) => {
        const put = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
        put?.call(field, 'kube-system control-plane');
        field.dispatchEvent(new Event('input', { bubbles: true }));
        for (let turn = 0; turn < 20; turn++) await null;
        field.dispatchEvent(new KeyboardEvent('keydown', { key: pressed, bubbles: true, cancelable: true }));
      }, key);
      if (key === 'Enter') await expectQuery(page, 'sel', `pod:kube-system/${row}`);
      else {
        await expect(page.getByRole('option').first()).toContainText('etcd-control-plane');
        await expect(page.getByRole('option', { selected: true })).toContainText(row);
        await expect(page.getByRole('option').nth(1)).toHaveAttribute('aria-selected', 'true');
      }
    });
  }

  test('Ctrl-K opens it too, an order is carried out, Escape closes it', async ({ page }) => {
    await openPlan(page);
    await openSearch(page, 'Control+k');
    await page.keyboard.type('por maquina');
    await page.getByRole('option', { name: 'Disposición: por máquina' }).click();
    await expect(page.getByRole('radio', { name: 'Por máquina' })).toBeChecked();
    await openSearch(page, 'Control+k');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });

  for (const [lang, heading, cards] of [
    ['es', '¿Qué es?', { docker: 'Docker Engine', imagen: 'imagen de contenedor', contenedor: 'contenedor' }],
    ['en', 'What is it?', { docker: 'Docker Engine', imagen: 'container image', contenedor: 'container' }],
  ] as const) {
    test(`a word of the class, in ${lang}, opens its card`, async ({ page }) => {
      await page.goto(`/?lang=${lang}`);
      for (const [word, card] of Object.entries(cards)) {
        await page.keyboard.press('/');
        await page.keyboard.type(word);
        // Rows of the word before may stand there a moment longer.
        await page.getByRole('group', { name: heading }).getByRole('option').filter({ hasText: card }).first().click();
        await expect(page.getByRole('complementary').getByRole('heading', { level: 2 })).toContainText(card);
      }
    });
  }

  test('an image filters the diagram to the pods that run it', async ({ page }) => {
    await openPlan(page);
    await openSearch(page);
    await page.keyboard.type('etcd');
    await page.getByRole('group', { name: 'Imágenes' }).getByRole('option').first().click();
    await expect(page.getByRole('region', { name: 'Filtros activos' })).toContainText('Se muestra 1 de 27 pods');
  });
});

test.describe('filters', () => {
  test('they are chosen, said, kept in the address and taken away', async ({ page }) => {
    await openPlan(page);
    await page.getByRole('button', { name: 'Filtros' }).click();
    await page.getByRole('group', { name: 'Espacio de nombres' }).getByLabel('kube-system').check();
    await page.keyboard.press('Escape');
    const bar = page.getByRole('region', { name: 'Filtros activos' });
    await expect(bar.getByRole('status')).toHaveText('Se muestran 7 de 27 pods');
    await expectQuery(page, 'ns', 'kube-system');
    await page.reload();
    await expect(bar.getByRole('status')).toHaveText('Se muestran 7 de 27 pods');
    await bar.getByRole('button', { name: 'Mostrar todo' }).click();
    await expect(bar).toHaveCount(0);
    await expect.poll(() => new URL(page.url()).search).toBe('');
  });

  test('a pasted link arrives with its filters, and each can be removed alone', async ({ page }) => {
    await openPlan(page, '?ns=produccion&q=web');
    const bar = page.getByRole('region', { name: 'Filtros activos' });
    await expect(bar.getByRole('status')).toHaveText('Se muestran 3 de 27 pods');
    await bar.getByRole('button', { name: 'Quitar el filtro Texto web' }).click();
    await expect(bar.getByRole('status')).toHaveText('Se muestran 8 de 27 pods');
  });

  test('typing a text does not fill the history', async ({ page }) => {
    await openPlan(page);
    const before = await page.evaluate(() => history.length);
    await page.keyboard.press('v');
    await page.getByRole('searchbox', { name: 'Texto' }).pressSequentially('etcd');
    await expect(page).toHaveURL(/q=etcd$/);
    expect(await page.evaluate(() => history.length)).toBe(before);
  });
});

test('the back button takes back the last change of view', async ({ page }) => {
  await openPlan(page);
  await page.getByRole('radio', { name: 'Por máquina' }).click();
  await page.getByRole('radio', { name: 'Quién llama a quién' }).click();
  await expect(page).toHaveURL(/\?by=machine&arrows=calls/);
  await page.goBack();
  await expect(page.getByRole('radio', { name: 'Historia' })).toBeChecked();
  await expect(page.getByRole('radio', { name: 'Por máquina' })).toBeChecked();
});

test.describe('language', () => {
  test('it changes in place, keeps the view, and is remembered', async ({ page }) => {
    await openPlan(page, '?by=machine');
    await page.getByRole('radio', { name: 'English' }).click();
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    await expect(page.getByRole('radio', { name: 'By machine' })).toBeChecked();
    await page.reload();
    await expect(page.getByRole('radio', { name: 'By machine' })).toBeVisible();
  });

  test('a link can ask for one, until the person chooses', async ({ page }) => {
    await openPlan(page, '?lang=en');
    await expect(page.getByRole('radio', { name: 'By role' })).toBeVisible();
    await page.getByRole('radio', { name: 'Español' }).click();
    await expect(page.getByRole('radio', { name: 'Por función' })).toBeVisible();
    await expectQuery(page, 'lang', null);
  });

  test('who says nothing gets what the browser prefers', async ({ request }) => {
    const lang = async (header: string) =>
      (await (await request.get('/', { headers: { 'accept-language': header } })).text()).match(
        /<html lang="(\w+)"/,
      )?.[1];
    expect(await lang('en-GB,en;q=0.9')).toBe('en');
    expect(await lang('fr')).toBe('es');
  });
});

test.describe('theme', () => {
  test('it is chosen by name and the next page comes in it from the server', async ({ page, recorded }) => {
    await openPlan(page);
    await page.getByRole('button', { name: 'Tema: Sistema' }).click();
    await page.getByRole('menuitemradio', { name: 'Proyector' }).click();
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'projector');
    const html = await (await page.request.get(recorded.url)).text();
    expect(html).toMatch(/<html[^>]* data-theme="projector"/);
  });

  test('the system theme follows the system', async ({ page }) => {
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await page.emulateMedia({ colorScheme: 'light' });
    await openPlan(page);
    const light = await paper();
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(paper).not.toBe(light);
  });
});

test.describe('keyboard', () => {
  test('the first Tab offers to skip to the diagram', async ({ page }) => {
    await openPlan(page);
    await page.keyboard.press('Tab');
    await expect(page.getByRole('link', { name: 'Saltar al diagrama' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('main')).toBeFocused();
  });

  test('a question mark explains the keys, and the single ones can be switched off', async ({ page }) => {
    await openPlan(page);
    await page.keyboard.press('?');
    const help = page.getByRole('dialog', { name: 'Atajos de teclado' });
    await help.getByRole('checkbox').uncheck();
    await help.getByRole('button', { name: 'Cerrar' }).click();
    await expect(help).toHaveCount(0);
    await page.keyboard.press('a');
    await page.keyboard.press('?');
    await expect(help).toHaveCount(0);
    await expect(page.getByRole('radio', { name: 'Por función' })).toBeChecked();
    await openSearch(page, 'Control+k');
  });

  test('single keys change the view', async ({ page }) => {
    await openPlan(page);
    await page.keyboard.press('a');
    await expect(page.getByRole('radio', { name: 'Por máquina' })).toBeChecked();
    await page.keyboard.press('o');
    await expect(page).toHaveURL(/view=outline/);
  });
});

test.describe('on the first visit', () => {
  test.use({ firstVisit: true });

  test('three hints stand above the diagram, until they were read', async ({ page }) => {
    await openPlan(page);
    const hints = page.getByRole('region', { name: 'Primeros pasos' });
    await expect(hints.getByRole('listitem')).toHaveCount(3);
    await expectNoAxeViolations(page);
    await hints.getByRole('button').last().click();
    await expect(hints).toHaveCount(0);
    await page.reload();
    await expect(page.locator('[data-diagram-node]').first()).toBeVisible();
    await expect(hints).toHaveCount(0);
  });
});

test('everything has a name in the language of the page, the region of the diagram and the bar while presenting too', async ({
  page,
}) => {
  await openPlan(page);
  const drawn = page.getByRole('application');
  await expect(drawn).toHaveAccessibleName('Diagrama del clúster');
  // What the library says of itself is its name, and no English sentence.
  await expect(drawn.getByRole('link')).toHaveAccessibleName('React Flow');
  await expect(page.locator('[aria-label*="attribution"]')).toHaveCount(0);
  await page.getByRole('button', { name: 'Presentar' }).click();
  await expect(page.getByRole('region', { name: 'Presentación' })).toBeVisible();
  await expectNoAxeViolations(page);
});

test('with the letters of 200 % everything is within the window, and most of it is the diagram', async ({ page }) => {
  await page.setViewportSize({ width: 683, height: 384 });
  await openPlan(page, '?ns=produccion');
  const showAll = page.getByRole('region', { name: 'Filtros activos' }).getByRole('button', { name: 'Mostrar todo' });
  await expect(showAll).toBeInViewport({ ratio: 1 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(683);
  const height = async () => (await page.getByRole('application').boundingBox())?.height ?? 0;
  await expect.poll(height).toBeGreaterThan(384 * 0.6);
  await page.setViewportSize({ width: 360, height: 740 });
  await expect(showAll).toBeInViewport({ ratio: 1 });
});

test('with the colours of the system only, what is selected and the shape of etcd are still drawn', async ({
  page,
}) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await openPlan(page, '?sel=component:etcd');
  const etcd = page.locator('.kp-component[data-component="etcd"]');
  await expect(etcd).toHaveAttribute('data-selected');
  await expect.poll(() => etcd.evaluate((box) => getComputedStyle(box).outlineStyle)).toBe('solid');
  await expect(etcd.locator('.kp-cylinder').first()).toHaveCSS('stroke-width', '4px');
});

test('presenting hides the bar in the projector theme, and a button brings it back', async ({ page }) => {
  await openPlan(page);
  await page.getByRole('button', { name: 'Presentar' }).click();
  await expect(page.getByRole('banner')).toHaveCount(0);
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'projector');
  await page.getByRole('button', { name: 'Terminar la presentación' }).click();
  await expect(page.getByRole('banner')).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'system');
});

test('on a phone everything is in the menu, and nothing is wider than the screen', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openPlan(page);
  await page.getByRole('button', { name: 'Vista' }).click();
  await page.getByRole('menuitemradio', { name: 'Por máquina' }).click();
  await expect(page).toHaveURL(/by=machine/);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

test('the cluster chip tells what the cluster is and how that is known', async ({ page }) => {
  await openPlan(page);
  await page.getByRole('button', { name: /^Clúster / }).click();
  const card = page.getByRole('dialog', { name: 'Clúster' });
  await expect(card).toContainText('Cómo lo sabemos');
  await expect(card).toContainText('v1.20.2');
});

test('an address that does not exist says so and leads back', async ({ page, allowConsole }) => {
  allowConsole(/404/);
  const answer = await page.goto('/nada/de/nada');
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole('heading', { name: 'Página no encontrada' })).toBeVisible();
  await expectNoAxeViolations(page);
  await page.getByRole('link', { name: 'Volver al diagrama' }).click();
  await expect(page.getByRole('banner')).toBeVisible();
});

test('axe finds nothing in what lies over the diagram, and in the bar with its filters', async ({ page }) => {
  await openPlan(page, '?ns=produccion');
  await expect(page.getByRole('region', { name: 'Filtros activos' })).toBeVisible();
  await expectNoAxeViolations(page, 'header');
  const dialog = page.getByRole('dialog');
  for (const key of ['v', '?']) {
    await page.keyboard.press(key);
    await expect(dialog).toBeVisible();
    await expectNoAxeViolations(page, '[role=dialog]');
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  }
  await openSearch(page);
  await page.keyboard.type('web');
  await expect(page.getByRole('option').first()).toContainText('web');
  await expectNoAxeViolationsInAnyTheme(page, '[role=dialog]');
});
