'use client';
import { useEffect, useEffectEvent } from 'react';
import { useAppearance } from '@/lib/hooks/use-appearance';
import { useSingleKeys } from '@/lib/hooks/use-single-keys';
import { useView } from '@/lib/hooks/use-view';
import { THEMES } from '@/lib/store/theme';
import { NEXT_POD_VIEW, podOf } from '@/lib/store/view-state';
import { useShowPanel } from './panel';

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
const isInOverlay = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest('[role="dialog"], [role="menu"]') !== null;

/** The keys of the whole page. Those of the diagram (arrows, +, −, 0, F) are the diagram's own. */
export function useShortcuts(): void {
  const [view, setView] = useView();
  const { theme, setTheme, presenting, setPresenting } = useAppearance();
  const singleKeys = useSingleKeys();
  const show = useShowPanel();
  const selectedPod = podOf(view.selection);
  const nextTheme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system';
  const keys = new Map<string, () => void>(
    Object.entries({
      '/': () => show('search'),
      '?': () => show('help'),
      a: () => setView({ arrangement: view.arrangement === 'role' ? 'machine' : 'role' }),
      r: () => setView({ reading: view.reading === 'story' ? 'calls' : 'story' }),
      o: () => setView({ outline: !view.outline }),
      v: () => show('filters'),
      t: () => setTheme(nextTheme),
      p: () => setPresenting(!presenting),
      n: () => setView(NEXT_POD_VIEW),
      ...(selectedPod ? { c: () => setView({ path: selectedPod, hop: undefined }) } : {}),
    }),
  );
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.altKey || isInOverlay(event.target)) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      show('search');
      return;
    }
    if (event.ctrlKey || event.metaKey) return;
    const run = keys.get(event.key);
    if (!run || !singleKeys || isTyping(event.target)) return;
    event.preventDefault();
    run();
  });
  useEffect(() => {
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
