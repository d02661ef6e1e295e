'use client';
import { useTranslations } from 'use-intl';
import { Segmented } from '@/components/ui/segmented';
import { useView } from '@/lib/hooks/use-view';
import { LOCALES } from '@/lib/i18n/locales';
import { useLanguage } from '@/lib/i18n/use-language';

export const ARRANGEMENTS = ['role', 'machine'] as const;
export const READINGS = ['story', 'calls'] as const;

export function ArrangementSwitch() {
  const t = useTranslations('shell.arrangement');
  const [{ arrangement }, setView] = useView();
  const segments = ARRANGEMENTS.map((value) => ({ value, label: t(value) }));
  return (
    <Segmented
      label={t('label')}
      value={arrangement}
      segments={segments}
      onChange={(next) => setView({ arrangement: next })}
    />
  );
}

export function ReadingSwitch() {
  const t = useTranslations('shell.reading');
  const [{ reading }, setView] = useView();
  const segments = READINGS.map((value) => ({ value, label: t(value) }));
  return (
    <Segmented label={t('label')} value={reading} segments={segments} onChange={(next) => setView({ reading: next })} />
  );
}

export function LanguageSwitch() {
  const t = useTranslations('shell.language');
  const [locale, setLocale] = useLanguage();
  const segments = LOCALES.map((value) => ({ value, label: value.toUpperCase(), name: t(value), lang: value }));
  return <Segmented label={t('label')} value={locale} segments={segments} onChange={setLocale} />;
}
