import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

export const THEMES = ['light', 'dark', 'projector'] as const;
/** What a theme can change; the rest is the same page in each. The tokens themselves are held by app/themes.test.ts. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

async function expectNone(builder: AxeBuilder, where: string) {
  const { violations } = await builder.analyze();
  const found = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
  expect(found, `axe, ${where}`).toEqual([]);
}

/** Fails with what axe found, element by element, in the page or `within` a part of it, in the theme it has. */
export async function expectNoAxeViolations(page: Page, within?: string): Promise<void> {
  const builder = new AxeBuilder({ page });
  await expectNone(within ? builder.include(within) : builder, within ?? 'the page');
}

/** As {@link expectNoAxeViolations}, and what a theme can change in each theme. */
export async function expectNoAxeViolationsInAnyTheme(page: Page, within?: string): Promise<void> {
  await expectNoAxeViolations(page, within);
  const before = await page.evaluate(() => document.documentElement.dataset.theme);
  for (const theme of THEMES) {
    await page.evaluate((name) => {
      document.documentElement.dataset.theme = name;
    }, theme);
    const builder = new AxeBuilder({ page }).withRules(OF_COLOURS);
    await expectNone(within ? builder.include(within) : builder, `theme ${theme}`);
  }
  await page.evaluate((name) => {
    if (name) document.documentElement.dataset.theme = name;
    else delete document.documentElement.dataset.theme;
  }, before);
}
