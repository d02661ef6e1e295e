'use client';
import { useTranslations } from 'use-intl';
import { SampleButton } from '@/components/sample/sample-button';
import { Button } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { Kbd } from '@/components/ui/kbd';
import { useAppearance } from '@/lib/hooks/use-appearance';
import { useView } from '@/lib/hooks/use-view';
import { Brand } from './brand';
import { ClusterChip } from './cluster-chip';
import { FilterMenu } from './filter-menu';
import { useShowPanel } from './panel';
import { ThemeMenu } from './theme-menu';
import { ViewMenu } from './view-menu';
import { ArrangementSwitch, LanguageSwitch, ReadingSwitch } from './view-switches';

function SearchButton({ onOpen }: { onOpen: () => void }) {
  const t = useTranslations('shell.search');
  return (
    <button
      type="button"
      aria-keyshortcuts="/ Control+K"
      aria-haspopup="dialog"
      onClick={onOpen}
      className="flex h-[2.3em] shrink-0 items-center justify-between gap-[0.8em] rounded-[4px] border border-hair bg-surface px-[0.75em] text-soft hover:border-accent @min-[100em]:min-w-[11em] @min-[100em]:max-w-[19em] @min-[100em]:flex-1"
    >
      <Icon name="search" className="@min-[100em]:hidden" />
      <span className="truncate @max-[100em]:sr-only">{t('open')}</span>
      <span className="@max-[108em]:hidden" aria-hidden="true">
        <Kbd>/</Kbd>
      </span>
    </button>
  );
}

/**
 * The bar: which cluster, find, how to look at it. What does not fit folds into a menu; widths are in the bar's own ems,
 * since type is larger in the projector theme and the same pixels hold less.
 */
export function Header() {
  const t = useTranslations('shell');
  const [{ outline }, setView] = useView();
  const { setPresenting } = useAppearance();
  const show = useShowPanel();
  const outlineName = t(outline ? 'outline.hide' : 'outline.show');
  return (
    <header className="@container text-[0.94em] relative z-20 flex h-[4em] min-w-0 items-center gap-[0.9em] border-line border-b-(length:--stroke) bg-surface px-[1.3em] max-2xl:gap-[0.6em] max-md:gap-[0.5em] max-md:px-[0.8em]">
      <Brand />
      <ClusterChip />
      <SearchButton onOpen={() => show('search')} />
      <FilterMenu />
      <SampleButton />
      <div className="ml-auto flex shrink-0 items-center gap-[0.9em] max-2xl:gap-[0.6em] max-xl:hidden">
        <ArrangementSwitch />
        <ReadingSwitch />
        <Button
          square
          aria-pressed={outline}
          aria-label={outlineName}
          title={outlineName}
          onClick={() => setView({ outline: !outline })}
        >
          <Icon name={outline ? 'map' : 'outline'} />
        </Button>
        <LanguageSwitch />
        <ThemeMenu />
        <Button
          square
          aria-label={t('help.button')}
          title={t('help.button')}
          className="max-2xl:hidden"
          onClick={() => show('help')}
        >
          <Icon name="help" />
        </Button>
        <Button look="primary" onClick={() => setPresenting(true)}>
          {t('present.start')}
        </Button>
      </div>
      <div className="ml-auto xl:hidden">
        <ViewMenu />
      </div>
    </header>
  );
}
