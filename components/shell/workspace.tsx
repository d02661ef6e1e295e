'use client';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { SamplePanel } from '@/components/sample/sample-panel';
import { SampleProvider } from '@/components/sample/use-sample-panel';
import { Button } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { AppearanceProvider, useAppearance } from '@/lib/hooks/use-appearance';
import { createResourceClient } from '@/lib/hooks/use-resource';
import { ClusterSession } from '@/lib/hooks/use-session';
import type { Theme } from '@/lib/store/theme';
import { SourceBanners } from './banners';
import { Header } from './header';
import { KeyboardHelp } from './keyboard-help';
import { MainView } from './main-view';
import { PanelProvider, usePanel } from './panel';
import { SearchPalette } from './search-palette';
import { useShortcuts } from './shortcuts';

function StopPresenting() {
  const t = useTranslations('shell');
  const { setPresenting } = useAppearance();
  return (
    <Button className="fixed top-[0.3em] right-[0.6em] z-30" onClick={() => setPresenting(false)}>
      <Icon name="close" />
      <span className="max-sm:sr-only">{t('present.stop')}</span>
    </Button>
  );
}

function Page() {
  const t = useTranslations('shell');
  const { presenting } = useAppearance();
  const [searching, openSearch] = usePanel('search');
  const [helping, openHelp] = usePanel('help');
  useShortcuts();
  return (
    <div className="flex h-dvh flex-col overflow-hidden">
      <a
        href="#diagram"
        className="sr-only focus:not-sr-only focus:absolute focus:top-0 focus:left-0 focus:z-50 focus:bg-accent focus:px-[1em] focus:py-[0.6em] focus:text-surface"
      >
        {t('skip')}
      </a>
      {presenting ? <StopPresenting /> : <Header />}
      <div className={presenting ? 'bg-surface pr-[16em] max-sm:pr-[4em]' : ''}>
        <SourceBanners />
      </div>
      <div className="flex min-h-0 flex-1 max-md:flex-col-reverse">
        <SamplePanel />
        <main id="diagram" tabIndex={-1} aria-label={t('main')} className="min-h-0 min-w-0 flex-1 outline-none">
          <MainView />
        </main>
      </div>
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
