/** What of the diagram a person really sees: sizes of its words on the screen, and what lies over its nodes. */
import type { Page } from '@playwright/test';

/** Names on the diagram, by what they are of: pods, machines, components, programs of a machine. */
const NAMES = '.kp-pod-name, .kp-machine-name, .kp-component-name b, .kp-link > span, .kp-lane h2';

export interface SeenText {
  text: string;
  /** Size on the screen, in pixels. */
  pixels: number;
  /** Its end is not drawn; a hash left out in the middle is no loss. */
  cut: boolean;
}

/** Every name that is drawn, wherever the diagram has been moved. */
export function namesSeen(page: Page): Promise<SeenText[]> {
  return page.evaluate((names) => {
    const transform = getComputedStyle(document.querySelector('.react-flow__viewport') ?? document.body).transform;
    const zoom = new DOMMatrix(transform).a;
    return [...document.querySelectorAll<HTMLElement>(names)].flatMap((element) => {
      const text = element.textContent?.trim() ?? '';
      if (!text || !element.checkVisibility({ visibilityProperty: true }) || !element.offsetWidth) return [];
      const pixels = Number.parseFloat(getComputedStyle(element).fontSize) * zoom;
      return [{ text, pixels, cut: text.endsWith('…') || element.scrollWidth > element.clientWidth + 1 }];
    });
  }, NAMES);
}

/** What lies over a node of the diagram, or where it is not on the screen; empty when all of it can be seen. */
export function coverOf(page: Page, id: string): Promise<string[]> {
  return page.evaluate((node) => {
    const element = document.querySelector(`[data-diagram-node="${CSS.escape(node)}"]`);
    const canvas = document.querySelector('.kp-canvas')?.getBoundingClientRect();
    if (!element || !canvas) return ['not drawn'];
    const box = element.getBoundingClientRect();
    // Of a machine, its head.
    const height = element.closest('.kp-machine') ? Math.min(box.height, 30) : box.height;
    const at = [0.04, 0.5, 0.96].flatMap((x) =>
      [0.2, 0.8].map((y) => [box.left + box.width * x, box.top + height * y]),
    );
    return at.flatMap(([x = 0, y = 0]) => {
      if (x < canvas.left || x > canvas.right || y < canvas.top || y > canvas.bottom)
        return [`out of sight at ${x},${y}`];
      const top = document.elementFromPoint(x, y);
      return top && (top === element || element.parentElement?.contains(top)) ? [] : [`${top?.className} at ${x},${y}`];
    });
  }, id);
}
