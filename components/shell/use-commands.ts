'use client';
import { useTranslations } from 'use-intl';
import { useSamplePanel } from '@/components/sample/use-sample-panel';
import { useAppearance } from '@/lib/hooks/use-appearance';
import { useView } from '@/lib/hooks/use-view';
import { LOCALES } from '@/lib/i18n/locales';
import { useLanguage } from '@/lib/i18n/use-language';
import { isFiltered, NO_FILTERS } from '@/lib/store/filters';
import { THEMES } from '@/lib/store/theme';
import { NEXT_POD_VIEW, podOf, STARTUP_VIEW } from '@/lib/store/view-state';
import { useShowPanel } from './panel';

export interface Order {
  id: string;
  name: string;
  run: () => void;
}

/** The orders that change something from where the view is now. */
export function useCommands(): Order[] {
  const t = useTranslations('shell');
  const path = useTranslations('path');
  const [view, setView] = useView();
  const selectedPod = podOf(view.selection);
  const [locale, setLocale] = useLanguage();
  const { theme, setTheme, setPresenting } = useAppearance();
  const sample = useTranslations('sample');
  const panel = useSamplePanel();
  const show = useShowPanel();
  const order = (id: string, name: string, run: () => void): Order => ({ id, name, run });
  const { arrangement, reading, outline } = view;
  const otherArrangement = arrangement === 'role' ? 'machine' : 'role';
  const otherReading = reading === 'story' ? 'calls' : 'story';
  return [
    order('arrangement', t(`search.commands.${otherArrangement}`), () => setView({ arrangement: otherArrangement })),
    order('reading', t(`search.commands.${otherReading}`), () => setView({ reading: otherReading })),
    order('outline', t(`search.commands.${outline ? 'map' : 'outline'}`), () => setView({ outline: !outline })),
    ...(isFiltered(view) ? [order('filters', t('search.commands.clearFilters'), () => setView(NO_FILTERS))] : []),
    ...THEMES.filter((one) => one !== theme).map((one) =>
      order(`theme-${one}`, t('search.commands.theme', { theme: t(`theme.${one}`) }), () => setTheme(one)),
    ),
    ...LOCALES.filter((one) => one !== locale).map((one) =>
      order(`language-${one}`, t('search.commands.language', { language: t(`language.${one}`) }), () => setLocale(one)),
    ),
    ...(selectedPod
      ? [order('path', path('followPod', { pod: selectedPod }), () => setView({ path: selectedPod, hop: undefined }))]
      : []),
    order('next-pod', path('followNext'), () => setView(NEXT_POD_VIEW)),
    order('startup', path('statistics.title'), () => setView(STARTUP_VIEW)),
    // The only way to it while presenting, when there is no bar.
    ...(panel.isSample && !panel.open ? [order('sample', sample('title'), () => panel.setOpen(true))] : []),
    order('present', t('search.commands.present'), () => setPresenting(true)),
    order('help', t('search.commands.help'), () => show('help')),
  ];
}
