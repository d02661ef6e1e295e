'use client';
import { useTranslations } from 'use-intl';
import { SamplePanel } from '@/components/sample/sample-panel';
import { Button } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { SampleDeskProvider } from '@/lib/store/sample-desk';
import type { Theme } from '@/lib/store/theme';
import { AppearanceProvider, useAppearance } from '@/lib/store/use-appearance';
import { ClusterSession } from '@/lib/store/use-session';
import { SourceBanners } from './banners';
import { Header } from './header';
import { KeyboardHelp } from './keyboard-help';
import { Sheet } from './main-view';
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

function Desk() {
  const t = useTranslations('shell');
  const { presenting } = useAppearance();
  const [searching, openSearch] = usePanel('search');
  const [helping, openHelp] = usePanel('help');
  useShortcuts();
  return (
    <div className="flex h-dvh flex-col overflow-hidden">
      <a
        href="#plan"
        className="sr-only focus:not-sr-only focus:absolute focus:top-0 focus:left-0 focus:z-50 focus:bg-accent focus:px-[1em] focus:py-[0.6em] focus:text-sheet"
      >
        {t('skip')}
      </a>
      {presenting ? <StopPresenting /> : <Header />}
      <div className={presenting ? 'bg-sheet pr-[16em] max-sm:pr-[4em]' : ''}>
        <SourceBanners />
      </div>
      <div className="flex min-h-0 flex-1 max-md:flex-col-reverse">
        <SamplePanel />
        <main id="plan" tabIndex={-1} aria-label={t('main')} className="min-h-0 min-w-0 flex-1 outline-none">
          <Sheet />
        </main>
      </div>
      <SearchPalette open={searching} onOpenChange={openSearch} />
      <KeyboardHelp open={helping} onOpenChange={openHelp} />
    </div>
  );
}

/** The whole page: one cluster, one sheet. */
export function Workspace({ theme }: { theme: Theme }) {
  return (
    <AppearanceProvider theme={theme}>
      <ClusterSession>
        <PanelProvider>
          <SampleDeskProvider>
            <Desk />
          </SampleDeskProvider>
        </PanelProvider>
      </ClusterSession>
    </AppearanceProvider>
  );
}
