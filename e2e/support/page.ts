/** What several tests do with a page, each waiting for the state it leads to. */
import { expect, type Page } from '@playwright/test';

/** A parameter of the address comes to be this; null when it is not there. */
export async function expectQuery(page: Page, name: string, value: string | null): Promise<void> {
  await expect.poll(() => new URL(page.url()).searchParams.get(name), { message: `?${name}=` }).toBe(value);
}

/** Opens the search and waits until it takes what is typed; `key` reaches the page once its cluster is there. */
export async function openSearch(page: Page, key = '/'): Promise<void> {
  await expect(page.locator('[data-diagram-node], article').first()).toBeVisible();
  await page.keyboard.press(key);
  await expect(page.getByRole('combobox')).toBeFocused();
}

/** Where the diagram stands, once it no longer moves: the same place in some frames on end. */
export function restingViewport(page: Page): Promise<string> {
  return page.locator('.react-flow__viewport').evaluate(async (viewport: HTMLElement) => {
    const FRAMES = 6;
    let place = viewport.style.transform;
    for (let same = 0; same < FRAMES; same += 1) {
      await new Promise(requestAnimationFrame);
      if (viewport.style.transform !== place) same = 0;
      place = viewport.style.transform;
    }
    return place;
  });
}
