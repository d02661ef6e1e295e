'use client';
import { useEffect } from 'react';
import { giveFocus } from '@/components/ui/focus';

/** The node of the diagram that is in the tab order, else the diagram: keys go on working from there. */
const INSTEAD = ['[data-diagram-node][tabindex="0"]', '#diagram'] as const;

/** What has the focus may go away, as a button does that closes what it stands in: the focus never falls to the page. */
export function useFocusKeeper(): void {
  useEffect(() => {
    let last: Element | null = null;
    const remember = (event: FocusEvent) => {
      last = event.target instanceof Element ? event.target : null;
    };
    const forget = (event: PointerEvent) => {
      // Who clicks beside everything lets go of the focus on purpose.
      if (event.target instanceof Element && !event.target.contains(last)) last = null;
    };
    const keep = () => {
      if (last === null || document.activeElement !== document.body) return;
      if (last.isConnected && !(last instanceof HTMLElement && !last.checkVisibility())) return;
      // Somebody else may give it on first: what closes knows best.
      const gone = last;
      queueMicrotask(() => {
        if (document.activeElement === document.body && last === gone) giveFocus(...INSTEAD);
      });
    };
    const changes = new MutationObserver(keep);
    changes.observe(document.body, { childList: true, subtree: true, attributeFilter: ['hidden', 'class'] });
    document.addEventListener('focusin', remember);
    document.addEventListener('pointerdown', forget, true);
    return () => {
      changes.disconnect();
      document.removeEventListener('focusin', remember);
      document.removeEventListener('pointerdown', forget, true);
    };
  }, []);
}
