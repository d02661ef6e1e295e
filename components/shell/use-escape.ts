'use client';
import { useEffect, useEffectEvent } from 'react';
import { useCloseInspector } from '@/components/inspector/use-close-inspector';
import { useSamplePanel } from '@/components/sample/use-sample-panel';
import { giveFocus } from '@/components/ui/focus';
import { useAppearance } from '@/lib/hooks/use-appearance';
import { useView } from '@/lib/hooks/use-view';
import { CLOSED_PATH } from '@/lib/store/view-state';

const holdsFocus = (selector: string) => document.querySelector(selector)?.contains(document.activeElement) ?? false;

/**
 * Escape closes one thing: the panel the focus is in, else the topmost; and ends the presentation only when nothing is
 * open. A browser in full screen may keep the key for itself and leave full screen: that counts as the key.
 */
export function useEscape(): void {
  const [view, setView] = useView();
  const { presenting, setPresenting } = useAppearance();
  const sample = useSamplePanel();
  const closeInspector = useCloseInspector();

  const closeTopmost = (): boolean => {
    const open = [
      ...(view.selection ? [{ at: '#inspector', close: closeInspector }] : []),
      ...(view.path
        ? [
            {
              at: '#path',
              close: () => {
                setView(CLOSED_PATH);
                giveFocus(`[data-diagram-node="pod:${CSS.escape(view.path ?? '')}"]`, '#inspector', '#diagram');
              },
            },
          ]
        : []),
      ...(view.startup ? [{ at: '#startup', close: () => setView({ startup: false }) }] : []),
      ...(sample.open
        ? [{ at: '#sample-controls', close: () => (sample.pending ? sample.settle() : sample.setOpen(false)) }]
        : []),
    ];
    const topmost = open.find(({ at }) => holdsFocus(at)) ?? open[0];
    topmost?.close();
    return topmost !== undefined;
  };

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    if (event.target instanceof Element && event.target.closest('[role="dialog"], [role="menu"]')) return;
    if (closeTopmost()) event.preventDefault();
    else if (presenting) setPresenting(false);
  });
  const onFullScreen = useEffectEvent(() => {
    if (presenting && !document.fullscreenElement && !closeTopmost()) setPresenting(false);
  });
  useEffect(() => {
    const fullScreen = () => onFullScreen();
    window.addEventListener('keydown', onKey);
    document.addEventListener('fullscreenchange', fullScreen);
    return () => {
      window.removeEventListener('keydown', onKey);
      document.removeEventListener('fullscreenchange', fullScreen);
    };
  }, []);
}
