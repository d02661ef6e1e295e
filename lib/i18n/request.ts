import 'server-only';
/** What the request says of the person's language and theme; read once per request. */
import { cookies, headers } from 'next/headers';
import { connection } from 'next/server';
import { cache } from 'react';
import type { ServerStart } from '@/lib/hooks/server-start';
import { chooseTheme, THEME_COOKIE, type Theme } from '@/lib/store/theme';
import { chooseLocale, LOCALE_COOKIE, SEARCH_HEADER } from './locale';
import type { Locale } from './locales';

/** Language, theme and start of the page for this request. */
export const requestPreferences = cache(async (): Promise<{ locale: Locale; theme: Theme; start: ServerStart }> => {
  await connection();
  const [jar, sent] = await Promise.all([cookies(), headers()]);
  const search = sent.get(SEARCH_HEADER) ?? '';
  const query = new URLSearchParams(search);
  return {
    locale: chooseLocale({
      query: query.get('lang') ?? undefined,
      cookie: jar.get(LOCALE_COOKIE)?.value,
      environment: process.env.KUBEPLANO_LANG,
      acceptLanguage: sent.get('accept-language') ?? undefined,
    }),
    theme: chooseTheme(query.get('theme') ?? undefined, jar.get(THEME_COOKIE)?.value),
    start: { query: search, now: Date.now() },
  };
});
