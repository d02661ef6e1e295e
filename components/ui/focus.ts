/**
 * Gives the focus to the first of these that is on the page and can be seen: elements, or selectors of what stands for them.
 * @returns whether there was one.
 */
export function giveFocus(...targets: readonly (Element | string | null | undefined)[]): boolean {
  for (const target of targets) {
    const element = typeof target === 'string' ? document.querySelector(target) : target;
    if (element instanceof HTMLElement && element.checkVisibility()) {
      // The diagram is moved by its own viewport: the browser's scrolling would shift it under it.
      element.focus({ preventScroll: element.dataset.diagramNode !== undefined });
      return true;
    }
  }
  return false;
}
