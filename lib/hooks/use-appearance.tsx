'use client';
/** Theme and presenting: what is seen, not what is looked at, so it is kept beside the URL. */
import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react';
import { rememberChoice } from '@/lib/store/cookie';
import { THEME_COOKIE, type Theme } from '@/lib/store/theme';

interface Appearance {
  theme: Theme;
  setTheme(theme: Theme): void;
  /** Full screen, the projector's theme, no header. */
  presenting: boolean;
  setPresenting(on: boolean): void;
}

const AppearanceContext = createContext<Appearance | undefined>(undefined);

/** Takes a parameter that has been overruled out of the address bar. */
export function dropParameter(name: string): void {
  const url = new URL(window.location.href);
  if (!url.searchParams.has(name)) return;
  url.searchParams.delete(name);
  window.history.replaceState(null, '', url);
}

interface WithKeyboard {
  /** Chromium's; others keep Escape for themselves in full screen. */
  keyboard?: { lock?(keys: string[]): Promise<void> };
}
/** Escape reaches the page in full screen too, where the browser lets it: it closes what is open first. */
const keepEscape = async () => {
  const { keyboard }: Navigator & WithKeyboard = navigator;
  await keyboard?.lock?.(['Escape']);
};

export function AppearanceProvider({ theme: served, children }: { theme: Theme; children: ReactNode }) {
  const [theme, keepTheme] = useState(served);
  const [presenting, present] = useState(false);
  const shown = presenting ? 'projector' : theme;
  useEffect(() => {
    document.documentElement.dataset.theme = shown;
  }, [shown]);
  const value = useMemo<Appearance>(
    () => ({
      theme,
      setTheme(next) {
        rememberChoice(THEME_COOKIE, next);
        dropParameter('theme');
        keepTheme(next);
      },
      presenting,
      setPresenting(on) {
        present(on);
        // Refused on some phones: the header goes all the same.
        const change = on ? document.documentElement.requestFullscreen?.() : document.exitFullscreen?.();
        change?.then(on ? keepEscape : undefined).catch(() => undefined);
      },
    }),
    [theme, presenting],
  );
  return <AppearanceContext value={value}>{children}</AppearanceContext>;
}

/** The theme chosen and whether somebody presents. */
export function useAppearance(): Appearance {
  const appearance = use(AppearanceContext);
  if (!appearance) throw new Error('useAppearance outside AppearanceProvider');
  return appearance;
}
