'use client';
import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { SampleProvider, useSamplePanel } from '@/components/sample/use-sample-panel';
import { later, loadTheRest } from '@/components/ui/later';
import { AppearanceProvider, useAppearance } from '@/lib/hooks/use-appearance';
import { useSection } from '@/lib/hooks/use-cluster';
import { createResourceClient } from '@/lib/hooks/use-resource';
import { ClusterSession } from '@/lib/hooks/use-session';
import type { Theme } from '@/lib/store/theme';
import { SourceBanners } from './banners';
import { FirstHints } from './first-hints';
import { Header } from './header';
import { MainView } from './main-view';
import { PanelProvider, usePanel } from './panel';
import { PresentBar } from './present-bar';
import { SearchPalette } from './search-palette';
import { useShortcuts } from './shortcuts';
import { useEscape } from './use-escape';
import { useFocusKeeper } from './use-focus-keeper';

const SamplePanel = later(() => import('@/components/sample/sample-panel').then((module) => module.SamplePanel));
const KeyboardHelp = later(() => import('./keyboard-help').then((module) => module.KeyboardHelp));

/** True from the first time on that something was: a dialog that closes still has its way out to go. */
function useEver(now: boolean): boolean {
  const [ever, setEver] = useState(now);
  if (now && !ever) setEver(true);
  return ever || now;
}

function Page() {
  const t = useTranslations('shell');
  const { presenting } = useAppearance();
  const [searching, openSearch] = usePanel('search');
  const [helping, openHelp] = usePanel('help');
  useShortcuts();
  useEscape();
  useFocusKeeper();
  const { open: controlling } = useSamplePanel();
  const helped = useEver(helping);
  const isPictured = useSection('connection') !== undefined;
  useEffect(() => (isPictured ? loadTheRest() : undefined), [isPictured]);
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
        {controlling ? <SamplePanel /> : null}
        <main id="diagram" tabIndex={-1} aria-label={t('main')} className="min-h-0 min-w-0 flex-1 outline-none">
          <MainView />
        </main>
      </div>
      {presenting ? <PresentBar /> : null}
      {/* Never late: what is typed right after the key that opens it is for its field. */}
      <SearchPalette open={searching} onOpenChange={openSearch} />
      {helped ? <KeyboardHelp open={helping} onOpenChange={openHelp} /> : null}
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
