'use client';
import dynamic from 'next/dynamic';
import { useTranslations } from 'use-intl';
import { Inspector } from '@/components/inspector/inspector';
import { Outline } from '@/components/outline/outline';
import type { Theme } from '@/lib/store/theme';
import { AppearanceProvider, useAppearance } from '@/lib/store/use-appearance';
import { useSection } from '@/lib/store/use-cluster';
import { ClusterSession } from '@/lib/store/use-session';
import { useView } from '@/lib/store/use-view';
import { Banners } from './banners';
import { Header } from './header';
import { Skeleton } from './skeleton';
import { usePanel } from './use-panel';

const ClusterMap = dynamic(() => import('@/components/map/cluster-map').then((module) => module.ClusterMap), {
  ssr: false,
  loading: Skeleton,
});

function Sheet() {
  const t = useTranslations('shell');
  const [{ outline, selection }] = useView();
  const ready = useSection('revision') !== undefined;
  if (!ready) return <Skeleton />;
  return (
    <div className="flex h-full min-h-0">
      <div className="relative min-w-0 flex-1">{outline ? <Outline /> : <ClusterMap />}</div>
      {selection ? (
        <aside
          aria-label={t('inspector')}
          className="w-[27em] max-w-[40vw] shrink-0 overflow-y-auto border-line border-l-(length:--stroke) bg-sheet max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:z-30 max-md:h-[55dvh] max-md:w-full max-md:max-w-none max-md:border-t-(length:--stroke) max-md:border-l-0"
        >
          <Inspector />
        </aside>
      ) : null}
    </div>
  );
}

function Desk() {
  const t = useTranslations('shell');
  const { presenting } = useAppearance();
  const [panel, show] = usePanel();
  return (
    <div className="flex h-dvh flex-col overflow-hidden">
      <a
        href="#plan"
        className="sr-only focus:not-sr-only focus:absolute focus:top-0 focus:left-0 focus:z-50 focus:bg-accent focus:px-[1em] focus:py-[0.6em] focus:text-sheet"
      >
        {t('skip')}
      </a>
      {presenting ? null : <Header panel={panel} show={show} />}
      <Banners />
      <main id="plan" tabIndex={-1} aria-label={t('main')} className="min-h-0 flex-1 outline-none">
        <Sheet />
      </main>
    </div>
  );
}

/** The whole page: one cluster, one sheet. */
export function Workspace({ theme }: { theme: Theme }) {
  return (
    <AppearanceProvider theme={theme}>
      <ClusterSession>
        <Desk />
      </ClusterSession>
    </AppearanceProvider>
  );
}
