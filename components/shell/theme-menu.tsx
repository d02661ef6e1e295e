'use client';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { Menu, MenuChoices } from '@/components/ui/menu';
import { useAppearance } from '@/lib/hooks/use-appearance';
import { THEMES } from '@/lib/store/theme';

export function ThemeChoices() {
  const t = useTranslations('shell.theme');
  const { theme, setTheme } = useAppearance();
  const choices = THEMES.map((value) => ({ value, label: t(value) }));
  return <MenuChoices label={t('label')} value={theme} choices={choices} onChange={setTheme} />;
}

export function ThemeMenu() {
  const t = useTranslations('shell.theme');
  const { theme } = useAppearance();
  const name = t('button', { theme: t(theme) });
  return (
    <Menu
      trigger={
        <Button square aria-label={name} title={name}>
          <Icon name="theme" />
        </Button>
      }
    >
      <ThemeChoices />
    </Menu>
  );
}
