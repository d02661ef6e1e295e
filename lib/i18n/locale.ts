/** Which language a person gets. */
import { LOCALES, type Locale } from './locales';

export const LOCALE_COOKIE = 'kubeplano-lang';

/** Set by `proxy.ts` to the query string of the request: layouts are not told it. */
export const SEARCH_HEADER = 'x-kubeplano-search';

const isLocale = (value: string | undefined): value is Locale => LOCALES.some((locale) => locale === value);

/** The first language of an `Accept-Language` header that we speak, by its weights (RFC 9110, 12.5.4). */
function accepted(header: string): Locale | undefined {
  return header
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const weight = parameters.find((parameter) => parameter.trim().startsWith('q='));
      return { language: tag.split('-')[0], weight: weight ? Number(weight.trim().slice(2)) || 0 : 1 };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ language }) => language)
    .find(isLocale);
}

/** `?lang=` › cookie › KUBEPLANO_LANG › Accept-Language › Spanish. Values we do not speak are passed over. */
export function chooseLocale(wishes: {
  query?: string | undefined;
  cookie?: string | undefined;
  environment?: string | undefined;
  acceptLanguage?: string | undefined;
}): Locale {
  const named = [wishes.query, wishes.cookie, wishes.environment?.slice(0, 2).toLowerCase()].find(isLocale);
  return named ?? accepted(wishes.acceptLanguage ?? '') ?? 'es';
}
