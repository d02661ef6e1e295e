'use client';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { Menu, MenuAction, MenuChoices, MenuSeparator } from '@/components/ui/menu';
import { useAppearance } from '@/lib/hooks/use-appearance';
import { useView } from '@/lib/hooks/use-view';
import { LOCALES } from '@/lib/i18n/locales';
import { useLanguage } from '@/lib/i18n/use-language';
import { useShowPanel } from './panel';
import { ThemeChoices } from './theme-menu';
import { ARRANGEMENTS, READINGS } from './view-switches';

/** Everything the wide header holds, for windows where it does not fit. */
export function ViewMenu() {
  const t = useTranslations('shell');
  const [view, setView] = useView();
  const [locale, setLocale] = useLanguage();
  const { setPresenting } = useAppearance();
  const show = useShowPanel();
  return (
    <Menu
      trigger={
        <Button square aria-label={t('menu')} title={t('menu')}>
          <Icon name="menu" />
        </Button>
      }
    >
      <MenuChoices
        label={t('arrangement.label')}
        value={view.arrangement}
        choices={ARRANGEMENTS.map((value) => ({ value, label: t(`arrangement.${value}`) }))}
        onChange={(arrangement) => setView({ arrangement })}
      />
      <MenuChoices
        label={t('reading.label')}
        value={view.reading}
        choices={READINGS.map((value) => ({ value, label: t(`reading.${value}`) }))}
        onChange={(reading) => setView({ reading })}
      />
      <MenuChoices
        label={t('language.label')}
        value={locale}
        choices={LOCALES.map((value) => ({ value, label: t(`language.${value}`), lang: value }))}
        onChange={setLocale}
      />
      <ThemeChoices />
      <MenuSeparator />
      <MenuAction onSelect={() => setView({ outline: !view.outline })}>
        {t(view.outline ? 'outline.hide' : 'outline.show')}
      </MenuAction>
      <MenuAction onSelect={() => setPresenting(true)}>{t('present.start')}</MenuAction>
      <MenuAction onSelect={() => show('help')}>{t('help.button')}</MenuAction>
    </Menu>
  );
}
