'use client';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { SamplePanel } from '@/components/sample/sample-panel';
import { SampleProvider } from '@/components/sample/use-sample-panel';
import { AppearanceProvider, useAppearance } from '@/lib/hooks/use-appearance';
import { createResourceClient } from '@/lib/hooks/use-resource';
import { ClusterSession } from '@/lib/hooks/use-session';
import type { Theme } from '@/lib/store/theme';
import { SourceBanners } from './banners';
import { FirstHints } from './first-hints';
import { Header } from './header';
import { KeyboardHelp } from './keyboard-help';
import { MainView } from './main-view';
import { PanelProvider, usePanel } from './panel';
import { PresentBar } from './present-bar';
import { SearchPalette } from './search-palette';
import { useShortcuts } from './shortcuts';
import { useEscape } from './use-escape';
import { useFocusKeeper } from './use-focus-keeper';

function Page() {
  const t = useTranslations('shell');
  const { presenting } = useAppearance();
  const [searching, openSearch] = usePanel('search');
  const [helping, openHelp] = usePanel('help');
  useShortcuts();
  useEscape();
  useFocusKeeper();
  return (
    <div className="flex h-dvh flex-col overflow-hidden">
      <a
        href="#diagram"
        className="sr-only focus:not-sr-only focus:absolute focus:top-0 focus:left-0 focus:z-50 focus:bg-accent focus:px-[1em] focus:py-[0.6em] focus:text-surface"
      >
        {t('skip')}
      </a>
      {presenting ? null : <Header />}
      <SourceBanners />
      <FirstHints />
      <div className="flex min-h-0 flex-1 max-md:flex-col-reverse">
        <SamplePanel />
        <main id="diagram" tabIndex={-1} aria-label={t('main')} className="min-h-0 min-w-0 flex-1 outline-none">
          <MainView />
        </main>
      </div>
      {presenting ? <PresentBar /> : null}
      <SearchPalette open={searching} onOpenChange={openSearch} />
      <KeyboardHelp open={helping} onOpenChange={openHelp} />
    </div>
  );
}

/** The whole page: one cluster, one diagram. */
export function Workspace({ theme }: { theme: Theme }) {
  const [resources] = useState(createResourceClient);
  return (
    <QueryClientProvider client={resources}>
      <AppearanceProvider theme={theme}>
        <ClusterSession>
          <PanelProvider>
            <SampleProvider>
              <Page />
            </SampleProvider>
          </PanelProvider>
        </ClusterSession>
      </AppearanceProvider>
    </QueryClientProvider>
  );
}
