'use client';
import { useTranslations } from 'use-intl';
import type { Problem } from '@/lib/contract/problem';

/** What messages speak of, where whoever told of the problem did not say. */
const UNSAID = { how: '?', again: 'false' };

/** Title, cause and remedy of a problem, in the person's language. */
export function useProblemWords({ code, values }: Problem): { title: string; cause: string; remedy: string } {
  const t = useTranslations('errors');
  const said = { ...UNSAID, ...values };
  return { title: t(`${code}.title`), cause: t(`${code}.cause`, said), remedy: t(`${code}.remedy`, said) };
}
