'use client';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { giveFocus } from '@/components/ui/focus';

/**
 * Gives the focus back: when the panel closes, to what opened it; when what it asked is settled (`talking` ends), to what asked.
 * `opened` and `asked` note who has the focus when that happens.
 */
export function usePanelFocus(open: boolean, talking: boolean): { opened: () => void; asked: () => void } {
  const opener = useRef<Element | null>(null);
  const asker = useRef<Element | null>(null);
  const wasOpen = useRef(open);
  useEffect(() => {
    const closed = wasOpen.current && !open;
    wasOpen.current = open;
    // While presenting there is no bar, nor its button.
    if (closed) giveFocus(opener.current, '[aria-controls="sample-controls"]', '#diagram');
    else if (open && !talking && asker.current) giveFocus(asker.current, '#sample-controls');
  }, [open, talking]);
  const opened = useCallback(() => {
    opener.current = document.activeElement;
    asker.current = null;
  }, []);
  const asked = useCallback(() => {
    asker.current = document.activeElement;
    if (!wasOpen.current) opener.current = asker.current;
  }, []);
  return useMemo(() => ({ opened, asked }), [opened, asked]);
}
