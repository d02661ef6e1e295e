'use client';
/** The language, and the way to change it without losing the page: the server sends the other words. */
import { useRouter } from 'next/navigation';
import { useLocale } from 'use-intl';
import { dropParameter } from '@/lib/hooks/use-appearance';
import { rememberChoice } from '@/lib/store/cookie';
import { LOCALE_COOKIE } from './locale';
import type { Locale } from './locales';

/** The language now, and how to change it. */
export function useLanguage(): readonly [Locale, (locale: Locale) => void] {
  const router = useRouter();
  const locale = useLocale();
  const setLocale = (next: Locale) => {
    rememberChoice(LOCALE_COOKIE, next);
    dropParameter('lang');
    router.refresh();
  };
  return [locale, setLocale];
}
